import './imports.css';
import { useQuery } from '@tanstack/react-query';
import { listImports } from '#protocol/endpoints-imports.ts';
import { useSpeech } from '../i18n/speech.tsx';
import { asking } from '../wire/asking.ts';
import { useHere } from '../wire/here.ts';

/** How far the import that runs now is. */
export function ImportRunning() {
  const { words, format } = useSpeech();
  const texts = words.imports;
  const here = useHere();
  const imports = useQuery({ ...asking(here.slug, listImports, {}), refetchInterval: 500, staleTime: 0 });
  const progress = imports.data?.imports.find((one) => one.state === 'running');
  return (
    <div className="running" role="status">
      <strong>{texts.running}</strong>
      <div className="running__bar" aria-hidden="true" />
      <p>{texts.progress(format.count(progress?.recorded ?? 0), format.count(progress?.read ?? 0))}</p>
      <p className="faint small">{texts.keepOpen}</p>
    </div>
  );
}

import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { beforeClosing } from '#protocol/endpoints-determinations.ts';
import { useSpeech } from '../i18n/speech.tsx';
import { asking } from '../wire/asking.ts';
import { useHere } from '../wire/here.ts';
import { Note } from './notes.tsx';
import { subjectText } from './subject-name.tsx';

/** What somebody should know before a statement closes; nothing where nothing waits and nobody else claims the same. */
export function BeforeClosing(props: { readonly agreement: string }) {
  const { words, format, language } = useSpeech();
  const texts = words.definitions.closing;
  const here = useHere();
  const { data } = useQuery(asking(here.slug, beforeClosing, { params: { id: props.agreement } }));
  const waiting = data?.definitions.filter(({ counts }) => counts.failed > 0) ?? [];
  const elsewhere = data?.claimedElsewhere ?? [];
  if (waiting.length === 0 && elsewhere.length === 0) return null;
  return (
    <Note title={texts.title} tone="review" icon="clock">
      <ul>
        {waiting.map(({ definition, counts }) => (
          <li key={definition}>{texts.waiting(format.count(counts.failed), definition)}</li>
        ))}
        {elsewhere.map(({ component, subject, others }) => (
          <li key={`${component}/${subject}`}>
            {texts.elsewhere(subjectText(words, { subject }))}
            {others === null || others.length === 0
              ? '.'
              : `: ${format.list(others.map((one) => `${one.title[language]} (${format.money(one.amountMinor, one.currency)})`))}.`}
          </li>
        ))}
      </ul>
      {elsewhere.length > 0 ? <p>{texts.reject}</p> : null}
      {elsewhere.length > 0 && here.may('statements.close') ? (
        <p>
          <Link to="/w/$workspace/overlaps" params={{ workspace: here.slug }}>
            {words.overlaps.link}
          </Link>
        </p>
      ) : null}
    </Note>
  );
}

import { Link } from '@tanstack/react-router';
import { useSpeech } from '../i18n/speech.tsx';
import { Note } from '../ui/notes.tsx';
import { PageHead } from '../ui/page-head.tsx';
import { ErrorNote } from '../ui/refusal-note.tsx';
import { OpenFrame } from './frame.tsx';

export function Lost() {
  const { words } = useSpeech();
  return (
    <OpenFrame>
      <PageHead title={words.shell.error.notFound} />
      <Note title={words.shell.error.notFoundText}>
        <Link to="/">{words.shell.error.toToday}</Link>
      </Note>
    </OpenFrame>
  );
}

export function Stumbled(props: { readonly error: unknown }) {
  const { words } = useSpeech();
  return (
    <OpenFrame>
      <PageHead title={words.shell.error.title} />
      <ErrorNote error={props.error} retry={() => location.reload()} />
    </OpenFrame>
  );
}

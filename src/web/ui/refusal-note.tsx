import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { Refusal } from '#core/kernel/result.ts';
import { useSpeech } from '../i18n/speech.tsx';
import { RefusedAnswer } from '../wire/asking.ts';
import { Note } from './notes.tsx';

/** What went wrong, where, and how to mend it; one look for every page and dialog. */
export function RefusalNote(props: { readonly refusal: Refusal; readonly retry?: () => void; readonly title?: string }) {
  const { words } = useSpeech();
  const { refusal } = props;
  const texts = words.shell.error;
  const again =
    props.retry === undefined ? null : (
      <Button variant="default" onClick={props.retry}>
        {words.shell.retry}
      </Button>
    );
  if (refusal.code === 'server.unreachable') {
    return (
      <Note title={texts.offline} tone="review" icon="offline" alert>
        <p>{texts.offlineText}</p>
        {again}
      </Note>
    );
  }
  if (refusal.code === 'access.not_signed_in') {
    return (
      <Note title={texts.signedOut} tone="review" icon="person" alert>
        <p>{texts.signedOutText}</p>
        <Link to="/sign-in">{words.shell.signIn}</Link>
      </Note>
    );
  }
  if (refusal.code === 'access.no_permission') {
    return (
      <Note title={texts.noPermission} icon="lock">
        <p>{texts.noPermissionText}</p>
      </Note>
    );
  }
  return (
    <Note title={props.title ?? texts.title} tone="breach" icon="warn" alert>
      <p>{words.refusal(refusal)}</p>
      {again}
      <details className="small">
        <summary>{texts.code}</summary>
        <code>{refusal.code}</code>
      </details>
    </Note>
  );
}

/** Whatever a query or mutation threw. */
export function ErrorNote(props: { readonly error: unknown; readonly retry?: () => void }) {
  const { words } = useSpeech();
  if (props.error instanceof RefusedAnswer) {
    return <RefusalNote refusal={props.error.refusal} {...(props.retry === undefined ? {} : { retry: props.retry })} />;
  }
  return (
    <Note title={words.shell.error.title} tone="breach" icon="warn" alert>
      <p>{words.shell.error.unexpected}</p>
    </Note>
  );
}

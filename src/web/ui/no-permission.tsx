import { useSpeech } from '../i18n/speech.tsx';
import { Note } from './notes.tsx';

/** In place of what somebody's role does not open. */
export function NoPermission() {
  const { words } = useSpeech();
  return (
    <Note title={words.shell.error.noPermission} icon="lock">
      <p>{words.shell.error.noPermissionText}</p>
    </Note>
  );
}

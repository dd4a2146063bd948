import { notifications } from '@mantine/notifications';
import type { Words } from '../i18n/words.ts';

/** Long enough to notice a slip of the finger. */
const SHOWN_MS = 10_000;

/** Says in passing what has been done, with one tap to take it back. */
export function tellWithUndo(words: Words, message: string, undo: string, onUndo: () => void): void {
  const id = notifications.show({
    autoClose: SHOWN_MS,
    closeButtonProps: { 'aria-label': words.shell.close },
    message: (
      <span className="undoable">
        {message}
        <button
          type="button"
          onClick={() => {
            notifications.hide(id);
            onUndo();
          }}
        >
          {undo}
        </button>
      </span>
    ),
  });
}

import { notifications } from '@mantine/notifications';
import type { Words } from '../i18n/words.ts';

/** Says in passing what has been done; goes away by itself. */
export function tell(words: Words, message: string): void {
  notifications.show({ message, closeButtonProps: { 'aria-label': words.shell.close } });
}

import '@mantine/core/styles/Notification.layer.css';
import '@mantine/notifications/styles.layer.css';
import { Notifications } from '@mantine/notifications';

/**
 * Where short messages appear; those said before this was loaded have waited and appear with it. What is to be done stands on the right
 * of a page, so that they appear on the left, where they cover no control.
 */
export function Messages() {
  return <Notifications position="bottom-left" autoClose={6_000} />;
}

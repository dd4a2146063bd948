import '@mantine/core/styles/Notification.layer.css';
import '@mantine/notifications/styles.layer.css';
import { Notifications } from '@mantine/notifications';

/** Where short messages appear; those said before this was loaded have waited and appear with it. */
export function Messages() {
  return <Notifications position="bottom-right" autoClose={6_000} />;
}

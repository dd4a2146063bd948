import { Button, Modal } from '@mantine/core';
import { useBlocker } from '@tanstack/react-router';
import { useSpeech } from '../i18n/speech.tsx';

/** Nothing is lost by leaving; but whoever goes by mistake should know that nothing is proposed yet. */
export function LeaveDraft(props: { readonly asks: () => boolean }) {
  const { words } = useSpeech();
  const texts = words.newAgreement;
  const blocker = useBlocker({
    shouldBlockFn: ({ current, next }) => current.pathname !== next.pathname && props.asks(),
    enableBeforeUnload: false,
    withResolver: true,
  });
  const stay = () => blocker.reset?.();
  return (
    <Modal
      opened={blocker.status === 'blocked'}
      onClose={stay}
      title={texts.leaveTitle}
      closeButtonProps={{ 'aria-label': words.shell.close }}
    >
      <div className="stack">
        <p>{texts.leaveText}</p>
        <div className="row">
          <Button onClick={stay}>{texts.stay}</Button>
          <Button variant="default" onClick={() => blocker.proceed?.()}>
            {texts.leave}
          </Button>
        </div>
      </div>
    </Modal>
  );
}

import { Button, Modal } from '@mantine/core';
import { useSpeech } from '../i18n/speech.tsx';
import { ErrorNote } from '../ui/refusal-note.tsx';

interface ConfirmDialogProps {
  readonly title: string;
  /** What follows and whether it can be taken back. */
  readonly text: string;
  readonly confirm: string;
  readonly isPending: boolean;
  readonly error: Error | null;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

/** Asks once before something that cannot be taken back. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { words } = useSpeech();
  return (
    <Modal opened onClose={props.onClose} title={props.title} closeButtonProps={{ 'aria-label': words.shell.close }}>
      <div className="stack">
        <p>{props.text}</p>
        {props.error === null ? null : <ErrorNote error={props.error} />}
        <div className="row">
          <Button color="red" loading={props.isPending} onClick={props.onConfirm}>
            {props.confirm}
          </Button>
          <Button variant="default" onClick={props.onClose}>
            {words.shell.cancel}
          </Button>
        </div>
      </div>
    </Modal>
  );
}

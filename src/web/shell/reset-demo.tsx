import { Button, Modal } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { readDemoProgress, resetDemo } from '#protocol/endpoints-demo.ts';
import { useSpeech } from '../i18n/speech.tsx';
import { ErrorNote } from '../ui/refusal-note.tsx';
import { tell } from '../ui/tell.ts';
import { ask, asking } from '../wire/asking.ts';
import { useHere } from '../wire/here.ts';
import { queries } from '../wire/queries.ts';

const LOOK_EVERY_MS = 500;

/** Says what goes, asks once, and shows how far the new beginning is. */
export function ResetDialog({ onClose }: { readonly onClose: () => void }) {
  const { words } = useSpeech();
  const texts = words.demo;
  const here = useHere();
  const navigate = useNavigate();
  const reset = useMutation({
    mutationFn: () => ask(here.slug, resetDemo, {}),
    onSuccess: async () => {
      onClose();
      await navigate({ to: '/w/$workspace', params: { workspace: here.slug } });
      // The workspace has another id now, and nothing that was read of it still holds.
      await queries.invalidateQueries();
      tell(words, texts.resetDone);
    },
  });
  const { data } = useQuery({ ...asking(here.slug, readDemoProgress, {}), enabled: reset.isPending, refetchInterval: LOOK_EVERY_MS });
  const progress = data?.progress ?? null;
  const close = () => (reset.isPending ? undefined : onClose());
  return (
    <Modal opened onClose={close} title={texts.reset} closeButtonProps={{ 'aria-label': words.shell.close }}>
      <div className="stack">
        <p>{texts.resetText}</p>
        {reset.isPending ? (
          <div role="status">
            <progress
              aria-label={texts.resetting}
              style={{ width: '100%' }}
              {...(progress === null ? {} : { value: progress.done, max: progress.of })}
            />
            <p className="small soft">{progress === null ? texts.resetting : texts.progress(progress.done, progress.of)}</p>
          </div>
        ) : null}
        {reset.isError ? <ErrorNote error={reset.error} /> : null}
        <div className="row">
          <Button color="red" loading={reset.isPending} onClick={() => reset.mutate()}>
            {texts.resetNow}
          </Button>
          <Button variant="default" disabled={reset.isPending} onClick={onClose}>
            {words.shell.cancel}
          </Button>
        </div>
      </div>
    </Modal>
  );
}

import { Button, Modal } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { type AgreementWire, previewAmendment, proposeAgreement } from '#protocol/endpoints-agreements.ts';
import { AmendmentPreview } from '../agreement/amendment-preview.tsx';
import { useSpeech } from '../i18n/speech.tsx';
import { FilePick } from '../ui/file-pick.tsx';
import { CheckNumber } from '../ui/marks.tsx';
import { Note, Waiting } from '../ui/notes.tsx';
import { ErrorNote } from '../ui/refusal-note.tsx';
import { tell } from '../ui/tell.ts';
import { ask, RefusedAnswer, refreshWorkspace } from '../wire/asking.ts';
import { useHere } from '../wire/here.ts';

interface ProposeDialogProps {
  readonly opened: boolean;
  readonly onClose: () => void;
  /** What is to be amended, where that is known beforehand. */
  readonly amends?: AgreementWire;
}

/** Choose a document, see at once whether it is complete, then propose it: the dry run and the real run are the same call. */
export function ProposeDialog(props: ProposeDialogProps) {
  const { words } = useSpeech();
  const texts = words.agreement;
  const here = useHere();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [files, setFiles] = useState<readonly File[]>([]);
  const check = useMutation({
    mutationFn: async (file: File) => {
      const body = await file.text();
      const answer = await ask(here.slug, proposeAgreement, { query: { dryRun: true }, body });
      return { body, answer, preview: (answer.version ?? 1) > 1 && answer.missing.length === 0 ? await previewOf(body) : undefined };
    },
  });
  // A version that amends nothing signed, such as a corrected proposal, moves no money.
  const previewOf = (body: string) =>
    ask(here.slug, previewAmendment, { body }).catch((error: unknown) => {
      const movesNothing = error instanceof RefusedAnswer && error.refusal.code.startsWith('agreement.');
      if (movesNothing) return undefined;
      throw error;
    });
  const close = () => {
    setFiles([]);
    check.reset();
    propose.reset();
    props.onClose();
  };
  const propose = useMutation({
    mutationFn: (body: string) => ask(here.slug, proposeAgreement, { body }),
    onSuccess: async (answer) => {
      await refreshWorkspace(queries, here.slug);
      close();
      if (answer.id === null) return;
      tell(words, texts.states.proposed);
      await navigate({ to: '/w/$workspace/agreements/$agreement', params: { workspace: here.slug, agreement: answer.id } });
    },
  });
  const pick = (picked: readonly File[]) => {
    setFiles(picked);
    propose.reset();
    const [file] = picked;
    if (file === undefined) check.reset();
    else check.mutate(file);
  };
  const missing = check.data?.answer.missing ?? [];
  return (
    <Modal
      opened={props.opened}
      onClose={close}
      title={props.amends === undefined ? texts.proposeTitle : words.course.amend}
      size="lg"
      closeButtonProps={{ 'aria-label': words.shell.close }}
    >
      <div className="stack">
        <FilePick
          label={texts.name}
          help={texts.proposeHelp}
          button={texts.chooseFile}
          accept=".yaml,.yml,.json"
          files={files}
          onPick={pick}
        />
        {check.isPending ? <Waiting lines={2} /> : null}
        {check.isError ? <ErrorNote error={check.error} /> : null}
        {propose.isError ? <ErrorNote error={propose.error} /> : null}
        {check.data === undefined ? null : missing.length > 0 ? (
          <Note title={texts.missingTitle} tone="review" icon="warn">
            <ul>
              {missing.map((one) => (
                <li key={one}>{one}</li>
              ))}
            </ul>
          </Note>
        ) : (
          <>
            <Note title={texts.complete} tone="proven" icon="check">
              {check.data.answer.hash === null ? null : <CheckNumber hash={check.data.answer.hash} />}
            </Note>
            {check.data.preview === undefined ? null : <AmendmentPreview preview={check.data.preview} agreement={props.amends} />}
            <Button loading={propose.isPending} onClick={() => propose.mutate(check.data.body)}>
              {texts.proposeNow}
            </Button>
          </>
        )}
      </div>
    </Modal>
  );
}

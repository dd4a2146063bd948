import '../pages/claims.css';
import { Button, Modal } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { decideClaims, type InboxClaimWire, type InboxContractWire } from '#protocol/endpoints-claim-inbox.ts';
import { RejectionForm, type RejectionWords } from '../forms/rejection-form.tsx';
import { useSpeech } from '../i18n/speech.tsx';
import { Waiting } from '../ui/notes.tsx';
import { ErrorNote } from '../ui/refusal-note.tsx';
import { ask, refreshWorkspace } from '../wire/asking.ts';
import { useHere } from '../wire/here.ts';
import { BulkOutcome } from './bulk-outcome.tsx';

interface BulkDialogProps {
  readonly decision: 'accept' | 'reject';
  readonly claims: readonly InboxClaimWire[];
  readonly contracts: readonly InboxContractWire[];
  readonly onClose: (done: boolean) => void;
}

/** One reason, then what it would do claim by claim and in euros, then doing it; the outcome is told by row. */
export function BulkDialog({ decision, claims, contracts, onClose }: BulkDialogProps) {
  const { words, format, language } = useSpeech();
  const here = useHere();
  const queries = useQueryClient();
  const texts = words.claimInbox.bulk;
  const [grounds, setGrounds] = useState<RejectionWords>();
  const [writing, setWriting] = useState(decision === 'reject');
  const names = claims.map(({ agreementId, component, subject }) => ({ agreementId, component, subject }));
  const call = (dryRun: boolean, said: RejectionWords | undefined) =>
    ask(here.slug, decideClaims, { body: { claims: names, decision, dryRun, ...said } });
  const preview = useMutation({ mutationFn: (said: RejectionWords | undefined) => call(true, said) });
  const decide = useMutation({
    mutationFn: () => call(false, grounds),
    onSuccess: () => refreshWorkspace(queries, here.slug),
  });
  const { mutate: look } = preview;
  useEffect(() => {
    if (decision === 'accept') look(undefined);
  }, [decision, look]);
  const reasons = commonReasons(contracts.filter(({ id }) => claims.some(({ agreementId }) => agreementId === id)));
  const title = decision === 'accept' ? texts.acceptTitle : texts.rejectTitle;
  const possible = preview.data?.rows.filter(({ outcome }) => outcome === 'possible').length ?? 0;
  return (
    <Modal
      opened
      size="lg"
      onClose={() => onClose(decide.isSuccess)}
      title={title(claims.length, format.count(claims.length))}
      closeButtonProps={{ 'aria-label': words.shell.close }}
    >
      {writing ? (
        reasons.length === 0 ? (
          <p>{texts.noSameReason}</p>
        ) : (
          <RejectionForm
            reasons={reasons.map(({ key, label }) => ({ key, name: label[language] }))}
            submit={texts.preview}
            isPending={preview.isPending}
            {...(grounds === undefined ? {} : { first: grounds })}
            onSubmit={(said) => {
              setGrounds(said);
              setWriting(false);
              look(said);
            }}
            onCancel={() => onClose(false)}
          >
            <p className="soft">{texts.sameReason}</p>
          </RejectionForm>
        )
      ) : decide.data !== undefined ? (
        <div className="stack">
          <BulkOutcome answer={decide.data} decision={decision} claims={claims} contracts={contracts} done />
          <Button onClick={() => onClose(true)}>{texts.close}</Button>
        </div>
      ) : (
        <div className="stack">
          {preview.isPending ? <Waiting lines={5} /> : null}
          {preview.isError ? <ErrorNote error={preview.error} retry={() => look(grounds)} /> : null}
          {preview.data === undefined ? null : (
            <>
              <BulkOutcome answer={preview.data} decision={decision} claims={claims} contracts={contracts} />
              {decide.isError ? <ErrorNote error={decide.error} /> : null}
              {possible === 0 ? <p>{texts.none}</p> : <p className="soft small">{texts.final}</p>}
              <div className="row">
                {possible === 0 ? null : (
                  <Button loading={decide.isPending} onClick={() => decide.mutate()}>
                    {(decision === 'accept' ? texts.acceptNow : texts.rejectNow)(possible, format.count(possible))}
                  </Button>
                )}
                {decision === 'reject' ? (
                  <Button variant="default" onClick={() => setWriting(true)}>
                    {texts.change}
                  </Button>
                ) : null}
                <Button variant="default" onClick={() => onClose(false)}>
                  {words.shell.cancel}
                </Button>
              </div>
            </>
          )}
        </div>
      )}
    </Modal>
  );
}

/** What every one of the contracts names; a reason that one of them does not know rejects nothing there. */
function commonReasons(contracts: readonly InboxContractWire[]): InboxContractWire['reasons'] {
  const [first, ...others] = contracts;
  return (first?.reasons ?? []).filter(({ key }) => others.every(({ reasons }) => reasons.some((one) => one.key === key)));
}

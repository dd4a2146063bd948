import { Modal } from '@mantine/core';
import { useState } from 'react';
import type { LeadDetailWire } from '#protocol/endpoints-leads.ts';
import { useSpeech } from '../i18n/speech.tsx';
import { useLeadStep } from '../leads/acting-on-lead.ts';
import { Choice, GroundsDialog } from '../ui/grounds-dialog.tsx';
import { Note } from '../ui/notes.tsx';
import { ErrorNote } from '../ui/refusal-note.tsx';
import { useHere } from '../wire/here.ts';
import { RejectionForm } from './rejection-form.tsx';

interface RejectLeadProps {
  readonly detail: LeadDetailWire;
  readonly opened: boolean;
  readonly onClose: () => void;
}

type FallingClaims = NonNullable<LeadDetailWire['claims']>;

/** Rejects a lead; where claims fall with it, as the contract lets claims be rejected. */
export function RejectLead(props: RejectLeadProps) {
  const falling = (props.detail.claims ?? []).filter((claim) => claim.fallsWithLead);
  return falling.length === 0 ? <RejectFreely {...props} /> : <RejectWithClaims {...props} falling={falling} />;
}

type Reason = keyof ReturnType<typeof useSpeech>['words']['leads']['reasons'];

function RejectFreely({ detail, opened, onClose }: RejectLeadProps) {
  const { words } = useSpeech();
  const texts = words.leads;
  const [reason, setReason] = useState<Reason>('no-budget');
  const step = useLeadStep(detail.lead.lead, { done: onClose });
  const reasons = Object.entries(texts.reasons) as readonly [Reason, string][];
  return (
    <GroundsDialog
      opened={opened}
      onClose={onClose}
      title={texts.rejectTitle}
      label={texts.comment}
      help={reason === 'other' ? texts.commentNeeded : ''}
      optional={reason !== 'other'}
      submit={texts.rejectNow}
      isPending={step.isPending}
      error={step.error}
      onSubmit={(comment) => step.mutate({ step: 'rejected', reason, ...(comment === '' ? {} : { comment }) })}
    >
      <p className="soft">{texts.rejectText}</p>
      <Choice
        label={texts.reason}
        name="lead-reason"
        choices={reasons.map(([key, text]) => ({ key, text }))}
        chosen={reason}
        onChoose={setReason}
      />
    </GroundsDialog>
  );
}

/** A rejection costs the other side its claims on the lead: how much stands above the reasons. */
function RejectWithClaims({ detail, opened, onClose, falling }: RejectLeadProps & { readonly falling: FallingClaims }) {
  const { words, format, language } = useSpeech();
  const texts = words.leads;
  const here = useHere();
  const step = useLeadStep(detail.lead.lead, { done: onClose });
  const currency = falling[0]?.currency ?? here.workspace.currency;
  const sum = falling.filter((claim) => claim.currency === currency).reduce((total, claim) => total + BigInt(claim.amountMinor), 0n);
  const reasons = reasonsOfAll(falling).map(({ key, label }) => ({ key, name: label[language] }));
  const cost = (
    <p>
      <strong>{texts.rejectClaims(falling.length, format.money(sum, currency))}</strong>
    </p>
  );
  const why = here.may('claims.decide') ? texts.reasonsDiffer : texts.rejectNotYours;
  return (
    <Modal opened={opened} onClose={onClose} title={texts.rejectTitle} closeButtonProps={{ 'aria-label': words.shell.close }}>
      {here.may('claims.decide') && reasons.length > 0 ? (
        <RejectionForm
          reasons={reasons}
          submit={texts.rejectNow}
          isPending={step.isPending}
          onSubmit={(said) => step.mutate({ step: 'rejected', ...said })}
          onCancel={onClose}
        >
          <p className="soft">{texts.rejectText}</p>
          {cost}
          {step.error === null ? null : <ErrorNote error={step.error} />}
        </RejectionForm>
      ) : (
        <Note title={texts.rejectClosed} icon="lock">
          {cost}
          <p>{why}</p>
        </Note>
      )}
    </Modal>
  );
}

/** Reasons that every contract with a claim on the lead names. */
function reasonsOfAll([first, ...others]: FallingClaims): FallingClaims[number]['reasons'] {
  return (first?.reasons ?? []).filter(({ key }) => others.every(({ reasons }) => reasons.some((one) => one.key === key)));
}

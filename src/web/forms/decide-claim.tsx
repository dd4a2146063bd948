import '../pages/claims.css';
import { Button, Modal, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { type AgreementWire, readAgreement } from '#protocol/endpoints-agreements.ts';
import { acceptClaim, type ClaimSummaryWire, rejectClaim } from '#protocol/endpoints-claims.ts';
import { agreementIn } from '../agreement/document.ts';
import { useSpeech } from '../i18n/speech.tsx';
import { Answered } from '../ui/answered.tsx';
import { ErrorNote } from '../ui/refusal-note.tsx';
import { SubjectName } from '../ui/subject-name.tsx';
import { tell } from '../ui/tell.ts';
import { ask, asking, refreshWorkspace } from '../wire/asking.ts';
import { useHere } from '../wire/here.ts';
import { ClaimedElsewhere } from './claimed-elsewhere.tsx';

type DecidableClaim = Pick<ClaimSummaryWire, 'component' | 'subject' | 'state'>;

interface DecideProps {
  readonly agreementId: string;
  readonly claim: DecidableClaim;
  readonly compact?: boolean;
}

/** Whether the payer can still say something about this claim. */
export function isDecidable(claim: DecidableClaim): boolean {
  return claim.state === 'under_review' || claim.state === 'observed' || claim.state === 'counted';
}

/** Accept in one tap, reject with a reason; the server refuses what came too late. */
export function DecideButtons(props: DecideProps) {
  const { words } = useSpeech();
  const texts = words.claims;
  const here = useHere();
  const queries = useQueryClient();
  const [rejecting, setRejecting] = useState(false);
  const { claim, agreementId } = props;
  const accept = useMutation({
    mutationFn: () =>
      ask(here.slug, acceptClaim, { params: { id: agreementId, component: claim.component, subject: claim.subject }, body: {} }),
    onSuccess: async () => {
      tell(words, texts.accepted);
      await refreshWorkspace(queries, here.slug);
    },
  });
  if (!here.may('claims.decide') || !isDecidable(claim)) return null;
  const size = props.compact === true ? { size: 'compact-sm' as const } : {};
  return (
    <>
      {claim.state === 'counted' ? null : (
        <Button
          {...size}
          variant={props.compact === true ? 'default' : 'filled'}
          loading={accept.isPending}
          onClick={() => accept.mutate()}
        >
          {props.compact === true ? texts.accept : texts.acceptLong}
        </Button>
      )}
      <Button {...size} variant="default" onClick={() => setRejecting(true)}>
        {texts.reject}
      </Button>
      {accept.isError ? <ErrorNote error={accept.error} /> : null}
      <Modal
        opened={rejecting}
        onClose={() => setRejecting(false)}
        title={texts.rejectTitle}
        closeButtonProps={{ 'aria-label': words.shell.close }}
      >
        <Answered of={asking(here.slug, readAgreement, { params: { id: agreementId } })} lines={4}>
          {(agreement) => <RejectForm agreement={agreement} claim={claim} onDone={() => setRejecting(false)} />}
        </Answered>
      </Modal>
    </>
  );
}

interface RejectFormProps {
  readonly agreement: AgreementWire;
  readonly claim: DecidableClaim;
  readonly onDone: () => void;
}

function RejectForm({ agreement, claim, onDone }: RejectFormProps) {
  const { words, language } = useSpeech();
  const texts = words.claims;
  const here = useHere();
  const queries = useQueryClient();
  const reasons = agreementIn(agreement.document).review.reasons.map((one) => ({ key: one.key, name: one.label[language] }));
  const [reason, setReason] = useState(reasons[0]?.key ?? 'other');
  const [evidence, setEvidence] = useState('');
  const [comment, setComment] = useState('');
  const reject = useMutation({
    mutationFn: () =>
      ask(here.slug, rejectClaim, {
        params: { id: agreement.id, component: claim.component, subject: claim.subject },
        body: {
          reason,
          ...(comment.trim() === '' ? {} : { comment: comment.trim() }),
          evidence: evidence.trim(),
        },
      }),
    onSuccess: async () => {
      onDone();
      tell(words, texts.rejected);
      await refreshWorkspace(queries, here.slug);
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    reject.mutate();
  };
  return (
    <form className="stack" onSubmit={submit}>
      <p className="soft">
        <SubjectName {...claim} />. {texts.rejectText}
      </p>
      <ClaimedElsewhere agreement={agreement} claim={claim} />
      <div className="reasons" role="radiogroup" aria-label={texts.reason}>
        {reasons.map((one) => (
          <label key={one.key}>
            <input type="radio" name="reason" checked={reason === one.key} onChange={() => setReason(one.key)} />
            {one.name}
          </label>
        ))}
      </div>
      {reason === 'other' ? (
        <Textarea
          className="fill"
          label={texts.comment}
          description={texts.commentNeeded}
          required
          minRows={2}
          autosize={false}
          value={comment}
          onChange={(event) => setComment(event.currentTarget.value)}
        />
      ) : null}
      <Textarea
        className="fill"
        label={texts.evidence}
        description={texts.evidenceHelp}
        required
        minRows={2}
        autosize={false}
        value={evidence}
        onChange={(event) => setEvidence(event.currentTarget.value)}
      />
      {reject.isError ? <ErrorNote error={reject.error} /> : null}
      <div className="row">
        <Button type="submit" loading={reject.isPending}>
          {texts.rejectNow}
        </Button>
        <Button variant="default" onClick={onDone}>
          {words.shell.cancel}
        </Button>
      </div>
    </form>
  );
}

import '../pages/claims.css';
import { Button, Modal } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { readAgreement } from '#protocol/endpoints-agreements.ts';
import { acceptClaim, type ClaimSummaryWire, rejectClaim } from '#protocol/endpoints-claims.ts';
import { agreementIn } from '../agreement/document.ts';
import { decideSoon, pendingName, usePendingDecision } from '../claims/pending-decisions.ts';
import { PendingStrip } from '../claims/pending-strip.tsx';
import { useSpeech } from '../i18n/speech.tsx';
import { Answered } from '../ui/answered.tsx';
import { SubjectName } from '../ui/subject-name.tsx';
import { tell } from '../ui/tell.ts';
import { asking, askOnLeaving, refreshWorkspace } from '../wire/asking.ts';
import { useHere } from '../wire/here.ts';
import { ClaimedElsewhere } from './claimed-elsewhere.tsx';
import { RejectionForm, type RejectionWords } from './rejection-form.tsx';

type DecidableClaim = Pick<ClaimSummaryWire, 'component' | 'subject' | 'state' | 'externalId'> & {
  /** null once the review period is over: then it can be accepted, and no longer rejected. */
  readonly reviewUntil?: string | null;
};

interface DecideProps {
  readonly agreementId: string;
  readonly claim: DecidableClaim;
  readonly compact?: boolean;
  /** Called as soon as somebody has decided, before it is sent. */
  readonly onDecided?: () => void;
}

/** Whether the payer can still say something about this claim. */
export function isDecidable(claim: DecidableClaim): boolean {
  return claim.state === 'under_review' || claim.state === 'observed' || (claim.state === 'counted' && claim.reviewUntil !== null);
}

/** Decides after a few seconds in which it can be taken back; leaving the page sends it at once. */
function useDeciding(agreementId: string, claim: DecidableClaim) {
  const { words } = useSpeech();
  const here = useHere();
  const queries = useQueryClient();
  const name = pendingName(agreementId, claim);
  const params = { id: agreementId, component: claim.component, subject: claim.subject };
  const sent = async (message: string) => {
    tell(words, message);
    await refreshWorkspace(queries, here.slug);
  };
  return {
    name,
    pending: usePendingDecision(name),
    accept: () =>
      decideSoon(name, 'accept', async () => {
        await askOnLeaving(here.slug, acceptClaim, { params, body: {} });
        await sent(words.claims.accepted);
      }),
    reject: (body: RejectionWords) =>
      decideSoon(name, 'reject', async () => {
        await askOnLeaving(here.slug, rejectClaim, { params, body });
        await sent(words.claims.rejected);
      }),
  };
}

/** Accept in one tap, reject with a reason; for a few seconds both can be undone. The server refuses what came too late. */
export function DecideButtons(props: DecideProps) {
  const { words, language } = useSpeech();
  const texts = words.claims;
  const here = useHere();
  const [rejecting, setRejecting] = useState(false);
  const { claim, agreementId } = props;
  const deciding = useDeciding(agreementId, claim);
  if (!here.may('claims.decide') || !isDecidable(claim)) return null;
  if (deciding.pending !== undefined) return <PendingStrip name={deciding.name} pending={deciding.pending} />;
  const size = props.compact === true ? { size: 'compact-sm' as const } : {};
  return (
    <>
      {claim.state === 'counted' ? null : (
        <Button
          {...size}
          variant={props.compact === true ? 'default' : 'filled'}
          onClick={() => {
            deciding.accept();
            props.onDecided?.();
          }}
        >
          {props.compact === true ? texts.accept : texts.acceptLong}
        </Button>
      )}
      {claim.reviewUntil === null ? null : (
        <Button {...size} variant="default" onClick={() => setRejecting(true)}>
          {texts.reject}
        </Button>
      )}
      <Modal
        opened={rejecting}
        onClose={() => setRejecting(false)}
        title={texts.rejectTitle}
        closeButtonProps={{ 'aria-label': words.shell.close }}
      >
        <Answered of={asking(here.slug, readAgreement, { params: { id: agreementId } })} lines={4}>
          {(agreement) => (
            <RejectionForm
              reasons={agreementIn(agreement.document).review.reasons.map(({ key, label }) => ({ key, name: label[language] }))}
              submit={texts.rejectNow}
              onSubmit={(body) => {
                setRejecting(false);
                deciding.reject(body);
                props.onDecided?.();
              }}
              onCancel={() => setRejecting(false)}
            >
              <p className="soft">
                <SubjectName {...claim} />. {texts.rejectText}
              </p>
              <ClaimedElsewhere agreement={agreement} claim={claim} />
            </RejectionForm>
          )}
        </Answered>
      </Modal>
    </>
  );
}

import '../pages/claims.css';
import { Button } from '@mantine/core';
import { useState } from 'react';
import type { AgreementWire } from '#protocol/endpoints-agreements.ts';
import { type ClaimSummaryWire, contestClaim, decideDispute, recordCondition } from '#protocol/endpoints-claims.ts';
import { agreementIn } from '../agreement/document.ts';
import { sideHere } from '../agreement/side-here.ts';
import { useSpeech } from '../i18n/speech.tsx';
import { Choice, GroundsDialog } from '../ui/grounds-dialog.tsx';
import { useActing } from '../wire/acting.ts';
import { useHere } from '../wire/here.ts';

type DisputedClaim = Pick<ClaimSummaryWire, 'component' | 'subject' | 'state' | 'reviewUntil' | 'resultAt'>;

interface DisputeProps {
  readonly agreement: AgreementWire;
  readonly claim: DisputedClaim;
  readonly compact?: boolean;
}

const paramsOf = (agreement: AgreementWire, { component, subject }: DisputedClaim) => ({ id: agreement.id, component, subject });

/** Object to a claim, or decide an objection: each side and the arbiter see what is theirs to do. */
export function DisputeButtons(props: DisputeProps) {
  const here = useHere();
  const side = sideHere(here, props.agreement);
  if (side === undefined || !here.may('claims.contest')) return null;
  const { state, reviewUntil, resultAt } = props.claim;
  if (state === 'disputed') return <DecideDispute {...props} side={side} />;
  const payee = side === 'payee' && state === 'rejected' && resultAt !== null;
  // While the review period runs, the payer rejects instead.
  const payer = side === 'payer' && (state === 'counted' || state === 'under_review') && reviewUntil === null;
  return payee || payer ? <Contest {...props} side={payee ? 'payee' : 'payer'} /> : null;
}

const sizeOf = (compact: boolean | undefined) => (compact === true ? { size: 'compact-sm' as const } : {});

function Contest({ agreement, claim, compact, side }: DisputeProps & { readonly side: 'payer' | 'payee' }) {
  const { words } = useSpeech();
  const texts = words.dispute;
  const [opened, setOpened] = useState(false);
  const contest = useActing(
    contestClaim,
    () => texts.contested,
    () => setOpened(false),
  );
  return (
    <>
      <Button {...sizeOf(compact)} variant="default" onClick={() => setOpened(true)}>
        {texts.contest}
      </Button>
      <GroundsDialog
        opened={opened}
        onClose={() => setOpened(false)}
        title={texts.contestTitle}
        label={texts.comment}
        submit={texts.contestNow}
        isPending={contest.isPending}
        error={contest.error}
        onSubmit={(comment) => contest.mutate({ params: paramsOf(agreement, claim), body: { comment } })}
      >
        <p className="soft">{texts.contestText[side]}</p>
      </GroundsDialog>
    </>
  );
}

function DecideDispute({ agreement, claim, compact, side }: DisputeProps & { readonly side: 'payer' | 'payee' | 'arbiter' }) {
  const { words } = useSpeech();
  const texts = words.dispute;
  const [opened, setOpened] = useState(false);
  const [outcome, setOutcome] = useState<'counted' | 'rejected'>('counted');
  // The arbiter settles it, and so does the side that the decision burdens.
  const consequence = side === 'arbiter' || (side === 'payer') === (outcome === 'counted') ? texts.settles : texts.view[side];
  const decide = useActing(
    decideDispute,
    (answer) => texts.decided[answer.settles ? 'true' : 'false'],
    () => setOpened(false),
  );
  return (
    <>
      <Button {...sizeOf(compact)} variant={compact === true ? 'default' : 'filled'} onClick={() => setOpened(true)}>
        {texts.decide}
      </Button>
      <GroundsDialog
        opened={opened}
        onClose={() => setOpened(false)}
        title={texts.decideTitle}
        label={texts.comment}
        submit={texts.decideNow}
        isPending={decide.isPending}
        error={decide.error}
        onSubmit={(comment) => decide.mutate({ params: paramsOf(agreement, claim), body: { outcome, comment } })}
      >
        <Choice
          label={texts.outcome}
          name="outcome"
          choices={(['counted', 'rejected'] as const).map((key) => ({ key, text: texts.outcomes[key] }))}
          chosen={outcome}
          onChoose={setOutcome}
        />
        <p className="soft" aria-live="polite">
          {consequence}
        </p>
      </GroundsDialog>
    </>
  );
}

/** What became of the condition of a hold-back; the payer knows it and records it with evidence. */
export function ConditionButton({ agreement, claim }: DisputeProps) {
  const { words } = useSpeech();
  const texts = words.dispute;
  const here = useHere();
  const [opened, setOpened] = useState(false);
  const [met, setMet] = useState<'met' | 'failed'>('met');
  const record = useActing(
    recordCondition,
    () => texts.conditionDone,
    () => setOpened(false),
  );
  const component = agreementIn(agreement.document).components.find(({ key }) => key === claim.component);
  const condition = component?.holdBack?.condition?.when;
  if (condition === undefined || claim.state !== 'counted' || !here.may('claims.decide')) return null;
  return (
    <>
      <Button variant="default" onClick={() => setOpened(true)}>
        {texts.condition}
      </Button>
      <GroundsDialog
        opened={opened}
        onClose={() => setOpened(false)}
        title={texts.conditionTitle}
        label={words.claims.evidence}
        help={words.claims.evidenceHelp}
        submit={texts.conditionNow}
        isPending={record.isPending}
        error={record.error}
        onSubmit={(evidence) => record.mutate({ params: paramsOf(agreement, claim), body: { condition, met: met === 'met', evidence } })}
      >
        <Choice
          label={texts.conditionTitle}
          name="condition"
          choices={(['met', 'failed'] as const).map((key) => ({ key, text: texts.conditions[condition][key] }))}
          chosen={met}
          onChoose={setMet}
        />
      </GroundsDialog>
    </>
  );
}

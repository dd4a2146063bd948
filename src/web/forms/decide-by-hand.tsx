import { Button } from '@mantine/core';
import { useState } from 'react';
import { type ClaimWire, overrideReasons } from '#protocol/endpoints-claims.ts';
import { overrideDetermination, takeBackOverride } from '#protocol/endpoints-determinations.ts';
import { useSpeech } from '../i18n/speech.tsx';
import { Answered } from '../ui/answered.tsx';
import { Choice, GroundsDialog } from '../ui/grounds-dialog.tsx';
import { useActing } from '../wire/acting.ts';
import { asking } from '../wire/asking.ts';
import { useHere } from '../wire/here.ts';

type DecidedClaim = Pick<ClaimWire, 'subject' | 'determination'>;
type Answer = 'yes' | 'no';

interface Props {
  readonly claim: DecidedClaim;
}

const nameOf = ({ key, version }: DecidedClaim['determination']['definition']) => `${key}@${version}`;

/** Deciding otherwise than the rule, where the signed definition allows it, and taking that back. */
export function DecideByHand({ claim }: Props) {
  const here = useHere();
  const { definition, override } = claim.determination;
  if (!here.may('claims.decide') || !definition.allowsOverrides) return null;
  return (
    <div className="row">
      <Override claim={claim} />
      {override === null ? null : <TakeBack factId={override.factId} />}
    </div>
  );
}

function Override({ claim }: Props) {
  const { words } = useSpeech();
  const texts = words.determination;
  const { definition, answer: now } = claim.determination;
  const open = (['yes', 'no'] as const).filter((one) => one !== now);
  const [opened, setOpened] = useState(false);
  const [chosen, setChosen] = useState<Answer>();
  const [reason, setReason] = useState<(typeof overrideReasons)[number]>('facts_incomplete');
  const answer = open.find((one) => one === chosen) ?? open[0] ?? 'yes';
  const body = { definition: nameOf(definition), subject: claim.subject, answer, reason };
  const decide = useActing(
    overrideDetermination,
    () => texts.decided,
    () => setOpened(false),
  );
  return (
    <>
      <Button variant="default" onClick={() => setOpened(true)}>
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
        onSubmit={(comment) => decide.mutate({ body: { ...body, comment } })}
      >
        <p className="soft">{texts.decideText}</p>
        {opened ? <QuotaLeft body={body} /> : null}
        <Choice
          label={texts.answer}
          name="answer"
          choices={open.map((key) => ({ key, text: texts.answers[key] }))}
          chosen={answer}
          onChoose={setChosen}
        />
        <Choice
          label={texts.reason}
          name="override-reason"
          choices={overrideReasons.map((key) => ({ key, text: texts.reasons[key] }))}
          chosen={reason}
          onChoose={setReason}
        />
      </GroundsDialog>
    </>
  );
}

/** What sending would use up, asked of the server beforehand; a quota that is used up says so here. */
function QuotaLeft({ body }: { readonly body: { readonly definition: string; readonly subject: string; readonly answer: Answer } }) {
  const { words, format } = useSpeech();
  const here = useHere();
  // A trial records nothing, so it needs neither the reason nor the grounds.
  const trial = { query: { dryRun: true }, body: { ...body, reason: 'other', comment: '-' } } as const;
  return (
    <Answered of={asking(here.slug, overrideDetermination, trial)} lines={1}>
      {({ quota: { month, used, quota } }) => (
        <p>{words.determination.quota(format.month(month), format.count(used), format.count(quota), format.count(quota - used))}</p>
      )}
    </Answered>
  );
}

/** Reasons are short here: they stand in one line of the log. */
const LONGEST_REASON = 200;

function TakeBack({ factId }: { readonly factId: string }) {
  const { words } = useSpeech();
  const texts = words.determination;
  const [opened, setOpened] = useState(false);
  const takeBack = useActing(
    takeBackOverride,
    () => texts.takenBack,
    () => setOpened(false),
  );
  return (
    <>
      <Button variant="default" onClick={() => setOpened(true)}>
        {texts.takeBack}
      </Button>
      <GroundsDialog
        opened={opened}
        onClose={() => setOpened(false)}
        title={texts.takeBackTitle}
        label={texts.takeBackReason}
        longest={LONGEST_REASON}
        submit={texts.takeBackNow}
        isPending={takeBack.isPending}
        error={takeBack.error}
        onSubmit={(reason) => takeBack.mutate({ params: { id: factId }, body: { reason } })}
      >
        <p className="soft">{texts.takeBackText}</p>
      </GroundsDialog>
    </>
  );
}

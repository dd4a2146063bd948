import { Button, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { addDays, dayOf } from '#core/kernel/instant.ts';
import { draftableComponents } from '#core/promises/agreements/amend-draft.ts';
import { type AgreementWire, endAgreement, pauseAgreement, resumeAgreement } from '#protocol/endpoints-agreements.ts';
import { agreementIn } from '../agreement/document.ts';
import { sideHere } from '../agreement/side-here.ts';
import { useSpeech } from '../i18n/speech.tsx';
import { GroundsDialog } from '../ui/grounds-dialog.tsx';
import { useActing } from '../wire/acting.ts';
import { useHere } from '../wire/here.ts';
import { ProposeDialog } from './propose-agreement.tsx';

type Change = 'amend' | 'pause' | 'resume' | 'end';

/** Amend, pause, resume, end: each says first what follows from it. Offered is only what the side may do. */
export function CourseButtons({ agreement }: { readonly agreement: AgreementWire }) {
  const { words } = useSpeech();
  const texts = words.course;
  const here = useHere();
  const navigate = useNavigate();
  const [open, setOpen] = useState<Change | undefined>(undefined);
  const side = sideHere(here, agreement);
  const runs = agreement.state === 'in_force' || agreement.state === 'paused';
  const mayChange = runs && here.may('agreements.sign') && (side === 'payer' || side === 'payee');
  const document = agreementIn(agreement.document);
  const mayPause = side === 'payer' || document.obligations.payer.some(({ consequence }) => consequence?.kind === 'may_pause');
  const offered: readonly Change[] = [
    ...(runs && here.may('agreements.propose') ? (['amend'] as const) : []),
    ...(mayChange && agreement.state === 'in_force' && mayPause ? (['pause'] as const) : []),
    ...(mayChange && agreement.state === 'paused' ? (['resume'] as const) : []),
    ...(mayChange && agreement.endsOn === undefined ? (['end'] as const) : []),
  ];
  if (offered.length === 0) return null;
  const close = () => setOpen(undefined);
  // What the page has no questions for is amended by the next document.
  const isAsked = draftableComponents(document).length > 0;
  const amend = () =>
    void navigate({ to: '/w/$workspace/agreements/new', params: { workspace: here.slug }, search: { amends: agreement.id } });
  return (
    <section className="section no-print">
      <h2>{texts.manage}</h2>
      <div className="row" style={{ paddingTop: 12 }}>
        {offered.map((change) => (
          <Button key={change} variant="default" onClick={() => (change === 'amend' && isAsked ? amend() : setOpen(change))}>
            {texts[change]}
          </Button>
        ))}
      </div>
      <ProposeDialog opened={open === 'amend'} onClose={close} amends={agreement} />
      <PauseDialog agreement={agreement} opened={open === 'pause'} onClose={close} />
      <ResumeDialog agreement={agreement} opened={open === 'resume'} onClose={close} />
      <EndDialog agreement={agreement} opened={open === 'end'} onClose={close} />
    </section>
  );
}

interface DialogProps {
  readonly agreement: AgreementWire;
  readonly opened: boolean;
  readonly onClose: () => void;
}

function PauseDialog({ agreement, opened, onClose }: DialogProps) {
  const { words } = useSpeech();
  const texts = words.course;
  const pause = useActing(pauseAgreement, () => texts.done.pause, onClose);
  return (
    <GroundsDialog
      opened={opened}
      onClose={onClose}
      title={texts.pauseTitle}
      label={texts.reason}
      help={texts.reasonHelp}
      submit={texts.pauseNow}
      isPending={pause.isPending}
      error={pause.error}
      onSubmit={(reason) => pause.mutate({ params: { id: agreement.id }, body: { reason } })}
    >
      <p>{texts.pauseEffect}</p>
    </GroundsDialog>
  );
}

function ResumeDialog({ agreement, opened, onClose }: DialogProps) {
  const { words } = useSpeech();
  const texts = words.course;
  const resume = useActing(resumeAgreement, () => texts.done.resume, onClose);
  return (
    <GroundsDialog
      opened={opened}
      onClose={onClose}
      title={texts.resumeTitle}
      label={texts.reason}
      help={texts.reasonHelp}
      submit={texts.resumeNow}
      isPending={resume.isPending}
      error={resume.error}
      onSubmit={(reason) => resume.mutate({ params: { id: agreement.id }, body: { reason } })}
    >
      <p>{texts.resumeEffect}</p>
    </GroundsDialog>
  );
}

function EndDialog({ agreement, opened, onClose }: DialogProps) {
  const { words, format } = useSpeech();
  const texts = words.course;
  const { exit } = agreementIn(agreement.document);
  const earliest = addDays(dayOf(Date.now(), agreement.timeZone), exit.noticeDays);
  const [lastOn, setLastOn] = useState(earliest);
  const end = useActing(endAgreement, () => texts.done.end, onClose);
  return (
    <GroundsDialog
      opened={opened}
      onClose={onClose}
      title={texts.endTitle}
      label={texts.reason}
      help={texts.reasonHelp}
      submit={texts.endNow}
      isPending={end.isPending}
      error={end.error}
      onSubmit={(reason) => end.mutate({ params: { id: agreement.id }, body: { reason, lastOn } })}
    >
      <p>{texts.endEffect(exit.noticeDays, format.day(`${earliest}T12:00:00Z`, 'UTC'))}</p>
      <TextInput
        type="date"
        label={texts.lastOn}
        required
        min={earliest}
        max={agreement.termTo}
        value={lastOn}
        onChange={(event) => setLastOn(event.currentTarget.value)}
      />
    </GroundsDialog>
  );
}

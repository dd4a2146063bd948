import { Button, Modal, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { LeadDetailWire } from '#protocol/endpoints-leads.ts';
import { useSpeech } from '../i18n/speech.tsx';
import { useLeadStep } from '../leads/acting-on-lead.ts';
import { ErrorNote } from '../ui/refusal-note.tsx';
import { useHere } from '../wire/here.ts';
import { RejectLead } from './reject-lead.tsx';

/** What somebody did with a lead: one tap each, with undo; what costs money asks first. */
export function LeadSteps({ detail }: { readonly detail: LeadDetailWire }) {
  const { words } = useSpeech();
  const texts = words.leads;
  const here = useHere();
  const { lead } = detail.lead;
  const { state } = detail.lead;
  const step = useLeadStep(lead);
  const [asking, setAsking] = useState<'reject' | 'assign'>();
  if (!here.may('facts.write')) return null;
  const close = () => setAsking(undefined);
  return (
    <section aria-label={texts.actions}>
      <h2>{texts.actions}</h2>
      <div className="lead-acts">
        <ContactForm lead={lead} />
        <GradeForm lead={lead} />
        {step.isError ? <ErrorNote error={step.error} /> : null}
        <div className="row">
          {state === 'captured' || state === 'recycled' ? (
            <Button variant="default" disabled={step.isPending} onClick={() => step.mutate({ step: 'handed_over' })}>
              {texts.handOver}
            </Button>
          ) : null}
          {state === 'accepted' || state === 'won' ? null : (
            <Button variant="default" disabled={step.isPending} onClick={() => step.mutate({ step: 'accepted' })}>
              {texts.accept}
            </Button>
          )}
          {state === 'rejected' ? null : (
            <Button variant="default" onClick={() => setAsking('reject')}>
              {texts.reject}
            </Button>
          )}
          {state === 'recycled' || state === 'won' ? null : (
            <Button variant="default" disabled={step.isPending} onClick={() => step.mutate({ step: 'recycled' })}>
              {texts.recycle}
            </Button>
          )}
          <Button variant="default" onClick={() => setAsking('assign')}>
            {texts.assign}
          </Button>
        </div>
      </div>
      <RejectLead detail={detail} opened={asking === 'reject'} onClose={close} />
      <AssignLead lead={lead} opened={asking === 'assign'} onClose={close} />
    </section>
  );
}

const outcomes = ['reached', 'no_answer', 'voicemail', 'replied'] as const;
const channels = ['phone', 'email', 'meeting', 'message'] as const;

function ContactForm({ lead }: { readonly lead: string }) {
  const { words } = useSpeech();
  const texts = words.leads;
  const [channel, setChannel] = useState<(typeof channels)[number]>('phone');
  const [note, setNote] = useState('');
  const step = useLeadStep(lead, { done: () => setNote('') });
  return (
    <fieldset>
      <legend>{texts.contact}</legend>
      <NativeSelect
        label={texts.channel}
        value={channel}
        onChange={(event) => setChannel(channels.find((one) => one === event.currentTarget.value) ?? 'phone')}
        data={channels.map((one) => ({ value: one, label: texts.channels[one] }))}
      />
      <Textarea
        label={`${texts.note} (${words.shell.optional})`}
        value={note}
        maxLength={2_000}
        minRows={2}
        autosize={false}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      <div className="row">
        {outcomes.map((outcome) => (
          <Button
            key={outcome}
            variant={outcome === 'reached' ? 'filled' : 'default'}
            disabled={step.isPending}
            onClick={() => step.mutate({ step: 'contacted', outcome, channel, ...(note.trim() === '' ? {} : { note: note.trim() }) })}
          >
            {capital(texts.outcomes[outcome])}
          </Button>
        ))}
      </div>
      {step.isError ? <ErrorNote error={step.error} /> : null}
    </fieldset>
  );
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

const criteria = ['budget', 'authority', 'need', 'timeline'] as const;
const grades = ['A', 'B', 'C', 'D'] as const;

function GradeForm({ lead }: { readonly lead: string }) {
  const { words } = useSpeech();
  const texts = words.leads;
  const step = useLeadStep(lead);
  const [criterion, setCriterion] = useState<(typeof criteria)[number]>('budget');
  return (
    <fieldset>
      <legend>{texts.grade}</legend>
      <NativeSelect
        label={texts.criterion}
        description={texts.gradeHelp}
        value={criterion}
        onChange={(event) => setCriterion(criteria.find((one) => one === event.currentTarget.value) ?? 'budget')}
        data={criteria.map((one) => ({ value: one, label: texts.criteria[one] }))}
      />
      <div className="row">
        {grades.map((grade) => (
          <Button
            key={grade}
            variant="default"
            disabled={step.isPending}
            aria-label={texts.gradeNow(grade)}
            onClick={() => step.mutate({ step: 'graded', criterion, grade })}
          >
            {grade}
          </Button>
        ))}
      </div>
      {step.isError ? <ErrorNote error={step.error} /> : null}
    </fieldset>
  );
}

interface DialogProps {
  readonly opened: boolean;
  readonly onClose: () => void;
}

function AssignLead({ lead, opened, onClose }: DialogProps & { readonly lead: string }) {
  const { words } = useSpeech();
  const texts = words.leads;
  const [to, setTo] = useState('');
  const step = useLeadStep(lead, { done: onClose });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    step.mutate({ step: 'assigned', to: to.trim() });
  };
  return (
    <Modal opened={opened} onClose={onClose} title={texts.assignTitle} closeButtonProps={{ 'aria-label': words.shell.close }}>
      <form className="stack" onSubmit={submit}>
        <TextInput
          className="fill"
          label={texts.assignLabel}
          required
          maxLength={200}
          autoComplete="off"
          value={to}
          onChange={(event) => setTo(event.currentTarget.value)}
        />
        {step.isError ? <ErrorNote error={step.error} /> : null}
        <div className="row">
          <Button type="submit" loading={step.isPending}>
            {texts.assignNow}
          </Button>
          <Button variant="default" onClick={onClose}>
            {words.shell.cancel}
          </Button>
        </div>
      </form>
    </Modal>
  );
}

import { Button, Modal, NativeSelect, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { addDays, dayOf, startOfDay, toIso } from '#core/kernel/instant.ts';
import type { AgreementWire } from '#protocol/endpoints-agreements.ts';
import {
  answerRequest,
  evidenceMilestone,
  makeRequest,
  type RequestWire,
  requestKinds,
  withdrawRequest,
} from '#protocol/endpoints-requests.ts';
import { agreementIn } from '../agreement/document.ts';
import { useSpeech } from '../i18n/speech.tsx';
import { GroundsDialog } from '../ui/grounds-dialog.tsx';
import { ErrorNote } from '../ui/refusal-note.tsx';
import { useActing } from '../wire/acting.ts';

interface AskProps {
  readonly agreement: AgreementWire;
  /** Whom one asks. */
  readonly other: 'payer' | 'payee';
}

const DAYS_TO_ANSWER = 3;

/** Ask the other side for something, by a day. */
export function AskButton({ agreement, other }: AskProps) {
  const { words } = useSpeech();
  const texts = words.requests;
  const [opened, setOpened] = useState(false);
  return (
    <>
      <Button variant="default" onClick={() => setOpened(true)}>
        {texts.ask}
      </Button>
      <Modal
        opened={opened}
        onClose={() => setOpened(false)}
        title={texts.askTitle(agreement[other].name)}
        closeButtonProps={{ 'aria-label': words.shell.close }}
      >
        <AskForm agreement={agreement} other={other} onDone={() => setOpened(false)} />
      </Modal>
    </>
  );
}

function AskForm({ agreement, onDone }: AskProps & { readonly onDone: () => void }) {
  const { words, language } = useSpeech();
  const texts = words.requests;
  const today = dayOf(Date.now(), agreement.timeZone);
  const [request, setRequest] = useState<RequestWire['request']>('approval');
  const [question, setQuestion] = useState('');
  const [due, setDue] = useState(addDays(today, DAYS_TO_ANSWER));
  const [milestone, setMilestone] = useState('');
  const make = useActing(makeRequest, () => texts.asked, onDone);
  const milestones = agreementIn(agreement.document).components.filter((component) => component.milestone !== undefined);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    // A day is over when the next one begins.
    const dueAt = toIso(startOfDay(addDays(due, 1), agreement.timeZone));
    make.mutate({
      params: { id: agreement.id },
      body: { request, question: question.trim(), dueAt, ...(milestone === '' ? {} : { milestone }) },
    });
  };
  return (
    <form className="stack" onSubmit={submit}>
      <NativeSelect
        label={texts.kind}
        value={request}
        data={requestKinds.map((kind) => ({ value: kind, label: texts.kinds[kind] }))}
        onChange={(event) => setRequest(requestKinds.find((kind) => kind === event.currentTarget.value) ?? 'approval')}
      />
      <TextInput
        className="fill"
        label={texts.question}
        required
        maxLength={2_000}
        value={question}
        onChange={(event) => setQuestion(event.currentTarget.value)}
      />
      <TextInput type="date" label={texts.due} required min={today} value={due} onChange={(event) => setDue(event.currentTarget.value)} />
      {milestones.length === 0 ? null : (
        <NativeSelect
          label={texts.milestone}
          description={texts.moves}
          value={milestone}
          data={[{ value: '', label: texts.noMilestone }, ...milestones.map(({ key, title }) => ({ value: key, label: title[language] }))]}
          onChange={(event) => setMilestone(event.currentTarget.value)}
        />
      )}
      {make.isError ? <ErrorNote error={make.error} /> : null}
      <div className="row">
        <Button type="submit" loading={make.isPending}>
          {texts.askNow}
        </Button>
        <Button variant="default" onClick={onDone}>
          {words.shell.cancel}
        </Button>
      </div>
    </form>
  );
}

interface OpenRequestProps {
  readonly agreementId: string;
  readonly request: RequestWire;
}

/** One tap for the side that was asked; words where they are needed. */
export function AnswerButtons({ agreementId, request }: OpenRequestProps) {
  const { words } = useSpeech();
  const texts = words.requests;
  const [opened, setOpened] = useState(false);
  const answer = useActing(
    answerRequest,
    () => texts.answered,
    () => setOpened(false),
  );
  const params = { id: agreementId, request: request.id };
  return (
    <>
      <Button size="compact-sm" loading={answer.isPending} onClick={() => answer.mutate({ params, body: {} })}>
        {texts.answer}
      </Button>
      <Button size="compact-sm" variant="default" onClick={() => setOpened(true)}>
        {texts.answerWords}
      </Button>
      {answer.isError && !opened ? <ErrorNote error={answer.error} /> : null}
      <GroundsDialog
        opened={opened}
        onClose={() => setOpened(false)}
        title={texts.answerTitle}
        label={texts.answerText}
        submit={texts.answerNow}
        isPending={answer.isPending}
        error={answer.error}
        onSubmit={(text) => answer.mutate({ params, body: { answer: text } })}
      >
        <p className="soft">{request.question}</p>
      </GroundsDialog>
    </>
  );
}

export function WithdrawButton({ agreementId, request }: OpenRequestProps) {
  const { words } = useSpeech();
  const withdraw = useActing(withdrawRequest, () => words.requests.withdrawn);
  return (
    <>
      <Button
        size="compact-sm"
        variant="default"
        loading={withdraw.isPending}
        onClick={() => withdraw.mutate({ params: { id: agreementId, request: request.id }, body: {} })}
      >
        {words.requests.withdraw}
      </Button>
      {withdraw.isError ? <ErrorNote error={withdraw.error} /> : null}
    </>
  );
}

/** Shows that a milestone is reached; the payer then accepts or rejects it like any claim. */
export function EvidenceButton(props: { readonly agreementId: string; readonly component: string; readonly title: string }) {
  const { words } = useSpeech();
  const texts = words.requests;
  const [opened, setOpened] = useState(false);
  const show = useActing(
    evidenceMilestone,
    () => texts.shown,
    () => setOpened(false),
  );
  return (
    <>
      <Button size="compact-sm" variant="default" onClick={() => setOpened(true)}>
        {texts.show}
      </Button>
      <GroundsDialog
        opened={opened}
        onClose={() => setOpened(false)}
        title={texts.showTitle(props.title)}
        label={texts.evidence}
        help={texts.evidenceHelp}
        submit={texts.showNow}
        isPending={show.isPending}
        error={show.error}
        onSubmit={(evidence) => show.mutate({ params: { id: props.agreementId, component: props.component }, body: { evidence } })}
      >
        <p className="soft">{texts.showText}</p>
      </GroundsDialog>
    </>
  );
}

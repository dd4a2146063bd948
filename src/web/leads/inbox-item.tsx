import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { InboxItemWire } from '#protocol/endpoints-leads.ts';
import type { LeadWire } from '#protocol/lead-wire.ts';
import { QuestionItem } from '../forms/answer-questions.tsx';
import { DecideButtons } from '../forms/decide-claim.tsx';
import { useSpeech } from '../i18n/speech.tsx';
import { ClaimState } from '../ui/claim-state.tsx';
import { Icon, type IconName } from '../ui/icon.tsx';
import { Amount } from '../ui/marks.tsx';
import { SubjectName } from '../ui/subject-name.tsx';
import { tell } from '../ui/tell.ts';
import { tellWithUndo } from '../ui/tell-undo.tsx';
import { useHere } from '../wire/here.ts';
import { useLeadStep, useTakingBack } from './acting-on-lead.ts';
import { ContactLinks, DueClock, leadName, sourceText } from './lead-marks.tsx';

export function keyOf(item: InboxItemWire): string {
  if ('claim' in item) return `${item.kind}/${item.claim.agreementId}/${item.claim.component}/${item.claim.subject}`;
  return item.kind === 'question' ? `question/${item.lead.lead}/${item.question.path}` : `${item.kind}/${item.lead.lead}`;
}

const icons: Readonly<Record<InboxItemWire['kind'], IconName>> = {
  first_contact: 'plus',
  retry: 'undo',
  question: 'circle',
  claim: 'money',
  objection: 'flag',
};

interface InboxItemProps {
  readonly item: InboxItemWire;
  readonly now: number;
  /** It is done, and leaves the list before the server has said so. */
  readonly onGone: () => void;
  /** It was taken back, or did not work. */
  readonly onBack: () => void;
}

export function InboxItem(props: InboxItemProps) {
  const { item } = props;
  if ('claim' in item) return <ClaimItem item={item} now={props.now} />;
  return item.kind === 'question' ? <AskedItem {...props} item={item} /> : <ContactItem {...props} item={item} />;
}

function Item(props: {
  readonly kind: InboxItemWire['kind'];
  readonly lead: LeadWire | null;
  readonly title?: ReactNode;
  readonly due?: ReactNode;
  readonly children: ReactNode;
}) {
  const { words } = useSpeech();
  const here = useHere();
  const { lead } = props;
  return (
    <li className="seller-inbox__item" data-kind={props.kind}>
      <div className="seller-inbox__head">
        <span className="seller-inbox__kind small">
          <Icon name={icons[props.kind]} size={14} />
          {words.inbox.kinds[props.kind]}
        </span>
        {props.due}
      </div>
      <h2>
        {lead === null ? (
          props.title
        ) : (
          <Link to="/w/$workspace/leads/$lead" params={{ workspace: here.slug, lead: lead.lead }}>
            {leadName(words, lead)}
          </Link>
        )}
      </h2>
      {lead === null ? null : (
        <p className="soft">
          {lead.company?.name == null || lead.person?.name == null ? null : `${lead.person.name}, `}
          {words.inbox.from(sourceText(words, lead.source))}
        </p>
      )}
      {props.children}
    </li>
  );
}

type Contact = Extract<InboxItemWire, { kind: 'first_contact' | 'retry' }>;

function ContactItem({ item, now, onGone, onBack }: InboxItemProps & { readonly item: Contact }) {
  const { words, format } = useSpeech();
  const texts = words.inbox;
  const here = useHere();
  const { lead } = item;
  const step = useLeadStep(lead.lead, { failed: onBack, undone: onBack });
  const { contacts } = lead;
  const record = (outcome: 'reached' | 'no_answer') => {
    onGone();
    step.mutate({ step: 'contacted', outcome, channel: 'phone' }, { onError: () => tell(words, words.shell.error.title) });
  };
  const last = contacts === null ? '' : format.moment(contacts.lastAt, here.workspace.timeZone);
  return (
    <Item kind={item.kind} lead={lead} due={<DueClock from={contacts?.lastAt ?? lead.capturedAt} dueAt={item.dueAt} now={now} />}>
      {contacts === null ? null : (
        <p className="small faint">{contacts.tries === 1 ? texts.triedOnce(last) : texts.triedAt(format.count(contacts.tries), last)}</p>
      )}
      <div className="seller-inbox__links">
        <ContactLinks person={lead.person} />
      </div>
      {here.may('facts.write') ? (
        <div className="seller-inbox__acts">
          <Button disabled={step.isPending} onClick={() => record('reached')}>
            {texts.reached}
          </Button>
          <Button variant="default" disabled={step.isPending} onClick={() => record('no_answer')}>
            {texts.notReached}
          </Button>
        </div>
      ) : null}
    </Item>
  );
}

type Asked = Extract<InboxItemWire, { kind: 'question' }>;

function AskedItem({ item, onGone, onBack }: InboxItemProps & { readonly item: Asked }) {
  const { words } = useSpeech();
  const takingBack = useTakingBack(onBack);
  return (
    <Item kind="question" lead={item.lead}>
      <ul className="seller-inbox__question">
        <QuestionItem
          question={{ ...item.question, answeredHere: true }}
          subject={item.lead.lead}
          definition={item.definition}
          onAnswered={(factId) => {
            onGone();
            tellWithUndo(words, words.leads.done.answered, words.leads.undo, () => takingBack.mutate(factId));
          }}
        />
      </ul>
    </Item>
  );
}

type Claimed = Extract<InboxItemWire, { kind: 'claim' | 'objection' }>;

function ClaimItem({ item, now }: { readonly item: Claimed; readonly now: number }) {
  const { words, language } = useSpeech();
  const texts = words.inbox;
  const here = useHere();
  const { claim, lead } = item;
  const page = (
    <Link
      to="/w/$workspace/agreements/$agreement/claims/$component/$subject"
      params={{ workspace: here.slug, agreement: claim.agreementId, component: claim.component, subject: claim.subject }}
    >
      {claim.componentTitle[language]}
    </Link>
  );
  return (
    <Item
      kind={item.kind}
      lead={lead}
      title={<SubjectName subject={claim.subject} />}
      due={
        item.dueAt === null ? (
          <ClaimState state={claim.state} />
        ) : (
          <DueClock from={claim.resultAt ?? item.dueAt} dueAt={item.dueAt} now={now} />
        )
      }
    >
      <p>
        {page} ·{' '}
        <strong>
          <Amount minor={claim.amountMinor} currency={claim.currency} />
        </strong>
      </p>
      {item.kind === 'objection' ? (
        <p className="soft">{texts.disputed}</p>
      ) : (
        <div className="seller-inbox__acts">
          <DecideButtons agreementId={claim.agreementId} claim={claim} />
        </div>
      )}
    </Item>
  );
}

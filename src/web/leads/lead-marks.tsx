import type { LeadStateWire, LeadWire } from '#protocol/lead-wire.ts';
import { useSpeech } from '../i18n/speech.tsx';
import type { Words } from '../i18n/words.ts';
import type { IconName } from '../ui/icon.tsx';
import { Mark, type Tone } from '../ui/marks.tsx';
import { subjectText } from '../ui/subject-name.tsx';
import { dueText, spanText } from './span.ts';

const looks: Readonly<Record<LeadStateWire, { icon: IconName; tone: Tone }>> = {
  captured: { icon: 'circle', tone: 'quiet' },
  handed_over: { icon: 'arrow', tone: 'plain' },
  accepted: { icon: 'check', tone: 'plain' },
  rejected: { icon: 'cross', tone: 'quiet' },
  recycled: { icon: 'undo', tone: 'quiet' },
  won: { icon: 'check', tone: 'proven' },
  lost: { icon: 'cross', tone: 'quiet' },
};

export function LeadState(props: { readonly state: LeadStateWire }) {
  const { words } = useSpeech();
  return <Mark {...looks[props.state]}>{words.leads.states[props.state]}</Mark>;
}

const answerLooks: Readonly<Record<NonNullable<LeadWire['answer']>, { icon: IconName; tone: Tone }>> = {
  yes: { icon: 'check', tone: 'proven' },
  no: { icon: 'cross', tone: 'quiet' },
  open: { icon: 'circle', tone: 'quiet' },
  failed: { icon: 'warn', tone: 'breach' },
};

export function LeadAnswer(props: { readonly answer: LeadWire['answer'] }) {
  const { words } = useSpeech();
  const answer = props.answer ?? 'open';
  return <Mark {...answerLooks[answer]}>{words.leads.answers[answer]}</Mark>;
}

/** Who it is, as exactly as the reader may know: the company, else the person, else the number. */
export function leadName(words: Words, lead: Pick<LeadWire, 'lead' | 'externalId' | 'company' | 'person'>): string {
  return lead.company?.name ?? lead.person?.name ?? subjectText(words, { subject: lead.lead, externalId: lead.externalId ?? undefined });
}

export function ownerText(words: Words, owner: LeadWire['owner']): string {
  return owner === null ? words.leads.unassigned : (owner.name ?? words.leads.someone);
}

/** Blank sources are said to be unknown, like those that say so themselves. */
export function sourceText(words: Words, source: string): string {
  return source.trim() === '' ? words.leads.unknownSource : source;
}

const HOUR_MS = 3_600_000;
const FIRST_CONTACT_HOURS = 48;
const DECIDED: readonly LeadStateWire[] = ['rejected', 'recycled', 'won', 'lost'];

/** Until when a lead has to be contacted first. */
export function firstContactDue(capturedAt: string): string {
  return new Date(Date.parse(capturedAt) + FIRST_CONTACT_HOURS * HOUR_MS).toISOString();
}

/** The bar that empties from a beginning until a deadline, with the rest in words. */
export function DueClock(props: { readonly from: string; readonly dueAt: string; readonly now: number }) {
  const { words } = useSpeech();
  const [from, due] = [Date.parse(props.from), Date.parse(props.dueAt)];
  const left = due <= from ? 0 : Math.min(1, Math.max(0, (due - props.now) / (due - from)));
  return (
    <span className="clock" data-over={props.now > due}>
      <span className="clock__bar" aria-hidden="true">
        <span style={{ width: `${left * 100}%` }} />
      </span>
      <Mark icon={props.now > due ? 'warn' : 'clock'} tone={props.now > due ? 'breach' : 'review'}>
        {dueText(words, props.dueAt, props.now)}
      </Mark>
    </span>
  );
}

/** From the receipt to the first contact: how long it took, or how long there is left. */
export function ContactClock({ lead, now }: { readonly lead: LeadWire; readonly now: number }) {
  const { words } = useSpeech();
  const texts = words.leads;
  if (lead.contacts === null) {
    if (DECIDED.includes(lead.state)) return <span className="soft">{texts.noContact}</span>;
    return <DueClock from={lead.capturedAt} dueAt={firstContactDue(lead.capturedAt)} now={now} />;
  }
  const took = Date.parse(lead.contacts.firstAt) - Date.parse(lead.capturedAt);
  const isLate = took > FIRST_CONTACT_HOURS * HOUR_MS;
  return (
    <span className="row">
      <span>{texts.firstAfter(spanText(words, took))}</span>
      <Mark icon={isLate ? 'warn' : 'check'} tone={isLate ? 'breach' : 'proven'}>
        {isLate ? texts.late : texts.inTime}
      </Mark>
    </span>
  );
}

export function ContactLinks({ person }: { readonly person: LeadWire['person'] }) {
  const { words } = useSpeech();
  if (person === null) return null;
  return (
    <>
      {person.phone === null ? null : (
        <a href={`tel:${person.phone.replaceAll(/[^+\d]/g, '')}`} aria-label={words.leads.call(person.phone)}>
          {person.phone}
        </a>
      )}
      {person.email === null ? null : (
        <a href={`mailto:${person.email}`} aria-label={words.leads.write(person.email)}>
          {person.email}
        </a>
      )}
    </>
  );
}

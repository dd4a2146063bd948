import type { FactDraft } from '#core/facts/fact.ts';
import type { JsonObject } from '#core/kernel/canonical-json.ts';
import { addDays } from '#core/kernel/instant.ts';
import { type DemoCalendar, daysLater, hasHappened, hoursLater, instantOf, type LocalTime } from './calendar.ts';
import type { Deal } from './deals.ts';
import type { Enquiry } from './enquiries.ts';

export const AGREEMENT_ID = 'nordlicht';
export const AGENCY_CHANNELS: readonly string[] = ['google_ads', 'linkedin'];

/** Subjects by the numbers of the company's tables. */
export interface Subjects {
  readonly lead: (number: string) => string;
  readonly order: (number: string) => string;
}

const REVIEW_DAYS = 14;
/** Nobody has come to the newest leads yet. */
const UNDECIDED_DAYS = 12;
const MILESTONE = 'tracking-setup';
const milestone = `milestone:${AGREEMENT_ID}.${MILESTONE}`;

interface Step {
  readonly kind: string;
  readonly subject: string;
  readonly at: LocalTime;
  readonly actor: string;
  readonly data: JsonObject;
}

/**
 * What people and the product itself did under the contract in the months of the demo: notices, decisions, objections, requests. No table
 * has these, so they are facts of the product, recorded when they happened.
 */
export function courseOf(
  calendar: DemoCalendar,
  enquiries: readonly Enquiry[],
  deals: readonly Deal[],
  subjects: Subjects,
): readonly FactDraft[] {
  const steps = [
    ...setUp(calendar),
    ...enquiries.flatMap((one) => aboutLead(one, calendar, deals, subjects)),
    ...deals.flatMap((one) => aboutOrder(one, subjects)),
  ];
  return steps
    .filter(({ at }) => hasHappened(calendar, at))
    .sort((a, b) => (a.at < b.at ? -1 : 1))
    .map(draftOf);
}

function draftOf({ kind, subject, at, actor, data }: Step): FactDraft {
  const when = instantOf(at);
  return {
    kind,
    version: 1,
    subject,
    occurredAt: when,
    recordedAt: when,
    source: 'app',
    externalId: `${subject}/${kind}/${when}`,
    revision: 1,
    actor,
    data: { agreement: `agreement:${AGREEMENT_ID}`, ...data },
  };
}

const payer = 'party:kessler';
const payee = 'party:nordlicht';

/** The agency could not begin in time, because access came late; the milestone was accepted all the same, without a deduction. */
function setUp({ months, today }: DemoCalendar): readonly Step[] {
  const first = `${months[0]}-01`;
  const at = (day: number, time: string) => `${addDays(first, day - 1)}T${time}`;
  const access = `request:${AGREEMENT_ID}-zugang`;
  const approval = `request:${AGREEMENT_ID}-anzeigen`;
  const asked = `${addDays(today, -2)}T11:30`;
  const made = (request: string, dueAt: LocalTime, question: string, more: JsonObject = {}) => ({
    request,
    to: 'payer',
    dueAt: instantOf(dueAt),
    question,
    ...more,
  });
  return [
    {
      kind: 'request.made',
      subject: access,
      at: at(2, '09:15'),
      actor: payee,
      data: made('access', at(7, '12:00'), 'Bitte Lesezugriff auf Werbekonten und Kampagnenseiten einrichten.', {
        milestone,
        obligation: 'access',
      }),
    },
    { kind: 'request.answered', subject: access, at: at(12, '16:40'), actor: payer, data: { answer: 'Zugänge sind eingerichtet.' } },
    {
      kind: 'milestone.evidenced',
      subject: milestone,
      at: at(25, '14:00'),
      actor: payee,
      data: { evidence: 'Protokoll der Testwoche: zehn von zehn Anfragen mit Quelle und Kampagne' },
    },
    { kind: 'claim.accepted', subject: milestone, at: at(27, '10:30'), actor: payer, data: { component: MILESTONE } },
    {
      kind: 'request.made',
      subject: approval,
      at: asked,
      actor: payee,
      data: made('approval', `${addDays(today, 3)}T12:00`, 'Bitte die Anzeigentexte für die Schweißbaugruppen freigeben.'),
    },
  ];
}

/** A notice at the start of every review; then what the client did, which was nothing in the month of the silence. */
function aboutLead(enquiry: Enquiry, { today }: DemoCalendar, deals: readonly Deal[], subjects: Subjects): readonly Step[] {
  if (!enquiry.isQualified || !AGENCY_CHANNELS.includes(enquiry.channel)) return [];
  const { gradedAt, number, story } = enquiry;
  const subject = subjects.lead(number);
  const step = (kind: string, at: LocalTime, actor: string, data: JsonObject = {}): Step => ({
    kind,
    subject,
    at,
    actor,
    data: { component: 'qualified-lead', ...data },
  });
  const decidedAfter = 1 + (Number(number.slice(2)) % 6);
  const accepted = [step('claim.accepted', daysLater(gradedAt, decidedAfter), payer)];
  const noBudget = { reason: 'no-budget', criterion: 'budget', evidence: 'Gesprächsnotiz: in diesem Jahr kein Budget' };
  const told = notice(step, gradedAt);
  switch (story?.treatment) {
    case undefined:
      return gradedAt >= addDays(today, -UNDECIDED_DAYS) ? [told] : [told, ...accepted];
    case 'silence':
      return [told];
    case 'rejected':
      return [
        told,
        step('claim.rejected', daysLater(gradedAt, 4), payer, {
          reason: 'not-our-market',
          criterion: 'need',
          evidence: 'Gesprächsnotiz: sucht Kunststoffteile',
        }),
      ];
    case 'disputed':
      return [
        told,
        step('claim.rejected', daysLater(gradedAt, 5), payer, {
          reason: 'known-before',
          evidence: 'Angebot von vor drei Jahren an eine Firma gleichen Namens',
        }),
        step('claim.contested', daysLater(gradedAt, 8), payee, {
          by: 'payee',
          comment: 'Gleicher Name, andere Firma: Die Handelsregisternummern unterscheiden sich.',
        }),
        step('claim.decided', daysLater(gradedAt, 30), 'party:arbiter', {
          outcome: 'counted',
          by: 'arbiter',
          comment: 'Zwei verschiedene Firmen; die Anfrage zählt.',
        }),
      ];
    case 'won_after_all': {
      const wonAt = deals.find((deal) => deal.enquiry === enquiry)?.wonAt ?? gradedAt;
      return [
        told,
        step('claim.rejected', daysLater(gradedAt, 5), payer, noBudget),
        notice(step, wonAt),
        step('claim.accepted', daysLater(wonAt, 3), payer),
      ];
    }
  }
}

function notice(step: (kind: string, at: LocalTime, actor: string, data: JsonObject) => Step, reviewFrom: LocalTime): Step {
  const deadline = new Date(Date.parse(instantOf(reviewFrom)) + REVIEW_DAYS * 24 * 3_600_000).toISOString();
  return step('notice.delivered', hoursLater(reviewFrom, 2), 'system', { notice: 'silence', deadline, to: 'payer', channel: 'inbox' });
}

/** Orders of the agency's leads are accepted at once; the hold-back is free once the customer has paid. */
function aboutOrder({ enquiry, order }: Deal, subjects: Subjects): readonly Step[] {
  if (order === undefined || !AGENCY_CHANNELS.includes(enquiry.channel)) return [];
  const subject = subjects.order(order.number);
  const data = { component: 'revenue-share' };
  const accepted: Step = { kind: 'claim.accepted', subject, at: daysLater(order.at, 2), actor: payer, data };
  if (order.paidAt === undefined) return [accepted];
  const evidence = `Zahlungseingang zu ${order.invoice.number}`;
  return [
    accepted,
    {
      kind: 'holdback.condition_met',
      subject,
      at: hoursLater(order.paidAt, 1),
      actor: payer,
      data: { ...data, condition: 'paid', evidence },
    },
  ];
}

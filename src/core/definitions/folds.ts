import type { Fact } from '#core/facts/fact.ts';
import { isArray, isObject, type Json, type JsonObject } from '#core/kernel/canonical-json.ts';
import { fromIso } from '#core/kernel/instant.ts';
import type { Value } from './outcome.ts';
import { freeValue } from './snapshot.ts';

/** A record of the snapshot while it is being folded. */
export type Draft = Record<string, Value | undefined>;

/** What the facts about one subject have added up to, and to whom they lead. */
export interface SubjectState {
  /** The record, for example `lead`. */
  readonly record: Draft;
  readonly answers: Draft;
  readonly answered: Draft;
  readonly grades: Draft;
  readonly touches: Draft[];
  readonly engagement: Record<string, bigint>;
  /** True from the fact on that says the subject exists. */
  founded: boolean;
  /** Payments less reversals, by currency: they may come before the order is known. */
  readonly paid: Map<string, bigint>;
  evidenceRank: number;
  person: string | undefined;
  company: string | undefined;
  customer: string | undefined;
  lead: string | undefined;
  deal: string | undefined;
  readonly leads: string[];
}

export function emptyState(): SubjectState {
  const draft = (): Draft => Object.create(null);
  return {
    record: draft(),
    answers: draft(),
    answered: draft(),
    grades: draft(),
    touches: [],
    engagement: Object.create(null),
    founded: false,
    paid: new Map(),
    evidenceRank: 0,
    person: undefined,
    company: undefined,
    customer: undefined,
    lead: undefined,
    deal: undefined,
    leads: [],
  };
}

type Fold = (state: SubjectState, fact: Fact, data: JsonObject) => void;

/** What each kind of fact does to the state of its subject; kinds that are not here do not touch snapshots. */
export const folds: Readonly<Record<string, Fold>> = {
  'person.recorded': (s, _fact, d) => {
    copyTexts(s.record, d, ['position', 'language']);
    s.company = text(d['company']) ?? s.company;
  },
  'company.recorded': (s, _fact, d) => {
    copyTexts(s.record, d, ['name', 'domain', 'industry', 'region']);
    copyIntegers(s.record, d, ['employees']);
  },
  'touch.recorded': (s, fact, d) => {
    const touch = text(d['touch']) ?? '';
    const entry: Draft = Object.create(null);
    entry['at'] = at(fact);
    copyTexts(entry, d, ['touch', 'source', 'medium', 'campaign']);
    s.touches.push(entry);
    s.engagement[touch] = (s.engagement[touch] ?? 0n) + 1n;
  },
  'lead.captured': (s, fact, d) => {
    s.founded = true;
    Object.assign(s.record, { id: fact.subject, capturedAt: at(fact) });
    s.record['rejected'] ??= false;
    copyTexts(s.record, d, ['source', 'medium', 'campaign', 'landingPage', 'form', 'receivedVia']);
    s.person = text(d['person']);
    s.company = text(d['company']);
    const answers = d['answers'];
    if (isObject(answers)) for (const [question, answer] of Object.entries(answers)) s.answers[question] = freeValue(answer);
  },
  'lead.answered': (s, _fact, d) => {
    const question = text(d['question']);
    if (question !== undefined) s.answered[question] = true;
  },
  'lead.graded': (s, _fact, d) => {
    const criterion = text(d['criterion']);
    if (criterion !== undefined) s.grades[criterion] = text(d['grade']);
  },
  'lead.accepted': (s) => judge(s, true, false),
  'lead.rejected': (s) => judge(s, false, true),
  'lead.recycled': (s) => judge(s, undefined, false),
  'lead.rated': (s, _fact, d) => copyIntegers(s.record, { rating: d['quality'] }, ['rating']),
  'appointment.booked': (s, fact, d) => {
    s.founded = true;
    s.lead = text(d['lead']);
    Object.assign(s.record, { id: fact.subject, bookedAt: at(fact) });
    s.record['cancelled'] ??= false;
    s.record['rescheduled'] ??= 0n;
    // A new date that is already known stays: this booking only came late in the order of what happened.
    if (s.record['rescheduled'] === 0n) copyTimes(s.record, d);
  },
  'appointment.rescheduled': (s, _fact, d) => {
    const before = s.record['rescheduled'];
    s.record['rescheduled'] = (typeof before === 'bigint' ? before : 0n) + 1n;
    copyTimes(s.record, d);
    // What was said about the old date says nothing about the new one.
    Object.assign(s.record, { cancelled: false, cancelledAt: undefined, outcome: undefined, evidence: undefined });
    s.evidenceRank = 0;
  },
  'appointment.cancelled': (s, fact) => {
    Object.assign(s.record, { cancelled: true, cancelledAt: at(fact) });
  },
  'appointment.evidenced': (s, _fact, d) => {
    const rank = evidenceLadder.indexOf(text(d['evidence']) ?? '') + 1;
    const outcome = text(d['outcome']);
    // "Unknown" is the absence of evidence, so it never hides what a weaker source does know.
    if (outcome === undefined || outcome === 'unknown' || rank < s.evidenceRank) return;
    s.evidenceRank = rank;
    Object.assign(s.record, { outcome, evidence: text(d['evidence']) });
  },
  'deal.opened': (s, fact, d) => {
    foundDeal(s, fact, d);
    s.record['openedAt'] ??= at(fact);
  },
  'deal.stage_changed': (s, _fact, d) => copyDeal(s, d),
  'deal.won': (s, fact, d) => {
    foundDeal(s, fact, d);
    Object.assign(s.record, { won: true, wonAt: at(fact), lost: false, lostAt: undefined });
  },
  'deal.lost': (s, fact, d) => {
    copyDeal(s, d);
    Object.assign(s.record, { won: false, wonAt: undefined, lost: true, lostAt: at(fact) });
  },
  'deal.reopened': (s) => {
    Object.assign(s.record, { won: undefined, wonAt: undefined, lost: undefined, lostAt: undefined });
  },
  'order.placed': (s, fact, d) => {
    s.founded = true;
    Object.assign(s.record, { id: fact.subject, placedAt: at(fact), customer: text(d['customer']) });
    s.customer = text(d['customer']);
    s.deal = text(d['deal']);
    s.record['refundedMinor'] ??= 0n;
    const net = money(d['net']);
    Object.assign(s.record, { netMinor: net?.minor, currency: net?.currency, vatMinor: money(d['vat'])?.minor });
    settlePayments(s);
  },
  'payment.received': (s, _fact, d) => pay(s, money(d['amount']), 1n),
  'payment.reversed': (s, _fact, d) => pay(s, money(d['amount']), -1n),
  'milestone.evidenced': (s, fact) => {
    s.founded = true;
    Object.assign(s.record, { id: fact.subject, evidenced: true });
    s.record['evidencedAt'] ??= at(fact);
  },
  'milestone.accepted': (s) => Object.assign(s.record, { accepted: true, refused: false }),
  'milestone.refused': (s) => Object.assign(s.record, { accepted: false, refused: true }),
  'order.refunded': (s, _fact, d) => {
    const before = s.record['refundedMinor'];
    s.record['refundedMinor'] = (typeof before === 'bigint' ? before : 0n) + (money(d['net'])?.minor ?? 0n);
  },
};

/** Semantics 6: how an appointment ended follows the best evidence; among equals the latest. */
const evidenceLadder: readonly string[] = ['calendar', 'host', 'both_confirmed', 'attendance_log'];

function judge(s: SubjectState, accepted: boolean | undefined, rejected: boolean): void {
  Object.assign(s.record, { accepted, rejected });
}

function foundDeal(s: SubjectState, fact: Fact, d: JsonObject): void {
  s.founded = true;
  s.record['id'] = fact.subject;
  const leads = d['leads'];
  for (const lead of leads !== undefined && isArray(leads) ? leads : []) {
    if (typeof lead === 'string' && !s.leads.includes(lead)) s.leads.push(lead);
  }
  s.company = text(d['company']) ?? s.company;
  copyDeal(s, d);
}

function copyDeal(s: SubjectState, d: JsonObject): void {
  copyTexts(s.record, d, ['stage']);
  const amount = money(d['amount']);
  if (amount !== undefined) Object.assign(s.record, { amountMinor: amount.minor, currency: amount.currency });
}

function pay(s: SubjectState, amount: { minor: bigint; currency: string } | undefined, sign: bigint): void {
  if (amount === undefined) return;
  s.paid.set(amount.currency, (s.paid.get(amount.currency) ?? 0n) + sign * amount.minor);
  settlePayments(s);
}

/**
 * Paid means: payments less reversals, in the currency of the order, cover net and VAT. With the VAT unknown the answer is "no"
 * while not even the net amount is covered, and unknown from there on.
 */
function settlePayments(s: SubjectState): void {
  const { netMinor, vatMinor, currency } = s.record;
  if (typeof currency !== 'string' || typeof netMinor !== 'bigint') return;
  const paidMinor = s.paid.get(currency) ?? 0n;
  s.record['paidMinor'] = paidMinor;
  if (typeof vatMinor === 'bigint') s.record['paid'] = paidMinor >= netMinor + vatMinor;
  else s.record['paid'] = paidMinor < netMinor ? false : undefined;
}

function at(fact: Fact): Date {
  return new Date(fromIso(fact.occurredAt));
}

function text(raw: Json | undefined): string | undefined {
  return typeof raw === 'string' ? raw : undefined;
}

function money(raw: Json | undefined): { readonly minor: bigint; readonly currency: string } | undefined {
  if (!isObject(raw)) return undefined;
  const { minor, currency } = raw;
  return typeof minor === 'string' && typeof currency === 'string' ? { minor: BigInt(minor), currency } : undefined;
}

function copyTexts(record: Draft, data: JsonObject, fields: readonly string[]): void {
  for (const field of fields) {
    const value = data[field];
    if (typeof value === 'string') record[field] = value;
  }
}

function copyIntegers(record: Draft, data: JsonObject, fields: readonly string[]): void {
  for (const field of fields) {
    const value = data[field];
    if (typeof value === 'number') record[field] = BigInt(value);
  }
}

function copyTimes(record: Draft, data: JsonObject): void {
  const { starts, ends } = data;
  if (typeof starts === 'string') Object.assign(record, { starts: new Date(fromIso(starts)), ends: undefined });
  if (typeof ends === 'string') record['ends'] = new Date(fromIso(ends));
  copyTexts(record, data, ['channel']);
}

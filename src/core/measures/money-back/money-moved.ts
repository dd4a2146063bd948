import type { Fact } from '#core/facts/fact.ts';
import type { HashedFact } from '#core/facts/view.ts';
import { isObject, type Json } from '#core/kernel/canonical-json.ts';
import { fromIso, type Instant } from '#core/kernel/instant.ts';
import { divideRounded } from '#core/kernel/money.ts';

export const movedFigures = ['spent', 'ordered', 'received'] as const;
export type MovedFigure = (typeof movedFigures)[number];

/** One amount that moved; minor units. `netMinor` differs from `minor` only for what was received. */
export interface Movement {
  readonly figure: MovedFigure;
  readonly factId: string;
  readonly subject: string;
  readonly at: Instant;
  readonly currency: string;
  readonly minor: bigint;
  readonly netMinor: bigint;
  /** False where no value-added tax of the order or deal is known, so that the net part is the whole. */
  readonly taxKnown: boolean;
}

interface Money {
  readonly minor: bigint;
  readonly currency: string;
}

/**
 * The movements of a stretch of time among facts in force, in memory: the meaning that the query of the store must equal. Statements of
 * agreements are not facts of money and are added by whoever knows them.
 */
export function moneyMoved(inForce: readonly HashedFact[], from: Instant, until: Instant): readonly Movement[] {
  const of = (kind: string) => inForce.filter(({ fact }) => fact.kind === kind);
  const orders = newestPerSubject(of('order.placed'));
  const withOrder = new Set(orders.map(({ data }) => data['deal']));
  const won = newestPerSubject(of('deal.won')).filter(({ subject }) => !withOrder.has(subject) && isStillWon(inForce, subject));
  const moved: readonly Movement[] = [
    ...of('cost.recorded').flatMap(({ fact }) => movement('spent', fact, moneyIn(fact.data['amount']))),
    ...orders.flatMap((fact) => movement('ordered', fact, moneyIn(fact.data['net']))),
    ...of('order.refunded').flatMap(({ fact }) => movement('ordered', fact, negative(moneyIn(fact.data['net'])))),
    ...won.flatMap((fact) => movement('ordered', fact, newestAmount(inForce, fact.subject))),
    ...inForce.filter(isPayment).flatMap(({ fact }) => {
      const amount = moneyIn(fact.data['amount']);
      const paid = fact.kind === 'payment.received' ? amount : negative(amount);
      return movement('received', fact, paid, newestTax(inForce, fact.subject));
    }),
  ];
  return moved.filter(({ at }) => at >= from && at < until);
}

/** Money that came for orders and deals; what was paid on a statement went the other way. */
function isPayment({ fact: { kind, subject } }: HashedFact): boolean {
  return (kind === 'payment.received' || kind === 'payment.reversed') && /^(order|deal):/.test(subject);
}

interface Tax {
  readonly net: bigint;
  readonly vat: bigint;
}

function movement(figure: MovedFigure, fact: Fact, money: Money | undefined, tax?: Tax): readonly Movement[] {
  if (money === undefined) return [];
  const { minor, currency } = money;
  const netMinor = tax === undefined ? minor : divideRounded(minor * tax.net, tax.net + tax.vat);
  const taxKnown = figure !== 'received' || tax !== undefined;
  return [{ figure, factId: fact.id, subject: fact.subject, at: fromIso(fact.occurredAt), currency, minor, netMinor, taxKnown }];
}

function moneyIn(value: Json | undefined): Money | undefined {
  if (value === undefined || !isObject(value)) return undefined;
  const { minor, currency } = value;
  return typeof minor === 'string' && typeof currency === 'string' ? { minor: BigInt(minor), currency } : undefined;
}

function negative(money: Money | undefined): Money | undefined {
  return money === undefined ? undefined : { ...money, minor: -money.minor };
}

/** Of facts about one subject the later recorded counts; of two recorded together the one with the greater content hash. */
function recordedLater(a: HashedFact, b: HashedFact): boolean {
  return a.fact.recordedAt === b.fact.recordedAt ? a.contentHash > b.contentHash : a.fact.recordedAt > b.fact.recordedAt;
}

function happenedLater(a: HashedFact, b: HashedFact): boolean {
  return a.fact.occurredAt === b.fact.occurredAt ? recordedLater(a, b) : a.fact.occurredAt > b.fact.occurredAt;
}

function newestPerSubject(facts: readonly HashedFact[]): readonly Fact[] {
  const newest = new Map<string, HashedFact>();
  for (const one of facts) {
    const known = newest.get(one.fact.subject);
    if (known === undefined || recordedLater(one, known)) newest.set(one.fact.subject, one);
  }
  return [...newest.values()].map(({ fact }) => fact);
}

function latest(facts: readonly HashedFact[]): Fact | undefined {
  return facts.reduce<HashedFact | undefined>((best, one) => (best === undefined || happenedLater(one, best) ? one : best), undefined)
    ?.fact;
}

const verdicts = ['deal.won', 'deal.lost', 'deal.reopened'];

/** What happened last says how a deal stands; views order what happened at the same instant. */
function isStillWon(inForce: readonly HashedFact[], subject: string): boolean {
  return inForce.findLast(({ fact }) => fact.subject === subject && verdicts.includes(fact.kind))?.fact.kind === 'deal.won';
}

const ofDeals = ['deal.opened', 'deal.stage_changed', ...verdicts];

function newestAmount(inForce: readonly HashedFact[], subject: string): Money | undefined {
  const stated = inForce.filter(({ fact }) => fact.subject === subject && ofDeals.includes(fact.kind) && fact.data['amount'] !== undefined);
  return moneyIn(latest(stated)?.data['amount']);
}

const taxed = ['order.placed', 'invoice.issued', 'invoice.corrected'];

function newestTax(inForce: readonly HashedFact[], subject: string): Tax | undefined {
  const stated = inForce.filter(({ fact }) => fact.subject === subject && taxed.includes(fact.kind) && fact.data['vat'] !== undefined);
  const last = latest(stated);
  const [net, vat] = [moneyIn(last?.data['net'])?.minor ?? 0n, moneyIn(last?.data['vat'])?.minor ?? 0n];
  return net > 0n && net + vat > 0n ? { net, vat } : undefined;
}

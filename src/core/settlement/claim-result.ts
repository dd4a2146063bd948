import type { Fact } from '#core/facts/fact.ts';
import { type HashedFact, isEffectiveAt } from '#core/facts/view.ts';
import { isObject } from '#core/kernel/canonical-json.ts';
import { DAY_MS, fromIso, type Instant } from '#core/kernel/instant.ts';
import { divideRounded, isMinorDigits } from '#core/kernel/money.ts';
import type { ComponentClause } from '#core/promises/agreements/agreement.ts';
import type { ClaimResult } from './claim.ts';
import type { Contract, ContractComponent, ContractVersion } from './contract.ts';
import { dealOf, factAbout, isPartnersResult, type SubjectView, samePerson, viewOf } from './journey.ts';
import { lateDaysOf } from './milestone-delay.ts';
import type { SettlementTerms } from './terms.ts';
import { componentAt, knownVersions, newestTerms, type TermsHistory, termsAt } from './terms-history.ts';

/** A view that differs from the one before, with its facts in force in view order. */
export interface ClaimView {
  readonly knownAt: Instant;
  readonly inForce: readonly HashedFact[];
}

/** A component of the version whose definition and attribution apply to a subject. */
export interface Ruling extends ContractComponent {
  readonly version: ContractVersion;
}

/** The claim on one view: none unless the partner is credited; outside its window it is only shown. */
export function resultOn(
  contract: Contract,
  { version, clause }: Ruling,
  subject: string,
  resultAt: Instant,
  { knownAt, inForce }: ClaimView,
): ClaimResult | undefined {
  const versions = knownVersions(contract.versions, knownAt);
  const view = viewOf(inForce, subject);
  const isMilestone = clause.milestone !== undefined;
  if (!isMilestone && !isPartnersResult(view, version.agreement.attribution)) return undefined;
  const net = subject.startsWith('order:') ? netOf(factAbout(inForce, subject, 'order.placed'), termsAt(versions, resultAt)) : undefined;
  if (clause.price.model === 'percentage' && net === undefined) return undefined;
  const dedupKey = clause.dedup === undefined ? undefined : dedupKeyOf(clause.dedup.by, view, subject);
  const lateDays = isMilestone ? lateDaysOf(version, clause, inForce, subject, resultAt) : 0;
  return {
    resultAt,
    inWindow: isInWindow(contract, versions, clause, anchorOf(contract, clause, view, subject), resultAt, knownAt),
    ...(dedupKey === undefined ? {} : { dedupKey }),
    ...(net === undefined ? {} : { netMinor: net }),
    ...(lateDays === 0 ? {} : { lateDays }),
  };
}

/** The net revenue in the agreement's currency. Amounts of a currency without a pinned rate do not count. */
function netOf(order: Fact | undefined, terms: SettlementTerms): bigint | undefined {
  return order === undefined ? undefined : settledMinor(order.data['net'], terms);
}

/** Money of a fact in the minor units of the agreement's currency, at the pinned rate where it is another. */
export function settledMinor(money: unknown, { currency, rates }: SettlementTerms): bigint | undefined {
  if (!isObject(money)) return undefined;
  const { minor, currency: own } = money;
  if (typeof minor !== 'string' || !isMinorDigits(minor)) return undefined;
  if (own === currency) return BigInt(minor);
  const rate = rates.find((one) => one.currency === own);
  return rate === undefined ? undefined : divideRounded(BigInt(minor) * rate.numerator, rate.denominator, 'half_up');
}

/** Where the measurement window begins. */
export function anchorOf(contract: Contract, { measurement }: ComponentClause, view: SubjectView, subject: string): Instant | undefined {
  if (measurement.after === 'term_begun') return contract.terms.periods[0]?.from;
  return measurement.after === 'deal_won' ? wonAt(view, subject) : firstCapture(view);
}

export function isInWindow(
  { effectiveFrom, suspensions }: Contract,
  versions: TermsHistory,
  { key, measurement }: ComponentClause,
  anchorAt: Instant | undefined,
  resultAt: Instant,
  knownAt: Instant,
): boolean {
  const { periods, termPeriodCount } = newestTerms(versions);
  const end = periods[termPeriodCount - 1]?.until ?? 0;
  if (anchorAt === undefined || anchorAt >= end || resultAt < effectiveFrom) return false;
  if (measurement.after === 'deal_won' && resultAt < anchorAt) return false;
  const isSuspended = suspensions.some(
    ({ from, until = Number.POSITIVE_INFINITY, spans }) => from <= anchorAt && anchorAt < until && isEffectiveAt(spans, knownAt),
  );
  if (isSuspended && measurement.after !== 'term_begun') return false;
  return componentAt(versions, key, resultAt) !== undefined && resultAt <= anchorAt + measurement.days * DAY_MS;
}

function wonAt({ facts }: SubjectView, subject: string): Instant | undefined {
  const deal = dealOf(facts, subject);
  const won = deal === undefined ? undefined : factAbout(facts, deal, 'deal.won');
  return won === undefined ? undefined : fromIso(won.occurredAt);
}

function firstCapture({ facts, leads }: SubjectView): Instant | undefined {
  const captures = leads.map((lead) => factAbout(facts, lead, 'lead.captured')).filter((fact) => fact !== undefined);
  return captures.length === 0 ? undefined : Math.min(...captures.map((fact) => fromIso(fact.occurredAt)));
}

function dedupKeyOf(by: 'lead' | 'contact' | 'company' | 'deal' | 'order', view: SubjectView, subject: string): string | undefined {
  if (by === 'order') return subject;
  if (by === 'deal') return dealOf(view.facts, subject);
  const lead = view.leads[0];
  if (by === 'lead' || lead === undefined) return lead;
  const named = factAbout(view.facts, lead, 'lead.captured')?.data[by === 'contact' ? 'person' : 'company'];
  return typeof named === 'string' ? samePerson(view, named) : undefined;
}

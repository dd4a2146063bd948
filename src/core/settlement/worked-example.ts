import { DAY_MS } from '#core/kernel/instant.ts';
import type { Agreement } from '#core/promises/agreements/agreement.ts';
import type { ClaimHistory } from './claim.ts';
import { type Amounts, isNumbered, NOTHING, type SettledLine } from './line.ts';
import { settle } from './settle.ts';
import { settlementTerms } from './settlement-terms.ts';
import type { Period } from './terms.ts';
import { unamended } from './terms-history.ts';

export interface WorkedExample extends Amounts {
  /** YYYY-MM: the first whole month of the term, or its first month if none is whole. */
  readonly period: string;
  readonly results: number;
  /** Results that a cap leaves without any pay. */
  readonly unpaid: number;
  /** One line per result, in order. */
  readonly lines: readonly SettledLine[];
}

/**
 * What so many results of one month would come to under a contract, every one of them accepted: settled by the engine that settles real
 * ones. `netMinor` is the net amount of each result, for prices that are a share of it. Undefined if the contract has no such component or
 * no month.
 */
export function workedExample(agreement: Agreement, component: string, results: number, netMinor = 0n): WorkedExample | undefined {
  const terms = settlementTerms(agreement);
  const months = terms.periods.slice(0, terms.termPeriodCount);
  const short = terms.shortMonths ?? {};
  const index = Math.max(
    0,
    months.findIndex(({ key }) => short[key] === undefined),
  );
  const month = months[index];
  if (month === undefined || !terms.components.some(({ key }) => key === component)) return undefined;
  const claims = Array.from({ length: results }, (_, place) => acceptedClaim(component, place, results, month, netMinor));
  const settled = settle(unamended(terms), claims, index, month.until).lines;
  const lines = settled.filter((line) => line.component === component && line.period === index && isNumbered(line));
  const all = settled.filter((line) => line.component === component && line.period === index).reduce<Amounts>(plus, NOTHING);
  return { ...all, period: month.key, results, unpaid: lines.filter(({ amountMinor }) => amountMinor === 0n).length, lines };
}

function plus(sum: Amounts, line: Amounts): Amounts {
  return {
    amountMinor: sum.amountMinor + line.amountMinor,
    underReviewMinor: sum.underReviewMinor + line.underReviewMinor,
    heldMinor: sum.heldMinor + line.heldMinor,
    payableMinor: sum.payableMinor + line.payableMinor,
  };
}

/** Spread over the month and accepted at once; no two are of one customer. */
function acceptedClaim(component: string, place: number, of: number, month: Period, netMinor: bigint): ClaimHistory {
  const resultAt = month.from + Math.floor(((month.until - month.from - DAY_MS) * place) / Math.max(of, 1));
  const spans = [{ from: resultAt, until: Number.POSITIVE_INFINITY }];
  return {
    component,
    subject: `example:${String(place + 1).padStart(6, '0')}`,
    states: [{ knownAt: resultAt, result: { resultAt, inWindow: true, netMinor, dedupKey: `example ${place}` } }],
    decisions: [{ kind: 'accepted', factId: `accepted ${place}`, recordedAt: resultAt, occurredAt: resultAt, spans }],
    refunds: [],
    notices: [],
    endings: [],
  };
}

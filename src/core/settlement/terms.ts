import type { Instant } from '#core/kernel/instant.ts';
import { divideRounded, type RoundingMode } from '#core/kernel/money.ts';

/** Where tiers and caps count anew. A quarter is a calendar quarter, the term the whole agreement. */
export type Window = 'month' | 'quarter' | 'term';

/** One settlement period: `from <= resultAt < until`, as UTC instants, so that no time-zone data is needed to recompute. */
export interface Period {
  /** YYYY-MM in the agreement's time zone. */
  readonly key: string;
  readonly from: Instant;
  readonly until: Instant;
  /** Periods with the same key share the quarter's window. */
  readonly quarterKey: string;
}

/** The price of one claim. Amounts are minor units of the agreement's currency. */
export type Price =
  | { readonly model: 'per_unit'; readonly amountMinor: bigint }
  /** Each tier's own price; `upTo` is inclusive, the last tier has none. */
  | { readonly model: 'graduated'; readonly tiers: readonly Tier[]; readonly window: Window }
  /** The reached tier's price for all; its window is the settlement period. */
  | { readonly model: 'volume'; readonly tiers: readonly Tier[] }
  /** Charged on the first claim of each started package. */
  | { readonly model: 'package'; readonly size: number; readonly amountMinor: bigint; readonly window: Window }
  | { readonly model: 'percentage'; readonly of: 'net_revenue'; readonly rateBasisPoints: bigint }
  /** A milestone: one amount, less for every day it was the payee's fault that it came late. */
  | { readonly model: 'fixed'; readonly amountMinor: bigint; readonly late?: LateDeduction };

/** `perDayBasisPoints` of the amount for each started day after the deadline, `atMostBasisPoints` in all. */
export interface LateDeduction {
  readonly perDayBasisPoints: bigint;
  readonly atMostBasisPoints: bigint;
}

export interface Tier {
  readonly upTo?: number;
  readonly amountMinor: bigint;
}

/** What lies above is outside terms (`drop`) or goes first in the next window (`carry`). */
export interface Cap<Limit> {
  readonly limit: Limit;
  readonly window: Window;
  readonly above: 'drop' | 'carry';
}

/** A month that the term cuts short: `days` inside the term, of `of` days in all. */
export interface ShortMonth {
  readonly days: number;
  readonly of: number;
}

/** A count by window, prorated in months that the term cuts short; rounded down. */
export function countIn({ limit, window }: Pick<Cap<number>, 'limit' | 'window'>, key: string, { shortMonths }: SettlementTerms): number {
  const short = window === 'month' ? shortMonths?.[key] : undefined;
  return short === undefined ? limit : Number((BigInt(limit) * BigInt(short.days)) / BigInt(short.of));
}

/** An amount by window, prorated in months that the term cuts short; quarters and the term keep what was agreed for them. */
export function amountIn({ limit, window }: Pick<Cap<bigint>, 'limit' | 'window'>, key: string, terms: SettlementTerms): bigint {
  const short = window === 'month' ? terms.shortMonths?.[key] : undefined;
  return short === undefined ? limit : divideRounded(limit * BigInt(short.days), BigInt(short.of), terms.rounding);
}

export interface HoldBack {
  readonly shareBasisPoints: bigint;
  /** Released this long after the result, or earlier as soon as the condition is met. */
  readonly releaseAfterMs: number;
  /** The end of the customer's subscription before the release forfeits it. */
  readonly forfeitOnEnd: boolean;
  /** Released when this is recorded; recorded as failed, it is forfeited. Without a word until the release date, `otherwise` decides. */
  readonly condition?: { readonly key: 'paid' | 'retained'; readonly otherwise: 'release' | 'forfeit' };
}

/** The least that a window pays; the difference is a line at the window's end. */
export interface Floor {
  readonly limitMinor: bigint;
  readonly window: Window;
}

export interface ComponentTerms {
  readonly key: string;
  readonly price: Price;
  readonly capCount?: Cap<number>;
  readonly capAmount?: Cap<bigint>;
  readonly floor?: Floor;
  /** No two ranked claims of one key lie within this window of each other; 'forever' has no limit. */
  readonly dedupWindowMs?: number | 'forever';
  readonly holdBack?: HoldBack;
  /** Refunds count that happened at most this long after the result; absent: no claw-back. */
  readonly clawBackMs?: number;
}

/** Everything `settle` needs of one version of an agreement, with calendars already resolved to instants. */
export interface SettlementTerms {
  readonly currency: string;
  /** Term periods first, then run-out periods. */
  readonly periods: readonly Period[];
  readonly termPeriodCount: number;
  /** The first and last month of the term where only a part of them lies inside it; by period key. */
  readonly shortMonths?: Readonly<Record<string, ShortMonth>>;
  readonly lookBackMs: number;
  readonly reviewMs: number;
  /** `accepted`: a claim counts when the payer accepts it. `proven`: it counts at once and may be rejected inside the review window. */
  readonly countsWhen: 'accepted' | 'proven';
  /** Silence counts after the review window if a notice was delivered within this time of the window's start. */
  readonly silence?: { readonly noticeGraceMs: number };
  /** Pinned rates: `numerator / denominator` minor units of the agreement's currency for one of `currency`. */
  readonly rates: readonly { readonly currency: string; readonly numerator: bigint; readonly denominator: bigint }[];
  readonly minimumPayoutMinor: bigint;
  readonly rounding: RoundingMode;
  readonly components: readonly ComponentTerms[];
}

/** The window a period lies in, as a name that two periods share exactly if they share the window. */
export function windowKey(period: Period, window: Window): string {
  if (window === 'term') return 'term';
  return window === 'month' ? period.key : period.quarterKey;
}

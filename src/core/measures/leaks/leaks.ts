import { divideRounded } from '#core/kernel/money.ts';

export const leakKinds = ['stale_offers', 'unpaid_invoices', 'untouched_leads', 'fruitless_sources', 'silent_claims'] as const;
export type LeakKind = (typeof leakKinds)[number];

export interface Leak {
  readonly kind: LeakKind;
  readonly count: number;
  /** Minor units; null where the cases can only be counted. */
  readonly minor: bigint | null;
}

const SHOWN = 3;

/** The largest first; what can only be counted comes last, the more cases the earlier. */
export function largestLeaks<L extends Leak>(leaks: readonly L[]): readonly L[] {
  return leaks
    .filter(({ count, minor }) => count > 0 && (minor === null || minor > 0n))
    .sort(byLoss)
    .slice(0, SHOWN);
}

function byLoss(a: Leak, b: Leak): number {
  if (a.minor !== null && b.minor !== null && a.minor !== b.minor) return a.minor > b.minor ? -1 : 1;
  if ((a.minor === null) !== (b.minor === null)) return a.minor === null ? 1 : -1;
  return b.count - a.count || leakKinds.indexOf(a.kind) - leakKinds.indexOf(b.kind);
}

export const ENOUGH_LEADS = 30;
export const ENOUGH_ORDERS = 5;

/** What one lead brought on average, in minor units; null while there are too few to say. */
export function leadValue(year: { readonly leads: number; readonly orders: number; readonly orderedMinor: bigint }): bigint | null {
  const { leads, orders, orderedMinor } = year;
  if (leads < ENOUGH_LEADS || orders < ENOUGH_ORDERS || orderedMinor <= 0n) return null;
  return divideRounded(orderedMinor, BigInt(leads));
}

/** Where no usual cycle is known, an offer is old after this. */
const OLD_AFTER_DAYS = 90;
/** However fast deals usually are, nobody has given up an offer sooner. */
const OLD_AFTER_AT_LEAST_DAYS = 14;

/** After how many days an offer is older than deals usually take; `known` where the usual cycle is. */
export function oldOfferAfter(usualDays: number | undefined): { readonly days: number; readonly known: boolean } {
  if (usualDays === undefined) return { days: OLD_AFTER_DAYS, known: false };
  return { days: Math.max(usualDays, OLD_AFTER_AT_LEAST_DAYS), known: true };
}

import { parseDecimalMinor } from '#core/kernel/money.ts';
import type { PriceClause } from './agreement.ts';

/** One result more, and all of them together bring less. */
export interface VolumeDip {
  /** So many results, and what they come to in minor units. */
  readonly results: number;
  readonly totalMinor: bigint;
  readonly nextTotalMinor: bigint;
}

/**
 * Where a volume price punishes the next result, since the reached tier's price holds for all: 10 at 50.00 are 500.00, 11 at 40.00 are 440.00.
 * Other prices have no such place.
 */
export function volumeDips(price: PriceClause, currency: string): readonly VolumeDip[] {
  if (price.model !== 'volume') return [];
  return price.tiers.flatMap(({ upTo, amount }, index): VolumeDip[] => {
    const next = price.tiers[index + 1];
    const [own, following] = [parseDecimalMinor(amount, currency), parseDecimalMinor(next?.amount ?? '', currency)];
    if (upTo === undefined || !own.ok || !following.ok) return [];
    const totalMinor = own.value * BigInt(upTo);
    const nextTotalMinor = following.value * BigInt(upTo + 1);
    return nextTotalMinor < totalMinor ? [{ results: upTo, totalMinor, nextTotalMinor }] : [];
  });
}

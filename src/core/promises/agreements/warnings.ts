import { parseDecimalMinor } from '#core/kernel/money.ts';
import { valueOrThrow } from '#core/kernel/result.ts';
import type { Agreement, TierClause } from './agreement.ts';

/** More results that cost less: with a volume price, the first result of a cheaper tier makes all of them cheaper. */
export interface VolumeDip {
  readonly warning: 'volume_dips';
  readonly component: string;
  /** The most results of a tier, and what they cost together. */
  readonly count: number;
  readonly amountMinor: bigint;
  /** What one result more costs in all. */
  readonly nextAmountMinor: bigint;
}

/** What both sides may agree, but should see before they sign. */
export function agreementWarnings({ components, currency }: Agreement): readonly VolumeDip[] {
  return components.flatMap(({ key, price }) => (price.model === 'volume' ? dipsOf(key, price.tiers, currency) : []));
}

function dipsOf(component: string, tiers: readonly TierClause[], currency: string): readonly VolumeDip[] {
  const minor = (tier: TierClause) => valueOrThrow(parseDecimalMinor(tier.amount, currency));
  return tiers.flatMap((tier, index): VolumeDip[] => {
    const next = tiers[index + 1];
    if (tier.upTo === undefined || next === undefined) return [];
    const amountMinor = BigInt(tier.upTo) * minor(tier);
    const nextAmountMinor = BigInt(tier.upTo + 1) * minor(next);
    return nextAmountMinor < amountMinor ? [{ warning: 'volume_dips', component, count: tier.upTo, amountMinor, nextAmountMinor }] : [];
  });
}

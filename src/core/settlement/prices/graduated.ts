import { present } from '#core/kernel/assert.ts';
import type { Price, Tier } from '../terms.ts';
import type { Pricer } from './pricer.ts';

/** Each tier's own price: the position decides which. */
export function graduated({ tiers, window }: Extract<Price, { model: 'graduated' }>): Pricer {
  return {
    window,
    price: ({ position, windowKey }) => {
      const index = tierIndex(tiers, position);
      const tier = present(tiers[index], 'tier');
      const upTo = tier.upTo === undefined ? {} : { upTo: tier.upTo };
      const amountMinor = String(tier.amountMinor);
      return {
        amountMinor: tier.amountMinor,
        arithmetic: { step: 'tier', position, tier: index + 1, ...upTo, amountMinor, window: windowKey },
      };
    },
  };
}

/** The first tier whose inclusive bound the count does not exceed; the last tier has no bound. */
export function tierIndex(tiers: readonly Tier[], count: number): number {
  const index = tiers.findIndex((tier) => tier.upTo === undefined || count <= tier.upTo);
  return index < 0 ? tiers.length - 1 : index;
}

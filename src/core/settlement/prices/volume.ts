import { present } from '#core/kernel/assert.ts';
import type { Price } from '../terms.ts';
import { tierIndex } from './graduated.ts';
import type { Pricer } from './pricer.ts';

/** The reached tier's price for all claims of the settlement period. */
export function volume({ tiers }: Extract<Price, { model: 'volume' }>): Pricer {
  return {
    window: 'month',
    price: ({ rankedInPeriod }) => {
      const index = tierIndex(tiers, rankedInPeriod);
      const { amountMinor } = present(tiers[index], 'tier');
      return { amountMinor, arithmetic: { step: 'volume', reached: rankedInPeriod, tier: index + 1, amountMinor: String(amountMinor) } };
    },
  };
}

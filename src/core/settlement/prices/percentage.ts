import { BASIS_POINTS, divideRounded, type RoundingMode } from '#core/kernel/money.ts';
import type { Price } from '../terms.ts';
import type { Pricer } from './pricer.ts';

/** A share of the result's net revenue, rounded once per line. */
export function percentage({ rateBasisPoints }: Extract<Price, { model: 'percentage' }>, rounding: RoundingMode): Pricer {
  return {
    window: 'term',
    price: ({ netMinor }) => {
      const amountMinor = divideRounded(netMinor * rateBasisPoints, BASIS_POINTS, rounding);
      const figures = { netMinor: String(netMinor), rateBasisPoints: String(rateBasisPoints), amountMinor: String(amountMinor) };
      return { amountMinor, arithmetic: { step: 'percentage', ...figures } };
    },
  };
}

import { BASIS_POINTS, divideRounded, type RoundingMode } from '#core/kernel/money.ts';
import type { Price } from '../terms.ts';
import type { Pricer } from './pricer.ts';

/** The price of a milestone, less `perDay` for each day it was late, at most `atMost` in all. */
export function fixed({ amountMinor, late }: Extract<Price, { model: 'fixed' }>, rounding: RoundingMode): Pricer {
  return {
    window: 'term',
    price: ({ lateDays }) => {
      const whole = { step: 'fixed', amountMinor: String(amountMinor) } as const;
      if (late === undefined || lateDays === 0) return { amountMinor, arithmetic: whole };
      const share = BigInt(lateDays) * late.perDayBasisPoints;
      const basisPoints = share < late.atMostBasisPoints ? share : late.atMostBasisPoints;
      const reduced = amountMinor - divideRounded(amountMinor * basisPoints, BASIS_POINTS, rounding);
      const figures = { lateDays, deductedBasisPoints: String(basisPoints), reducedMinor: String(reduced) };
      return { amountMinor: reduced, arithmetic: { ...whole, ...figures } };
    },
  };
}

import type { Price } from '../terms.ts';
import type { Pricer } from './pricer.ts';

/** The whole price on the first claim of each started package. */
export function packaged({ size, amountMinor, window }: Extract<Price, { model: 'package' }>): Pricer {
  return {
    window,
    price: ({ position, windowKey }) => {
      const charged = (position - 1) % size === 0;
      const charge = charged ? amountMinor : 0n;
      return {
        amountMinor: charge,
        arithmetic: { step: 'package', position, size, charged, amountMinor: String(charge), window: windowKey },
      };
    },
  };
}

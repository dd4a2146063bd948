import type { Price } from '../terms.ts';
import type { Pricer } from './pricer.ts';

export function perUnit({ amountMinor }: Extract<Price, { model: 'per_unit' }>): Pricer {
  return { window: 'term', price: () => ({ amountMinor, arithmetic: { step: 'unit', amountMinor: String(amountMinor) } }) };
}

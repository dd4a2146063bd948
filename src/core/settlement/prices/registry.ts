import { unreachable } from '#core/kernel/assert.ts';
import type { RoundingMode } from '#core/kernel/money.ts';
import type { Price } from '../terms.ts';
import { fixed } from './fixed.ts';
import { graduated } from './graduated.ts';
import { packaged } from './package.ts';
import { perUnit } from './per-unit.ts';
import { percentage } from './percentage.ts';
import type { Pricer } from './pricer.ts';
import { volume } from './volume.ts';

export function pricerOf(price: Price, rounding: RoundingMode): Pricer {
  switch (price.model) {
    case 'per_unit':
      return perUnit(price);
    case 'graduated':
      return graduated(price);
    case 'volume':
      return volume(price);
    case 'package':
      return packaged(price);
    case 'percentage':
      return percentage(price, rounding);
    case 'fixed':
      return fixed(price, rounding);
    default:
      return unreachable(price);
  }
}

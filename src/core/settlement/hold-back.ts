import { allocate, BASIS_POINTS, divideRounded, type RoundingMode } from '#core/kernel/money.ts';
import type { HeldPart } from './period-context.ts';
import type { HoldBack } from './terms.ts';

/**
 * `held = round(share x sum of the amounts of all lines that hold rank)`, given to the lines by largest remainder in rank order;
 * rounding line by line would drift by cents. A line below zero (a credited order) earns nothing, so nothing of it is held.
 */
export function heldParts(
  holdBack: HoldBack | undefined,
  amountsMinor: readonly bigint[],
  rounding: RoundingMode,
): readonly (HeldPart | undefined)[] {
  if (holdBack === undefined) return amountsMinor.map(() => undefined);
  const { shareBasisPoints } = holdBack;
  const earned = amountsMinor.map((minor) => (minor > 0n ? minor : 0n));
  const sum = earned.reduce((a, b) => a + b, 0n);
  const total = divideRounded(sum * shareBasisPoints, BASIS_POINTS, rounding);
  return allocate(total, earned).map((heldMinor) => ({ shareBasisPoints, heldMinor }));
}

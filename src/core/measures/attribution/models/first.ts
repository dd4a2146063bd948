import type { Touchpoint } from '../touchpoint.ts';

/** All credit to the first touch of the journey. */
export function first(journey: readonly Touchpoint[]): Touchpoint | undefined {
  return journey[0];
}

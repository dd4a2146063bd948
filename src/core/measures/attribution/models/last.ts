import type { Touchpoint } from '../touchpoint.ts';

/** All credit to the last touch of the journey. */
export function last(journey: readonly Touchpoint[]): Touchpoint | undefined {
  return journey[journey.length - 1];
}

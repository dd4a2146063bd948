import { isDirect, type Touchpoint } from '../touchpoint.ts';
import { last } from './last.ts';

/** All credit to the last touch that has a sender; if all are direct, to the last one. */
export function lastNonDirect(journey: readonly Touchpoint[]): Touchpoint | undefined {
  return journey.findLast((touchpoint) => !isDirect(touchpoint)) ?? last(journey);
}

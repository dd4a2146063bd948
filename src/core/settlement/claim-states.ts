import type { ClaimResult, ClaimState } from './claim.ts';
import type { ClaimView } from './claim-result.ts';

/** What views see of a claim: a state for each view whose result differs in anything from that of the view before. */
export function statesOf(views: readonly ClaimView[], seenOn: (view: ClaimView) => ClaimResult | undefined): ClaimState[] {
  const states: ClaimState[] = [];
  let last: ClaimResult | undefined;
  for (const view of views) {
    const result = seenOn(view);
    if (sameResult(result, last)) continue;
    const { knownAt } = view;
    states.push(result === undefined ? { knownAt } : { knownAt, result });
    last = result;
  }
  return states;
}

function sameResult(a: ClaimResult | undefined, b: ClaimResult | undefined): boolean {
  return a === undefined || b === undefined ? a === b : resultFields.every((field) => a[field] === b[field]);
}

const resultFields = ['resultAt', 'inWindow', 'dedupKey', 'netMinor', 'lateDays', 'reopenedAt'] as const;

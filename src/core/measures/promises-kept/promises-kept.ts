import type { Instant } from '#core/kernel/instant.ts';

/** Something a side owes by an instant, and when it was done, if it was. */
export interface Promised {
  readonly side: 'payer' | 'payee';
  readonly what: PromiseKind;
  readonly dueAt: Instant;
  readonly doneAt?: Instant;
}

export const promiseKinds = ['claims_decided', 'requests_answered', 'milestones_evidenced'] as const;
export type PromiseKind = (typeof promiseKinds)[number];

export interface Tally {
  readonly kept: number;
  readonly missed: number;
  readonly open: number;
}

/** Below this many that are due, a share of kept ones is no judgement. */
export const ENOUGH_DUE = 10;

/** How promises stand at an instant: done by the due time is kept, even at the very instant. */
export function tally(promises: readonly Promised[], now: Instant): Tally {
  const counts = { kept: 0, missed: 0, open: 0 };
  for (const { dueAt, doneAt } of promises) {
    if (doneAt !== undefined && doneAt <= dueAt) counts.kept += 1;
    else if (now > dueAt) counts.missed += 1;
    else counts.open += 1;
  }
  return counts;
}

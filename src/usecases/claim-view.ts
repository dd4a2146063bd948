import { fromIso, type Instant, type IsoInstant, toIso } from '#core/kernel/instant.ts';
import type { Contract } from '#core/settlement/contract.ts';
import { resultAt, standingAt } from '#core/settlement/standing.ts';
import type { StoredClaim } from './ports.ts';

export const claimStates = ['under_review', 'counted', 'rejected', 'disputed', 'outside_terms'] as const;
export type ClaimState = (typeof claimStates)[number];

/** A claim as people see it at an instant. */
export interface ClaimView {
  readonly component: string;
  readonly subject: string;
  readonly state: ClaimState;
  readonly resultAt: IsoInstant | null;
  readonly netMinor?: bigint;
  /** Until when the payer may reject; null once that is over or pointless. */
  readonly reviewUntil: IsoInstant | null;
}

/** Where a claim stands now. A claim whose facts were corrected away stands as rejected, without a result. */
export function claimView(contract: Contract, { history }: StoredClaim, now: IsoInstant): ClaimView {
  const view: Instant = fromIso(now);
  const names = { component: history.component, subject: history.subject };
  const seen = resultAt(history, view);
  if (seen === undefined) return { ...names, state: 'rejected', resultAt: null, reviewUntil: null };
  const { result, reviewFrom } = seen;
  const deadline = reviewFrom + contract.terms.reviewMs;
  const figures = { resultAt: toIso(result.resultAt), ...(result.netMinor === undefined ? {} : { netMinor: result.netMinor }) };
  if (!result.inWindow) return { ...names, ...figures, state: 'outside_terms', reviewUntil: null };
  const standing = standingAt(history, reviewFrom, view, contract.terms);
  const state = standing === 'open' ? 'under_review' : standing;
  return { ...names, ...figures, state, reviewUntil: view <= deadline && state !== 'rejected' ? toIso(deadline) : null };
}

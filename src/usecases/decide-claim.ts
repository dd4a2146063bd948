import { fromIso } from '#core/kernel/instant.ts';
import { ok, type Result, refuse } from '#core/kernel/result.ts';
import type { Agreement } from '#core/promises/agreements/agreement.ts';
import type { Contract } from '#core/settlement/contract.ts';
import { claimToDecide, type Decided, type DecidingPorts, type DecisionWords, recordDecision } from './claim-to-decide.ts';
import type { ClaimView } from './claim-view.ts';
import type { ClaimName } from './list-claims.ts';
import type { Asker } from './ports.ts';

/**
 * The payer accepts a claim; one in dispute is settled by deciding the dispute, which accepting would not end. Refusals: agreement.unknown, agreement.not_in_force,
 * claim.unknown, claim.not_open, fact.revision_unexpected.
 */
export async function acceptClaim(
  ports: DecidingPorts,
  asker: Asker,
  request: ClaimName & { readonly comment?: string; readonly evidence?: string },
): Promise<Result<Decided>> {
  const found = await claimToDecide(ports, asker, request);
  if (!found.ok) return found;
  const accepted = acceptance(found.value.view);
  if (!accepted.ok) return accepted;
  return recordDecision(ports, asker, found.value, 'claim.accepted', request, {});
}

/**
 * The payer rejects a claim inside the review window, with a reason of the agreement; "other" needs a comment, and since every
 * claim is payable, a rejection needs evidence. Settling judges the deadline again on its own view.
 * Refusals: those of accepting, and claim.reason_unknown, claim.comment_missing, claim.evidence_missing, claim.review_window_over.
 */
export async function rejectClaim(
  ports: DecidingPorts,
  asker: Asker,
  request: ClaimName & { readonly reason: string; readonly comment?: string; readonly evidence?: string },
): Promise<Result<Decided>> {
  const found = await claimToDecide(ports, asker, request);
  if (!found.ok) return found;
  const rejected = rejection(found.value.contract, found.value.view, request);
  return rejected.ok ? recordDecision(ports, asker, found.value, 'claim.rejected', request, rejected.value) : rejected;
}

/** Whether a claim can be accepted as it stands. Refusal: claim.not_open. */
export function acceptance({ subject, state }: Pick<ClaimView, 'subject' | 'state'>): Result<undefined> {
  const closed = state === 'rejected' || state === 'disputed' || state === 'outside_terms';
  return closed ? refuse('claim.not_open', { subject, state }) : ok(undefined);
}

export interface RejectionWords extends DecisionWords {
  readonly reason: string;
}

/** The reason as it is recorded, if the claim can be rejected for it as it stands. Refusals: those of rejecting. */
export function rejection(
  contract: Contract,
  view: ClaimView,
  words: RejectionWords,
): Result<{ readonly reason: string; readonly criterion?: string }> {
  const { component, subject, state } = view;
  const { reasons, days } = reviewOf(contract, view);
  if (state === 'rejected' || state === 'outside_terms') return refuse('claim.not_open', { subject, state });
  const reason = reasons.find(({ key }) => key === words.reason);
  const names = { component, subject };
  if (reason === undefined) return refuse('claim.reason_unknown', { reason: words.reason, reasons: reasons.map(({ key }) => key) });
  if (reason.key === 'other' && words.comment === undefined) return refuse('claim.comment_missing', names);
  if (words.evidence === undefined) return refuse('claim.evidence_missing', names);
  if (view.reviewUntil === null) return refuse('claim.review_window_over', { ...names, days });
  return ok({ reason: reason.key, ...(reason.criterion === undefined ? {} : { criterion: reason.criterion }) });
}

/** The review clause of the version in force at the result. */
export function reviewOf({ versions, agreement }: Contract, { resultAt }: ClaimView): Agreement['review'] {
  const at = resultAt === null ? Number.NEGATIVE_INFINITY : fromIso(resultAt);
  const version = versions.findLast(({ effectiveFrom }, index) => index === 0 || effectiveFrom <= at);
  return (version?.agreement ?? agreement).review;
}

import { fromIso } from '#core/kernel/instant.ts';
import { type Result, refuse } from '#core/kernel/result.ts';
import type { Agreement } from '#core/promises/agreements/agreement.ts';
import type { Contract } from '#core/settlement/contract.ts';
import { claimToDecide, type Decided, type DecidingPorts, recordDecision } from './claim-to-decide.ts';
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
  const { state } = found.value.view;
  if (state === 'rejected' || state === 'disputed' || state === 'outside_terms')
    return refuse('claim.not_open', { subject: request.subject, state });
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
  const { contract, view } = found.value;
  const { reasons, days } = reviewOf(contract, view);
  if (view.state === 'rejected' || view.state === 'outside_terms')
    return refuse('claim.not_open', { subject: request.subject, state: view.state });
  const reason = reasons.find(({ key }) => key === request.reason);
  const names = { component: request.component, subject: request.subject };
  if (reason === undefined) return refuse('claim.reason_unknown', { reason: request.reason, reasons: reasons.map(({ key }) => key) });
  if (reason.key === 'other' && request.comment === undefined) return refuse('claim.comment_missing', names);
  if (request.evidence === undefined) return refuse('claim.evidence_missing', names);
  if (view.reviewUntil === null) return refuse('claim.review_window_over', { ...names, days });
  const criterion = reason.criterion === undefined ? {} : { criterion: reason.criterion };
  return recordDecision(ports, asker, found.value, 'claim.rejected', request, { reason: reason.key, ...criterion });
}

/** The review clause of the version in force at the result. */
function reviewOf({ versions, agreement }: Contract, { resultAt }: ClaimView): Agreement['review'] {
  const at = resultAt === null ? Number.NEGATIVE_INFINITY : fromIso(resultAt);
  const version = versions.findLast(({ effectiveFrom }, index) => index === 0 || effectiveFrom <= at);
  return (version?.agreement ?? agreement).review;
}

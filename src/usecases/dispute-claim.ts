import { ok, type Result, refuse } from '#core/kernel/result.ts';
import { lockOfClaim, mayContest } from './claim-acts.ts';
import { claimToDecide, type Decided, type DecidingPorts, type DecisionWords, recordDecision, type Side } from './claim-to-decide.ts';
import type { ClaimName } from './list-claims.ts';
import type { Asker } from './ports.ts';

/**
 * One side objects, with a comment: the payee to a rejection, the payer to a claim it can no longer reject, both until the period locks.
 * Refusals: agreement.unknown, agreement.not_in_force, claim.unknown, claim.not_disputable, claim.comment_missing, claim.period_locked,
 * fact.revision_unexpected.
 */
export async function contestClaim(
  ports: DecidingPorts,
  asker: Asker,
  request: ClaimName & DecisionWords & { readonly side: Side; readonly reason?: string },
): Promise<Result<Decided>> {
  const found = await claimToDecide(ports, asker, request);
  if (!found.ok) return found;
  const { contract, claim, view } = found.value;
  const { side, reason, subject, component } = request;
  if (!mayContest(claim.history, view, side, ports.clock.now()))
    return refuse('claim.not_disputable', { subject, state: view.state, side });
  if (request.comment === undefined) return refuse('claim.comment_missing', { component, subject });
  const lock = lockOfClaim(contract, view, ports.clock.now());
  if (ports.clock.now() > lock.lockedAt) return refuse('claim.period_locked', { ...lock });
  return recordDecision(ports, asker, found.value, 'claim.contested', request, { by: side, ...(reason === undefined ? {} : { reason }) });
}

/**
 * A named person of a side, or the arbiter, decides a dispute, with a comment. It is settled by the arbiter or by the side it burdens;
 * what a side decides for itself is recorded as its view.
 * Refusals: agreement.unknown, agreement.not_in_force, claim.unknown, claim.not_disputed, claim.comment_missing, fact.revision_unexpected.
 */
export async function decideDispute(
  ports: DecidingPorts,
  asker: Asker,
  request: ClaimName & DecisionWords & { readonly side: Side; readonly outcome: 'counted' | 'rejected'; readonly person: string },
): Promise<Result<Decided & { readonly settles: boolean }>> {
  const found = await claimToDecide(ports, asker, request);
  if (!found.ok) return found;
  const { view } = found.value;
  const { side, outcome, person, subject, component } = request;
  if (view.state !== 'disputed') return refuse('claim.not_disputed', { subject, state: view.state });
  if (request.comment === undefined) return refuse('claim.comment_missing', { component, subject });
  const decided = await recordDecision(ports, asker, found.value, 'claim.decided', request, { by: side, outcome, person });
  const settles = side === 'arbiter' || (side === 'payer') === (outcome === 'counted');
  return decided.ok ? ok({ ...decided.value, settles }) : decided;
}

/**
 * The payer records what became of the condition of a hold-back, with evidence. Refusals: agreement.unknown, agreement.not_in_force,
 * claim.unknown, claim.no_condition, claim.evidence_missing, fact.revision_unexpected.
 */
export async function recordCondition(
  ports: DecidingPorts,
  asker: Asker,
  request: ClaimName & { readonly condition: 'paid' | 'retained'; readonly met: boolean; readonly evidence?: string },
): Promise<Result<Decided>> {
  const found = await claimToDecide(ports, asker, request);
  if (!found.ok) return found;
  const { contract } = found.value;
  const { component, subject, condition, met } = request;
  const waits = contract.versions.some(({ agreement }) =>
    agreement.components.some((clause) => clause.key === component && clause.holdBack?.condition?.when === condition),
  );
  if (!waits) return refuse('claim.no_condition', { component, condition });
  if (request.evidence === undefined) return refuse('claim.evidence_missing', { component, subject });
  const kind = met ? 'holdback.condition_met' : 'holdback.condition_failed';
  return recordDecision(ports, asker, found.value, kind, request, { condition });
}

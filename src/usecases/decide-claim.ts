import type { FactDraft } from '#core/facts/fact.ts';
import { ok, type Result, refuse } from '#core/kernel/result.ts';
import type { Contract } from '#core/settlement/contract.ts';
import { contractInForce } from './agreement-state.ts';
import { appendAll } from './append-all.ts';
import { type ClaimView, claimView } from './claim-view.ts';
import type { ClaimName } from './list-claims.ts';
import type { Asker, Ports } from './ports.ts';
import { refreshClaims } from './refresh-claims.ts';

type DecidingPorts = Pick<Ports, 'claims' | 'exclusive' | 'log' | 'documents' | 'clock'>;

export interface Decided {
  readonly factId: string;
}

/** The payer accepts a claim. Refusals: agreement.unknown, agreement.not_in_force, claim.unknown, claim.not_open, fact.revision_unexpected. */
export async function acceptClaim(
  ports: DecidingPorts,
  asker: Asker,
  request: ClaimName & { readonly comment?: string; readonly evidence?: string },
): Promise<Result<Decided>> {
  const found = await claimToDecide(ports, asker, request);
  if (!found.ok) return found;
  const { state } = found.value.view;
  if (state === 'rejected' || state === 'outside_terms') return refuse('claim.not_open', { subject: request.subject, state });
  return decide(ports, asker, found.value, 'claim.accepted', request, {});
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
  const { reasons } = contract.agreement.review;
  if (view.state === 'rejected' || view.state === 'outside_terms')
    return refuse('claim.not_open', { subject: request.subject, state: view.state });
  const reason = reasons.find(({ key }) => key === request.reason);
  const names = { component: request.component, subject: request.subject };
  if (reason === undefined) return refuse('claim.reason_unknown', { reason: request.reason, reasons: reasons.map(({ key }) => key) });
  if (reason.key === 'other' && request.comment === undefined) return refuse('claim.comment_missing', names);
  if (request.evidence === undefined) return refuse('claim.evidence_missing', names);
  if (view.reviewUntil === null) return refuse('claim.review_window_over', { ...names, days: contract.agreement.review.days });
  const criterion = reason.criterion === undefined ? {} : { criterion: reason.criterion };
  return decide(ports, asker, found.value, 'claim.rejected', request, { reason: reason.key, ...criterion });
}

interface ClaimToDecide {
  readonly contract: Contract;
  readonly view: ClaimView;
  readonly lastSeq: number | null;
}

async function claimToDecide(ports: DecidingPorts, asker: Asker, name: ClaimName): Promise<Result<ClaimToDecide>> {
  const contract = await contractInForce(ports, asker, name.agreementId);
  if (!contract.ok) return contract;
  // Read first: whatever is recorded about the subject from here on makes the decision out of date.
  const facts = await ports.log.factsOfSubject(asker, name.subject);
  await refreshClaims(ports, asker, contract.value);
  const claims = await ports.claims.bySubject(asker, name.agreementId, name.subject);
  const claim = claims.find(({ history }) => history.component === name.component);
  if (claim === undefined) return refuse('claim.unknown', { component: name.component, subject: name.subject });
  const lastSeq = facts.reduce<number | null>((last, { seq }) => (last === null || seq > last ? seq : last), null);
  return ok({ contract: contract.value, view: claimView(contract.value, claim, ports.clock.now()), lastSeq });
}

/** Records the decision, provided nothing was recorded about the subject since it was looked at. */
async function decide(
  ports: DecidingPorts,
  asker: Asker,
  { contract, lastSeq }: ClaimToDecide,
  kind: 'claim.accepted' | 'claim.rejected',
  { component, subject, comment, evidence }: ClaimName & { readonly comment?: string; readonly evidence?: string },
  reason: Readonly<Record<string, string>>,
): Promise<Result<Decided>> {
  const words = { ...(comment === undefined ? {} : { comment }), ...(evidence === undefined ? {} : { evidence }) };
  const draft: FactDraft = {
    kind,
    version: 1,
    subject,
    occurredAt: ports.clock.now(),
    source: 'app',
    revision: 1,
    actor: asker.actor,
    data: { agreement: contract.subject, component, ...reason, ...words },
  };
  const recorded = await appendAll(ports.log, asker, [draft], { expected: [{ subject, lastSeq }] });
  return recorded.ok ? ok({ factId: recorded.value[0]?.id ?? '' }) : recorded;
}

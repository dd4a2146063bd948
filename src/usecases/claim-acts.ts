import { isEffectiveAt } from '#core/facts/view.ts';
import { present } from '#core/kernel/assert.ts';
import { fromIso, type Instant, type IsoInstant, toIso } from '#core/kernel/instant.ts';
import type { ClaimHistory } from '#core/settlement/claim.ts';
import type { Contract } from '#core/settlement/contract.ts';
import { resultPeriod } from '#core/settlement/placing.ts';
import { resultAt } from '#core/settlement/standing.ts';
import { lockInstants } from '#core/settlement/terms-history.ts';
import type { Side } from './claim-to-decide.ts';
import type { ClaimView } from './claim-view.ts';

/** What a side may do about a claim as it stands. */
export type ClaimAct = 'accept' | 'reject' | 'contest' | 'decide';

/** A span that runs out: the review of the payer, silence that will count, or the time left for an objection. */
export interface ClaimClock {
  readonly kind: 'review' | 'silence' | 'objection';
  readonly from: IsoInstant;
  readonly until: IsoInstant;
}

/** What a side may do about a claim, what runs meanwhile, and whether it is this side's turn. */
export interface ClaimTurn {
  readonly acts: readonly ClaimAct[];
  readonly clock: ClaimClock | null;
  readonly waits: boolean;
}

/** Whose turn it is: the payer's under review, in a dispute the side that did not object, and the arbiter's in any. */
export function turnOf(contract: Contract, history: ClaimHistory, view: ClaimView, side: Side, now: IsoInstant): ClaimTurn {
  const lock = lockOfClaim(contract, view, now);
  const contests = now <= lock.lockedAt && mayContest(history, view, side, now);
  const { state, reviewUntil } = view;
  const undecided = state === 'under_review' || state === 'counted';
  const acts: ClaimAct[] = [];
  if (side === 'payer' && state === 'under_review') acts.push('accept');
  if (side === 'payer' && undecided && reviewUntil !== null) acts.push('reject');
  if (contests) acts.push('contest');
  if (state === 'disputed') acts.push('decide');
  const waits =
    state === 'disputed'
      ? objectorOf(history, fromIso(now)) !== side
      : (side === 'payer' && state === 'under_review') || (side === 'payee' && contests);
  return { acts, waits, clock: clockOf(history, view, contests && side === 'payee' ? lock.lockedAt : undefined, fromIso(now)) };
}

function clockOf(history: ClaimHistory, view: ClaimView, objectUntil: IsoInstant | undefined, now: Instant): ClaimClock | null {
  if (objectUntil !== undefined) {
    const rejected = history.decisions.findLast(({ kind, spans }) => kind === 'rejected' && isEffectiveAt(spans, now));
    return { kind: 'objection', from: toIso(rejected?.recordedAt ?? now), until: objectUntil };
  }
  const until = view.countsBySilenceAfter ?? view.reviewUntil;
  const seen = resultAt(history, now);
  if (until === null || view.state !== 'under_review' || seen === undefined) return null;
  return { kind: view.countsBySilenceAfter === undefined ? 'review' : 'silence', from: toIso(seen.reviewFrom), until };
}

/** The side whose objection holds the claim open. */
export function objectorOf({ decisions }: ClaimHistory, now: Instant): 'payer' | 'payee' {
  return decisions.findLast(({ kind, spans }) => kind === 'contested' && isEffectiveAt(spans, now))?.by ?? 'payee';
}

/** Whether a side may object, whatever the lock of the period says: the payee to a rejection, the payer to what it can no longer reject. */
export function mayContest(history: ClaimHistory, view: ClaimView, side: Side, now: IsoInstant): boolean {
  const payee = side === 'payee' && view.state === 'rejected' && view.resultAt !== null;
  // While the review window runs the payer rejects; a dispute is for afterwards, and for what it has accepted.
  const payer = side === 'payer' && (view.state === 'counted' || (view.state === 'under_review' && view.reviewUntil === null));
  return (payee || payer) && !isDecided(history, now);
}

/** What the named persons or the arbiter have settled is not opened again; only a new review of a lead won after all begins anew. */
function isDecided(history: ClaimHistory, now: IsoInstant): boolean {
  const view = fromIso(now);
  const since = resultAt(history, view)?.result.reopenedAt ?? Number.NEGATIVE_INFINITY;
  return history.decisions.some(
    ({ kind, recordedAt, spans }) =>
      (kind === 'counted_by_decision' || kind === 'rejected_by_decision') && recordedAt > since && isEffectiveAt(spans, view),
  );
}

/** The period a claim belongs to and when it locks: after that nothing changes its lines. */
export function lockOfClaim(
  { versions, terms }: Contract,
  view: Pick<ClaimView, 'resultAt'>,
  now: IsoInstant,
): { readonly period: string; readonly lockedAt: IsoInstant } {
  const index = resultPeriod(fromIso(view.resultAt ?? now), terms);
  return { period: terms.periods[index]?.key ?? '', lockedAt: toIso(present(lockInstants(versions)[index], 'lock')) };
}

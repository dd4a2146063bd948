import { isEffectiveAt } from '#core/facts/view.ts';
import type { Instant } from '#core/kernel/instant.ts';
import type { ClaimDecision, ClaimHistory, ClaimMark, ClaimResult } from './claim.ts';
import type { SettlementTerms } from './terms.ts';

/** `open` and `disputed` hold rank and price under review, `counted` is payable, `rejected` never was. */
export type Standing = 'open' | 'disputed' | 'counted' | 'rejected';

export interface SeenResult {
  readonly result: ClaimResult;
  readonly reviewFrom: Instant;
}

/** The result of a claim on the view as of an instant, with the instant its review window began. */
export function resultAt(history: ClaimHistory, view: Instant): SeenResult | undefined {
  const { states } = history;
  let last = states.length - 1;
  while (last >= 0 && (states[last]?.knownAt ?? 0) > view) last -= 1;
  const result = states[last]?.result;
  if (result === undefined) return undefined;
  // A lead won after all is reviewed anew.
  if (result.reopenedAt !== undefined) return { result, reviewFrom: result.reopenedAt };
  // A later correction does not restart the review: it runs from the first of the unbroken run of qualifying states.
  let first = last;
  while (first > 0 && states[first - 1]?.result?.inWindow === true) first -= 1;
  return { result, reviewFrom: states[first]?.knownAt ?? view };
}

/**
 * Where a claim stands on a view. A decision by named persons settles it; an objection holds it in dispute; a rejection counts
 * up to and including the deadline of the review window, silence strictly after it and only with a notice at the window's start.
 */
export function standingAt(history: ClaimHistory, { result, reviewFrom }: SeenResult, view: Instant, terms: SettlementTerms): Standing {
  const deadline = reviewFrom + terms.reviewMs;
  const since = result.reopenedAt ?? Number.NEGATIVE_INFINITY;
  const inForce = history.decisions.filter(
    (d) => d.recordedAt > since && isEffectiveAt(d.spans, view) && (d.kind !== 'rejected' || d.recordedAt <= deadline),
  );
  const decision = latest(inForce, (d) => d.kind === 'counted_by_decision' || d.kind === 'rejected_by_decision');
  if (decision !== undefined) return decision.kind === 'counted_by_decision' ? 'counted' : 'rejected';
  const rejected = inForce.some((d) => d.kind === 'rejected' && !(d.withLead === true && wasAcceptedBefore(inForce, d)));
  // The payee objects to a rejection; without one its objection has nothing to hold open.
  if (inForce.some((d) => d.kind === 'contested' && (d.by === 'payer' || rejected))) return 'disputed';
  if (rejected) return 'rejected';
  const accepted = terms.countsWhen === 'proven' || inForce.some((d) => d.kind === 'accepted');
  return accepted || countsBySilence(history, reviewFrom, view, terms) ? 'counted' : 'open';
}

function wasAcceptedBefore(inForce: readonly ClaimDecision[], { recordedAt }: ClaimDecision): boolean {
  return inForce.some((d) => d.kind === 'accepted' && d.recordedAt < recordedAt);
}

/** The newest of the decisions that fit, by `(recordedAt, fact id)`. */
function latest(decisions: readonly ClaimDecision[], fits: (decision: ClaimDecision) => boolean): ClaimDecision | undefined {
  return decisions
    .filter(fits)
    .reduce<ClaimDecision | undefined>((best, d) => (best === undefined || comesAfter(d, best) ? d : best), undefined);
}

function comesAfter(a: ClaimDecision, b: ClaimDecision): boolean {
  return a.recordedAt === b.recordedAt ? a.factId > b.factId : a.recordedAt > b.recordedAt;
}

function countsBySilence(history: ClaimHistory, reviewFrom: Instant, view: Instant, terms: SettlementTerms): boolean {
  const { silence } = terms;
  if (silence === undefined || view <= reviewFrom + terms.reviewMs) return false;
  // A notice of an earlier review named another deadline.
  const isOfThisReview = ({ recordedAt }: ClaimMark) => recordedAt >= reviewFrom && recordedAt <= reviewFrom + silence.noticeGraceMs;
  return history.notices.some((notice) => isEffectiveAt(notice.spans, view) && isOfThisReview(notice));
}

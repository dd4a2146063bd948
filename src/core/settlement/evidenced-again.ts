import { fromIso } from '#core/kernel/instant.ts';
import type { ClaimHistory } from './claim.ts';
import { anchorOf, type ClaimView, isInWindow } from './claim-result.ts';
import { statesOf } from './claim-states.ts';
import type { Contract, ContractVersion } from './contract.ts';
import { viewOf } from './journey.ts';
import { lateDaysOf } from './milestone-delay.ts';
import { resultAt, type SeenResult, standingAt } from './standing.ts';
import { knownVersions, termsAt } from './terms-history.ts';

/** Evidence of a milestone that is shown after a rejection begins a new review: the milestone is reached when it was shown. */
export function evidencedAgain(contract: Contract, history: ClaimHistory, views: readonly ClaimView[]): ClaimHistory {
  const mayCome = history.subject.startsWith('milestone:') && history.decisions.some(({ kind }) => kind.startsWith('rejected'));
  if (!mayCome) return history;
  const states = statesOf(views, (view) => {
    const seen = resultAt(history, view.knownAt);
    return seen && newestReview(contract, history, view, seen).result;
  });
  return { ...history, states };
}

/** The result with its last review: each evidence that met a rejected claim, in the order in which it was learnt, began another. */
function newestReview(contract: Contract, history: ClaimHistory, { knownAt, inForce }: ClaimView, first: SeenResult): SeenResult {
  const versions = knownVersions(contract.versions, knownAt) as readonly ContractVersion[];
  const version = versions.findLast(({ effectiveFrom }, index) => index === 0 || effectiveFrom <= first.result.resultAt);
  const clause = version?.agreement.components.find(({ key }) => key === history.component);
  if (version === undefined || clause === undefined) return first;
  const anchorAt = anchorOf(contract, clause, viewOf(inForce, history.subject), history.subject);
  const evidence = inForce
    .filter(({ fact }) => fact.kind === 'milestone.evidenced' && fact.subject === history.subject)
    .map(({ fact }) => ({ at: fromIso(fact.occurredAt), learntAt: fromIso(fact.recordedAt) }))
    .sort((a, b) => a.learntAt - b.learntAt);
  let newest = first;
  for (const { at, learntAt } of evidence) {
    const view = learntAt - 1;
    if (view < newest.reviewFrom || standingAt(history, newest, view, termsAt(versions, newest.result.resultAt)) !== 'rejected') continue;
    const lateDays = lateDaysOf(version, clause, inForce, history.subject, at);
    const inWindow = isInWindow(contract, versions, clause, anchorAt, at, knownAt);
    newest = { reviewFrom: learntAt, result: { resultAt: at, inWindow, reopenedAt: learntAt, ...(lateDays === 0 ? {} : { lateDays }) } };
  }
  return newest;
}

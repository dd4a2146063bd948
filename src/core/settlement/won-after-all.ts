import type { Fact } from '#core/facts/fact.ts';
import type { HashedFact } from '#core/facts/view.ts';
import { DAY_MS, fromIso, type Instant } from '#core/kernel/instant.ts';
import type { ClaimHistory, ClaimResult } from './claim.ts';
import { anchorOf, type ClaimView, isInWindow } from './claim-result.ts';
import { statesOf } from './claim-states.ts';
import type { Contract } from './contract.ts';
import { viewOf } from './journey.ts';
import { resultAt, standingAt } from './standing.ts';
import { knownVersions, termsAt } from './terms-history.ts';

/**
 * A rejected lead that is won later reopens its claim inside its own window: from the view that learns of the win, the result is the
 * win, and its review begins anew.
 */
export function reopened(
  contract: Contract,
  history: ClaimHistory,
  views: readonly ClaimView[],
  facts: readonly HashedFact[],
): ClaimHistory {
  const mayReopen =
    history.subject.startsWith('lead:') && history.decisions.some(({ kind }) => kind === 'rejected' || kind === 'rejected_by_decision');
  if (!mayReopen) return history;
  const states = statesOf(views, (view) => {
    const seen = resultAt(history, view.knownAt);
    return seen && (reopenedResult(contract, history, view, seen.result, facts) ?? seen.result);
  });
  return { ...history, states };
}

function reopenedResult(
  contract: Contract,
  history: ClaimHistory,
  view: ClaimView,
  result: ClaimResult,
  facts: readonly HashedFact[],
): ClaimResult | undefined {
  const won = winOf(view, history.subject);
  if (won === undefined) return undefined;
  const wonAt = fromIso(won.occurredAt);
  const learntAt = learntOf(won, history.subject, facts);
  const before = resultAt(history, learntAt - 1);
  if (before === undefined || wonAt <= before.result.resultAt || !before.result.inWindow) return undefined;
  const versions = knownVersions(contract.versions, view.knownAt);
  if (standingAt(history, before, learntAt - 1, termsAt(versions, before.result.resultAt)) !== 'rejected') return undefined;
  return isInReach(contract, history, view, wonAt) ? { ...result, resultAt: wonAt, inWindow: true, reopenedAt: learntAt } : undefined;
}

/** Inside the window for a win after a rejection; unless stated, the measurement window. */
function isInReach(contract: Contract, { component, subject }: ClaimHistory, { knownAt, inForce }: ClaimView, wonAt: Instant): boolean {
  const versions = knownVersions(contract.versions, knownAt);
  const version = contract.versions.findLast((one, index) => index === 0 || (one.knownAt <= knownAt && one.effectiveFrom <= wonAt));
  const clause = version?.agreement.components.find(({ key }) => key === component);
  if (version === undefined || clause === undefined) return false;
  const { wonAfterAllDays: days = clause.measurement.days } = version.agreement.review;
  const anchorAt = anchorOf(contract, clause, viewOf(inForce, subject), subject);
  const own = { ...clause, measurement: { ...clause.measurement, days } };
  return (
    anchorAt !== undefined && days > 0 && wonAt <= anchorAt + days * DAY_MS && isInWindow(contract, versions, own, anchorAt, wonAt, knownAt)
  );
}

/** A later correction does not restart the review: it runs from the first version of the win that named the same lead. */
function learntOf(won: Fact, lead: string, facts: readonly HashedFact[]): Instant {
  const namesLead = Array.isArray(won.data['leads']);
  let first = won;
  for (;;) {
    const before = facts.find(({ fact }) => fact.id === first.supersedes)?.fact;
    const leads = before?.data['leads'];
    if (before?.kind !== 'deal.won' || (namesLead && !(Array.isArray(leads) && leads.includes(lead)))) return fromIso(first.recordedAt);
    first = before;
  }
}

/** The first win of a deal that goes back to the lead. */
function winOf({ inForce }: ClaimView, lead: string): Fact | undefined {
  const named = new Set<string>();
  for (const { fact } of inForce) {
    const { leads } = fact.data;
    if (Array.isArray(leads) && leads.includes(lead)) named.add(fact.subject);
  }
  return inForce.find(({ fact }) => fact.kind === 'deal.won' && named.has(fact.subject))?.fact;
}

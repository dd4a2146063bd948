import type { Instant } from '#core/kernel/instant.ts';
import type { ClaimAccount } from './account.ts';
import type { ClaimHistory, ClaimResult } from './claim.ts';
import type { ComponentState, PeriodContext } from './period-context.ts';
import { resultAt, type Standing, standingAt } from './standing.ts';
import type { ComponentTerms, SettlementTerms } from './terms.ts';
import { componentAt, termsAt } from './terms-history.ts';

/** A claim that may take a place in a period: its result on the period's view and where it stands. */
export interface Candidate {
  /** The component's terms in force at the result. */
  readonly component: ComponentTerms;
  readonly history: ClaimHistory;
  readonly result: ClaimResult;
  readonly standing: Standing;
}

/** The period of an instant: results before the term belong to the first period, later ones to the last term period. */
export function resultPeriod(at: Instant, terms: SettlementTerms): number {
  return Math.min(periodOf(at, terms), terms.termPeriodCount - 1);
}

/** The period an instant lies in, run-out periods included; before the first period the first, after the last one the last. */
export function periodOf(at: Instant, terms: SettlementTerms): number {
  let low = 0;
  let high = terms.periods.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((terms.periods[middle]?.until ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * The claims that take a place in this period, in rank order `(resultAt, subject)`: their result belongs to it or an earlier one,
 * they hold rank on its view, are not placed yet, and keep the dedup distance to every placed claim of their key.
 */
export function rankCandidates(context: PeriodContext, state: ComponentState): readonly Candidate[] {
  const { terms, versions, index, view } = context;
  const candidates: Candidate[] = [];
  for (const history of context.histories.values()) {
    const seen = resultAt(history, view);
    if (seen === undefined || !seen.result.inWindow || resultPeriod(seen.result.resultAt, terms) > index) continue;
    const account = state.accounts.get(history.subject);
    if (account !== undefined && !mayComeAgain(account, seen.result)) continue;
    const component = componentAt(versions, context.component, seen.result.resultAt);
    if (component === undefined) continue;
    const standing = standingAt(history, seen, view, termsAt(versions, seen.result.resultAt));
    if (standing === 'rejected') continue;
    if (account !== undefined) releaseKey(state, resultAt(history, context.viewOf(account.placedIn))?.result);
    candidates.push({ history, component, result: seen.result, standing });
  }
  candidates.sort(byRank);
  return candidates.filter(({ component, result }) => takeKey(component, state, result));
}

/** What was reversed after the lock comes once more if its lead was won after all. */
function mayComeAgain({ reversed }: ClaimAccount, { reopenedAt }: ClaimResult): boolean {
  return reversed && reopenedAt !== undefined;
}

/** A claim that comes again does not stand in its own way. */
function releaseKey({ keys }: ComponentState, placed: ClaimResult | undefined): void {
  if (placed?.dedupKey === undefined) return;
  const taken = [...(keys.get(placed.dedupKey) ?? [])];
  const own = taken.indexOf(placed.resultAt);
  if (own >= 0) taken.splice(own, 1);
  keys.set(placed.dedupKey, taken);
}

function byRank(a: Candidate, b: Candidate): number {
  if (a.result.resultAt !== b.result.resultAt) return a.result.resultAt - b.result.resultAt;
  return a.history.subject < b.history.subject ? -1 : 1;
}

/** Takes the place of a result under its dedup key, unless a placed one lies too near in either direction. */
export function takeKey({ dedupWindowMs }: ComponentTerms, { keys }: ComponentState, { dedupKey, resultAt: at }: ClaimResult): boolean {
  if (dedupWindowMs === undefined || dedupKey === undefined) return true;
  const taken = keys.get(dedupKey) ?? [];
  if (taken.some((other) => dedupWindowMs === 'forever' || Math.abs(other - at) <= dedupWindowMs)) return false;
  keys.set(dedupKey, [...taken, at]);
  return true;
}

import { present } from '#core/kernel/assert.ts';
import type { Instant } from '#core/kernel/instant.ts';
import type { ClaimHistory } from './claim.ts';
import type { HandOver } from './hand-over.ts';
import { isNumbered, type SettledLine } from './line.ts';
import { newestTerms, type TermsHistory } from './terms-history.ts';

/** Claims with a result from `since` on, claims that changed after `changedSince`, and those of the carried subjects; null: all claims. */
export interface Reach {
  readonly since: Instant | null;
  readonly changedSince: Instant | null;
  /** Subjects of which a cap left something to carry. */
  readonly carried: readonly string[];
}

/**
 * The claims that an open period may still place or follow up, besides those of which money is outstanding. What became of a claim
 * while the first open period ran belongs to that period, even if it was recorded before the one before it locked.
 */
export function movingReach(versions: TermsHistory, handOver: HandOver | undefined): Reach {
  if (handOver === undefined || handOver.from === 0) return { since: null, changedSince: null, carried: [] };
  const { periods } = newestTerms(versions);
  const firstOpen = present(periods[Math.min(handOver.from, periods.length - 1)], 'period');
  const carried = new Set(handOver.components.flatMap(({ rests }) => rests.map(({ subject }) => subject)));
  return { since: firstOpen.from, changedSince: firstOpen.from - 1, carried: [...carried] };
}

/**
 * The reach that also takes in whatever locked periods have placed within a dedup window of the moving claims, because a placed
 * claim keeps its place against them. Undefined if nothing beyond the moving claims is needed.
 */
export function blockingReach(versions: TermsHistory, reach: Reach, moving: readonly ClaimHistory[]): Reach | undefined {
  const clauses = versions.flatMap(({ terms }) => terms.components);
  const windows = clauses.flatMap(({ dedupWindowMs }) => (dedupWindowMs === undefined ? [] : [dedupWindowMs]));
  if (reach.since === null || windows.length === 0) return undefined;
  if (windows.includes('forever')) return { since: null, changedSince: null, carried: [] };
  const results = moving.flatMap(({ states }) => states.flatMap(({ result }) => result?.resultAt ?? []));
  const earliest = results.reduce((least, at) => Math.min(least, at), reach.since);
  return { ...reach, since: earliest - Math.max(...windows.map(Number)) };
}

/**
 * Of the claims in reach only the moving ones may still take a place. The others count if they have one: what locked periods
 * passed over, because an even earlier claim stood in the way, is passed over for good.
 */
export function claimsInPlay(
  inReach: readonly ClaimHistory[],
  moving: readonly ClaimHistory[],
  lockedLines: readonly SettledLine[],
): readonly ClaimHistory[] {
  const keyOf = ({ component, subject }: { readonly component: string; readonly subject: string }) => `${component}/${subject}`;
  const kept = new Set([...moving.map(keyOf), ...lockedLines.filter(isNumbered).map(keyOf)]);
  return inReach.filter((claim) => kept.has(keyOf(claim)));
}

import type { JsonObject } from '#core/kernel/canonical-json.ts';
import type { Instant } from '#core/kernel/instant.ts';
import { withLine } from './account.ts';
import type { ClaimHistory } from './claim.ts';
import type { SettledLine } from './line.ts';
import type { ComponentState, Rest } from './period-context.ts';
import { takeKey } from './placing.ts';
import { resultAt } from './standing.ts';
import { componentAt, knownVersions, type TermsHistory } from './terms-history.ts';

/** What locked periods hand to the first open one: counters and rests. Their lines, and so the accounts, are in the statements. */
export interface HandOver {
  /** Index of the first period that is still open. */
  readonly from: number;
  readonly components: readonly ComponentHandOver[];
}

export interface ComponentHandOver {
  readonly key: string;
  readonly ranked: readonly (readonly [window: string, count: number])[];
  readonly usedCount: readonly (readonly [window: string, count: number])[];
  readonly usedMinor: readonly (readonly [window: string, minor: string])[];
  readonly earnedMinor?: readonly (readonly [window: string, minor: string])[];
  readonly rests: readonly (Omit<Rest, 'restMinor'> & { readonly restMinor: string })[];
}

export function handOverOf(key: string, state: ComponentState): ComponentHandOver {
  return {
    key,
    ranked: [...state.ranked],
    usedCount: [...state.usedCount],
    usedMinor: [...state.usedMinor].map(([window, minor]) => [window, String(minor)]),
    earnedMinor: [...state.earnedMinor].map(([window, minor]) => [window, String(minor)]),
    rests: state.rests.map((rest) => ({ ...rest, restMinor: String(rest.restMinor) })),
  };
}

interface ResumedComponent {
  readonly key: string;
  readonly versions: TermsHistory;
  readonly viewOf: (period: number) => Instant;
  readonly histories: ReadonlyMap<string, ClaimHistory>;
}

/** The state as the locked periods left it, for the claims at hand: an account is the fold of a claim's locked lines. */
export function resumedState(
  { key, versions, viewOf, histories }: ResumedComponent,
  given: ComponentHandOver,
  lockedLines: readonly SettledLine[],
): ComponentState {
  const state: ComponentState = {
    accounts: new Map(),
    keys: new Map(),
    ranked: new Map(given.ranked),
    usedCount: new Map(given.usedCount),
    usedMinor: new Map(given.usedMinor.map(([window, minor]) => [window, BigInt(minor)])),
    earnedMinor: new Map(given.earnedMinor?.map(([window, minor]) => [window, BigInt(minor)])),
    rests: given.rests.map((rest) => ({ ...rest, restMinor: BigInt(rest.restMinor) })),
  };
  const ordered = lockedLines
    .filter((line) => line.component === key && !line.occurrence.startsWith('floor:'))
    .sort((a, b) => a.period - b.period || numberedFirst(a, b));
  for (const line of ordered) state.accounts.set(line.subject, withLine(state.accounts.get(line.subject), line));
  for (const [subject, account] of state.accounts) {
    const history = histories.get(subject);
    const view = viewOf(account.placedIn);
    const placed = history && resultAt(history, view);
    const component = placed && componentAt(knownVersions(versions, view), key, placed.result.resultAt);
    if (placed !== undefined && component !== undefined) takeKey(component, state, placed.result);
  }
  return state;
}

function numberedFirst(a: SettledLine, b: SettledLine): number {
  return Number(/^\d/.test(b.occurrence)) - Number(/^\d/.test(a.occurrence));
}

/** As the store keeps it. */
export function handOverJson(handOver: HandOver): JsonObject {
  return handOver as unknown as JsonObject;
}

/** What the store kept, which only ever came from `handOverJson`. */
export function handOverFromJson(json: JsonObject): HandOver {
  return json as unknown as HandOver;
}

import type { Instant } from '#core/kernel/instant.ts';
import type { ClaimAccount } from './account.ts';
import type { ClaimHistory } from './claim.ts';
import type { Arithmetic } from './line.ts';
import type { Standing } from './standing.ts';
import type { SettlementTerms } from './terms.ts';
import type { TermsHistory } from './terms-history.ts';

/** One component in one period, seen on the period's own view. */
export interface PeriodContext {
  /** Key of the component. */
  readonly component: string;
  /** The versions that the view knows. */
  readonly versions: TermsHistory;
  /** The newest of them, for the calendar. */
  readonly terms: SettlementTerms;
  readonly index: number;
  readonly view: Instant;
  /** The view on which a period is settled: `min(cut, lock)`. */
  readonly viewOf: (period: number) => Instant;
  readonly histories: ReadonlyMap<string, ClaimHistory>;
}

/** What one component's periods hand to the next: accounts and keys of placed claims, counters by window, rests. */
export interface ComponentState {
  readonly accounts: Map<string, ClaimAccount>;
  /** The instants of placed results, by dedup key. */
  readonly keys: Map<string, readonly Instant[]>;
  /** Tier positions taken, by window. */
  readonly ranked: Map<string, number>;
  readonly usedCount: Map<string, number>;
  readonly usedMinor: Map<string, bigint>;
  /** What numbered lines came to, by the window of a floor. */
  readonly earnedMinor: Map<string, bigint>;
  rests: readonly Rest[];
}

/** What a carrying cap left over of a claim, waiting for the next window. */
export interface Rest {
  readonly subject: string;
  readonly fromWindow: string;
  readonly restMinor: bigint;
  /** True if nothing of the claim was paid yet: then it takes a place under a count cap, too. */
  readonly whole: boolean;
}

/** A part of a claim's price that falls due in one period. */
export interface NumberedPart {
  readonly history: ClaimHistory;
  /** Decides which version's hold-back applies. */
  readonly resultAt: Instant;
  readonly standing: Standing;
  readonly occurrence: string;
  readonly amountMinor: bigint;
  readonly arithmetic: readonly Arithmetic[];
}

export interface HeldPart {
  readonly shareBasisPoints: bigint;
  readonly heldMinor: bigint;
}

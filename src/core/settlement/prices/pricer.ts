import type { Arithmetic } from '../line.ts';
import type { Window } from '../terms.ts';

/** One ranked claim as its price model sees it. */
export interface Ranked {
  /** 1-based place among the ranked claims of the model's window. */
  readonly position: number;
  /** Ranked claims of the settlement period. */
  readonly rankedInPeriod: number;
  /** Net revenue of the result in minor units, where it has one. */
  readonly netMinor: bigint;
  /** Days a milestone was late by the payee's fault; else 0. */
  readonly lateDays: number;
  readonly windowKey: string;
}

export interface Priced {
  readonly amountMinor: bigint;
  readonly arithmetic: Arithmetic;
}

/** A price model: where its positions count anew, and what one ranked claim costs, rounded once. */
export interface Pricer {
  readonly window: Window;
  price(claim: Ranked): Priced;
}

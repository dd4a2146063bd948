import type { Span } from '#core/facts/view.ts';
import type { Instant } from '#core/kernel/instant.ts';

/** A result that fulfils its definition, as one view sees it. */
export interface ClaimResult {
  /** First instant at which the facts made the definition say yes. */
  readonly resultAt: Instant;
  readonly dedupKey?: string;
  /** Net revenue of the subject, for percentage prices; minor units. */
  readonly netMinor?: bigint;
  /** False if the result lies outside the measurement window: shown, price 0. */
  readonly inWindow: boolean;
  /** Days after the deadline of a milestone that are the payee's. */
  readonly lateDays?: number;
  /** The rejected lead was won after all, and this is when that became known: decisions up to then no longer bind. */
  readonly reopenedAt?: Instant;
}

/** From `knownAt` on (until the next state) views see this result; `undefined`: no claim on those views. */
export interface ClaimState {
  readonly knownAt: Instant;
  readonly result?: ClaimResult;
}

export interface ClaimDecision {
  readonly kind: 'accepted' | 'rejected' | 'contested' | 'counted_by_decision' | 'rejected_by_decision';
  /** The rejection came with that of the lead, which leaves claims alone that were accepted before. */
  readonly withLead?: true;
  /** Whose objection it is. */
  readonly by?: 'payer' | 'payee';
  readonly factId: string;
  readonly recordedAt: Instant;
  readonly occurredAt: Instant;
  /** Views on which the fact is in force. */
  readonly spans: readonly Span[];
}

export interface ClaimRefund {
  /** Id of the first version of the refund, which names its line. */
  readonly rootFactId: string;
  readonly occurredAt: Instant;
  readonly recordedAt: Instant;
  readonly spans: readonly Span[];
  /** The refunded net amount, or the refunded share in basis points where the result has no amount. */
  readonly net?: bigint;
  readonly shareBasisPoints?: bigint;
}

/** A fact whose presence is all that matters: a notice delivered, a subscription ended. */
export interface ClaimMark {
  readonly occurredAt: Instant;
  readonly recordedAt: Instant;
  readonly spans: readonly Span[];
}

export interface ConditionMark extends ClaimMark {
  readonly condition: 'paid' | 'retained';
  readonly met: boolean;
}

/** All that views of any instant can see of one claim: the pure input of `settle`. */
export interface ClaimHistory {
  readonly component: string;
  readonly subject: string;
  /** Ascending by `knownAt`, each different from the one before. */
  readonly states: readonly ClaimState[];
  readonly decisions: readonly ClaimDecision[];
  readonly refunds: readonly ClaimRefund[];
  readonly notices: readonly ClaimMark[];
  readonly endings: readonly ClaimMark[];
  /** What was recorded about the condition of its hold-back. */
  readonly conditions?: readonly ConditionMark[];
}

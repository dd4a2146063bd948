/** Why a line has its amount, as data that every face renders in words. Minor units are strings of digits. */
export type Arithmetic =
  | { readonly step: 'unit'; readonly amountMinor: string }
  | {
      readonly step: 'tier';
      readonly position: number;
      readonly tier: number;
      readonly upTo?: number;
      readonly amountMinor: string;
      readonly window: string;
    }
  | { readonly step: 'volume'; readonly reached: number; readonly tier: number; readonly amountMinor: string }
  | {
      readonly step: 'package';
      readonly position: number;
      readonly size: number;
      readonly charged: boolean;
      readonly amountMinor: string;
      readonly window: string;
    }
  | { readonly step: 'percentage'; readonly netMinor: string; readonly rateBasisPoints: string; readonly amountMinor: string }
  | {
      readonly step: 'fixed';
      readonly amountMinor: string;
      readonly lateDays?: number;
      readonly deductedBasisPoints?: string;
      readonly reducedMinor?: string;
    }
  | { readonly step: 'floor'; readonly limitMinor: string; readonly earnedMinor: string; readonly window: string }
  | { readonly step: 'capped_count'; readonly limit: number; readonly window: string }
  | {
      readonly step: 'capped_amount';
      readonly limitMinor: string;
      readonly usedMinor: string;
      readonly amountMinor: string;
      readonly window: string;
    }
  | { readonly step: 'carried'; readonly from: string; readonly amountMinor: string }
  | { readonly step: 'outside_window' }
  | { readonly step: 'held'; readonly shareBasisPoints: string; readonly heldMinor: string }
  | { readonly step: 'under_review' }
  | { readonly step: 'disputed' }
  | { readonly step: 'decided'; readonly outcome: 'counted' | 'rejected' }
  | {
      readonly step: 'refund';
      readonly refundedMinor?: string;
      readonly shareBasisPoints?: string;
      readonly ofMinor: string;
      readonly fromHeldMinor: string;
    }
  | { readonly step: 'release' }
  | { readonly step: 'forfeit' };

/** `1`, `2`, ... (carried parts count on) | `decided` | `release` | `forfeit` | `refund:<fact id>` | `refund:part<n>` | `floor:<window>` */
export type Occurrence = string;

export interface LineKey {
  readonly component: string;
  readonly subject: string;
  readonly occurrence: Occurrence;
}

/** The four figures of a line; always `amount = underReview + held + payable`. */
export interface Amounts {
  readonly amountMinor: bigint;
  readonly underReviewMinor: bigint;
  readonly heldMinor: bigint;
  readonly payableMinor: bigint;
}

/** One line of a period on a view. */
export interface SettledLine extends LineKey, Amounts {
  /** Index of the period it belongs to. */
  readonly period: number;
  readonly arithmetic: readonly Arithmetic[];
}

/** One line of a statement: a difference to what was stated before for the same period and key. */
export interface StatementLine extends SettledLine {
  readonly change: 'new' | 'adjustment' | 'reversal';
}

export interface Totals {
  readonly openingMinor: bigint;
  readonly totalMinor: bigint;
  readonly payableMinor: bigint;
  readonly closingMinor: bigint;
}

export function lineKeyText(line: LineKey): string {
  return `${line.component}/${line.subject}/${line.occurrence}`;
}

export const NOTHING: Amounts = { amountMinor: 0n, underReviewMinor: 0n, heldMinor: 0n, payableMinor: 0n };

export function minusAmounts(a: Amounts, b: Amounts): Amounts {
  return {
    amountMinor: a.amountMinor - b.amountMinor,
    underReviewMinor: a.underReviewMinor - b.underReviewMinor,
    heldMinor: a.heldMinor - b.heldMinor,
    payableMinor: a.payableMinor - b.payableMinor,
  };
}

export function isNothing(a: Amounts): boolean {
  return a.amountMinor === 0n && a.underReviewMinor === 0n && a.heldMinor === 0n && a.payableMinor === 0n;
}

/** A claim's own line, `1` or the number of a carried part, as opposed to what followed it. */
export function isNumbered(line: Pick<LineKey, 'occurrence'>): boolean {
  return /^\d+$/.test(line.occurrence);
}

import { canonicalJson, type Json } from '#core/kernel/canonical-json.ts';
import { sha256Hex } from '#core/kernel/hash.ts';
import type { Arithmetic, StatementLine, Totals } from './line.ts';

/** Totals and lines as hashes and proof files carry them: minor units as strings of digits. */
export interface WireTotals {
  readonly openingMinor: string;
  readonly totalMinor: string;
  readonly payableMinor: string;
  readonly closingMinor: string;
}

export interface WireLine {
  readonly period: number;
  readonly component: string;
  readonly subject: string;
  readonly occurrence: string;
  readonly change: StatementLine['change'];
  readonly amountMinor: string;
  readonly underReviewMinor: string;
  readonly heldMinor: string;
  readonly payableMinor: string;
  readonly arithmetic: readonly Arithmetic[];
}

export function wireLine(line: StatementLine): WireLine {
  const { period, component, subject, occurrence, change, arithmetic } = line;
  const amounts = {
    amountMinor: String(line.amountMinor),
    underReviewMinor: String(line.underReviewMinor),
    heldMinor: String(line.heldMinor),
    payableMinor: String(line.payableMinor),
  };
  return { period, component, subject, occurrence, change, ...amounts, arithmetic };
}

export function lineFromWire({ amountMinor, underReviewMinor, heldMinor, payableMinor, ...line }: WireLine): StatementLine {
  return {
    ...line,
    amountMinor: BigInt(amountMinor),
    underReviewMinor: BigInt(underReviewMinor),
    heldMinor: BigInt(heldMinor),
    payableMinor: BigInt(payableMinor),
  };
}

export function wireTotals(totals: Totals): WireTotals {
  return {
    openingMinor: String(totals.openingMinor),
    totalMinor: String(totals.totalMinor),
    payableMinor: String(totals.payableMinor),
    closingMinor: String(totals.closingMinor),
  };
}

/** What a statement says, in one hash: agreement, month, cut, totals and every line in its order. */
export function statementHash(said: {
  readonly agreement: string;
  readonly through: number;
  readonly cut: string;
  readonly totals: WireTotals;
  readonly lines: readonly WireLine[];
}): string {
  return sha256Hex(canonicalJson(said as unknown as Json));
}

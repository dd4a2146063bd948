import type { Arithmetic, SettledLine } from './line.ts';

/** What has been settled for one claim so far: the sum of its lines, and what is still outstanding of them. */
export interface ClaimAccount {
  readonly placedIn: number;
  /** Last period in which the claim got a numbered line. */
  readonly lastLineIn: number;
  /** Number of the last numbered line: 1, 2 for a carried rest, ... */
  readonly occurrences: number;
  /** Sum of the numbered lines, and the part of it to be held back. */
  readonly amountMinor: bigint;
  readonly heldShareMinor: bigint;
  readonly underReviewMinor: bigint;
  readonly heldMinor: bigint;
  readonly payableMinor: bigint;
  readonly takenMinor: bigint;
  readonly takenFromHeldMinor: bigint;
  /** The decision after the lock went against the claim: nothing follows any more. */
  readonly reversed: boolean;
  readonly released: boolean;
  readonly forfeited: boolean;
  readonly refunds: readonly string[];
}

const EMPTY: ClaimAccount = {
  placedIn: -1,
  lastLineIn: -1,
  occurrences: 0,
  amountMinor: 0n,
  heldShareMinor: 0n,
  underReviewMinor: 0n,
  heldMinor: 0n,
  payableMinor: 0n,
  takenMinor: 0n,
  takenFromHeldMinor: 0n,
  reversed: false,
  released: false,
  forfeited: false,
  refunds: [],
};

/** The account after one more line; an account is nothing but the fold of its lines. */
export function withLine(account: ClaimAccount | undefined, line: SettledLine): ClaimAccount {
  const before = account ?? EMPTY;
  const sums = {
    ...before,
    underReviewMinor: before.underReviewMinor + line.underReviewMinor,
    heldMinor: before.heldMinor + line.heldMinor,
    payableMinor: before.payableMinor + line.payableMinor,
  };
  switch (line.occurrence) {
    case 'decided':
      return withDecision(sums, line);
    case 'release':
      return { ...sums, released: true };
    case 'forfeit':
      return { ...sums, forfeited: true };
    default:
      if (line.occurrence.startsWith('refund:')) return withRefund(sums, line);
      // A reversed claim that was won after all begins anew; only its numbers count on.
      return withNumberedLine(
        before.reversed
          ? { ...EMPTY, underReviewMinor: line.underReviewMinor, heldMinor: line.heldMinor, payableMinor: line.payableMinor }
          : sums,
        line,
      );
  }
}

/** A rejection reverses the claim, unless a part of it had counted before the objection: that part stays, and only it can follow. */
function withDecision(account: ClaimAccount, line: SettledLine): ClaimAccount {
  if (line.amountMinor === 0n) return account;
  if (account.heldMinor === 0n && account.payableMinor === 0n) return { ...account, reversed: true };
  return {
    ...account,
    amountMinor: account.amountMinor + line.amountMinor,
    heldShareMinor: account.takenFromHeldMinor + account.heldMinor,
  };
}

function withRefund(account: ClaimAccount, line: SettledLine): ClaimAccount {
  return {
    ...account,
    takenMinor: account.takenMinor - line.amountMinor,
    takenFromHeldMinor: account.takenFromHeldMinor + takenFromHeld(line.arithmetic),
    refunds: [...account.refunds, line.occurrence.slice('refund:'.length)],
  };
}

function withNumberedLine(account: ClaimAccount, line: SettledLine): ClaimAccount {
  return {
    ...account,
    placedIn: account.placedIn < 0 ? line.period : account.placedIn,
    lastLineIn: line.period,
    occurrences: Number(line.occurrence),
    amountMinor: account.amountMinor + line.amountMinor,
    heldShareMinor: account.heldShareMinor + heldShare(line.arithmetic),
  };
}

function heldShare(arithmetic: readonly Arithmetic[]): bigint {
  return arithmetic.reduce((sum, step) => (step.step === 'held' ? sum + BigInt(step.heldMinor) : sum), 0n);
}

function takenFromHeld(arithmetic: readonly Arithmetic[]): bigint {
  return arithmetic.reduce((sum, step) => (step.step === 'refund' ? sum + BigInt(step.fromHeldMinor) : sum), 0n);
}

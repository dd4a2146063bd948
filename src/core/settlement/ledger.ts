import type { Amounts, StatementLine } from './line.ts';

/** The accounts a settled line moves. `expense` is what the payer owes in all; the others say in what state it is owed. */
export const lineAccounts = ['expense', 'under_review', 'held_back', 'payable'] as const;
export type LineAccount = (typeof lineAccounts)[number];

/** One entry: debits are positive, credits negative. The entries of one transaction sum to zero per currency. */
export interface Posting {
  readonly account: LineAccount;
  readonly component: string;
  readonly minor: bigint;
}

/** The transaction of a statement line: the expense against what is under review, held back and payable. Zero entries are left out. */
export function postingsOf(line: Pick<StatementLine, 'component' | keyof Amounts>): readonly Posting[] {
  const entries: readonly [LineAccount, bigint][] = [
    ['expense', line.amountMinor],
    ['under_review', -line.underReviewMinor],
    ['held_back', -line.heldMinor],
    ['payable', -line.payableMinor],
  ];
  return entries.filter(([, minor]) => minor !== 0n).map(([account, minor]) => ({ account, component: line.component, minor }));
}

import { expect, it } from 'vitest';
import type { SettledLine } from './line.ts';
import { openMoney } from './open-money.ts';

const line = (subject: string, amounts: Partial<Record<'underReviewMinor' | 'heldMinor' | 'payableMinor', bigint>>): SettledLine => {
  const { underReviewMinor = 0n, heldMinor = 0n, payableMinor = 0n } = amounts;
  const amountMinor = underReviewMinor + heldMinor + payableMinor;
  return { period: 0, component: 'lead', subject, occurrence: '1', amountMinor, underReviewMinor, heldMinor, payableMinor, arithmetic: [] };
};

it('money is certain, in review, contested or held back, and what statements asked for is no longer open', () => {
  const lines = [
    line('lead:1', { payableMinor: 800n, heldMinor: 200n }),
    line('lead:2', { underReviewMinor: 500n }),
    line('lead:3', { underReviewMinor: 70n }),
    line('lead:1', { payableMinor: -100n }),
  ];
  expect(openMoney(lines, new Set(['lead/lead:3']), 300n)).toEqual({
    certainMinor: 400n,
    inReviewMinor: 500n,
    contestedMinor: 70n,
    heldMinor: 200n,
  });
});

it('where more was asked for than is due, the payee owes the difference', () => {
  expect(openMoney([line('lead:1', { payableMinor: 100n })], new Set(), 250n).certainMinor).toBe(-150n);
});

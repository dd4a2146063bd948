import { describe, expect, it } from 'vitest';
import { backPerUnit, usualCycle } from './money-back.ts';

describe('what came back for each unit spent', () => {
  it('is received net over spent, and is a judgement from 30 payments on', () => {
    expect(backPerUnit(100_00n, 571_00n, 30)).toEqual({ state: 'known', hundredths: 571n, payments: 30, enoughFrom: 30 });
    expect(backPerUnit(100_00n, 571_00n, 29)).toMatchObject({ state: 'too_few', hundredths: 571n, payments: 29 });
  });

  it('rounds halves away from zero, also where more was taken back than came in', () => {
    expect(backPerUnit(200n, 1n, 40)).toMatchObject({ hundredths: 1n });
    expect(backPerUnit(200n, -1n, 40)).toMatchObject({ hundredths: -1n });
  });

  it('is not known without costs or without payments, and says which is missing', () => {
    expect(backPerUnit(0n, 571_00n, 40).state).toBe('no_costs');
    expect(backPerUnit(-5n, 571_00n, 40).state).toBe('no_costs');
    expect(backPerUnit(100_00n, 0n, 0).state).toBe('no_payments');
    // Payments that were all taken back are known to have brought nothing.
    expect(backPerUnit(100_00n, 0n, 2)).toMatchObject({ state: 'too_few', hundredths: 0n });
  });
});

describe('the usual cycle', () => {
  const measured = { won: 19, daysToWon: 73.6, paid: 19, daysToMoney: 100.4 };

  it('goes to the money where enough payments are known, else to the win, and needs five deals', () => {
    expect(usualCycle(measured, 90)).toEqual({ to: 'money', medianDays: 100, deals: 19, isLongerThanSpan: true });
    expect(usualCycle({ ...measured, paid: 4 }, 90)).toEqual({ to: 'won', medianDays: 74, deals: 19, isLongerThanSpan: false });
    expect(usualCycle({ won: 4, daysToWon: 10, paid: 0, daysToMoney: null }, 90)).toBeUndefined();
  });

  it('that is exactly as long as the stretch is not longer than it', () => {
    expect(usualCycle({ ...measured, daysToMoney: 90 }, 90)?.isLongerThanSpan).toBe(false);
  });
});

import { describe, expect, it } from 'vitest';
import type { Agreement } from '#core/promises/agreements/agreement.ts';
import { defaultMonth, settleableMonths } from './months.ts';

const agreement = { term: { from: '2026-10-15', to: '2027-01-31' }, settlement: { runOutMonths: 2 } } as Agreement;

describe('the months one can settle through', () => {
  it('are those of the term and of its run-out', () => {
    expect(settleableMonths(agreement, undefined)).toEqual(['2026-10', '2026-11', '2026-12', '2027-01', '2027-02', '2027-03']);
  });

  it('never go back behind the last statement', () => {
    expect(settleableMonths(agreement, '2027-02')).toEqual(['2027-02', '2027-03']);
  });
});

describe('the month offered first', () => {
  it.each([
    ['the first one while nothing is settled', '2026-12-03', undefined, '2026-10'],
    ['the next one after the last statement', '2026-12-03', '2026-10', '2026-11'],
    ['the running one when all complete months are settled', '2026-12-03', '2026-11', '2026-12'],
    ['the same one again when even the running month is settled', '2026-12-03', '2026-12', '2026-12'],
    ['the first one before the term has begun', '2026-09-01', undefined, '2026-10'],
  ])('is %s', (_, today, last, expected) => {
    expect(defaultMonth(settleableMonths(agreement, last), new Date(`${today}T12:00:00Z`), last)).toBe(expected);
  });
});

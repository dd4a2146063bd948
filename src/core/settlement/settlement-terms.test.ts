import { describe, expect, test } from 'vitest';
import { fromIso, toIso } from '#core/kernel/instant.ts';
import type { Agreement, ComponentClause } from '#core/promises/agreements/agreement.ts';
import { settlementTerms } from './settlement-terms.ts';
import { amountIn, countIn } from './terms.ts';
import { lockInstants, unamended } from './terms-history.ts';

const both = { de: 'Beispiel', en: 'example' };
const component: ComponentClause = {
  key: 'lead',
  title: both,
  result: 'new-lead@1',
  price: { model: 'per_unit', amount: '100.00' },
  measurement: { after: 'lead_captured', days: 0 },
  caps: { amount: { limit: '100.00', window: 'month' }, count: { limit: 7, window: 'month' } },
};

function termsOf(from: string, to: string, more: { readonly runOutMonths?: number; readonly component?: ComponentClause } = {}) {
  const party = { name: 'P', business: true };
  const agreement: Agreement = {
    id: 'a',
    version: 1,
    kind: 'result_contract',
    title: both,
    parties: { payer: { key: 'p', ...party }, payee: { key: 'q', ...party } },
    currency: 'EUR',
    timeZone: 'Europe/Berlin',
    term: { from, to },
    definitions: [],
    dataSources: [],
    baseline: { notNeededBecause: both },
    attribution: { rule: 'last', lookBackDays: 0, partnerTouches: {} },
    components: [more.component ?? component],
    review: { days: 0, countsWhen: 'proven', reasons: [] },
    settlement: { period: 'month', lookBackDays: 30, runOutMonths: more.runOutMonths ?? 0, minimumPayout: '0.00', rounding: 'half_up' },
    obligations: { payer: [], payee: [] },
    exit: { noticeDays: 0, text: both },
    dispute: { text: both, payer: 'A', payee: 'B' },
    processing: { article: '28', document: 'D', on: '2025-12-01' },
  };
  return settlementTerms(agreement);
}

describe('the periods of a term', () => {
  test('are calendar months of its zone, the first and last cut to the term', () => {
    const { periods, termPeriodCount } = termsOf('2026-01-17', '2026-03-10');
    expect(termPeriodCount).toBe(3);
    expect(periods.map(({ key, from, until, quarterKey }) => [key, toIso(from), toIso(until), quarterKey])).toEqual([
      ['2026-01', '2026-01-16T23:00:00.000Z', '2026-01-31T23:00:00.000Z', '2026-Q1'],
      ['2026-02', '2026-01-31T23:00:00.000Z', '2026-02-28T23:00:00.000Z', '2026-Q1'],
      ['2026-03', '2026-02-28T23:00:00.000Z', '2026-03-10T23:00:00.000Z', '2026-Q1'],
    ]);
  });

  test('are followed by run-out months, of which the first takes in the rest of a broken month', () => {
    const keysOf = (to: string) => termsOf('2026-01-01', to, { runOutMonths: 2 }).periods.map(({ key }) => key);
    expect(keysOf('2026-02-28')).toEqual(['2026-01', '2026-02', '2026-03', '2026-04']);
    expect(keysOf('2026-02-10')).toEqual(['2026-01', '2026-02', '2026-03', '2026-04']);
    const { periods } = termsOf('2026-01-01', '2026-02-10', { runOutMonths: 2 });
    expect(toIso(periods[2]?.from ?? 0)).toBe('2026-02-10T23:00:00.000Z');
    expect(toIso(periods[2]?.until ?? 0)).toBe('2026-03-31T22:00:00.000Z');
  });

  test('touch one another over years and clock changes', () => {
    const { periods } = termsOf('2024-05-20', '2027-11-03', { runOutMonths: 12 });
    for (const [index, period] of periods.entries()) if (index > 0) expect(period.from).toBe(periods[index - 1]?.until);
    expect(new Set(periods.map(({ key }) => key)).size).toBe(periods.length);
  });

  test('lock so many times 24 hours after their end, whatever the clocks do', () => {
    const locks = lockInstants(unamended(termsOf('2026-02-01', '2026-03-31')));
    expect(locks.map(toIso)).toEqual(['2026-03-30T23:00:00.000Z', '2026-04-30T22:00:00.000Z']);
    expect((locks[0] ?? 0) - fromIso('2026-02-28T23:00:00Z')).toBe(30 * 86_400_000);
  });
});

describe('a cap by month', () => {
  const limits = (from: string, to: string, key: string, caps: ComponentClause['caps'] = component.caps) => {
    const terms = termsOf(from, to, caps === undefined ? {} : { component: { ...component, caps } });
    const [own] = terms.components;
    return [own?.capAmount && amountIn(own.capAmount, key, terms), own?.capCount && countIn(own.capCount, key, terms)];
  };

  test('is prorated by days in a short first and last month: amounts rounded, counts rounded down', () => {
    expect(limits('2026-01-17', '2026-03-10', '2026-01')).toEqual([4839n, 3]);
    expect(limits('2026-01-17', '2026-03-10', '2026-03')).toEqual([3226n, 2]);
  });

  test('is prorated once in a term that begins and ends in one month', () => {
    expect(limits('2026-02-08', '2026-02-14', '2026-02')).toEqual([2500n, 1]);
  });

  test('stays whole in whole months', () => {
    expect(limits('2026-01-17', '2026-03-10', '2026-02')).toEqual([10_000n, 7]);
    expect(termsOf('2026-01-01', '2026-03-31').shortMonths).toBeUndefined();
  });

  test('differs from caps by quarter and term, which hold what was agreed', () => {
    const caps = { amount: { limit: '100.00', window: 'quarter' }, count: { limit: 7, window: 'term' } } as const;
    expect(limits('2026-01-17', '2026-03-10', '2026-Q1', caps)).toEqual([10_000n, 7]);
  });
});

import { describe, expect, it } from 'vitest';
import type { ComponentClause, TaxClause } from '#core/promises/agreements/agreement.ts';
import { isTaxedAlike, type TaxedLine, type TaxedVersion, taxedSums } from './taxes.ts';

const standard: TaxClause = { treatment: 'standard', rateBasisPoints: 1_900 };
const reduced: TaxClause = { treatment: 'reduced', rateBasisPoints: 700 };
const reverse: TaxClause = { treatment: 'reverse_charge', rateBasisPoints: 0 };

function version(effectiveFrom: number, tax: TaxClause | undefined, own: Readonly<Record<string, TaxClause>> = {}): TaxedVersion {
  const component = (key: string): ComponentClause => ({
    key,
    title: { de: key, en: key },
    result: 'deal-won@1',
    price: { model: 'per_unit', amount: '1.00' },
    measurement: { after: 'lead_captured', days: 1 },
    ...(own[key] === undefined ? {} : { tax: own[key] }),
  });
  return { effectiveFrom, agreement: { components: [component('lead'), component('book')], ...(tax === undefined ? {} : { tax }) } };
}

const line = (component: string, payableMinor: bigint, at = 0): TaxedLine => ({ component, payableMinor, at });

describe('the taxes of a statement', () => {
  it('are computed once per rate on the sum, not line by line', () => {
    // Three times 0.03 at 19 %: each line alone would round to 0.01, together 0.0171 rounds to 0.02.
    const sums = taxedSums([version(0, standard)], [line('lead', 3n), line('lead', 3n), line('lead', 3n)]);
    expect(sums).toEqual([{ ...standard, netMinor: 9n, vatMinor: 2n, grossMinor: 11n }]);
  });

  it('round half a cent up, and down again for what is taken back', () => {
    expect(taxedSums([version(0, standard)], [line('lead', 50n)])[0]).toMatchObject({ vatMinor: 10n, grossMinor: 60n });
    expect(taxedSums([version(0, standard)], [line('lead', -50n)])[0]).toMatchObject({ vatMinor: -10n, grossMinor: -60n });
  });

  it('follow the treatment of the component before that of the agreement', () => {
    const sums = taxedSums([version(0, standard, { book: reduced })], [line('lead', 10_000n), line('book', 10_000n)]);
    expect(sums).toEqual([
      { ...standard, netMinor: 10_000n, vatMinor: 1_900n, grossMinor: 11_900n },
      { ...reduced, netMinor: 10_000n, vatMinor: 700n, grossMinor: 10_700n },
    ]);
  });

  it('are nothing where the recipient owes them', () => {
    expect(taxedSums([version(0, reverse)], [line('lead', 10_000n)])).toEqual([
      { ...reverse, netMinor: 10_000n, vatMinor: 0n, grossMinor: 10_000n },
    ]);
  });

  it('are those of the version in force when the result happened, for whatever follows it later', () => {
    const versions = [version(0, standard), version(100, reverse)];
    const sums = taxedSums(versions, [line('lead', 10_000n, 99), line('lead', -10_000n, 99), line('lead', 5_000n, 100)]);
    expect(sums).toEqual([
      { ...standard, netMinor: 0n, vatMinor: 0n, grossMinor: 0n },
      { ...reverse, netMinor: 5_000n, vatMinor: 0n, grossMinor: 5_000n },
    ]);
    expect(isTaxedAlike(versions, 'lead')).toBe(false);
    expect(isTaxedAlike([version(0, standard), version(100, standard)], 'lead')).toBe(true);
  });

  it('are not stated where the agreement says nothing about them', () => {
    expect(taxedSums([version(0, undefined)], [line('lead', 10_000n)])).toEqual([]);
  });
});

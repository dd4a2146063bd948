import { describe, expect, it } from 'vitest';
import { complete, known } from '#core/promises/agreements/agreement.fixture.ts';
import { readAgreement } from '#core/promises/agreements/read-agreement.ts';
import { workedExample } from './worked-example.ts';

function agreed(price: object, caps?: object, extra: object = {}) {
  const [won, share] = complete.components;
  const base = 'model' in price && price.model === 'percentage' ? share : won;
  const read = readAgreement({ ...complete, components: [{ ...base, price, ...(caps === undefined ? {} : { caps }), ...extra }] }, known);
  if (!read.ok) throw new Error(JSON.stringify(read.refusal));
  return read.value;
}

describe('An example beside a contract is settled by the engine that settles real months', () => {
  it('40 results at 180.00 with a cap of 5 are 900.00, and 35 are paid nothing', () => {
    const example = workedExample(agreed({ model: 'per_unit', amount: '180.00' }, { count: { limit: 5, window: 'month' } }), 'won', 40);
    expect(example).toMatchObject({ amountMinor: 90_000n, payableMinor: 90_000n, heldMinor: 0n, underReviewMinor: 0n, unpaid: 35 });
    expect(example?.lines).toHaveLength(40);
  });

  it('a hold-back waits, and an amount cap cuts the last result', () => {
    const terms = agreed(
      { model: 'per_unit', amount: '180.00' },
      { amount: { limit: '500.00', window: 'month' } },
      {
        holdBack: { shareBasisPoints: 1_000, releaseAfterDays: 60 },
      },
    );
    expect(workedExample(terms, 'won', 4)).toMatchObject({ amountMinor: 50_000n, heldMinor: 5_000n, payableMinor: 45_000n, unpaid: 1 });
  });

  it('tiers keep each its own price', () => {
    const tiers = [{ upTo: 10, amount: '160.00' }, { amount: '120.00' }];
    expect(workedExample(agreed({ model: 'graduated', window: 'month', tiers }), 'won', 12)?.amountMinor).toBe(184_000n);
  });

  it('a share is taken of the net amount of each order', () => {
    const terms = agreed({ model: 'percentage', of: 'net_revenue', rateBasisPoints: 500 });
    expect(workedExample(terms, 'share', 1, 129_990n)?.amountMinor).toBe(6_500n);
  });

  it('there is none for a component nobody agreed on', () => {
    expect(workedExample(agreed({ model: 'per_unit', amount: '180.00' }), 'unknown', 1)).toBeUndefined();
  });
});

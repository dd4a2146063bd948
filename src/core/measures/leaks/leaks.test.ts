import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Leak, largestLeaks, leadValue, leakKinds, oldOfferAfter } from './leaks.ts';

const leak = (kind: Leak['kind'], count: number, minor: bigint | null): Leak => ({ kind, count, minor });

describe('the largest leaks', () => {
  it('come by euros, and what can only be counted comes last', () => {
    const found = [
      leak('untouched_leads', 40, null),
      leak('silent_claims', 3, 540_00n),
      leak('stale_offers', 2, 22_000_00n),
      leak('unpaid_invoices', 0, 0n),
    ];
    expect(largestLeaks(found).map(({ kind }) => kind)).toEqual(['stale_offers', 'silent_claims', 'untouched_leads']);
  });

  it('are at most three, each with a case, whatever was found', () => {
    const anyLeak = fc.record({
      kind: fc.constantFrom(...leakKinds),
      count: fc.nat(5),
      minor: fc.option(fc.bigInt({ min: -5n, max: 9n })),
    });
    fc.assert(
      fc.property(fc.array(anyLeak, { maxLength: 8 }), (found) => {
        const shown = largestLeaks(found);
        expect(shown.length).toBeLessThanOrEqual(3);
        for (const { count, minor } of shown) {
          expect(count).toBeGreaterThan(0);
          expect(minor === null || minor > 0n).toBe(true);
        }
        const smallest = shown.at(-1)?.minor ?? 0n;
        const left = found.filter((one) => !shown.includes(one) && one.count > 0 && one.minor !== null);
        if (shown.length === 3) for (const { minor } of left) expect((minor ?? 0n) <= smallest || smallest === 0n).toBe(true);
      }),
    );
  });
});

describe('what a lead is worth', () => {
  it('is won net revenue per lead, from 30 leads and 5 orders on', () => {
    expect(leadValue({ leads: 312, orders: 19, orderedMinor: 399_582_00n })).toBe(1_280_71n);
    expect(leadValue({ leads: 29, orders: 19, orderedMinor: 1_000n })).toBeNull();
    expect(leadValue({ leads: 30, orders: 4, orderedMinor: 1_000n })).toBeNull();
    expect(leadValue({ leads: 30, orders: 5, orderedMinor: 0n })).toBeNull();
  });
});

describe('an open offer', () => {
  it('is older than usual after the usual cycle, never within two weeks, and after 90 days where no cycle is known', () => {
    expect(oldOfferAfter(74)).toEqual({ days: 74, known: true });
    expect(oldOfferAfter(0)).toEqual({ days: 14, known: true });
    expect(oldOfferAfter(undefined)).toEqual({ days: 90, known: false });
  });
});

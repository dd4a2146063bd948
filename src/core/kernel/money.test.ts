import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { allocate, divideRounded, formatDecimal, isMinorDigits, parseDecimalMinor } from './money.ts';
import { valueOrThrow } from './result.ts';

const minor = fc.bigInt({ min: -(10n ** 18n) + 1n, max: 10n ** 18n - 1n });
const weights = fc.array(fc.oneof(fc.constant(0n), fc.bigInt({ min: 1n, max: 10n ** 12n })), { minLength: 1, maxLength: 12 });
const splittable = weights.filter((list) => list.some((weight) => weight > 0n));
const currency = fc.constantFrom('EUR', 'JPY', 'KWD');

describe('rounding', () => {
  test.each([
    [5n, 2n, 3n, 2n],
    [7n, 2n, 4n, 4n],
    [-5n, 2n, -3n, -2n],
    [5n, -2n, -3n, -2n],
    [-7n, 2n, -4n, -4n],
    [4n, 3n, 1n, 1n],
    [5n, 3n, 2n, 2n],
    [0n, 7n, 0n, 0n],
    [16_675_000n, 10_000n, 1_668n, 1_668n],
    [2_505_000n, 1_000_000n, 3n, 3n],
  ])('%d / %d is %d half up and %d half even', (numerator, denominator, halfUp, halfEven) => {
    expect(divideRounded(numerator, denominator)).toBe(halfUp);
    expect(divideRounded(numerator, denominator, 'half_even')).toBe(halfEven);
  });

  test('the rounded quotient is never further from the true one than half a unit, and ties go as agreed', () => {
    const denominator = fc.bigInt({ min: -1_000n, max: 1_000n }).filter((d) => d !== 0n);
    fc.assert(
      fc.property(minor, denominator, fc.constantFrom('half_up' as const, 'half_even' as const), (n, d, mode) => {
        const quotient = divideRounded(n, d, mode);
        // Exact comparison of fractions: |quotient - n/d| = |quotient x d - n| / |d|.
        const distance = magnitude(quotient * d - n) * 2n;
        expect(distance <= magnitude(d)).toBe(true);
        if (distance === magnitude(d)) {
          if (mode === 'half_even') expect(quotient % 2n).toBe(0n);
          else expect(magnitude(quotient * d) > magnitude(n)).toBe(true);
        }
      }),
    );
  });

  test('a negative value mirrors the positive one', () => {
    fc.assert(
      fc.property(minor, fc.bigInt({ min: 1n, max: 1_000n }), fc.constantFrom('half_up' as const, 'half_even' as const), (n, d, mode) => {
        expect(divideRounded(-n, d, mode)).toBe(-divideRounded(n, d, mode));
      }),
    );
  });

  test('nothing is divided by zero', () => {
    expect(() => divideRounded(1n, 0n)).toThrow('division by zero');
  });
});

describe('allocation', () => {
  test('loses no cent', () => {
    fc.assert(
      fc.property(minor, splittable, (total, list) => {
        expect(sum(allocate(total, list))).toBe(total);
      }),
    );
  });

  test('gives a zero weight nothing, and every other at most one unit more or less than its exact share', () => {
    fc.assert(
      fc.property(minor, splittable, (total, list) => {
        const all = sum(list);
        for (const [index, share] of allocate(total, list).entries()) {
          const weight = list[index] ?? 0n;
          if (weight === 0n) expect(share).toBe(0n);
          expect(magnitude(share * all - total * weight) < all).toBe(true);
        }
      }),
    );
  });

  test('mirrors a negative total', () => {
    fc.assert(
      fc.property(minor, splittable, (total, list) => {
        expect(allocate(-total, list)).toEqual(allocate(total, list).map((share) => -share));
      }),
    );
  });

  test('of equal participants the earlier one is never worse off', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10_000n }), fc.integer({ min: 1, max: 20 }), (total, count) => {
        const shares = allocate(total, Array<bigint>(count).fill(7n));
        expect(shares).toEqual([...shares].sort((a, b) => (a > b ? -1 : 1)));
      }),
    );
  });

  test('splits nothing over nobody, and something over nobody not at all', () => {
    expect(allocate(0n, [0n, 0n])).toEqual([0n, 0n]);
    expect(() => allocate(1n, [0n])).toThrow('zero weights');
    expect(() => allocate(1n, [2n, -1n])).toThrow('never negative');
  });
});

describe('decimals', () => {
  test('an amount written and read again is the same', () => {
    const amount = fc.bigInt({ min: -(10n ** 14n), max: 10n ** 14n });
    fc.assert(
      fc.property(amount, currency, (value, unit) => {
        expect(parseDecimalMinor(formatDecimal(value, unit), unit)).toEqual({ ok: true, value });
      }),
    );
  });

  test.each([
    ['1234.5', 'EUR', 123450n],
    ['0.05', 'EUR', 5n],
    ['-0.05', 'EUR', -5n],
    ['12.300', 'EUR', 1230n],
    ['1500', 'JPY', 1500n],
    ['1.234', 'KWD', 1234n],
  ])('%s %s is %d', (text, unit, value) => {
    expect(valueOrThrow(parseDecimalMinor(text, unit))).toBe(value);
  });

  test.each([
    ['1.005', 'EUR', 'money.too_many_digits'],
    ['1.5', 'JPY', 'money.too_many_digits'],
    ['1,50', 'EUR', 'money.unreadable'],
    ['1e3', 'EUR', 'money.unreadable'],
    ['', 'EUR', 'money.unreadable'],
    ['.5', 'EUR', 'money.unreadable'],
  ])('%s %s is refused with %s', (text, unit, code) => {
    expect(parseDecimalMinor(text, unit)).toMatchObject({ ok: false, refusal: { code } });
  });

  test.each([
    ['0', true],
    ['-1', true],
    ['999999999999999999', true],
    ['-0', false],
    ['01', false],
    ['1.0', false],
    ['1000000000000000000', false],
  ])('%s as minor units on the wire: %s', (text, fits) => {
    expect(isMinorDigits(text)).toBe(fits);
  });
});

function sum(values: readonly bigint[]): bigint {
  return values.reduce((a, b) => a + b, 0n);
}

function magnitude(value: bigint): bigint {
  return value < 0n ? -value : value;
}

import { assert } from './assert.ts';
import { ok, type Result, refuse } from './result.ts';

/** Money on the wire and in facts: minor units as a string of digits. */
export interface MoneyWire {
  readonly minor: string;
  readonly currency: string;
}

export type RoundingMode = 'half_up' | 'half_even';

/** Basis points per whole: a rate of 500 is 5 %. */
export const BASIS_POINTS = 10_000n;

const CURRENCY = /^[A-Z]{3}$/;
const MINOR = /^-?(0|[1-9]\d{0,17})$/;
const NO_MINOR_UNIT = new Set([
  'BIF',
  'CLP',
  'DJF',
  'GNF',
  'ISK',
  'JPY',
  'KMF',
  'KRW',
  'PYG',
  'RWF',
  'UGX',
  'VND',
  'VUV',
  'XAF',
  'XOF',
  'XPF',
]);
const THREE_DIGITS = new Set(['BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND']);

/** Digits behind the decimal point of a currency (ISO 4217). */
export function minorDigits(currency: string): 0 | 2 | 3 {
  if (NO_MINOR_UNIT.has(currency)) return 0;
  return THREE_DIGITS.has(currency) ? 3 : 2;
}

export function isCurrency(text: string): boolean {
  return CURRENCY.test(text);
}

export function isMinorDigits(text: string): boolean {
  return MINOR.test(text) && text !== '-0';
}

/**
 * Numerator / denominator rounded to an integer. `half_up` rounds halves away from zero, `half_even` to the even neighbour;
 * negative values mirror positive ones.
 */
export function divideRounded(numerator: bigint, denominator: bigint, mode: RoundingMode = 'half_up'): bigint {
  assert(denominator !== 0n, 'division by zero');
  const negative = numerator < 0n !== denominator < 0n;
  const n = numerator < 0n ? -numerator : numerator;
  const d = denominator < 0n ? -denominator : denominator;
  let quotient = n / d;
  const twiceRest = (n % d) * 2n;
  if (twiceRest > d || (twiceRest === d && (mode === 'half_up' || quotient % 2n === 1n))) quotient += 1n;
  return negative ? -quotient : quotient;
}

/**
 * Splits a total by weights so that no minor unit is lost: largest remainder, ties by the order of the participants, a zero
 * weight gets nothing, a negative total mirrors the positive one. All weights zero gives all zeros only for a zero total.
 */
export function allocate(total: bigint, weights: readonly bigint[]): bigint[] {
  const sum = weights.reduce((a, b) => a + b, 0n);
  assert(
    weights.every((w) => w >= 0n),
    'weights are never negative',
  );
  if (total === 0n) return weights.map(() => 0n);
  assert(sum > 0n, 'a total cannot be split over zero weights');
  const sign = total < 0n ? -1n : 1n;
  const positive = total * sign;
  const shares = weights.map((w) => (positive * w) / sum);
  let rest = positive - shares.reduce((a, b) => a + b, 0n);
  const order = weights.map((w, index) => ({ index, remainder: (positive * w) % sum })).filter((x) => weights[x.index] !== 0n);
  order.sort((a, b) => (a.remainder === b.remainder ? a.index - b.index : a.remainder > b.remainder ? -1 : 1));
  for (const { index } of order) {
    if (rest === 0n) break;
    shares[index] = (shares[index] ?? 0n) + 1n;
    rest -= 1n;
  }
  return shares.map((s) => s * sign);
}

/** Reads a plain decimal such as "1234.5" into minor units; refuses more digits than the currency has. */
export function parseDecimalMinor(text: string, currency: string): Result<bigint> {
  const match = /^(-?)(\d{1,15})(?:\.(\d+))?$/.exec(text);
  if (match === null) return refuse('money.unreadable', { value: text });
  const digits = minorDigits(currency);
  const [, sign = '', whole = '', fraction = ''] = match;
  const kept = fraction.slice(0, digits).padEnd(digits, '0');
  if (/[1-9]/.test(fraction.slice(digits))) return refuse('money.too_many_digits', { value: text, currency, digits });
  const minor = BigInt(whole + kept);
  return ok(sign === '-' ? -minor : minor);
}

/** Minor units as a plain decimal with a point, for machines and arithmetic texts: 123456 -> "1234.56". */
export function formatDecimal(minor: bigint, currency: string): string {
  const digits = minorDigits(currency);
  const sign = minor < 0n ? '-' : '';
  const text = (minor < 0n ? -minor : minor).toString().padStart(digits + 1, '0');
  return digits === 0 ? sign + text : `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`;
}

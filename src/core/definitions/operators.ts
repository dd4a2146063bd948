import { type Bounds, Duration, Failed, isList, missingIn, nameOfType, type Outcome, Unknown } from './outcome.ts';

/** Whole numbers of a rule are 64-bit, as CEL demands; a result outside is an error, never a wrap-around. */
const INT_MIN = -(2n ** 63n);
const INT_MAX = 2n ** 63n - 1n;

export type Apply = (left: Outcome, right: Outcome) => Outcome;

/** The operators of a rule on two known values. */
export const operators: Readonly<Record<string, Apply>> = {
  '==': equal,
  '!=': (a, b) => not(equal(a, b)),
  '<': (a, b) => ordered('<', a, b, (sign) => sign < 0),
  '<=': (a, b) => ordered('<=', a, b, (sign) => sign <= 0),
  '>': (a, b) => ordered('>', a, b, (sign) => sign > 0),
  '>=': (a, b) => ordered('>=', a, b, (sign) => sign >= 0),
  '+': plus,
  '-': minus,
  '*': (a, b) => whole('*', a, b, (x, y) => x * y),
  '/': (a, b) => (b === 0n ? new Failed('division by zero') : whole('/', a, b, (x, y) => x / y)),
  '%': (a, b) => (b === 0n ? new Failed('division by zero') : whole('%', a, b, (x, y) => x % y)),
};

/** What a comparison of two partly known whole numbers comes to if their bounds already decide it. */
const decidedByBounds: Readonly<Record<string, (a: Bounds, b: Bounds) => boolean | undefined>> = {
  '<': (a, b) => (a.most < b.least ? true : a.least >= b.most ? false : undefined),
  '<=': (a, b) => (a.most <= b.least ? true : a.least > b.most ? false : undefined),
  '>': (a, b) => (a.least > b.most ? true : a.most <= b.least ? false : undefined),
  '>=': (a, b) => (a.least >= b.most ? true : a.most < b.least ? false : undefined),
  '==': (a, b) => (a.most < b.least || a.least > b.most ? false : undefined),
  '!=': (a, b) => (a.most < b.least || a.least > b.most ? true : undefined),
};

/** An operator where at least one side is an object: unknown, failed, a list or a point in time. */
export function applyStrictly(op: string, apply: Apply, left: Outcome, right: Outcome): Outcome {
  if (left instanceof Failed) return left;
  if (right instanceof Failed) return right;
  if (!(left instanceof Unknown) && !(right instanceof Unknown)) return apply(left, right);
  const a = boundsOf(left);
  const b = boundsOf(right);
  const decided = a !== undefined && b !== undefined ? decidedByBounds[op]?.(a, b) : undefined;
  if (decided !== undefined) return decided;
  if (left instanceof Unknown && !(right instanceof Unknown)) return withoutBounds(left);
  if (right instanceof Unknown && !(left instanceof Unknown)) return withoutBounds(right);
  return new Unknown(missingIn([left, right]));
}

/** What is computed from a partly known number is not bounded by that number's bounds any more. */
function withoutBounds(value: Unknown): Unknown {
  return value.bounds === undefined ? value : new Unknown(value.missing);
}

function boundsOf(value: Outcome): Bounds | undefined {
  if (typeof value === 'bigint') return { least: value, most: value };
  return value instanceof Unknown ? value.bounds : undefined;
}

export function not(value: Outcome): Outcome {
  if (typeof value === 'boolean') return !value;
  return value instanceof Unknown || value instanceof Failed ? value : new Failed(`! needs a bool, not a ${nameOfType(value)}`);
}

export function negative(value: Outcome): Outcome {
  if (typeof value === 'bigint') return checked(-value);
  if (typeof value === 'number') return -value;
  if (value instanceof Failed) return value;
  return value instanceof Unknown ? new Unknown(value.missing) : new Failed(`- needs a number, not a ${nameOfType(value)}`);
}

/** Equality of CEL: numbers by value across int and double, lists element by element, different types are different. */
export function equal(a: Outcome, b: Outcome): Outcome {
  if (typeof a === 'number' && typeof b === 'bigint') return sign(a, b) === 0;
  if (typeof a === 'bigint' && typeof b === 'number') return sign(a, b) === 0;
  if (typeof a !== 'object' || typeof b !== 'object') return a === b;
  if (a instanceof Date && b instanceof Date) return a.getTime() === b.getTime();
  if (a instanceof Duration && b instanceof Duration) return a.ms === b.ms;
  if (isList(a) && isList(b)) return equalLists(a, b);
  return new Failed(`cannot compare a ${nameOfType(a)} with a ${nameOfType(b)}`);
}

function equalLists(a: readonly Outcome[], b: readonly Outcome[]): Outcome {
  if (a.length !== b.length) return false;
  const parts = a.map((item, index) => applyStrictly('==', equal, item, b[index] ?? false));
  if (parts.includes(false)) return false;
  return parts.find((part) => part instanceof Failed) ?? (parts.every((part) => part === true) ? true : new Unknown(missingIn(parts)));
}

/** Whether a list holds a value; an unknown element leaves it open unless a known one already matches. */
export function holds(list: readonly Outcome[], value: Outcome): Outcome {
  const undecided: Outcome[] = [];
  for (const item of list) {
    const same = applyStrictly('==', equal, value, item);
    if (same === true) return true;
    if (same !== false) undecided.push(same);
  }
  if (undecided.length === 0) return false;
  const missing = missingIn(undecided);
  return missing.length > 0 ? new Unknown(missing) : (undecided.find((part) => part instanceof Failed) ?? false);
}

function ordered(op: string, a: Outcome, b: Outcome, holdsFor: (sign: number) => boolean): Outcome {
  const found = order(a, b);
  if (found === undefined) return new Failed(`cannot compare a ${nameOfType(a)} ${op} a ${nameOfType(b)}`);
  return Number.isNaN(found) ? false : holdsFor(found);
}

function order(a: Outcome, b: Outcome): number | undefined {
  if ((typeof a === 'bigint' || typeof a === 'number') && (typeof b === 'bigint' || typeof b === 'number')) return sign(a, b);
  if (typeof a === 'string' && typeof b === 'string') return byCodePoints(a, b);
  if (a instanceof Date && b instanceof Date) return a.getTime() - b.getTime();
  if (a instanceof Duration && b instanceof Duration) return a.ms - b.ms;
  return undefined;
}

function sign(a: bigint | number, b: bigint | number): number {
  if (a < b) return -1;
  // Neither smaller, larger nor equal: one of them is not a number, and every comparison with it is false.
  return a > b ? 1 : a >= b ? 0 : Number.NaN;
}

/** Texts sort by code point, as in every other implementation of CEL, not by UTF-16 unit. */
function byCodePoints(a: string, b: string): number {
  const left = [...a];
  const right = [...b];
  for (let i = 0; i < left.length && i < right.length; i++) {
    const difference = (left[i]?.codePointAt(0) ?? 0) - (right[i]?.codePointAt(0) ?? 0);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}

function whole(op: string, a: Outcome, b: Outcome, compute: (x: bigint, y: bigint) => bigint): Outcome {
  if (typeof a === 'bigint' && typeof b === 'bigint') return checked(compute(a, b));
  return new Failed(`cannot compute ${nameOfType(a)} ${op} ${nameOfType(b)}`);
}

function checked(value: bigint): Outcome {
  return value < INT_MIN || value > INT_MAX ? new Failed('whole number too large') : value;
}

function plus(a: Outcome, b: Outcome): Outcome {
  if (a instanceof Date && b instanceof Duration) return instant(a.getTime() + b.ms);
  if (a instanceof Duration && b instanceof Date) return instant(a.ms + b.getTime());
  if (a instanceof Duration && b instanceof Duration) return new Duration(a.ms + b.ms);
  return whole('+', a, b, (x, y) => x + y);
}

function minus(a: Outcome, b: Outcome): Outcome {
  if (a instanceof Date && b instanceof Date) return new Duration(a.getTime() - b.getTime());
  if (a instanceof Date && b instanceof Duration) return instant(a.getTime() - b.ms);
  if (a instanceof Duration && b instanceof Duration) return new Duration(a.ms - b.ms);
  return whole('-', a, b, (x, y) => x - y);
}

function instant(ms: number): Outcome {
  const at = new Date(ms);
  return Number.isNaN(at.getTime()) ? new Failed('point in time out of range') : at;
}

import { Failed, isList, missingIn, nameOfType, type Outcome, Unknown } from './outcome.ts';

/**
 * `&&` and `||` on outcomes: a deciding side absorbs whatever the other one is; next comes the unknown, because learning it may
 * still decide; an error remains only where nothing can decide any more.
 */
export function combine(deciding: boolean, left: Outcome, right: Outcome): Outcome {
  if (left === deciding || right === deciding) return deciding;
  if (left instanceof Unknown || right instanceof Unknown) {
    if (!(right instanceof Unknown)) return left;
    return left instanceof Unknown ? new Unknown(missingIn([left, right])) : right;
  }
  return notABool(left) ?? notABool(right) ?? !deciding;
}

/** Any number of answers at once: `exists` decides on true, `all` decides on false. */
export function combineAll(deciding: boolean, parts: readonly Outcome[]): Outcome {
  if (parts.includes(deciding)) return deciding;
  const missing = missingIn(parts);
  if (missing.length > 0) return new Unknown(missing);
  for (const part of parts) {
    const problem = notABool(part);
    if (problem !== undefined) return problem;
  }
  return !deciding;
}

function notABool(value: Outcome): Failed | undefined {
  if (typeof value === 'boolean') return undefined;
  return value instanceof Failed ? value : new Failed(`a bool is needed here, not a ${nameOfType(value)}`);
}

/** `a ? b : c`; while `a` is unknown the answer is known only if both branches agree. */
export function choose(condition: Outcome, whenTrue: () => Outcome, whenFalse: () => Outcome): Outcome {
  if (condition === true) return whenTrue();
  if (condition === false) return whenFalse();
  if (!(condition instanceof Unknown)) return notABool(condition) ?? condition;
  const a = whenTrue();
  const b = whenFalse();
  if (typeof a !== 'object' && a === b) return a;
  return new Unknown(missingIn([condition, a, b]));
}

/** `count(list)`: how many are true; with unknown elements a number between two bounds. */
export function countTrue(list: Outcome): Outcome {
  if (list instanceof Unknown) return new Unknown(list.missing, list.bounds && { least: 0n, most: list.bounds.most });
  if (list instanceof Failed) return list;
  if (!isList(list)) return new Failed(`a list is needed here, not a ${nameOfType(list)}`);
  let sure = 0n;
  let possible = 0n;
  for (const item of list) {
    if (item === true) sure += 1n;
    else if (item instanceof Unknown) possible += 1n;
    else if (item !== false) return notABool(item) ?? item;
  }
  return possible === 0n ? sure : new Unknown(missingIn(list), { least: sure, most: sure + possible });
}

/** `size(value)`: characters of a text, elements of a list; of a partly known list the bounds of its length. */
export function sizeOf(value: Outcome): Outcome {
  if (typeof value === 'string') return BigInt([...value].length);
  if (value instanceof Unknown || value instanceof Failed) return value;
  return isList(value) ? BigInt(value.length) : new Failed(`size needs a text or a list, not a ${nameOfType(value)}`);
}

/** The elements for which the predicate holds; if it is unknown for some, a list that is not known, between two lengths. */
export function keep(items: readonly Outcome[], verdicts: readonly Outcome[]): Outcome {
  const kept: Outcome[] = [];
  let possible = 0n;
  for (const [index, verdict] of verdicts.entries()) {
    const item = items[index];
    if (verdict === true && item !== undefined) kept.push(item);
    else if (verdict instanceof Unknown) possible += 1n;
    else if (verdict !== false) return notABool(verdict) ?? verdict;
  }
  const sure = BigInt(kept.length);
  return possible === 0n ? kept : new Unknown(missingIn(verdicts), { least: sure, most: sure + possible });
}

/** Exactly one: decided as soon as two are sure, or nothing is unknown any more. */
export function exactlyOne(verdicts: readonly Outcome[]): Outcome {
  const count = countTrue(verdicts);
  if (count instanceof Unknown) return (count.bounds?.least ?? 0n) > 1n ? false : new Unknown(count.missing);
  return count instanceof Failed ? count : count === 1n;
}

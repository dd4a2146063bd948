/**
 * What a part of a rule can come to: a value, "not known yet" with the names of what is missing, or an error that is no missing
 * value. Records, maps and lists are plain data; an absent key is an unknown value.
 */
export type Value = string | bigint | number | boolean | Date | Duration | readonly Outcome[] | ValueMap;

export interface ValueMap {
  readonly [key: string]: Value | undefined;
}

export type Outcome = Value | Unknown | Failed;

/** A length of time in milliseconds. */
export class Duration {
  readonly ms: number;
  constructor(ms: number) {
    this.ms = ms;
  }
}

/** Bounds of a number that is partly known: at least three, at most five. */
export interface Bounds {
  readonly least: bigint;
  readonly most: bigint;
}

/** A value that is not known. `bounds` narrows an unknown whole number, or the length of an unknown list. */
export class Unknown {
  readonly missing: readonly string[];
  readonly bounds: Bounds | undefined;
  constructor(missing: readonly string[], bounds?: Bounds) {
    this.missing = missing;
    this.bounds = bounds;
  }
}

/** An error other than a missing value: division by zero, overflow, an index outside a list, a text compared with a number. */
export class Failed {
  readonly message: string;
  constructor(message: string) {
    this.message = message;
  }
}

/** Everything missing in any of the outcomes, once each. */
export function missingIn(outcomes: readonly Outcome[]): readonly string[] {
  const paths = new Set<string>();
  for (const outcome of outcomes) if (outcome instanceof Unknown) for (const path of outcome.missing) paths.add(path);
  return [...paths];
}

export function isList(value: Outcome): value is readonly Outcome[] {
  return Array.isArray(value);
}

export function isMap(value: Outcome): value is ValueMap {
  return typeof value === 'object' && !isList(value) && !isLeafObject(value);
}

function isLeafObject(value: Outcome): value is Date | Duration | Unknown | Failed {
  return value instanceof Date || value instanceof Duration || value instanceof Unknown || value instanceof Failed;
}

/** How an outcome is named in a message to the author of a rule. */
export function nameOfType(value: Outcome): string {
  if (typeof value === 'bigint') return 'int';
  if (typeof value === 'number') return 'double';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'string') return 'string';
  if (value instanceof Date) return 'timestamp';
  if (value instanceof Duration) return 'duration';
  return isList(value) ? 'list' : 'map';
}

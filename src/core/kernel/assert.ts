/** A promise between programmers was broken; never thrown for bad input. */
export class BrokenPromise extends Error {
  override readonly name = 'BrokenPromise';
}

export function assert(condition: unknown, message: string): asserts condition {
  if (!condition) throw new BrokenPromise(message);
}

/** Reached only if a closed union gained a member that this switch does not know. */
export function unreachable(value: never): never {
  throw new BrokenPromise(`unreachable: ${JSON.stringify(value)}`);
}

/** The value, which the program has already made sure is there. */
export function present<T>(value: T | null | undefined, what: string): T {
  if (value === null || value === undefined) throw new BrokenPromise(`missing: ${what}`);
  return value;
}

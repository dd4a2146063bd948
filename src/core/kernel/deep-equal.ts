/** Whether two plain values are the same, key by key; absent and undefined keys are the same. */
export function deepEqual(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null || Array.isArray(a) !== Array.isArray(b)) return false;
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  for (const key of keys) {
    if (!deepEqual((a as Readonly<Record<string, unknown>>)[key], (b as Readonly<Record<string, unknown>>)[key])) return false;
  }
  return true;
}

import { present } from '#core/kernel/assert.ts';
import { isArray, isObject, type Json, type JsonObject } from '#core/kernel/canonical-json.ts';
import type { ClaimHistory } from '#core/settlement/claim.ts';

/** Names of the fields of a claim's history that are integers of any size; written as digits. */
const BIG = new Set(['netMinor', 'net', 'shareBasisPoints']);

/** A claim's history as JSON: big integers as digits, a span without end as null. */
export function claimText(history: ClaimHistory): string {
  return JSON.stringify(history, (_key, value: unknown) => {
    if (typeof value === 'bigint') return value.toString();
    return value === Number.POSITIVE_INFINITY ? null : value;
  });
}

export function claimFrom(document: JsonObject): ClaimHistory {
  // Written by `claimText` alone.
  return present(revived('', document), 'claim') as unknown as ClaimHistory;
}

function revived(key: string, value: Json | undefined): unknown {
  if (key === 'until' && value === null) return Number.POSITIVE_INFINITY;
  if (typeof value === 'string') return BIG.has(key) ? BigInt(value) : value;
  if (value === undefined || value === null || typeof value !== 'object') return value;
  if (isArray(value)) return value.map((item) => revived('', item));
  const result: Record<string, unknown> = {};
  if (isObject(value)) for (const name of Object.keys(value)) result[name] = revived(name, value[name]);
  return result;
}

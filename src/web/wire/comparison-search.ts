export interface ComparisonSearch {
  /** Names of definitions, separated by commas. */
  readonly definitions?: string;
  readonly differ?: '1-2' | '1-3' | '2-3';
  readonly page?: number;
  /** Of one lead, in whole units of the workspace's currency. */
  readonly value?: number;
}

export const LARGEST_VALUE = 1_000_000;

/** What one looks at when comparing definitions; anything else in the address is left out. */
export function comparisonSearch(raw: Record<string, unknown>): ComparisonSearch {
  const { definitions, differ, page, value } = raw;
  const names = typeof definitions === 'string' && /^[a-z0-9@,-]{1,400}$/.test(definitions) ? { definitions } : {};
  const pair = differ === '1-2' || differ === '1-3' || differ === '2-3' ? ({ differ } as const) : {};
  const at = typeof page === 'number' && Number.isInteger(page) && page > 1 && page <= 100_000 ? { page } : {};
  const isValue = typeof value === 'number' && Number.isFinite(value) && value >= 0 && value <= LARGEST_VALUE;
  return { ...names, ...pair, ...at, ...(isValue ? { value } : {}) };
}

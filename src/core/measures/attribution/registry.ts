import { first } from './models/first.ts';
import { last } from './models/last.ts';
import { lastNonDirect } from './models/last-non-direct.ts';
import type { Touchpoint } from './touchpoint.ts';

/** The rules a contract may freeze: each gives a journey, oldest first, to exactly one touch. */
export const attributionRules = { first, last, last_non_direct: lastNonDirect } as const satisfies Record<
  string,
  (journey: readonly Touchpoint[]) => Touchpoint | undefined
>;

export type AttributionRule = keyof typeof attributionRules;

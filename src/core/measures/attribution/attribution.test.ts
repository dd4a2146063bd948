import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type AttributionRule, attributionRules } from './registry.ts';
import type { Touchpoint } from './touchpoint.ts';

const journeyOf = (...sources: string[]): Touchpoint[] => sources.map((source, at) => ({ at, source }));

describe('attribution by one touch', () => {
  test.each<[AttributionRule, string[], string | undefined]>([
    ['first', ['google', 'direct', 'linkedin'], 'google'],
    ['last', ['google', 'linkedin', 'direct'], 'direct'],
    ['last_non_direct', ['google', 'linkedin', 'direct_traffic', '(direct)'], 'linkedin'],
    ['last_non_direct', ['direct', '(direct)'], '(direct)'],
    ['last_non_direct', [], undefined],
  ])('%s of %j is %s', (rule, sources, expected) => {
    expect(attributionRules[rule](journeyOf(...sources))?.source).toBe(expected);
  });

  test('every rule gives every journey to one of its touches', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('direct', 'google', 'mail'), { minLength: 1 }), (sources) => {
        const journey = journeyOf(...sources);
        for (const rule of Object.values(attributionRules)) expect(journey).toContain(rule(journey));
      }),
    );
  });
});

import { describe, expect, it } from 'vitest';
import type { PlanCounts } from './check.ts';
import { planChecks } from './registry.ts';

const nothing: PlanCounts = {
  leads: 0,
  leadsWithoutSource: 0,
  sources: 0,
  sourcesWithCosts: 0,
  costs: 0,
  recentLeads: 0,
  recentContacted: 0,
  recentWithinHour: 0,
  contacts: 0,
  orders: 0,
  payments: 0,
  agreementsInForce: 0,
  sourcesProven: 0,
  sourcesFruitless: 0,
};

const judged = (key: string, counts: Partial<PlanCounts>) =>
  planChecks.find((check) => check.key === key)?.judge({ ...nothing, ...counts });

describe('the plan of the first 30 days', () => {
  it('ticks nothing in a workspace without data', () => {
    expect(planChecks.filter((check) => check.judge(nothing).state === 'done')).toEqual([]);
  });

  it.each([
    ['source_costs', { leads: 9, sources: 6, sourcesWithCosts: 5 }, { state: 'open', have: 5, of: 6 }],
    ['source_costs', { leads: 9, sources: 6, sourcesWithCosts: 6 }, { state: 'done', have: 6, of: 6 }],
    ['source_fields', { leads: 100, leadsWithoutSource: 5 }, { state: 'done', have: 5, of: 100 }],
    ['source_fields', { leads: 100, leadsWithoutSource: 6 }, { state: 'open', have: 6, of: 100 }],
    ['contacts_recorded', { leads: 9, recentLeads: 9 }, { state: 'unknown' }],
    ['contacts_recorded', { contacts: 1, recentLeads: 9, recentContacted: 8 }, { state: 'open', have: 8, of: 9 }],
    ['answered_at_once', { contacts: 1, recentLeads: 10, recentWithinHour: 8 }, { state: 'done', have: 8, of: 10 }],
    ['answered_at_once', { contacts: 1, recentLeads: 10, recentWithinHour: 7 }, { state: 'open', have: 7, of: 10 }],
    ['channels_judged', { sources: 3, sourcesProven: 1, sourcesFruitless: 1 }, { state: 'open', have: 2, of: 3 }],
  ] as const)('judges %s by its counts: %o', (key, counts, judgement) => {
    expect(judged(key, counts)).toEqual(judgement);
  });

  it('never ticks what nothing measures', () => {
    expect(judged('test_budget', { leads: 99, costs: 99, agreementsInForce: 9 })).toEqual({ state: 'unknown' });
  });

  it('names every check once', () => {
    expect(new Set(planChecks.map(({ key }) => key)).size).toBe(planChecks.length);
  });
});

import { expect, test } from 'vitest';
import type { Fact } from '#core/facts/fact.ts';
import { hashed } from '#core/facts/view.ts';
import type { JsonObject } from '#core/kernel/canonical-json.ts';
import { fromIso } from '#core/kernel/instant.ts';
import { valueOrThrow } from '#core/kernel/result.ts';
import { type OverrideTerms, readDefinition } from './definition.ts';
import { overrideQuota } from './override.ts';
import { compileRule } from './rule.ts';
import { determinationAsOf, determinationTimeline } from './timeline.ts';

const both = { de: 'Beispiel', en: 'example' };
const ruleWith = (overrides: OverrideTerms | undefined, version = 1) =>
  valueOrThrow(
    compileRule({
      key: 'good',
      version,
      subject: 'lead',
      title: both,
      wording: both,
      rule: 'grades.need == "A"',
      ...(overrides === undefined ? {} : { overrides }),
      examples: [],
    }),
  );

const on = (day: number) => `2026-03-${String(day).padStart(2, '0')}T09:00:00.000Z`;
const fact = (seq: number, kind: string, subject: string, day: number, data: JsonObject): Fact => ({
  workspace: 'w',
  seq,
  id: `f${seq}`,
  kind,
  version: 1,
  subject,
  occurredAt: on(day),
  recordedAt: on(day),
  source: 'app',
  revision: 1,
  actor: 'member:maria',
  data,
});
const decided = (answer: string) => ({ definition: 'good@1', answer, reason: 'facts_incomplete', comment: 'hmac' });

const story = [
  fact(0, 'lead.captured', 'lead:1', 1, { source: 'web' }),
  fact(1, 'determination.overridden', 'lead:1', 3, decided('yes')),
  fact(2, 'lead.graded', 'lead:1', 5, { criterion: 'need', grade: 'C', by: 'person' }),
  fact(3, 'determination.overridden', 'lead:1', 7, decided('no')),
  fact(4, 'fact.retracted', 'fact:f3', 9, { fact: 'f3', reason: 'mistaken', by: 'maria' }),
  fact(5, 'fact.retracted', 'fact:f1', 11, { fact: 'f1', reason: 'mistaken', by: 'maria' }),
];
const told = (rule: ReturnType<typeof ruleWith>, facts: readonly Fact[] = story) => {
  const timeline = determinationTimeline(rule, 'lead:1', facts.map(hashed));
  return [1, 3, 5, 7, 9, 11].map((day) => {
    const found = determinationAsOf(timeline, fromIso(on(day)));
    return [found?.answer, found?.at, found?.decidedBy];
  });
};

test('a decision of a person holds from when it is recorded until it is taken back, and then the rule decides again', () => {
  expect(told(ruleWith({}))).toEqual([
    ['open', undefined, 'engine'],
    ['yes', on(3), 'person'],
    ['yes', on(3), 'person'],
    ['no', undefined, 'person'],
    ['yes', on(3), 'person'],
    ['no', undefined, 'engine'],
  ]);
});

test('a yes of the rule itself keeps its own instant', () => {
  const facts = [
    ...story.slice(0, 1),
    fact(6, 'lead.graded', 'lead:1', 2, { criterion: 'need', grade: 'A', by: 'person' }),
    ...story.slice(1, 2),
  ];
  expect(told(ruleWith({}), facts)[1]).toEqual(['yes', on(2), 'person']);
});

test('where the definition does not allow it, or in another version, no person decides', () => {
  for (const rule of [ruleWith(undefined), ruleWith({}, 2)]) expect(told(rule).every(([, , by]) => by === 'engine')).toBe(true);
});

test.each([
  [undefined, 0, 1],
  [undefined, 39, 1],
  [undefined, 40, 2],
  [undefined, 1_000, 50],
  [20, 14, 2],
  [100, 7, 7],
])('with %s percent and %d subjects in the month a person may decide %d', (percent, subjects, expected) => {
  expect(overrideQuota(percent, subjects)).toBe(expected);
});

test('a definition states its quota in whole percent', () => {
  const definition = {
    key: 'good',
    version: 1,
    subject: 'lead',
    title: both,
    wording: both,
    rule: 'true',
    examples: [{ name: 'x', answer: 'yes', snapshot: {} }],
  };
  expect(readDefinition({ ...definition, overrides: { quotaPercent: 10 } }).ok).toBe(true);
  for (const overrides of [true, { quotaPercent: 0 }, { quotaPercent: 2.5 }, { share: 3 }])
    expect(readDefinition({ ...definition, overrides }).ok).toBe(false);
});

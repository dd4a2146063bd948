import { describe, expect, test } from 'vitest';
import type { JsonObject } from '#core/kernel/canonical-json.ts';
import { valueOrThrow } from '#core/kernel/result.ts';
import type { Definition } from './definition.ts';
import { type Answer, compileRule } from './rule.ts';
import { readSnapshot } from './snapshot.ts';
import type { ClaimSubject } from './snapshot-shape.ts';

const both = { de: 'Beispiel', en: 'example' };

function answerOf(rule: string, snapshot: JsonObject, subject: ClaimSubject = 'lead'): string {
  const definition: Definition = { key: 'x', version: 1, subject, title: both, wording: both, rule, examples: [] };
  const problems: string[] = [];
  const read = readSnapshot(subject, snapshot, 'snapshot', problems);
  expect(problems).toEqual([]);
  return shown(valueOrThrow(compileRule(definition)).evaluate(read));
}

function shown(answer: Answer): string {
  if (answer.answer === 'open') return `open: ${answer.missing.join(', ')}`;
  return answer.answer === 'failed' ? `failed: ${answer.message}` : answer.answer;
}

const touch = (kind: string, medium?: string) => ({
  touch: kind,
  at: '2026-03-04T09:00:00Z',
  ...(medium === undefined ? {} : { medium }),
});

type Case = readonly [rule: string, snapshot: JsonObject, answer: string];

const tables: Readonly<Record<string, readonly Case[]>> = {
  'what is not known is never no, and never hides what decides': [
    ['grades.budget == "A"', {}, 'open: grades.budget'],
    ['grades.budget != "A"', { grades: {} }, 'open: grades.budget'],
    ['grades.budget == "A" && company.employees > 5', { grades: { budget: 'B' } }, 'no'],
    ['company.employees > 5 && grades.budget == "A"', { grades: { budget: 'B' } }, 'no'],
    ['grades.budget == "A" || company.employees > 5', { grades: { budget: 'A' } }, 'yes'],
    ['company.employees > 5 || grades.budget == "A"', { grades: { budget: 'B' } }, 'open: company.employees'],
    ['!(company.employees > 5)', {}, 'open: company.employees'],
    ['grades.need == "A" && (company.region == "BY" || person.language == "de")', {}, 'open: company.region, grades.need, person.language'],
    ['answers.budget > 1000', { answers: { budget: 1001 } }, 'yes'],
    ['answers["how many"] >= 2.5', { answers: { 'how many': 2.5 } }, 'yes'],
    ['company.employees > 5 ? grades.need == "A" : grades.need in ["A", "B"]', { grades: { need: 'A' } }, 'yes'],
    ['company.employees > 5 ? grades.need == "A" : grades.need in ["A", "B"]', { grades: { need: 'B' } }, 'open: company.employees'],
  ],
  'a threshold is met exactly at its value': [
    ['company.employees >= 1200', { company: { employees: 1199 } }, 'no'],
    ['company.employees >= 1200', { company: { employees: 1200 } }, 'yes'],
    ['lead.capturedAt < timestamp("2026-04-01T00:00:00+02:00")', { lead: { capturedAt: '2026-03-31T22:00:00Z' } }, 'no'],
    ['lead.capturedAt < timestamp("2026-04-01T00:00:00+02:00")', { lead: { capturedAt: '2026-03-31T21:59:59Z' } }, 'yes'],
  ],
  'counting leaves a question open only while it could change the answer': [
    ['atLeast(2, [grades.a == "A", grades.b == "A", grades.c == "A"])', { grades: { a: 'A' } }, 'open: grades.b, grades.c'],
    ['atLeast(2, [grades.a == "A", grades.b == "A", grades.c == "A"])', { grades: { a: 'A', c: 'A' } }, 'yes'],
    ['atLeast(2, [grades.a == "A", grades.b == "A", grades.c == "A"])', { grades: { a: 'B', c: 'B' } }, 'no'],
    ['atMost(1, [grades.a == "D", grades.b == "D"])', { grades: { a: 'A' } }, 'yes'],
    ['atMost(0, [grades.a == "D", grades.b == "D"])', { grades: { a: 'A' } }, 'open: grades.b'],
    ['atMost(0, [grades.a == "D", grades.b == "D"])', { grades: { a: 'D' } }, 'no'],
    ['count([grades.a == "A", grades.b == "A"]) == 0', { grades: { a: 'A' } }, 'no'],
    ['count([grades.a == "A", grades.b == "A"]) < 3', {}, 'yes'],
    ['count([grades.a == "A", grades.b == "A"]) + 1 == 2', { grades: { a: 'A' } }, 'open: grades.b'],
    ['atLeast(1, touches.map(t, t.medium == "cpc"))', { touches: [touch('visit'), touch('visit', 'cpc')] }, 'yes'],
  ],
  'a list with a partly known element does not answer wrongly': [
    ['touches.exists(t, t.medium == "cpc")', { touches: [touch('visit', 'email'), touch('visit')] }, 'open: touches[].medium'],
    ['touches.exists(t, t.medium == "cpc")', { touches: [touch('visit'), touch('visit', 'cpc')] }, 'yes'],
    ['touches.all(t, t.medium == "cpc")', { touches: [touch('visit'), touch('visit', 'email')] }, 'no'],
    ['touches.all(t, t.medium == "cpc")', { touches: [] }, 'yes'],
    ['touches.all(t, t.medium == "cpc")', {}, 'open: touches'],
    ['touches.filter(t, t.medium == "cpc").size() >= 1', { touches: [touch('a'), touch('b', 'cpc')] }, 'yes'],
    ['touches.filter(t, t.medium == "cpc").size() >= 2', { touches: [touch('a'), touch('b', 'cpc')] }, 'open: touches[].medium'],
    ['size(touches.filter(t, t.medium == "cpc")) > 2', { touches: [touch('a'), touch('b', 'cpc')] }, 'no'],
    ['touches.exists_one(t, t.medium == "cpc")', { touches: [touch('a', 'cpc'), touch('b', 'cpc'), touch('c')] }, 'no'],
    ['touches.exists_one(t, t.medium == "cpc")', { touches: [touch('a', 'cpc'), touch('b')] }, 'open: touches[].medium'],
    ['"A" in [grades.need, grades.budget]', { grades: { budget: 'A' } }, 'yes'],
    ['"A" in [grades.need, grades.budget]', { grades: { budget: 'B' } }, 'open: grades.need'],
    [
      'touches.exists(t, touches.exists(u, u.touch == t.touch && u.medium != t.medium))',
      { touches: [touch('a', 'x'), touch('a', 'y')] },
      'yes',
    ],
  ],
  'touches that were not recorded did not happen, unless the person is not known': [
    ['touched("demo") == 0', { engagement: {} }, 'yes'],
    ['touched("demo") + touched("webinar") >= 3', { engagement: { demo: 1, webinar: 2 } }, 'yes'],
    ['engagement.demo >= 1', { engagement: {} }, 'no'],
    ['touched("demo") >= 1', {}, 'open: engagement.demo'],
  ],
  'asking whether something is known is itself always known': [
    ['has(grades.need)', {}, 'no'],
    ['has(person.position) && person.position == "CEO"', { person: { position: 'CEO' } }, 'yes'],
    ['has(person.position) && person.position == "CEO"', {}, 'no'],
    ['"need" in grades', { grades: { need: 'D' } }, 'yes'],
  ],
  'an error that is no missing value is shown, never taken for an answer': [
    ['100 / lead.rating > 5', { lead: { rating: 0 } }, 'failed: division by zero'],
    ['lead.rating * 9223372036854775807 > 5', { lead: { rating: 2 } }, 'failed: whole number too large'],
    ['answers.budget > 1000', { answers: { budget: 'plenty' } }, 'failed: cannot compare a string > a int'],
    ['touches[0].medium == "cpc"', { touches: [] }, 'failed: the list has no element 0'],
    ['size(touches) > 0 && touches[0].medium == "cpc"', { touches: [] }, 'no'],
    ['100 / lead.rating > 5 || company.employees > 5', { lead: { rating: 0 } }, 'open: company.employees'],
    ['answers.constructor == "x"', { answers: {} }, 'open: answers.constructor'],
    [
      'touches.exists(t, touches.exists(u, u.touch == "no"))',
      { touches: Array.from({ length: 500 }, () => touch('visit')) },
      'failed: the rule walks too many elements',
    ],
  ],
};

for (const [law, cases] of Object.entries(tables)) {
  describe(law, () => {
    for (const [rule, snapshot, answer] of cases) {
      test(`${rule.slice(0, 110)} with ${JSON.stringify(snapshot).slice(0, 90)} is ${answer}`, () => {
        expect(answerOf(rule, snapshot)).toBe(answer);
      });
    }
  });
}

test('a rule about an order sees the deal and its first lead', () => {
  const snapshot = { order: { netMinor: '100' }, deal: { won: true }, lead: { source: 'google' } };
  expect(answerOf('order.netMinor == 100 && deal.won && lead.source == "google"', snapshot, 'order')).toBe('yes');
});

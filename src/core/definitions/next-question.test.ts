import { expect, test } from 'vitest';
import type { Fact } from '#core/facts/fact.ts';
import { hashed, viewAsOf } from '#core/facts/view.ts';
import type { JsonObject } from '#core/kernel/canonical-json.ts';
import { valueOrThrow } from '#core/kernel/result.ts';
import { openQuestions } from './next-question.ts';
import { compileRule } from './rule.ts';
import { qualifiedLeadBant } from './templates/qualified-lead-bant.ts';

const both = { de: 'Beispiel', en: 'example' };
const on = '2026-03-01T09:00:00.000Z';
let count = 0;
const fact = (kind: string, data: JsonObject, subject = 'lead:1'): Fact => {
  count += 1;
  return {
    workspace: 'w',
    seq: count,
    id: `f${count}`,
    kind,
    version: 1,
    subject,
    occurredAt: on,
    recordedAt: on,
    source: 'x',
    revision: 1,
    actor: 'system',
    data,
  };
};
const captured = fact('lead.captured', { source: 'web', company: 'company:1' });
const view = (...facts: readonly Fact[]) => viewAsOf([captured, ...facts].map(hashed), Number.MAX_SAFE_INTEGER);
const ruleOf = (rule: string, parameters = {}) =>
  valueOrThrow(compileRule({ key: 'x', version: 1, subject: 'lead', title: both, wording: both, rule, parameters, examples: [] }));
const asked = (rule: string, ...facts: readonly Fact[]) => openQuestions(ruleOf(rule), 'lead:1', view(...facts)).map(({ path }) => path);

test('the question that settles the matter with most of its answers comes first', () => {
  // Three of four grades settle it with a no; a yes or no does in one case of two.
  const rule = 'answered["fit"] && grades.need == "A" && grades.budget == "A"';
  expect(asked(rule)).toEqual(['grades.budget', 'grades.need', 'answered.fit']);
});

test('what is known is not asked, and what cannot change the answer any more is not asked', () => {
  const graded = fact('lead.graded', { criterion: 'need', grade: 'A', by: 'person' });
  expect(asked('grades.need == "A" && grades.budget == "A"', graded)).toEqual(['grades.budget']);
  expect(asked('grades.need == "A" || grades.budget == "A"', graded)).toEqual([]);
});

test('a number is tried around what the rule compares it with, a text with what the rule names', () => {
  const [number, text] = openQuestions(
    ruleOf('company.employees >= parameters.least && company.industry in ["steel", "retail"]', { least: 50 }),
    'lead:1',
    view(),
  );
  expect([number, text].map((one) => [one?.path, one?.expects, one?.decidesAlone, one?.choices])).toEqual([
    ['company.employees', 'number', true, []],
    ['company.industry', 'text', true, ['steel', 'retail']],
  ]);
});

test('a question that needs others says so', () => {
  const questions = openQuestions(ruleOf('atLeast(2, [grades.need == "A", grades.budget == "A", grades.time == "A"])'), 'lead:1', view());
  expect(questions.every(({ decidesAlone, expects }) => !decidesAlone && expects === 'grade')).toBe(true);
});

test('a list that is not there is asked for last, since no single value answers it', () => {
  const rule = ruleOf('lead.rating > 3 && company.region == "BY" || touches.exists(t, t.medium == "fair")');
  const questions = openQuestions(rule, 'lead:1', view());
  expect(questions.at(-1)).toMatchObject({ path: 'touches', expects: 'other' });
});

test('a subject that counts, does not count or was never founded has no question', () => {
  expect(asked('lead.source == "web"')).toEqual([]);
  expect(openQuestions(ruleOf('lead.rating > 3'), 'lead:2', view())).toEqual([]);
});

test('the template for four criteria asks for the grades that are missing', () => {
  const rule = valueOrThrow(compileRule(qualifiedLeadBant));
  const questions = openQuestions(rule, 'lead:1', view());
  expect(questions.length).toBeGreaterThan(1);
  expect(questions[0]?.expects).not.toBe('other');
});

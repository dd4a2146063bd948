import { Environment } from '@marcbachmann/cel-js';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { valueOrThrow } from '#core/kernel/result.ts';
import { type Answer, compileRule, type Rule } from './rule.ts';
import type { Snapshot } from './snapshot.ts';

const both = { de: 'Beispiel', en: 'example' };
const criteria = ['a', 'b', 'c', 'd'] as const;

function compiled(rule: string): Rule {
  return valueOrThrow(compileRule({ key: 'x', version: 1, subject: 'lead', title: both, wording: both, rule, examples: [] }));
}

/** Every way in which the unknown grades could turn out. */
function completions(known: Readonly<Record<string, string>>): readonly Record<string, string>[] {
  let all: Record<string, string>[] = [{ ...known }];
  for (const criterion of criteria) {
    if (known[criterion] === undefined) all = all.flatMap((one) => ['A', 'B'].map((grade) => ({ ...one, [criterion]: grade })));
  }
  return all;
}

function truth(rule: Rule, known: Readonly<Record<string, string>>): Answer['answer'] {
  const answers = new Set(completions(known).map((grades) => rule.evaluate({ grades }).answer));
  expect(answers.has('open') || answers.has('failed')).toBe(false);
  return answers.size === 1 ? ([...answers][0] ?? 'failed') : 'open';
}

const knownGrades: fc.Arbitrary<Readonly<Record<string, string>>> = fc
  .array(fc.tuple(fc.constantFrom(...criteria), fc.constantFrom('A', 'B')))
  .map((pairs) => Object.fromEntries(pairs));
const list = `[${criteria.map((name) => `grades.${name} == "A"`).join(', ')}]`;

test('counting says yes if every completion does, no if none does, and is open otherwise', () => {
  const forms = ['atLeast(#, @)', 'atMost(#, @)', 'count(@) == #', 'count(@) != #', 'count(@) > #', '!(# >= count(@))'];
  const rules = forms.flatMap((form) => [0, 1, 2, 3, 4, 5].map((n) => compiled(form.replaceAll('@', list).replaceAll('#', String(n)))));
  fc.assert(
    fc.property(knownGrades, (grades) => {
      for (const rule of rules) {
        const answer = rule.evaluate({ grades }).answer;
        expect([rule.definition.rule, answer]).toEqual([rule.definition.rule, truth(rule, grades)]);
      }
    }),
  );
});

/** Conditions in which each criterion appears at most once, so that no two of its parts are about the same unknown. */
const condition = fc.shuffledSubarray([...criteria], { minLength: 1 }).chain((names) => {
  const build = (some: readonly string[]): fc.Arbitrary<string> => {
    const [first, ...rest] = some;
    const leaf = fc.constantFrom(`grades.${first} == "A"`, `grades.${first} in ["B"]`, `!(grades.${first} == "A")`);
    if (rest.length === 0) return leaf;
    return fc
      .tuple(leaf, build(rest), fc.constantFrom('&&', '||', '?'))
      .map(([l, r, op]) => (op === '?' ? `(${l} ? ${r} : true)` : `(${l} ${op} ${r})`));
  };
  return build(names);
});

test('a condition is open exactly if its unknown values can still decide it, and names exactly those that can', () => {
  fc.assert(
    fc.property(condition, knownGrades, (text, grades) => {
      const rule = compiled(text);
      const answer = rule.evaluate({ grades });
      expect(answer.answer).toBe(truth(rule, grades));
      const missing = answer.answer === 'open' ? answer.missing : [];
      for (const name of criteria) {
        const canDecide = completions(grades).some((one) => {
          if (grades[name] !== undefined) return false;
          return rule.evaluate({ grades: { ...one, [name]: 'A' } }).answer !== rule.evaluate({ grades: { ...one, [name]: 'B' } }).answer;
        });
        expect([text, name, missing.includes(`grades.${name}`)]).toEqual([text, name, canDecide]);
      }
    }),
    { numRuns: 300 },
  );
});

test('where everything is known, a rule answers as the CEL library does', () => {
  const library = new Environment()
    .registerVariable('grades', 'map<string, string>')
    .registerVariable('answers', 'map<string, dyn>')
    .registerVariable('numbers', 'list<int>');
  const operand = fc.constantFrom(
    'answers.x',
    'answers.y',
    '3',
    '-7',
    '(answers.x + 2)',
    '(answers.y * answers.x)',
    '(answers.x / 3)',
    '(answers.y % 4)',
  );
  const comparison = fc.tuple(operand, fc.constantFrom('<', '<=', '>', '>=', '==', '!='), operand).map((parts) => parts.join(' '));
  const leaf = fc.oneof(
    comparison,
    fc.constantFrom('grades.a == "A"', 'grades.b < grades.a', 'grades.a in ["B", "C"]', 'grades.a.startsWith("A")', 'has(grades.a)'),
    fc
      .tuple(fc.constantFrom('all', 'exists', 'exists_one'), fc.constantFrom('n > answers.x', 'n == 3'))
      .map(([m, p]) => `[3, 5, 3 + 4].${m}(n, ${p})`),
    fc.constantFrom('[1, 2, 3].filter(n, n > answers.x).size() == 2', '[1, 2].map(n, n * 2) == [2, 4]'),
  );
  const tree = fc.letrec<{ node: string }>((tie) => ({
    node: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      leaf,
      fc.tuple(tie('node'), fc.constantFrom('&&', '||'), tie('node')).map((parts) => `(${parts.join(' ')})`),
      tie('node').map((inner) => `!(${inner})`),
      fc.tuple(tie('node'), tie('node'), tie('node')).map(([a, b, c]) => `(${a} ? ${b} : ${c})`),
    ),
  }));
  const grade = fc.constantFrom('A', 'B', 'C');
  const values = fc.record({ a: grade, b: grade, x: fc.bigInt(-9n, 9n), y: fc.bigInt(-9n, 9n) });
  fc.assert(
    fc.property(tree.node, values, (text, { a, b, x, y }) => {
      const snapshot: Snapshot = { grades: { a, b }, answers: { x, y } };
      expect([text, compiled(text).evaluate(snapshot).answer]).toEqual([text, library.evaluate(text, snapshot) === true ? 'yes' : 'no']);
    }),
    { numRuns: 500 },
  );
});

import type { HashedFact } from '#core/facts/view.ts';
import { startHistory } from './history.ts';
import type { Value } from './outcome.ts';
import { relevantFacts } from './relevance.ts';
import type { Rule } from './rule.ts';
import type { Snapshot } from './snapshot.ts';
import { type FieldType, records, variablesOf } from './snapshot-shape.ts';

/** Something that is not known about a subject and could still change whether it counts. */
export interface OpenQuestion {
  /** The place in the snapshot, such as `grades.need` or `company.employees`. */
  readonly path: string;
  readonly expects: 'grade' | 'yes_no' | 'number' | 'text' | 'time' | 'other';
  /** Texts that the rule compares with, where it does. */
  readonly choices: readonly string[];
  /** Some answer to this question alone settles it. */
  readonly decidesAlone: boolean;
}

/**
 * What to ask next about a subject that is still open, the most useful question first: one that settles the matter with the most of
 * its answers, then one that leaves the fewest others. `ordered` is the view in view order. Empty unless the rule says open.
 */
export function openQuestions(rule: Rule, subject: string, ordered: readonly HashedFact[]): readonly OpenQuestion[] {
  const { subject: type } = rule.definition;
  const relevant = relevantFacts(rule, ordered);
  const history = startHistory(type, subject, rule.mentions, relevant);
  for (const { fact } of relevant) history.apply(fact);
  if (!history.exists()) return [];
  const snapshot = history.snapshot();
  const found = rule.evaluate(snapshot);
  if (found.answer !== 'open') return [];
  const written = constantsIn(rule);
  const asked = found.missing.map((path) => {
    const shape = shapeOf(rule, path);
    const answers = answersTo(shape, written).map((value) => rule.evaluate(withValue(snapshot, path, value)));
    const settled = answers.filter(({ answer }) => answer === 'yes' || answer === 'no').length;
    const left = answers.map((after) => (after.answer === 'open' ? after.missing.length : 0));
    return {
      question: {
        path,
        expects: shape === 'string' ? ('text' as const) : (expectation[shape] ?? 'other'),
        choices: shape === 'string' || shape === 'any' ? written.texts : [],
        decidesAlone: settled > 0,
      },
      share: answers.length === 0 ? -1 : settled / answers.length,
      left: left.length === 0 ? Number.POSITIVE_INFINITY : left.reduce((sum, count) => sum + count, 0) / left.length,
    };
  });
  return asked
    .sort((a, b) => b.share - a.share || a.left - b.left || (a.question.path < b.question.path ? -1 : 1))
    .map(({ question }) => question);
}

type Shape = FieldType | 'grade' | 'any' | 'none';

const expectation: Readonly<Partial<Record<Shape, OpenQuestion['expects']>>> = {
  grade: 'grade',
  bool: 'yes_no',
  int: 'number',
  timestamp: 'time',
  any: 'text',
};

/** What stands at a place of the snapshot; whole records and lists are not answered by one value. */
function shapeOf({ definition }: Rule, path: string): Shape {
  const [variable = '', field, ...rest] = path.split('.');
  const variables = variablesOf[definition.subject];
  const shape = Object.hasOwn(variables, variable) ? variables[variable] : undefined;
  if (shape === undefined || field === undefined || rest.length > 0) return 'none';
  if (shape.kind === 'map') return variable === 'grades' ? 'grade' : shape.value === 'any' ? 'any' : shape.value;
  if (shape.kind !== 'record') return 'none';
  const fields: Readonly<Record<string, FieldType>> = records[shape.record];
  return (Object.hasOwn(fields, field) ? fields[field] : undefined) ?? 'none';
}

interface Constants {
  readonly texts: readonly string[];
  readonly numbers: readonly bigint[];
}

/** What a rule compares with, its parameters included: around these values answers differ. */
function constantsIn({ definition }: Rule): Constants {
  const texts = [...definition.rule.matchAll(/"([^"\\\n]{1,100})"|'([^'\\\n]{1,100})'/g)].map(
    ([, double, single]) => double ?? single ?? '',
  );
  const numbers = [...definition.rule.matchAll(/(?<![\w.])\d{1,15}(?![\w.])/g)].map(([digits]) => BigInt(digits));
  for (const value of Object.values(definition.parameters ?? {})) {
    if (typeof value === 'string') texts.push(value);
    else if (typeof value === 'number') numbers.push(BigInt(value));
  }
  return { texts: [...new Set(texts)].slice(0, 20), numbers: [...new Set(numbers)].slice(0, 20) };
}

/** No text that a rule could be waiting for. */
const ANOTHER = '\u0001';

function answersTo(shape: Shape, { texts, numbers }: Constants): readonly Value[] {
  if (shape === 'grade') return ['A', 'B', 'C', 'D'];
  if (shape === 'bool') return [true, false];
  if (shape === 'timestamp') return [new Date(0), new Date(4_102_444_800_000)];
  const around = numbers.flatMap((number) => [number - 1n, number, number + 1n]);
  if (shape === 'int') return around.length === 0 ? [0n, 1n] : around;
  if (shape === 'string') return [...texts, ANOTHER];
  return shape === 'any' ? [...texts, ANOTHER, ...around, true, false] : [];
}

function withValue(snapshot: Snapshot, path: string, value: Value): Snapshot {
  const [variable = '', field = ''] = path.split('.');
  const record = snapshot[variable];
  const fields: Record<string, Value | undefined> = Object.create(null);
  return { ...snapshot, [variable]: Object.assign(fields, record, { [field]: value }) as Value };
}

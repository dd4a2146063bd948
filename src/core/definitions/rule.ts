import { ok, type Refusal, type Result, refuse } from '#core/kernel/result.ts';
import { compile, type Frame, RuleProblem } from './compile.ts';
import { type Definition, definitionHash } from './definition.ts';
import { environmentFor, ruleLimits } from './environment.ts';
import { Failed, nameOfType, Unknown } from './outcome.ts';
import type { Snapshot } from './snapshot.ts';
import { variablesOf } from './snapshot-shape.ts';

/** Yes, no, not yet known with everything that could still decide, or an error that someone must look at. */
export type Answer =
  | { readonly answer: 'yes' | 'no' }
  | { readonly answer: 'open'; readonly missing: readonly string[] }
  | { readonly answer: 'failed'; readonly message: string };

/** A compiled definition: compile once, evaluate often. */
export interface Rule {
  readonly definition: Definition;
  /** definitionHash of the definition. */
  readonly hash: string;
  /** The variables of the snapshot that the rule mentions; nothing else can change its answer. */
  readonly mentions: ReadonlySet<string>;
  evaluate(snapshot: Snapshot): Answer;
}

const YES: Answer = { answer: 'yes' };
const NO: Answer = { answer: 'no' };

/**
 * Reads, type-checks and bounds the rule of a definition; the examples are run by checkDefinition. Refusals:
 * definition.rule_invalid, definition.too_complex, with the place in the text as line:column.
 */
export function compileRule(definition: Definition): Result<Rule> {
  const { rule: text, subject, parameters = {} } = definition;
  if (text.length > ruleLimits.characters) {
    return refuse('definition.too_complex', { key: definition.key, place: '1:1', problem: `at most ${ruleLimits.characters} characters` });
  }
  try {
    const parsed = environmentFor(subject, parameters).parse(text);
    const checked = parsed.check();
    if (!checked.valid) return refusedBy(definition, checked.error);
    if (checked.type !== 'bool') {
      return refuse('definition.rule_invalid', { key: definition.key, place: '1:1', problem: `a rule answers bool, not ${checked.type}` });
    }
    const mentions = new Set<string>();
    const { run } = compile(parsed.ast, { variables: variablesOf[subject], parameters, locals: [], mentions });
    const frame: Frame = { root: {}, locals: [], steps: 0 };
    const evaluate = (snapshot: Snapshot): Answer => {
      frame.root = snapshot;
      frame.steps = ruleLimits.steps;
      const found = run(frame);
      if (found === true) return YES;
      if (found === false) return NO;
      if (found instanceof Unknown) return { answer: 'open', missing: [...found.missing].sort() };
      return { answer: 'failed', message: found instanceof Failed ? found.message : `a rule answers bool, not ${nameOfType(found)}` };
    };
    return ok({ definition, hash: definitionHash(definition), mentions, evaluate });
  } catch (problem) {
    return refusedBy(definition, problem);
  }
}

/** A problem found by the library or by our own bounds, as a refusal that names the place. Anything else is a bug and thrown on. */
function refusedBy(definition: Definition, problem: unknown): { readonly ok: false; readonly refusal: Refusal } {
  const { key, rule } = definition;
  if (problem instanceof RuleProblem) {
    return refuse(problem.code, { key, place: placeIn(rule, problem.at), problem: problem.message });
  }
  if (problem instanceof Error && 'summary' in problem && typeof problem.summary === 'string') {
    const limit = 'code' in problem && problem.code === 'limit_exceeded';
    const start = 'range' in problem && isRange(problem.range) ? problem.range.start : 0;
    return refuse(limit ? 'definition.too_complex' : 'definition.rule_invalid', {
      key,
      place: placeIn(rule, start),
      problem: problem.summary,
    });
  }
  throw problem;
}

function isRange(range: unknown): range is { readonly start: number } {
  return typeof range === 'object' && range !== null && 'start' in range && typeof range.start === 'number';
}

function placeIn(text: string, at: number): string {
  const before = text.slice(0, at).split('\n');
  return `${before.length}:${(before.at(-1)?.length ?? 0) + 1}`;
}

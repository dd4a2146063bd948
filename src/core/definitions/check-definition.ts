import { type Result, refuse } from '#core/kernel/result.ts';
import type { Definition, DefinitionExample } from './definition.ts';
import { type Answer, compileRule, type Rule } from './rule.ts';
import { readSnapshot } from './snapshot.ts';

/**
 * A definition is usable if its rule compiles and every example comes out as agreed; it needs one that counts and one that does
 * not. Refusals: definition.rule_invalid, definition.too_complex (with place), definition.example_failed (with the found answer).
 */
export function checkDefinition(definition: Definition): Result<Rule> {
  const rule = compileRule(definition);
  if (!rule.ok) return rule;
  for (const [index, { example, found, fits }] of examineExamples(rule.value).entries()) {
    if (fits) continue;
    return refuse('definition.example_failed', {
      key: definition.key,
      place: `examples[${index}]`,
      example: typeof example.name === 'string' ? example.name : example.name.en,
      expected: describe(example.answer, example.missing),
      found: found.answer === 'failed' ? `failed: ${found.message}` : describe(found.answer, missingOf(found)),
    });
  }
  for (const answer of ['yes', 'no'] as const) {
    if (definition.examples.some((example) => example.answer === answer)) continue;
    return refuse('definition.example_failed', { key: definition.key, place: 'examples', example: '', expected: answer, found: 'none' });
  }
  return rule;
}

/** What the examples of a definition come to under its rule, in their order, and whether that is what people agreed on. */
export function examineExamples(
  rule: Rule,
): readonly { readonly example: DefinitionExample; readonly found: Answer; readonly fits: boolean }[] {
  const { subject, examples } = rule.definition;
  return examples.map((example, index) => {
    const found = rule.evaluate(readSnapshot(subject, example.snapshot, `examples[${index}].snapshot`, []));
    return { example, found, fits: fitsTo(example, found) };
  });
}

function fitsTo(example: DefinitionExample, found: Answer): boolean {
  if (example.answer !== found.answer) return false;
  return example.missing === undefined || [...example.missing].sort().join('\n') === missingOf(found).join('\n');
}

function missingOf(answer: Answer): readonly string[] {
  return answer.answer === 'open' ? answer.missing : [];
}

function describe(answer: string, missing: readonly string[] | undefined): string {
  return missing === undefined || missing.length === 0 ? answer : `${answer}, missing: ${missing.join(', ')}`;
}

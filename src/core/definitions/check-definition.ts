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
  for (const [index, example] of definition.examples.entries()) {
    const snapshot = readSnapshot(definition.subject, example.snapshot, `examples[${index}].snapshot`, []);
    const found = rule.value.evaluate(snapshot);
    if (fits(example, found)) continue;
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

function fits(example: DefinitionExample, found: Answer): boolean {
  if (example.answer !== found.answer) return false;
  return example.missing === undefined || [...example.missing].sort().join('\n') === missingOf(found).join('\n');
}

function missingOf(answer: Answer): readonly string[] {
  return answer.answer === 'open' ? answer.missing : [];
}

function describe(answer: string, missing: readonly string[] | undefined): string {
  return missing === undefined || missing.length === 0 ? answer : `${answer}, missing: ${missing.join(', ')}`;
}

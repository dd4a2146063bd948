import { type Document, isScalar, parseDocument, visit } from 'yaml';
import { documentBounds, documentExcess } from '#core/kernel/document-marks.ts';
import { FIT_TEXT, isFit } from '#core/kernel/json-text.ts';
import { ok, type Result, refuse } from '#core/kernel/result.ts';

const MAX_CHARACTERS = 512_000;

/** Plain data from YAML or JSON text. Refusals: input.too_large, input.too_intricate, input.invalid, document.invalid with the place of every problem. */
export function readDocument(text: string, document: string): Result<unknown> {
  if (text.length > MAX_CHARACTERS) return refuse('input.too_large', { limit: MAX_CHARACTERS });
  const excess = documentExcess(text);
  if (excess !== undefined) return refuse('input.too_intricate', { what: excess, limit: documentBounds[excess] });
  // Whether keys are unique is asked below: the parser compares every key with every other one.
  const parsed = parseDocument(text, { strict: true, uniqueKeys: false, prettyErrors: true });
  const problems = [...parsed.errors.map(({ message }) => message.split('\n')[0] ?? message), ...keysTwice(parsed)];
  if (problems.length > 0) return refuse('document.invalid', { document, problems: problems.slice(0, 50) });
  try {
    const value = parsed.toJS({ maxAliasCount: 0 });
    return isFit(value) ? ok(value) : refuse('input.invalid', { at: document, expects: FIT_TEXT });
  } catch (error) {
    return refuse('document.invalid', { document, problems: [error instanceof Error ? error.message : String(error)] });
  }
}

function keysTwice(document: Document): readonly string[] {
  const problems: string[] = [];
  visit(document, {
    Map(_, map) {
      const seen = new Set<unknown>();
      for (const { key } of map.items) {
        const name = isScalar(key) ? String(key.value) : key;
        if (seen.has(name)) problems.push(`Map keys must be unique: ${String(name).slice(0, 100)}`);
        seen.add(name);
      }
    },
  });
  return problems;
}

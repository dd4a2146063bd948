import { parseDocument } from 'yaml';
import { ok, type Result, refuse } from '#core/kernel/result.ts';

const MAX_CHARACTERS = 512_000;

/** Plain data from YAML or JSON text. Refusals: input.too_large, document.invalid with the place of every problem. */
export function readDocument(text: string, document: string): Result<unknown> {
  if (text.length > MAX_CHARACTERS) return refuse('input.too_large', { limit: MAX_CHARACTERS });
  const parsed = parseDocument(text, { strict: true, uniqueKeys: true, prettyErrors: true });
  const problems = parsed.errors.map(({ message }) => message.split('\n')[0] ?? message);
  if (problems.length > 0) return refuse('document.invalid', { document, problems });
  try {
    return ok(parsed.toJS({ maxAliasCount: 0 }));
  } catch (error) {
    return refuse('document.invalid', { document, problems: [error instanceof Error ? error.message : String(error)] });
  }
}

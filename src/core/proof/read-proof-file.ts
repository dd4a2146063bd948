import { canonicalJson, isArray, isObject, type Json } from '#core/kernel/canonical-json.ts';
import { sha256Hex } from '#core/kernel/hash.ts';
import { PROOF_FILE_FORMAT, type ProofFile } from './proof-file.ts';
import { proofFileProblem } from './proof-file-shape.ts';
import type { Mismatch } from './verify.ts';

/**
 * Reads a proof file. Without `file` it cannot be read at all. With `file`, a mismatch says that the text is not its own
 * canonical form or does not have the digest it states: some byte was changed, whatever the recomputation finds.
 */
export function readProofFile(
  text: string,
): { readonly file?: undefined; readonly mismatch: Mismatch } | { readonly file: ProofFile; readonly mismatch?: Mismatch } {
  let parsed: Json;
  try {
    parsed = JSON.parse(text) as Json;
  } catch (error) {
    return {
      mismatch: {
        part: 'form',
        where: 'JSON',
        expected: PROOF_FILE_FORMAT,
        found: error instanceof Error ? error.message.slice(0, 200) : '',
      },
    };
  }
  const problem = proofFileProblem(parsed);
  if (problem !== undefined) return { mismatch: { part: 'form', ...problem } };
  const file = parsed as unknown as ProofFile;
  if (!isCanonical(text, parsed)) return { file, mismatch: { part: 'form', where: 'canonical JSON', expected: 'RFC 8785', found: '' } };
  const digest = digestOf(text, file.digest);
  return digest === file.digest ? { file } : { file, mismatch: { part: 'digest', where: 'digest', expected: digest, found: file.digest } };
}

/** The digest of a canonical file: over its text without the member `digest`. */
export function digestOf(text: string, stated: string): string {
  return sha256Hex(text.replace(`"digest":"${stated}",`, ''));
}

/** `JSON.stringify` writes what RFC 8785 wants but for the order of keys, so where keys are in order it is the quick way. */
function isCanonical(text: string, parsed: Json): boolean {
  try {
    return hasOrderedKeys(parsed) ? JSON.stringify(parsed) === text : canonicalJson(parsed) === text;
  } catch {
    return false;
  }
}

function hasOrderedKeys(value: Json): boolean {
  if (isArray(value)) return value.every(hasOrderedKeys);
  if (!isObject(value)) return true;
  let previous = '';
  for (const key of Object.keys(value)) {
    if (key < previous) return false;
    previous = key;
    const member = value[key];
    if (typeof member === 'object' && member !== null && !hasOrderedKeys(member)) return false;
  }
  return true;
}

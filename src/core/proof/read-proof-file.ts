import { canonicalJson, isArray, isObject, isOrdered, type Json } from '#core/kernel/canonical-json.ts';
import { sha256Hex } from '#core/kernel/hash.ts';
import { DEEPEST_JSON, surveyJson } from '#core/kernel/json-text.ts';
import { leafHashOfText } from './leaf.ts';
import { PROOF_FILE_FORMAT, type ProofFile } from './proof-file.ts';
import { proofFileProblem } from './proof-file-shape.ts';
import type { Mismatch } from './verify.ts';

export interface ReadProofFile {
  readonly file: ProofFile;
  /** The leaf of each fact. */
  readonly leaves: readonly Uint8Array[];
  /** The text is not its own canonical form or does not have the digest it states: some byte was changed. */
  readonly mismatch?: Mismatch;
}

/** Reads a proof file. Without `file` it cannot be read at all. */
export function readProofFile(text: string): ReadProofFile | { readonly file?: undefined; readonly mismatch: Mismatch } {
  let parsed: Json;
  let ordered: boolean;
  try {
    if (surveyJson(text).depth > DEEPEST_JSON) throw new Error(`nested deeper than ${DEEPEST_JSON}`);
    parsed = JSON.parse(text) as Json;
    ordered = isOrdered(parsed);
    if (!ordered || !text.isWellFormed() || text.includes('\\u')) refuseUnfit(parsed);
  } catch (error) {
    const found = error instanceof Error ? error.message.slice(0, 200) : '';
    return { mismatch: { part: 'form', where: 'JSON', expected: PROOF_FILE_FORMAT, found } };
  }
  const problem = proofFileProblem(parsed);
  if (problem !== undefined) return { mismatch: { part: 'form', ...problem } };
  const file = parsed as unknown as ProofFile;
  // JSON.stringify writes what RFC 8785 wants but for the order of keys, so where keys are in order it is the quick way.
  const { isCanonical, leaves } = compared(text, file, ordered ? JSON.stringify : (value) => canonicalJson(value as Json));
  if (!isCanonical) return { file, leaves, mismatch: { part: 'form', where: 'canonical JSON', expected: 'RFC 8785', found: '' } };
  const digest = digestOf(text, file.digest);
  if (digest === file.digest) return { file, leaves };
  return { file, leaves, mismatch: { part: 'digest', where: 'digest', expected: digest, found: file.digest } };
}

/** The digest of a canonical file: over its text without the member `digest`. */
function digestOf(text: string, stated: string): string {
  const member = `"digest":"${stated}",`;
  const from = text.indexOf(member);
  return sha256Hex(text.slice(0, from) + text.slice(from + member.length));
}

/** Compares a text with the canonical form, piece by piece, so that the canonical text of each fact is there once for its leaf. */
function compared(text: string, file: ProofFile, write: (value: unknown) => string) {
  const leaves: Uint8Array[] = [];
  let at = 0;
  let isCanonical = true;
  const goOnWith = (piece: string): void => {
    // Slices compare as memory does; startsWith goes sign by sign.
    isCanonical &&= text.slice(at, at + piece.length) === piece;
    at += piece.length;
  };
  for (const [index, name] of Object.keys(file).sort().entries()) {
    goOnWith(`${index === 0 ? '{' : ','}${JSON.stringify(name)}:`);
    if (name !== 'facts') {
      goOnWith(write(file[name as keyof ProofFile]));
      continue;
    }
    for (const [place, fact] of file.facts.entries()) {
      const factText = write(fact);
      leaves.push(leafHashOfText(factText));
      goOnWith(place === 0 ? '[' : ',');
      goOnWith(factText);
    }
    goOnWith(']');
  }
  goOnWith('}');
  return { isCanonical: isCanonical && at === text.length, leaves };
}

/** A number that JSON cannot say, U+0000 and lone surrogates do not occur. */
function refuseUnfit(value: Json | undefined): void {
  if (typeof value === 'number' && !Number.isFinite(value)) throw new RangeError('a number is too large');
  if (typeof value === 'string' && (value.includes('\u0000') || !value.isWellFormed())) {
    throw new RangeError('text is well-formed and has no NUL');
  }
  if (typeof value !== 'object' || value === null) return;
  if (isArray(value)) for (const item of value) refuseUnfit(item);
  else if (isObject(value)) for (const [key, member] of Object.entries(value)) for (const one of [key, member]) refuseUnfit(one);
}

import { canonicalJson, isArray, isObject, type Json } from '#core/kernel/canonical-json.ts';
import { sha256Hex } from '#core/kernel/hash.ts';
import { PROOF_FILE_FORMAT, type ProofFile } from './proof-file.ts';
import { proofFileProblem } from './proof-file-shape.ts';
import type { Mismatch } from './verify.ts';

export interface ReadProofFile {
  readonly file: ProofFile;
  /** The canonical JSON of each fact, of which its leaf is made. */
  readonly factTexts: readonly string[];
  /** The text is not its own canonical form or does not have the digest it states: some byte was changed. */
  readonly mismatch?: Mismatch;
}

/** Reads a proof file. Without `file` it cannot be read at all. */
export function readProofFile(text: string): ReadProofFile | { readonly file?: undefined; readonly mismatch: Mismatch } {
  let parsed: Json;
  let ordered: boolean;
  try {
    parsed = JSON.parse(text) as Json;
    ordered = isOrdered(parsed);
    if (!text.isWellFormed() || text.includes('\\u')) refuseUnfitTexts(parsed);
  } catch (error) {
    const found = error instanceof Error ? error.message.slice(0, 200) : '';
    return { mismatch: { part: 'form', where: 'JSON', expected: PROOF_FILE_FORMAT, found } };
  }
  const problem = proofFileProblem(parsed);
  if (problem !== undefined) return { mismatch: { part: 'form', ...problem } };
  const file = parsed as unknown as ProofFile;
  // JSON.stringify writes what RFC 8785 wants but for the order of keys, so where keys are in order it is the quick way.
  const write: Writer = ordered ? JSON.stringify : (value) => canonicalJson(value as Json);
  const factTexts = file.facts.map(write);
  if (!isCanonical(text, file, write, factTexts)) {
    return { file, factTexts, mismatch: { part: 'form', where: 'canonical JSON', expected: 'RFC 8785', found: '' } };
  }
  const digest = digestOf(text, file.digest);
  if (digest === file.digest) return { file, factTexts };
  return { file, factTexts, mismatch: { part: 'digest', where: 'digest', expected: digest, found: file.digest } };
}

type Writer = (value: unknown) => string;

/** The digest of a canonical file: over its text without the member `digest`. */
function digestOf(text: string, stated: string): string {
  const member = `"digest":"${stated}",`;
  const from = text.indexOf(member);
  return sha256Hex(text.slice(0, from) + text.slice(from + member.length));
}

/** Compares member by member, so that the texts of the facts are written only once. */
function isCanonical(text: string, file: ProofFile, write: Writer, factTexts: readonly string[]): boolean {
  let at = 0;
  const goesOnWith = (piece: string): boolean => {
    const fits = text.startsWith(piece, at);
    at += piece.length;
    return fits;
  };
  const namesInOrder = Object.keys(file).sort();
  return (
    namesInOrder.every((name, index) => {
      if (!goesOnWith(`${index === 0 ? '{' : ','}${JSON.stringify(name)}:`)) return false;
      if (name !== 'facts') return goesOnWith(write(file[name as keyof ProofFile]));
      return factTexts.every((one, place) => goesOnWith(place === 0 ? '[' : ',') && goesOnWith(one)) && goesOnWith(']');
    }) &&
    goesOnWith('}') &&
    at === text.length
  );
}

/** Whether all keys are in order; a number that JSON cannot say is an error. */
function isOrdered(value: Json | undefined): boolean {
  if (typeof value === 'number' && !Number.isFinite(value)) throw new RangeError('a number is too large');
  if (typeof value !== 'object' || value === null) return true;
  // Everything is walked even where order is lost already: a number may still be unfit.
  let ordered = true;
  if (isArray(value)) {
    for (const item of value) if (typeof item !== 'string' && !isOrdered(item)) ordered = false;
    return ordered;
  }
  let previous = '';
  for (const key of Object.keys(value)) {
    if (key < previous) ordered = false;
    previous = key;
    const member = value[key];
    if (typeof member !== 'string' && !isOrdered(member)) ordered = false;
  }
  return ordered;
}

/** U+0000 and lone surrogates do not occur in texts or keys. */
function refuseUnfitTexts(value: Json | undefined): void {
  if (typeof value === 'string') {
    if (value.includes('\u0000') || !value.isWellFormed()) throw new RangeError('text is well-formed and has no NUL');
  } else if (value !== undefined && value !== null && typeof value === 'object') {
    if (isArray(value)) for (const item of value) refuseUnfitTexts(item);
    else if (isObject(value)) for (const [key, member] of Object.entries(value)) for (const one of [key, member]) refuseUnfitTexts(one);
  }
}

import type { Json } from '#core/kernel/canonical-json.ts';
import { DEEPEST_JSON, FIT_TEXT, readJson } from '#core/kernel/json-text.ts';
import { ok, RefusalError, type Result, refuse } from '#core/kernel/result.ts';

export const JSON_LIMIT_BYTES = 1_000_000;
export const LINE_LIMIT_BYTES = 1_000_000;
export const UPLOAD_LIMIT_BYTES = 200_000_000;
export const PROOF_FILE_LIMIT_BYTES = 64_000_000;
/** How long a body may pause before it is taken for one that never ends. */
export const SILENCE_MS = 60_000;
/** A stream of facts may wait for the next one. */
const STREAM_SILENCE_MS = 15 * 60_000;

/** The body as text, read up to a limit. Refusal: input.too_large. Throws a RefusalError (input.invalid, input.too_slow). */
export async function readText(request: Request, limitBytes: number): Promise<Result<string>> {
  const stated = request.headers.get('content-length');
  if (stated !== null && Number(stated) > limitBytes) return refuse('input.too_large', { limitBytes });
  if (request.body === null) return ok('');
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let text = '';
  let bytes = 0;
  for await (const chunk of promptly(request.body, SILENCE_MS)) {
    bytes += chunk.length;
    if (bytes > limitBytes) return refuse('input.too_large', { limitBytes });
    text += decoded(() => decoder.decode(chunk, { stream: true }));
  }
  return ok(text + decoded(() => decoder.decode()));
}

/** JSON from text; texts in it that cannot be kept are refused, unless each item is judged for itself. Refusals: input.invalid, input.too_intricate. */
export function parseJson(text: string, unfit: 'refused' | 'judged later' = 'refused'): Result<Json> {
  const read = readJson(text);
  if ('value' in read) return read.isFit || unfit === 'judged later' ? ok(read.value) : refuse('input.invalid', NOT_FIT);
  if (read.problem === 'too_deep') return refuse('input.too_intricate', { what: 'depth', limit: DEEPEST_JSON });
  return refuse('input.invalid', { at: 'body', expects: expected[read.problem] });
}

const expected = { not_json: 'JSON', key_twice: 'every key once' } as const;
const NOT_FIT = { at: 'body', expects: FIT_TEXT };

const NOT_UTF_8 = { code: 'input.invalid', params: { at: 'body', expects: 'text in UTF-8' } } as const;

/** Throws a RefusalError (input.invalid) for bytes that are no UTF-8: to put signs of replacement would change what was said. */
function decoded(decode: () => string): string {
  try {
    return decode();
  } catch {
    throw new RefusalError(NOT_UTF_8);
  }
}

/**
 * The pieces of a body as they arrive. Nobody may hold a connection by saying nothing. Throws a RefusalError (input.too_slow).
 */
export async function* promptly(body: AsyncIterable<Uint8Array>, silenceMs: number): AsyncGenerator<Uint8Array> {
  const pieces = body[Symbol.asyncIterator]();
  let timer: NodeJS.Timeout | undefined;
  try {
    for (;;) {
      const silent = new Promise<never>((_, reject) => {
        timer = setTimeout(() => reject(new RefusalError({ code: 'input.too_slow', params: { seconds: silenceMs / 1_000 } })), silenceMs);
      });
      const next = await Promise.race([pieces.next(), silent]);
      clearTimeout(timer);
      if (next.done === true) return;
      yield next.value;
    }
  } finally {
    clearTimeout(timer);
    // Not waited for: a body that says nothing does not end either.
    pieces.return?.()?.catch(() => {});
  }
}

/** The lines of a body as they arrive; blank ones are left out. Throws a RefusalError: input.too_large at a line above the limit, input.invalid. */
export async function* readLines(body: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let rest = '';
  for await (const chunk of promptly(body, STREAM_SILENCE_MS)) {
    const lines = (rest + decoded(() => decoder.decode(chunk, { stream: true }))).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      if (line.length > LINE_LIMIT_BYTES) throw tooLong();
      if (line.trim() !== '') yield line;
    }
    if (rest.length > LINE_LIMIT_BYTES) throw tooLong();
  }
  rest += decoded(() => decoder.decode());
  if (rest.trim() !== '') yield rest;
}

function tooLong(): RefusalError {
  return new RefusalError({ code: 'input.too_large', params: { limitBytes: LINE_LIMIT_BYTES } });
}

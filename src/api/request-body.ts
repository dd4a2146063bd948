import type { Json } from '#core/kernel/canonical-json.ts';
import { ok, RefusalError, type Result, refuse } from '#core/kernel/result.ts';

export const JSON_LIMIT_BYTES = 1_000_000;
export const LINE_LIMIT_BYTES = 1_000_000;
export const UPLOAD_LIMIT_BYTES = 200_000_000;
export const PROOF_FILE_LIMIT_BYTES = 64_000_000;

/** The body as text, read up to a limit. Refusal: input.too_large. */
export async function readText(request: Request, limitBytes: number): Promise<Result<string>> {
  const stated = request.headers.get('content-length');
  // The server cuts the body at the stated length, so a stated one needs no counting.
  if (stated !== null) return Number(stated) > limitBytes ? refuse('input.too_large', { limitBytes }) : ok(await request.text());
  if (request.body === null) return ok('');
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  for await (const chunk of request.body) {
    bytes += chunk.length;
    if (bytes > limitBytes) return refuse('input.too_large', { limitBytes });
    text += decoder.decode(chunk, { stream: true });
  }
  return ok(text + decoder.decode());
}

/** JSON from text. Refusal: input.invalid. */
export function parseJson(text: string): Result<Json> {
  try {
    return ok(JSON.parse(text));
  } catch {
    return refuse('input.invalid', { at: 'body', expects: 'JSON' });
  }
}

/** The lines of a body as they arrive; blank ones are left out. Throws a RefusalError (input.too_large) at a line above the limit. */
export async function* readLines(body: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of body) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      if (line.length > LINE_LIMIT_BYTES) throw tooLong();
      if (line.trim() !== '') yield line;
    }
    if (rest.length > LINE_LIMIT_BYTES) throw tooLong();
  }
  rest += decoder.decode();
  if (rest.trim() !== '') yield rest;
}

function tooLong(): RefusalError {
  return new RefusalError({ code: 'input.too_large', params: { limitBytes: LINE_LIMIT_BYTES } });
}

import { RefusalError } from '#core/kernel/result.ts';
import { promptly, SILENCE_MS } from './request-body.ts';

export interface Part {
  readonly name: string;
  /** Absent for a plain field. */
  readonly fileName?: string;
  /** To be read to its end before the next part is asked for. */
  readonly content: AsyncIterable<Uint8Array>;
}

const HEAD_LIMIT_BYTES = 16_384;
/** More parts than files a mapping can name. */
const MOST_PARTS = 1_000;
const LONGEST_BOUNDARY = 200;
const HEAD_END = Buffer.from('\r\n\r\n');

/**
 * The parts of a multipart/form-data body as they arrive; nothing is held but the chunk in hand. Throws a RefusalError: input.invalid
 * for a body that is not multipart, input.too_large above the limit.
 */
export async function* readParts(request: Request, limitBytes: number): AsyncGenerator<Part> {
  const boundary = /;\s*boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(request.headers.get('content-type') ?? '');
  const mark = boundary?.[1] ?? boundary?.[2];
  if (mark === undefined || mark.length > LONGEST_BOUNDARY || request.body === null) throw invalid('multipart/form-data with a boundary');
  if (Number(request.headers.get('content-length') ?? 0) > limitBytes) throw tooLarge(limitBytes);
  // The first boundary has no line break before it; with one put in front, all of them look the same.
  const source = new Source(request.body, limitBytes, Buffer.from('\r\n'));
  const delimiter = Buffer.from(`\r\n--${mark}`);
  for await (const _ of source.until(delimiter)) {
    // Text before the first boundary means nothing.
  }
  for (let parts = 0; await source.startsPart(); parts += 1) {
    if (parts >= MOST_PARTS) throw new RefusalError({ code: 'input.too_large', params: { what: 'parts', limit: MOST_PARTS } });
    const head = await source.head();
    const content = source.until(delimiter);
    yield { ...namesIn(head), content };
    for await (const _ of content) {
      // What the reader left over.
    }
  }
}

function namesIn(head: string): Pick<Part, 'name' | 'fileName'> {
  const disposition = /^content-disposition:(.*)$/im.exec(head)?.[1] ?? '';
  const name = /[;\s]name="([^"]*)"/i.exec(disposition)?.[1];
  if (name === undefined) throw invalid('parts with a name');
  const fileName = /;\s*filename="((?:[^"\\]|\\.)*)"/i.exec(disposition)?.[1];
  return fileName === undefined ? { name } : { name, fileName: decodeName(fileName) };
}

/** Browsers write a quote in a file name as %22 or \". */
function decodeName(name: string): string {
  return name.replaceAll('%22', '"').replaceAll(/\\(.)/g, '$1');
}

/** A body with a little of it in hand. */
class Source {
  readonly #chunks: AsyncIterator<Uint8Array>;
  readonly #limitBytes: number;
  #held: Buffer;
  #bytes = 0;

  constructor(body: AsyncIterable<Uint8Array>, limitBytes: number, start: Buffer) {
    this.#chunks = promptly(body, SILENCE_MS)[Symbol.asyncIterator]();
    this.#limitBytes = limitBytes;
    this.#held = start;
  }

  /** Everything up to the delimiter, which is skipped. */
  async *until(delimiter: Buffer): AsyncGenerator<Uint8Array> {
    for (;;) {
      const at = this.#held.indexOf(delimiter);
      if (at >= 0) {
        const last = this.#held.subarray(0, at);
        this.#held = this.#held.subarray(at + delimiter.length);
        if (last.length > 0) yield last;
        return;
      }
      const safe = this.#held.length - delimiter.length + 1;
      if (safe > 0) {
        const chunk = this.#held.subarray(0, safe);
        this.#held = this.#held.subarray(safe);
        yield chunk;
      }
      await this.#more();
    }
  }

  /** Behind a boundary: a line break and a part, or two hyphens and the end. */
  async startsPart(): Promise<boolean> {
    while (this.#held.length < 2) await this.#more();
    const next = this.#held.subarray(0, 2).toString('latin1');
    if (next === '--') return false;
    if (next !== '\r\n') throw invalid('multipart/form-data');
    return true;
  }

  async head(): Promise<string> {
    let end = this.#held.indexOf(HEAD_END);
    while (end < 0) {
      if (this.#held.length > HEAD_LIMIT_BYTES) throw invalid('short part headers');
      await this.#more();
      end = this.#held.indexOf(HEAD_END);
    }
    const head = this.#held.subarray(2, end).toString('utf8');
    this.#held = this.#held.subarray(end + HEAD_END.length);
    return head;
  }

  async #more(): Promise<void> {
    const next = await this.#chunks.next();
    if (next.done === true) throw invalid('a body that ends with its boundary');
    this.#bytes += next.value.length;
    if (this.#bytes > this.#limitBytes) throw tooLarge(this.#limitBytes);
    this.#held = Buffer.concat([this.#held, next.value]);
  }
}

function invalid(expects: string): RefusalError {
  return new RefusalError({ code: 'input.invalid', params: { at: 'body', expects } });
}

function tooLarge(limitBytes: number): RefusalError {
  return new RefusalError({ code: 'input.too_large', params: { limitBytes } });
}

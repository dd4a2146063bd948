import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readParts } from './multipart.ts';

const content = fc.oneof(
  fc.uint8Array({ maxLength: 400 }),
  // Near misses of the boundary.
  fc
    .array(fc.constantFrom('\r\n', '--', '\r\n--', 'xy', '\r\n--xy', '-', '\n'), { maxLength: 12 })
    .map((bits) => new TextEncoder().encode(`${bits.join('')}!`)),
);
const part = fc.record({
  name: fc.constantFrom('mapping', 'files'),
  fileName: fc.option(fc.constantFrom('a.csv', 'ä b.csv'), { nil: undefined }),
  content,
});

describe('an upload of several parts', () => {
  it('arrives as it was sent, however it is cut into pieces', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(part, { minLength: 1, maxLength: 4 }),
        fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 20 }),
        async (parts, cuts) => {
          const boundary = 'xyz';
          fc.pre(parts.every((one) => !Buffer.from(one.content).includes(`\r\n--${boundary}`)));
          const request = new Request('http://x/', {
            method: 'POST',
            headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
            body: inPieces(encoded(parts, boundary), cuts),
            duplex: 'half',
          });
          const found: SentPart[] = [];
          for await (const { name, fileName, content: chunks } of readParts(request, 1_000_000)) {
            found.push({ name, fileName, content: new Uint8Array(Buffer.concat(await Array.fromAsync(chunks))) });
          }
          expect(found).toEqual(parts);
        },
      ),
    );
  });

  it('is cut off above its limit', async () => {
    const body = encoded([{ name: 'files', fileName: 'a.csv', content: new Uint8Array(5_000) }], 'b');
    const request = new Request('http://x/', {
      method: 'POST',
      headers: { 'content-type': 'multipart/form-data; boundary=b' },
      body: inPieces(body, [700]),
      duplex: 'half',
    });
    const read = async () => {
      for await (const one of readParts(request, 2_000)) await Array.fromAsync(one.content);
    };
    await expect(read()).rejects.toMatchObject({ refusal: { code: 'input.too_large' } });
  });
});

interface SentPart {
  readonly name: string;
  readonly fileName: string | undefined;
  readonly content: Uint8Array;
}

function encoded(parts: readonly SentPart[], boundary: string): Uint8Array {
  const pieces = parts.flatMap(({ name, fileName, content: bytes }) => [
    Buffer.from(
      `--${boundary}\r\ncontent-disposition: form-data; name="${name}"${fileName === undefined ? '' : `; filename="${fileName}"`}\r\n\r\n`,
    ),
    Buffer.from(bytes),
    Buffer.from('\r\n'),
  ]);
  return Buffer.concat([...pieces, Buffer.from(`--${boundary}--\r\n`)]);
}

function inPieces(body: Uint8Array, cuts: readonly number[]): ReadableStream<Uint8Array> {
  let at = 0;
  let turn = 0;
  return new ReadableStream({
    pull(controller) {
      if (at >= body.length) return controller.close();
      const length = cuts[turn % cuts.length] ?? 1;
      controller.enqueue(new Uint8Array(body.subarray(at, at + length)));
      at += length;
      turn += 1;
    },
  });
}

import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { parseJson, promptly, readLines, readText } from './request-body.ts';

type Piece = string | readonly number[];

const bytes = (...pieces: readonly Piece[]) =>
  new ReadableStream<Uint8Array>({
    start(controller) {
      for (const piece of pieces) controller.enqueue(typeof piece === 'string' ? new TextEncoder().encode(piece) : Uint8Array.from(piece));
      controller.close();
    },
  });

async function linesOf(...pieces: readonly Piece[]): Promise<readonly string[]> {
  const lines: string[] = [];
  for await (const line of readLines(bytes(...pieces))) lines.push(line);
  return lines;
}

describe('a body that is received', () => {
  it('is given up when nothing more comes for too long, and only then', async () => {
    const slow = async function* () {
      yield new Uint8Array(1);
      await delay(20);
      yield new Uint8Array(2);
      await delay(10_000, undefined, { ref: false });
    };
    let received = 0;
    const reading = async () => {
      for await (const piece of promptly(slow(), 200)) received += piece.length;
    };
    await expect(reading()).rejects.toMatchObject({ refusal: { code: 'input.too_slow', params: { seconds: 0.2 } } });
    expect(received).toBe(3);
  });

  it('is read across pieces that end within a character', async () => {
    expect(await linesOf([0xef, 0xbb], [0xbf, 0x7b, 0xc3], [0xbc, 0x7d, 0x0a], 'x')).toEqual(['{ü}', 'x']);
  });

  it.each([[[0xff]], [[0xc3, 0x28]], [[0xed, 0xa0, 0x80]], [[0xc3]]])('is refused where it is no UTF-8: %j', async (piece) => {
    const refused = { refusal: { code: 'input.invalid', params: { at: 'body', expects: 'text in UTF-8' } } };
    await expect(linesOf('{}\n', piece)).rejects.toMatchObject(refused);
    const request = new Request('http://x', { method: 'POST', body: bytes(piece), duplex: 'half' } as RequestInit);
    await expect(readText(request, 100)).rejects.toMatchObject(refused);
  });

  it.each([
    ['{"a":1,"a":2}', { code: 'input.invalid', params: { expects: 'every key once' } }],
    ['{"a":"\\u0000"}', { code: 'input.invalid', params: { expects: 'text of whole characters without NUL' } }],
    ['['.repeat(65), { code: 'input.too_intricate' }],
    ['{', { code: 'input.invalid', params: { expects: 'JSON' } }],
  ])('is refused as JSON where it is %s', (text, refusal) => {
    expect(parseJson(text)).toMatchObject({ ok: false, refusal });
  });
});

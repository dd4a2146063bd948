import { describe, expect, it } from 'vitest';
import { inspectFile } from './table-file.ts';
import { fileOf } from './text-file.fixture.ts';

type Encoding = 'auto' | 'utf-8' | 'windows-1252';
const inspect = (content: string | Uint8Array, encoding: Encoding = 'auto', wanted: readonly string[] = ['name', 'city'], chunkBytes = 7) =>
  inspectFile(fileOf('f.csv', content, chunkBytes), { file: 'f.csv', encoding, delimiter: 'auto' }, new Set(wanted));

async function textOf(content: string | Uint8Array, encoding: Encoding = 'auto', chunkBytes = 7): Promise<string> {
  const table = await inspect(content, encoding, ['name'], chunkBytes);
  if (!table.ok) throw new Error(JSON.stringify(table.refusal));
  let text = '';
  for await (const piece of table.value.text()) text += piece;
  return text;
}

const latin = (text: string) => Uint8Array.from(text, (character) => (character === '€' ? 0x80 : character.charCodeAt(0)));

describe('the text of a file', () => {
  it.each([1, 2, 3, 7, 100])('is read without its byte order mark, in chunks of %i bytes', async (chunkBytes) => {
    expect(await textOf('\ufeffname;city\nJürgen;Köln 😀\n', 'auto', chunkBytes)).toBe('name;city\nJürgen;Köln 😀\n');
  });

  it('is Windows-1252 where it is not UTF-8', async () => {
    expect(await textOf(latin('name;city\nJürgen;Köln\nPreis;5 €\n'))).toBe('name;city\nJürgen;Köln\nPreis;5 €\n');
  });

  it('is what the mapping says it is', async () => {
    expect(await textOf('name\nJürgen\n', 'windows-1252')).toBe('name\nJÃ¼rgen\n');
  });

  it.each([1, 5, 100])('names the line that is not UTF-8 where the mapping demands UTF-8, in chunks of %i bytes', async (chunkBytes) => {
    const file = latin('name\nAnna\nJürgen\nÖzil\n');
    expect(await inspect(file, 'utf-8', ['name'], chunkBytes)).toMatchObject({
      ok: false,
      refusal: { code: 'import.file_unreadable', params: { file: 'f.csv', reason: 'not_utf_8', line: 3 } },
    });
  });

  it('is refused where it breaks off within a character of UTF-8', async () => {
    const whole = new TextEncoder().encode('name\nJü');
    expect(await inspect(whole.slice(0, -1), 'utf-8')).toMatchObject({ ok: false, refusal: { params: { reason: 'not_utf_8', line: 2 } } });
  });

  it.each([
    ['utf_16', Uint8Array.of(0xff, 0xfe, 0x6e, 0)],
    ['not_text', Uint8Array.of(0x50, 0x4b, 3, 4, 0, 0)],
    ['empty', ''],
    ['no_header', '\nAnna\n'],
    ['too_many_columns', Array.from({ length: 501 }, (_, i) => `c${i}`).join(',')],
  ])('is refused for the reason %s', async (reason, content) => {
    expect(await inspect(content)).toMatchObject({ ok: false, refusal: { code: 'import.file_unreadable', params: { reason } } });
  });
});

describe('the delimiter of a file', () => {
  it.each([
    ['name,city\n', ','],
    ['name;city\n', ';'],
    ['name\tcity\n', '\t'],
    ['name|city\n', '|'],
    ['"name";"city";"a,b,c,d,e"\n', ';'],
    ['sales, net, per month;name;city\n', ';'],
  ])('of %j is found by the columns that are wanted', async (content, delimiter) => {
    expect(await inspect(content)).toMatchObject({ ok: true, value: { delimiter } });
  });
});

it('the hash of a file is that of its bytes', async () => {
  expect(await inspect('name\n')).toMatchObject({
    ok: true,
    value: { bytes: 5, hash: 'f80b1fa820d95a87cf48f78eb6c298b427fda46207f7b52eaff6fb8ab1590c64' },
  });
});

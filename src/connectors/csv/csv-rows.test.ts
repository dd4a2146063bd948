import { describe, expect, it } from 'vitest';
import { csvRows, type Delimiter, LONGEST_ROW_CHARS } from './csv-rows.ts';

async function* inPieces(text: string, size: number) {
  for (let at = 0; at < text.length; at += size) yield text.slice(at, at + size);
}

async function rowsOf(
  text: string,
  { delimiter = ',', width = 2, size = text.length }: { delimiter?: Delimiter; width?: number; size?: number } = {},
) {
  const rows: [number, ...string[]][] = [];
  const refused: unknown[] = [];
  for await (const block of csvRows(inPieces(text, Math.max(1, size)), delimiter, width)) {
    for (const [index, row] of block.rows.entries()) rows.push([block.lines[index] ?? 0, ...row]);
    refused.push(...block.refused);
  }
  return { rows, refused };
}

/** Whatever is said of a file holds wherever the pieces it comes in are cut. */
const sizes = [1, 2, 3, 5, 1_000];

describe.each(sizes)('the rows of a file that comes in pieces of %i', (size) => {
  it.each([
    [
      'plain rows',
      'a,b\n1,2\n3,4\n',
      [
        [2, '1', '2'],
        [3, '3', '4'],
      ],
    ],
    ['no line end at the end', 'a,b\n1,2', [[2, '1', '2']]],
    [
      'line ends of Windows',
      'a,b\r\n1,2\r\n"3","4"\r\n',
      [
        [2, '1', '2'],
        [3, '3', '4'],
      ],
    ],
    [
      'line ends of both kinds',
      'a,b\r\n1,2\n3,4\r\n',
      [
        [2, '1', '2'],
        [3, '3', '4'],
      ],
    ],
    [
      'line ends of old Macs',
      'a,b\r1,2\r3,4',
      [
        [2, '1', '2'],
        [3, '3', '4'],
      ],
    ],
    [
      'quoted line breaks, after which lines count on',
      'a,b\n"x\ny\nz",2\n3,4\n',
      [
        [2, 'x\ny\nz', '2'],
        [5, '3', '4'],
      ],
    ],
    [
      'quoted line breaks of Windows',
      'a,b\r\n"x\r\ny",2\r\n3,4\r\n',
      [
        [2, 'x\r\ny', '2'],
        [4, '3', '4'],
      ],
    ],
    ['quotes and commas in quotes', 'a,b\n"say ""yes""","1,2"\n', [[2, 'say "yes"', '1,2']]],
    ['blanks between quote and comma', 'a,b\n"x" ,"y"  \n', [[2, 'x', 'y']]],
    [
      'empty lines',
      'a,b\n\n1,2\n\n\n3,4\n\n',
      [
        [3, '1', '2'],
        [6, '3', '4'],
      ],
    ],
    [
      'empty cells',
      'a,b\n,\n"",2\n',
      [
        [2, '', ''],
        [3, '', '2'],
      ],
    ],
  ])('keeps %s', async (_, text, rows) => {
    expect(await rowsOf(text, { size })).toEqual({ rows, refused: [] });
  });

  it('splits at the semicolon where that is the delimiter', async () => {
    expect(await rowsOf('a;b\n"1;5";2,50\n', { delimiter: ';', size })).toEqual({ rows: [[2, '1;5', '2,50']], refused: [] });
  });

  it('refuses rows of another width and keeps the others', async () => {
    const { rows, refused } = await rowsOf('a,b\n1\n1,2,3\n3,4\n', { size });
    expect(rows).toEqual([[4, '3', '4']]);
    expect(refused).toEqual([
      { line: 2, reason: 'columns', found: 1, expects: 2 },
      { line: 3, reason: 'columns', found: 3, expects: 2 },
    ]);
  });

  it('refuses a row with a broken quote and goes on at the next line', async () => {
    const { rows, refused } = await rowsOf('a,b\n"x"y,2\n3,4\n"5",6\n', { size });
    expect(rows).toEqual([
      [3, '3', '4'],
      [4, '5', '6'],
    ]);
    expect(refused).toEqual([{ line: 2, reason: 'quote' }]);
  });

  it('refuses the last row of a file that breaks off within quotes', async () => {
    const { rows, refused } = await rowsOf('a,b\n1,2\n3,"brok', { size });
    expect(rows).toEqual([[2, '1', '2']]);
    expect(refused).toEqual([{ line: 3, reason: 'quote_not_closed' }]);
  });

  it('refuses the last row of a file that breaks off before the last column', async () => {
    const { rows, refused } = await rowsOf('a,b\n1,2\n3', { size });
    expect(rows).toEqual([[2, '1', '2']]);
    expect(refused).toEqual([{ line: 3, reason: 'columns', found: 1, expects: 2 }]);
  });
});

describe('a row without bounds', () => {
  it('is refused when it is longer than a row can be, and the rows around it are kept', async () => {
    const text = `a,b\n1,2\n3,${'x'.repeat(LONGEST_ROW_CHARS + 300_000)}\n5,6\n`;
    const { rows, refused } = await rowsOf(text, { size: 262_144 });
    expect(rows).toEqual([
      [2, '1', '2'],
      [4, '5', '6'],
    ]);
    expect(refused).toEqual([{ line: 3, reason: 'too_large' }]);
  });

  it('is a quote nobody closed: its line is refused and the lines after it are read', async () => {
    const lines = Array.from({ length: 200_000 }, (_, i) => `${i},value`);
    const { rows, refused } = await rowsOf(`a,b\n1,"open\n${lines.join('\n')}\n`, { size: 262_144 });
    expect(rows.length).toBe(200_000);
    expect(rows[0]).toEqual([3, '0', 'value']);
    expect(refused).toHaveLength(1);
  });
});

it('a file of nothing but broken rows is read to its end, each of them refused', async () => {
  const lines = Array.from({ length: 50_000 }, (_, i) => `"x"y${i},2`);
  const { rows, refused } = await rowsOf(`a,b\n${lines.join('\n')}\n`, { size: 262_144 });
  expect(rows).toEqual([]);
  expect(refused).toHaveLength(50_000);
});

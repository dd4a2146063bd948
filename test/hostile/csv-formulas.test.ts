import * as fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { csvRow, csvWritings } from '#protocol/csv-text.ts';

const { de, en } = csvWritings;

describe('a table for spreadsheet programs', () => {
  it.each([
    '=1+1',
    '+49 30 1234',
    '-2+3',
    '@SUM(A1)',
    '\t=1',
    '\r=1',
    '\n=1',
    ' =1',
    '\u00a0=1',
    '\ufeff=1',
    '＝1',
    '＋1',
    '－1',
    '＠x',
    '=HYPERLINK("http://example.test";"x")',
    "=cmd|' /C calc'!A0",
    '-',
    '-5',
  ])('never begins a text with what could be a formula: %j', (text) => {
    for (const writing of [de, en]) {
      const cell = Papa.parse<[string]>(csvRow([text], writing), { delimiter: writing.between, newline: '\r\n' }).data[0]?.[0];
      expect(cell).toBe(`'${text}`);
    }
  });

  it('leaves numbers numbers, negative ones as well', () => {
    expect(csvRow([{ number: '-1234.50' }, { number: '0' }], de)).toBe('-1234,50;0\r\n');
    expect(csvRow([{ number: '-1234.50' }, { number: '0' }], en)).toBe('-1234.50,0\r\n');
  });

  it.each(['=1', '1;2', '1,5', '--1', '', '1e5', '+1'])('takes nothing for a number that is none: %j', (number) => {
    expect(() => csvRow([{ number }], de)).toThrow(TypeError);
  });

  it('is read again as it was written, whatever is in its texts', () => {
    const text = fc.string({ unit: fc.constantFrom(...'ab ;,"\'\n\r\tä=+-@'), maxLength: 12 });
    fc.assert(
      fc.property(fc.array(text, { minLength: 2, maxLength: 5 }), fc.constantFrom(de, en), (texts, writing) => {
        const [row] = Papa.parse<string[]>(csvRow(texts, writing), { delimiter: writing.between, newline: '\r\n' }).data;
        expect(row?.map((cell, n) => (cell === `'${texts[n]}` ? texts[n] : cell))).toEqual(texts);
        expect(row?.filter((cell) => /^\s*[=+\-@]/.test(cell))).toEqual([]);
      }),
    );
  });
});

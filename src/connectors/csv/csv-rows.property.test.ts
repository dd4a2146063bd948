import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { csvRows, type Delimiter } from './csv-rows.ts';

const cell = fc.string({ unit: fc.constantFrom('a', 'ä', '€', '😀', '"', ',', ';', '\t', ' ', '\n', '1'), maxLength: 8 });
const delimiters = fc.constantFrom<Delimiter>(',', ';', '\t', '|');

function written(rows: readonly (readonly string[])[], delimiter: string, lineEnd: string, quoteAll: boolean): string {
  const quoted = (text: string) => (quoteAll || /["\n\r,;\t|]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return rows.map((row) => row.map(quoted).join(delimiter) + lineEnd).join('');
}

async function* cut(text: string, sizes: readonly number[]) {
  let at = 0;
  for (const size of sizes) {
    yield text.slice(at, at + size);
    at += size;
  }
  yield text.slice(at);
}

it('rows written as CSV are read as they were, however they are cut, at the lines where they start', async () => {
  const table = fc
    .integer({ min: 2, max: 5 })
    .chain((width) => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 12 }));
  const sizes = fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 20 });
  await fc.assert(
    fc.asyncProperty(
      table,
      delimiters,
      fc.constantFrom('\n', '\r\n'),
      fc.boolean(),
      sizes,
      async (rows, delimiter, lineEnd, quoteAll, pieces) => {
        const width = rows[0]?.length ?? 0;
        const header = Array.from({ length: width }, (_, i) => `c${i}`);
        const text = written([header, ...rows], delimiter, lineEnd, quoteAll);
        const read: (readonly string[])[] = [];
        const lines: number[] = [];
        for await (const block of csvRows(cut(text, pieces), delimiter, width)) {
          read.push(...block.rows);
          lines.push(...block.lines);
          expect(block.refused).toEqual([]);
        }
        expect(read).toEqual(rows);
        let line = 2;
        for (const [index, row] of rows.entries()) {
          expect(lines[index]).toBe(line);
          line += 1 + row.join('').split('\n').length - 1;
        }
      },
    ),
    { numRuns: 500 },
  );
});

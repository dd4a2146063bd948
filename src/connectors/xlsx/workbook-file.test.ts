import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { open, orders, readAll } from '../csv/csv-import.fixture.ts';
import { row, type Written, workbookOf } from './workbook.fixture.ts';

const ordersOf = (data: string, more = '') => orders(data, more).replace('rows.csv', 'rows.xlsx');
const amounts = ordersOf('{ net: { column: net, money: "1.234,56" } }');
const style = (n: number, value: number) => ({ mark: `<c s="${n}"><v>${value}</v></c>` });
const read = (written: Written, mapping = amounts) => readAll(mapping, { 'rows.xlsx': workbookOf(written) });
const header = row(1, 'id', 'at', 'net');
const day = style(1, 45_691);
const formats = ['dd.mm.yyyy', 'dd.mm.yyyy hh:mm'];

describe('a workbook as a table', () => {
  it('gives the same events as the same rows in a text', async () => {
    const sheet =
      header + row(2, 'o-1', day, 1_234.56) + row(3, 'o-2', style(2, 45_691.385416666664), '1.234,56 €') + row(5, 7, day, 1.234);
    const fromWorkbook = await read({ sheets: { Orders: sheet }, formats });
    const text = 'id;at;net\no-1;2025-02-03;1.234,56\no-2;2025-02-03 09:15:00;1.234,56 €\n7;2025-02-03;1,234\n';
    const fromText = await readAll(amounts.replace('rows.xlsx', 'rows.csv'), { 'rows.csv': text });
    expect(fromWorkbook.drafts).toEqual(fromText.drafts);
    expect(fromWorkbook.refused).toEqual([expect.objectContaining({ file: 'rows.xlsx', line: 5, code: 'money.too_many_digits' })]);
    expect(fromText.refused).toEqual([expect.objectContaining({ line: 4, code: 'money.too_many_digits' })]);
    expect(fromWorkbook.places).toEqual([
      { file: 'rows.xlsx', line: 2 },
      { file: 'rows.xlsx', line: 3 },
    ]);
  });

  it('never takes a number with three decimals for thousands', async () => {
    const { drafts, refused } = await read({ sheets: { S: header + row(2, 'o-1', day, 1.234) }, formats });
    expect([drafts, refused]).toEqual([[], [expect.objectContaining({ code: 'money.too_many_digits' })]]);
  });

  it('reads days by what the cell is, whatever the mapping says of texts', async () => {
    const mapping = ordersOf('{ net: { column: net, money: plain } }', 'time: DD/MM/YYYY');
    const sheet = header + row(2, 'o-1', day, 5) + row(3, 'o-2', '03/02/2025', 5);
    const { drafts } = await read({ sheets: { S: sheet }, formats }, mapping);
    expect(drafts.map(({ occurredAt }) => occurredAt)).toEqual(['2025-02-02T23:00:00.000Z', '2025-02-02T23:00:00.000Z']);
  });

  it('counts days from 1904 where the workbook does', async () => {
    const { drafts } = await read({ sheets: { S: header + row(2, 'o-1', style(1, 44_229), 5) }, formats, is1904: true });
    expect(drafts[0]?.occurredAt).toBe('2025-02-02T23:00:00.000Z');
  });

  it('reads shared texts, rich texts and escapes, and leaves out readings', async () => {
    const shared = (n: number) => ({ mark: `<c t="s"><v>${n}</v></c>` });
    const texts = ['id', 'at', 'net', 'o</t><rPh><t>x</t></rPh><t>-1', 'o_x002D_2'];
    const sheet = row(1, shared(0), shared(1), shared(2)) + row(2, shared(3), day, 5) + row(3, shared(4), day, 5);
    const { drafts } = await read({ sheets: { S: sheet }, formats, texts });
    expect(drafts.map(({ externalId }) => externalId)).toEqual(['o-1', 'o-2']);
  });

  it('takes a formula by the value saved with it, and refuses the row without one', async () => {
    const formula = { mark: '<c><f>SUM(A1:A9)*1000</f><v>12.5</v></c>' };
    const uncomputed = { mark: '<c><f>WEBSERVICE("http://example.test")</f></c>' };
    const failed = { mark: '<c t="e"><v>#DIV/0!</v></c>' };
    const sheet = header + row(2, 'o-1', day, formula) + row(3, 'o-2', day, uncomputed) + row(4, 'o-3', day, failed);
    const { drafts, refused } = await read({ sheets: { S: sheet }, formats });
    expect(drafts.map(({ data }) => data['net'])).toEqual([{ minor: '1250', currency: 'EUR' }]);
    expect(refused.map(({ line, params }) => [line, params['reason']])).toEqual([
      [3, 'formula_without_value'],
      [4, 'cell_error'],
    ]);
  });

  it('refuses rows of merged cells, because an amount must not count for several rows', async () => {
    const sheet = header + row(2, 'o-1', day, 300) + row(3, 'o-2', day) + row(4, 'o-3', day, 5);
    const { drafts, refused } = await read({ sheets: { S: sheet }, formats, merged: ['C2:C3', 'H1:H9', 'nonsense'] });
    expect(drafts.map(({ externalId }) => externalId)).toEqual(['o-1', 'o-3']);
    expect(refused).toMatchObject([{ line: 3, params: { reason: 'merged' } }]);
  });

  it('chooses the visible sheet with the wanted columns, or the one the mapping names', async () => {
    const sheets = {
      Notes: row(1, 'read me'),
      Old: header + row(2, 'old', day, 1),
      New: row(3, 'id', 'at', 'net', 'more') + row(4, 'new', day, 2, 'x'),
    };
    expect((await read({ sheets, formats, hidden: ['Old'] })).drafts).toMatchObject([{ externalId: 'new' }]);
    const named = amounts.replace('{ rows: rows.xlsx }', '{ rows: { file: rows.xlsx, sheet: Old } }');
    expect((await read({ sheets, formats, hidden: ['Old'] }, named)).drafts).toMatchObject([{ externalId: 'old' }]);
    const missing = await open(named.replace('sheet: Old', 'sheet: Older'), { 'rows.xlsx': workbookOf({ sheets, formats }) });
    expect(missing).toMatchObject({ ok: false, refusal: { params: { reason: 'no_such_sheet', sheets: 'Notes, Old, New' } } });
  });

  it.each(['written-by-exceljs.xlsx', 'written-by-sheetjs.xlsx'])('is read as it was meant: %s', async (name) => {
    const content = new Uint8Array(readFileSync(join(import.meta.dirname, 'fixtures', name)));
    const { drafts, refused } = await readAll(amounts, { 'rows.xlsx': content });
    expect(refused).toEqual([]);
    expect(drafts.map(({ externalId, occurredAt, data }) => [externalId, occurredAt, data['net']])).toEqual([
      ['o-1', '2025-02-03T08:15:00.000Z', { minor: '123456', currency: 'EUR' }],
      ['o-2', '2025-02-03T23:00:00.000Z', { minor: '246912', currency: 'EUR' }],
      ['o-3', '2025-02-04T23:00:00.000Z', { minor: '30', currency: 'EUR' }],
    ]);
  });

  it('names the columns it has where one is missing', async () => {
    const opened = await open(amounts, { 'rows.xlsx': workbookOf({ sheets: { S: row(1, 'id', 'at', 'gross') } }) });
    expect(opened).toMatchObject({ ok: false, refusal: { code: 'import.mapping_invalid' } });
    expect(JSON.stringify(opened)).toContain('it has id, at, gross');
  });
});

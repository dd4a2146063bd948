import { describe, expect, it } from 'vitest';
import { subjectId } from '#core/facts/fact.ts';
import { leads, open, readAll, WORKSPACE } from './csv-import.fixture.ts';
import { loadLookUp } from './look-up.ts';
import { inspectFile } from './table-file.ts';
import { fileOf } from './text-file.fixture.ts';

describe('a look-up in another file', () => {
  const mapping = `
mapping: orders
source: shop
files: { items: items.csv, deals: deals*.csv }
facts:
  - from: items
    kind: order.placed
    subject: { type: order, externalId: { template: "{order}-{item}" } }
    externalId: { template: "{order}-{item}" }
    occurredAt: { column: at }
    data:
      net: { column: price, money: plain }
      deal: { type: deal, source: crm, externalId: { lookUp: deals, by: seller, key: { column: seller }, column: deal } }
`;
  const items = 'order,item,at,price,seller\no1,1,2026-01-01,5,s1\no1,2,2026-01-01,6,s9\no2,1,2026-01-01,7,s2\n';

  it('finds the value of the row with the key, and refuses rows whose key is not there or not clear', async () => {
    const { drafts, refused } = await readAll(mapping, { 'items.csv': items, 'deals-2026.csv': 'deal;seller\nd1;s1\nd2;s2\nd3;s2\n' });
    expect(drafts.map((draft) => [draft.externalId, draft.data['deal']])).toEqual([['o1-1', subjectId(WORKSPACE, 'crm', 'deal', 'd1')]]);
    expect(refused.map(({ line, params }) => [line, params['value'], params['expects']])).toEqual([
      [3, 's9', 'a row in deals'],
      [4, 's2', 'one row in deals'],
    ]);
  });

  it('leaves an optional value out where the mapping says so', async () => {
    const lenient = mapping.replace('column: deal }', 'column: deal, missing: skip }');
    const { drafts } = await readAll(lenient, { 'items.csv': items, 'deals.csv': 'deal,seller\nd1,s1\n' });
    expect(drafts.map((draft) => draft.data['deal'] !== undefined)).toEqual([true, false, false]);
  });
});

it('a look-up file with more keys than can be held is refused', async () => {
  const table = await inspectFile(
    fileOf('l.csv', 'k,v\n1,a\n2,b\n3,c\n'),
    { file: 'l.csv', encoding: 'auto', delimiter: 'auto' },
    new Set(['k']),
  );
  const loaded = table.ok ? await loadLookUp(table.value, 'k', ['v'], 2) : undefined;
  expect(loaded).toMatchObject({ ok: false, refusal: { code: 'input.too_large', params: { file: 'l.csv', max: 2 } } });
});

describe('several files of one kind', () => {
  it('are read one after the other, each row with its own file and line', async () => {
    const { drafts, places } = await readAll(leads('{ source: a }').replace('rows.csv', '"rows-*.csv"'), {
      'rows-1.csv': 'id,at\n1,2026-01-01\n',
      'Rows-2.CSV': 'at;id\n2026-01-02;2\n2026-01-03;3\n',
    });
    expect(drafts.map((draft) => draft.externalId)).toEqual(['1', '2', '3']);
    expect(places.map(({ file, line }) => `${file}:${line}`)).toEqual(['rows-1.csv:2', 'Rows-2.CSV:2', 'Rows-2.CSV:3']);
  });
});

describe('files that do not fit the mapping', () => {
  const mapping = leads('{ source: { column: origin } }');

  it('are refused where one is missing', async () => {
    expect(await open(mapping, { 'other.csv': 'id\n' })).toMatchObject({
      ok: false,
      refusal: { code: 'import.file_missing', params: { file: 'rows.csv', given: ['other.csv'] } },
    });
  });

  it('are refused where a column is missing, naming those that are there', async () => {
    const opened = await open(mapping, { 'rows.csv': 'id,at,source\n' });
    expect(opened).toMatchObject({ ok: false, refusal: { code: 'import.mapping_invalid' } });
    expect(JSON.stringify(opened)).toContain('facts[0].data.source: rows.csv has no column \\"origin\\"; it has id, at, source');
  });

  it('are refused where a column that is read is there twice, and only then', async () => {
    expect(await open(mapping, { 'rows.csv': 'id,at,origin,origin\n' })).toMatchObject({
      ok: false,
      refusal: { code: 'import.mapping_invalid' },
    });
    expect(await open(mapping, { 'rows.csv': 'id,at,origin,x,x\n' })).toMatchObject({ ok: true });
  });
});

describe('the identity of an import', () => {
  const rows = { 'rows.csv': 'id,at\n1,2026-01-01\n' };
  const hashOf = async (mapping: string) => {
    const opened = await open(mapping, rows);
    return opened.ok ? opened.value.mappingHash : '';
  };

  it('does not change with comments and spacing of the mapping, but with what it says', async () => {
    const one = await hashOf(leads('{ source: a }'));
    expect(await hashOf(`# a remark\n${leads('{source:   a}')}`)).toBe(one);
    expect(await hashOf(leads('{ source: b }'))).not.toBe(one);
  });
});

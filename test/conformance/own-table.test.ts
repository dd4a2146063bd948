import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openCsvImport } from '#connectors/csv/csv-import.ts';
import { lookAtTable, openAnswers } from '#connectors/csv/guess-table.ts';
import { ownTableMapping } from '#connectors/csv/own-table-mapping.ts';
import { valueOrThrow } from '#core/kernel/result.ts';

const reference = process.env['BELEGBAR_REFERENCE'] ?? join(import.meta.dirname, '../../../shared');
const tables = {
  olist: join(reference, 'data/olist/olist_marketing_qualified_leads_dataset.csv'),
  salesforce: join(reference, 'data/fivetran/salesforce/sf_opportunity_data.csv'),
  xEducation: join(reference, 'data/xeducation/Leads.csv'),
};
const place = { timeZone: 'America/Sao_Paulo', currency: 'BRL' };

function given(path: string) {
  const bytes = readFileSync(path);
  return {
    name: basename(path),
    open: async function* () {
      yield bytes;
    },
  };
}

describe.skipIf(!Object.values(tables).every(existsSync))('real exports, looked at without a word', () => {
  it('all 8,000 leads of the Olist table come in by the mapping that was guessed, the blank origins as the chosen value', async () => {
    const file = given(tables.olist);
    const table = valueOrThrow(await lookAtTable(file, place));
    expect(table.proposed.roles).toEqual({ leadNumber: 'mql_id', firstContact: 'first_contact_date', source: 'origin' });
    expect(openAnswers(table, table.proposed)).toEqual([]);
    const opened = valueOrThrow(
      await openCsvImport({
        mapping: ownTableMapping(table, { ...table.proposed, unknown: '(leer)' }),
        files: [file],
        workspace: 'w',
        actor: 'a',
        ...place,
        recordedAtRule: undefined,
        replaceExternalId: (id) => id,
      }),
    );
    const sources = new Map<unknown, number>();
    for await (const { drafts, refused } of opened.batches()) {
      expect(refused).toEqual([]);
      for (const { data } of drafts) sources.set(data['source'], (sources.get(data['source']) ?? 0) + 1);
    }
    expect([...sources.values()].reduce((sum, n) => sum + n, 0)).toBe(8_000);
    expect([sources.get('(leer)'), sources.get('unknown')]).toEqual([60, 1_099]);
  });

  it('opportunities of Salesforce are known by their columns, and only what their stages mean is asked', async () => {
    const table = valueOrThrow(await lookAtTable(given(tables.salesforce), place));
    expect(table.proposed.roles).toMatchObject({
      leadNumber: 'id',
      firstContact: 'created_date',
      source: 'lead_source',
      stage: 'stage_name',
      closed: 'close_date',
      amount: 'amount',
    });
    expect(new Set(openAnswers(table, table.proposed).map(({ what }) => what))).toEqual(new Set(['stage']));
  });

  it('leads that never say when they came are not given a date: it is asked', async () => {
    const table = valueOrThrow(await lookAtTable(given(tables.xEducation), place));
    expect(table.proposed.roles.source).toBe('Lead Source');
    expect(openAnswers(table, table.proposed)).toEqual([{ what: 'first_contact' }]);
  });
});

import { createReadStream, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openCsvImport } from '#connectors/csv/csv-import.ts';
import type { Result } from '#core/kernel/result.ts';
import { newWorkspace, testStore } from '../../test/database.ts';
import { type GivenFile, type ImportPorts, type ImportReport, importFiles } from './import-files.ts';
import { listImports, readImport } from './list-imports.ts';
import type { Asker, Ports } from './ports.ts';
import { undoImport } from './undo-import.ts';

const mapping = `
mapping: leads
source: crm
files: { leads: leads.csv }
facts:
  - from: leads
    kind: lead.captured
    subject: { type: lead, externalId: { column: id } }
    externalId: { column: id }
    occurredAt: { column: at }
    data: { source: { column: origin } }
`;

interface Setting {
  readonly ports: ImportPorts & Pick<Ports, 'upkeep'>;
  readonly asker: Asker;
  readonly newcomer: () => Promise<Asker>;
}

async function setting(): Promise<Setting> {
  const { store, asker } = await testStore();
  const clock = { now: () => new Date().toISOString() };
  return { ports: { ...store, clock, files: { open: openCsvImport } }, asker, newcomer: () => newWorkspace(store) };
}

function csv(content: string): readonly GivenFile[] {
  return [
    {
      name: 'leads.csv',
      open: async function* () {
        yield new TextEncoder().encode(content);
      },
    },
  ];
}

function report(result: Result<ImportReport>): ImportReport {
  if (!result.ok) throw new Error(JSON.stringify(result.refusal));
  return result.value;
}

const countsOf = ({ read, recorded, repeated, refusedCount }: ImportReport) => ({ read, recorded, repeated, refusedCount });
const rows = 'id,at,origin\n1,2026-01-01,fair\n2,2026-01-02,\n3,2026-01-03,web\n';

describe('an import', () => {
  it('records what can be read and names the rows that cannot', async () => {
    const { ports, asker } = await setting();
    const done = report(await importFiles(ports, asker, { mapping, files: csv(rows) }));
    expect(countsOf(done)).toEqual({ read: 3, recorded: 2, repeated: 0, refusedCount: 1 });
    expect(done.refused).toEqual([
      { file: 'leads.csv', line: 3, code: 'import.value_unreadable', params: { column: 'origin', value: '', expects: 'not blank' } },
    ]);
    expect(done.byKind).toEqual({ 'lead.captured': 2 });
    expect(done.preview.map((draft) => draft.externalId)).toEqual(['1', '3']);
    const { facts } = await ports.log.page(asker, -1, 10);
    expect(facts.map((fact) => [fact.kind, fact.externalId, fact.actor])).toEqual([
      ['lead.captured', '1', asker.actor],
      ['lead.captured', '3', asker.actor],
    ]);
  });

  it('changes nothing when it is repeated, and is the same run', async () => {
    const { ports, asker } = await setting();
    const first = report(await importFiles(ports, asker, { mapping, files: csv(rows) }));
    const second = report(await importFiles(ports, asker, { mapping, files: csv(rows) }));
    expect(second.importId).toBe(first.importId);
    expect(countsOf(second)).toEqual({ read: 3, recorded: 0, repeated: 2, refusedCount: 1 });
    expect(await ports.log.head(asker)).toMatchObject({ size: 2 });
    expect(await listImports(ports, asker)).toHaveLength(1);
  });

  it('keeps nothing when it only tries, and says what would happen', async () => {
    const { ports, asker } = await setting();
    const tried = report(await importFiles(ports, asker, { mapping, files: csv(rows), dryRun: true }));
    expect(tried.importId).toBeNull();
    expect(countsOf(tried)).toEqual({ read: 3, recorded: 2, repeated: 0, refusedCount: 1 });
    expect(await ports.log.head(asker)).toMatchObject({ size: 0 });
    expect(await listImports(ports, asker)).toEqual([]);
  });

  it('refuses, by line, a row that says something else under the same id', async () => {
    const { ports, asker } = await setting();
    await importFiles(ports, asker, { mapping, files: csv(rows) });
    const other = report(await importFiles(ports, asker, { mapping, files: csv('id,at,origin\n1,2026-01-01,radio\n4,2026-01-01,web\n') }));
    expect(countsOf(other)).toEqual({ read: 2, recorded: 1, repeated: 0, refusedCount: 1 });
    expect(other.refused[0]).toMatchObject({ file: 'leads.csv', line: 2, code: 'import.number_taken', params: { externalId: '1' } });
  });

  it('counts a row under a number taken above once, however many of its events fall', async () => {
    const { ports, asker } = await setting();
    const leads = `${mapping}  - from: leads
    kind: lead.assigned
    subject: { type: lead, externalId: { column: id } }
    externalId: { column: id }
    occurredAt: { column: at }
    data: { to: { column: origin } }
`;
    const twice = csv('id,at,origin\n1,2026-01-01,fair\n1,2026-01-02,web\n');
    const done = report(await importFiles(ports, asker, { mapping: leads, files: twice, dryRun: true }));
    expect(done.refused).toEqual([{ file: 'leads.csv', line: 3, code: 'import.number_taken', params: { externalId: '1' } }]);
    expect(countsOf(done)).toEqual({ read: 2, recorded: 2, repeated: 0, refusedCount: 1 });
  });

  it('goes on where it was when it breaks off and is run again', async () => {
    const { ports, asker } = await setting();
    const many = `id,at,origin\n${Array.from({ length: 12_000 }, (_, i) => `${i},2026-01-01,web`).join('\n')}\n`;
    let seen = 0;
    const crash = importFiles(ports, asker, {
      mapping,
      files: csv(many),
      onProgress: () => {
        seen += 1;
        if (seen === 1) throw new Error('the power went out');
      },
    });
    await expect(crash).rejects.toThrow('the power went out');
    const { size } = await ports.log.head(asker);
    expect(size).toBeGreaterThanOrEqual(5_000);
    expect(size).toBeLessThan(12_000);
    const [broken] = await listImports(ports, asker);
    expect(broken?.state).toBe('running');
    const again = report(await importFiles(ports, asker, { mapping, files: csv(many) }));
    expect(again.importId).toBe(broken?.id);
    expect(countsOf(again)).toEqual({ read: 12_000, recorded: 12_000 - size, repeated: size, refusedCount: 0 });
    expect(await readImport(ports, asker, again.importId ?? '')).toMatchObject({ ok: true, value: { state: 'done' } });
  });

  it('can be undone and done again', async () => {
    const { ports, asker } = await setting();
    const importId = report(await importFiles(ports, asker, { mapping, files: csv(rows) })).importId ?? '';
    const leads = async () => (await ports.upkeep.funnel(asker)).reduce((sum, row) => sum + row.leads, 0);
    expect(await leads()).toBe(2);
    expect(await undoImport(ports, asker, { importId, reason: 'wrong file' })).toEqual({ ok: true, value: { retracted: 2 } });
    expect(await leads()).toBe(0);
    expect(await readImport(ports, asker, importId)).toMatchObject({ ok: true, value: { state: 'undone' } });
    const again = report(await importFiles(ports, asker, { mapping, files: csv(rows) }));
    expect(countsOf(again)).toEqual({ read: 3, recorded: 2, repeated: 0, refusedCount: 1 });
    expect(await leads()).toBe(2);
    expect(await undoImport(ports, asker, { importId, reason: 'wrong file again' })).toEqual({ ok: true, value: { retracted: 2 } });
    expect(await leads()).toBe(0);
  });

  it('that nobody knows cannot be undone or read', async () => {
    const { ports, asker } = await setting();
    const importId = '00000000-0000-8000-8000-000000000000';
    expect(await undoImport(ports, asker, { importId, reason: 'x' })).toMatchObject({ ok: false, refusal: { code: 'import.unknown' } });
    expect(await readImport(ports, asker, importId)).toMatchObject({ ok: false, refusal: { code: 'import.unknown' } });
  });

  it('is another one in another workspace', async () => {
    const { ports, asker, newcomer } = await setting();
    const here = report(await importFiles(ports, asker, { mapping, files: csv(rows) }));
    const there = report(await importFiles(ports, await newcomer(), { mapping, files: csv(rows) }));
    expect(there.importId).not.toBe(here.importId);
    expect(there.recorded).toBe(2);
  });

  it('carries no address of a person, neither as an id nor behind one', async () => {
    const { ports, asker } = await setting();
    await importFiles(ports, asker, { mapping, files: csv('id,at,origin\nanna@example.org,2026-01-01,web\n') });
    const { facts } = await ports.log.page(asker, -1, 10);
    expect(JSON.stringify(facts)).not.toContain('anna');
    const again = report(await importFiles(ports, asker, { mapping, files: csv('id,at,origin\nAnna@example.org ,2026-01-01,web\n') }));
    expect(again.repeated).toBe(1);
  });
});

const reference = process.env['BELEGBAR_REFERENCE'] ?? join(import.meta.dirname, '../../../shared');
const olist = join(reference, 'data/olist');

describe.skipIf(!existsSync(olist))('the funnel of a real marketplace (needs the data of BELEGBAR_REFERENCE)', () => {
  it('counts leads and wins per origin as computed independently', async () => {
    const { ports, asker } = await setting();
    const run = async (name: string, files: readonly string[]) =>
      report(
        await importFiles(ports, asker, {
          mapping: readFileSync(join(import.meta.dirname, `../../examples/olist/${name}.mapping.yaml`), 'utf8'),
          files: files.map((file) => ({ name: file, open: () => createReadStream(join(olist, file)) })),
        }),
      );
    const deals = 'olist_closed_deals_dataset.csv';
    expect(countsOf(await run('leads', ['olist_marketing_qualified_leads_dataset.csv']))).toEqual(whole(8_000));
    expect(countsOf(await run('deals', [deals]))).toEqual(whole(842));
    expect(countsOf(await run('orders', ['order_items_of_won_sellers.csv', deals]))).toEqual(whole(5_044));

    const vector: Vector = JSON.parse(readFileSync(join(reference, 'vectors/olist_funnel.json'), 'utf8'));
    const { TOTAL: _, ...origins } = vector.by_origin;
    const funnel = await ports.upkeep.funnel(asker);
    const counted = Object.fromEntries(funnel.map(({ source, leads, won }) => [source, { leads, won }]));
    expect(counted).toEqual(Object.fromEntries(Object.entries(origins).map(([origin, { leads, won }]) => [origin, { leads, won }])));
    expect(funnel.reduce((sum, row) => sum + row.wonBeforeCapture, 0)).toBe(vector.meta.deals_won_before_first_contact);

    const { facts } = await ports.log.page(asker, -1, 1);
    expect(facts[0]?.recordedAt).toBe(facts[0]?.occurredAt);
    expect(facts[0]?.backfilled).toBe(true);
  });
});

interface Vector {
  readonly meta: { readonly deals_won_before_first_contact: number };
  readonly by_origin: Readonly<Record<string, { readonly leads: number; readonly won: number }>>;
}

function whole(count: number) {
  return { read: count, recorded: count, repeated: 0, refusedCount: 0 };
}

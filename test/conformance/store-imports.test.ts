import { describe, expect, test } from 'vitest';
import type { FactDraft } from '#core/facts/fact.ts';
import { factContentHash } from '#core/facts/fact.ts';
import type { Store } from '#store/store.ts';
import type { AppendAnswer, Asker } from '#usecases/ports.ts';
import { everyServer, testStore } from '../database.ts';
import { draft, touch } from './drafts.ts';

const IMPORT = '5f0e3c1a-0000-8000-8000-000000000001';
const run = {
  id: IMPORT,
  mappingName: 'leads',
  mappingHash: 'a'.repeat(64),
  mappingText: '',
  files: [],
  startedAt: '2026-03-01T00:00:00.000Z',
  actor: 'member:test',
};

async function* inBatches(drafts: readonly FactDraft[], size: number, failAfter = Number.POSITIVE_INFINITY) {
  for (let from = 0; from < drafts.length; from += size) {
    if (from >= failAfter) throw new Error('the machine went away');
    yield drafts.slice(from, from + size);
  }
}

async function importAll(
  store: Store,
  asker: Asker,
  batches: AsyncIterable<readonly FactDraft[]>,
): Promise<Record<AppendAnswer['status'], number>> {
  await store.imports.start(asker, run);
  const counts = { recorded: 0, repeated: 0, refused: 0 };
  for await (const answers of store.log.importBatches(asker, IMPORT, batches)) for (const { status } of answers) counts[status] += 1;
  return counts;
}

const leads = Array.from({ length: 250 }, (_, n) =>
  draft('lead.captured', `lead:${n}`, `l${n}`, { source: `s\\${n % 3}\t"x"`, person: `person:${n}` }),
);
const people = Array.from({ length: 50 }, (_, n) => draft('person.recorded', `person:${n}`, `p${n}`, { email: `p${n}@example.org` }));
const all = [...leads, ...people];

describe.each(everyServer)('imports on $name', (server) => {
  test('importing records everything, importing again changes nothing', async () => {
    const { store, asker } = await testStore(server);
    expect(await importAll(store, asker, inBatches(all, 60))).toEqual({ recorded: 300, repeated: 0, refused: 0 });
    expect(await importAll(store, asker, inBatches(all, 60))).toEqual({ recorded: 0, repeated: 300, refused: 0 });
    expect((await store.log.head(asker)).size).toBe(300);
    expect((await store.upkeep.rebuild(asker, 'verify')).tables.map(({ rows, differences }) => [rows, differences])).toEqual([
      [0, 0],
      [250, 0],
      [250, 0],
      [0, 0],
      [0, 0],
    ]);
    const [first] = await store.log.factsOfSubject(asker, 'lead:4');
    expect(first?.data).toEqual(leads[4]?.data);
  });

  test('an import that died goes on where it was', async () => {
    const { store, asker } = await testStore(server);
    await expect(importAll(store, asker, inBatches(all, 60, 120))).rejects.toThrow('went away');
    expect(await importAll(store, asker, inBatches(all, 60))).toEqual({ recorded: 180, repeated: 120, refused: 0 });
  });

  test('an import can be undone and imported again, and what others recorded stays', async () => {
    const { store, asker, connection } = await testStore(server);
    await store.log.append(asker, [touch('before')]);
    const [corrected] = await store.log.append(asker, [draft('lead.captured', 'lead:0', 'l0', { source: 'first' })]);
    const correction = { supersedes: corrected?.status === 'recorded' ? corrected.id : '' };
    await importAll(
      store,
      asker,
      inBatches([draft('lead.captured', 'lead:0', 'l0', { source: 'second' }, correction), ...all.slice(1)], 100),
    );
    await store.log.append(asker, [touch('after')]);
    expect(await store.imports.retractAll(asker, IMPORT, 'wrong "file"')).toBe(300);
    expect(await store.imports.retractAll(asker, IMPORT, 'wrong "file"')).toBe(0);
    expect(await store.upkeep.funnel(asker)).toMatchObject([{ source: 'first', leads: 1 }]);
    expect((await store.upkeep.rebuild(asker, 'verify')).tables.filter(({ differences }) => differences > 0)).toEqual([]);
    const { facts } = await store.log.page(asker, 302, 10_000);
    expect(facts.filter(({ kind }) => kind === 'fact.retracted')).toHaveLength(300);
    const { Client } = await import('pg');
    const client = new Client(connection);
    await client.connect();
    const hashes = await client.query(
      `select seq::int, encode(content_hash, 'hex') as hash from fact where kind = 'fact.retracted' order by seq limit 3`,
    );
    await client.end();
    for (const { seq, hash } of hashes.rows) {
      const fact = facts.find((one) => one.seq === seq);
      expect(fact && factContentHash(asker.workspace, fact)).toBe(hash);
    }
    expect(await importAll(store, asker, inBatches(all.slice(1), 100))).toEqual({ recorded: 299, repeated: 0, refused: 0 });
    expect((await store.upkeep.funnel(asker)).reduce((sum, row) => sum + row.leads, 0)).toBe(250);
    expect(await importAll(store, asker, inBatches(all.slice(1), 100))).toEqual({ recorded: 0, repeated: 299, refused: 0 });
    expect((await store.imports.byId(asker, IMPORT))?.state).toBe('running');
  });
});

import { Client } from 'pg';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { FactDraft } from '#core/facts/fact.ts';
import type { StoredClaim } from '#usecases/ports.ts';
import { everyServer, type TestStore, testStore } from '../database.ts';

const at = '2026-03-01T09:00:00.000Z';

function said(kind: string, subject: string, data: FactDraft['data']): FactDraft {
  return { kind, version: 1, subject, occurredAt: at, source: 'crm', revision: 1, actor: 'member:test', data };
}

function claimOn(subject: string): StoredClaim {
  return {
    history: { component: 'won', subject, states: [], decisions: [] } as unknown as StoredClaim['history'],
    determination: {},
    firstResultAt: at,
    lastResultAt: at,
    changedAt: at,
    factIds: [],
  };
}

/** Two agencies with the same key, each with an agreement, a claim and the facts behind it. */
async function twoAgencies(ground: TestStore): Promise<void> {
  const { store, asker } = ground;
  for (const name of ['north', 'south']) {
    await store.log.append(asker, [
      said('person.recorded', `person:${name}`, { name: `Ada ${name}` }),
      said('lead.captured', `lead:${name}`, { source: 'agency', campaign: name, person: `person:${name}`, company: `company:${name}` }),
      said('deal.won', `deal:${name}`, { leads: [`lead:${name}`] }),
      said('agreement.signed', `agreement:${name}`, { hash: name, party: 'agency', person: 'Pia' }),
    ]);
    const agreement = { id: name, version: 1, definitions: [{ key: name, version: 1, hash: `definition of ${name}` }] };
    await store.documents.saveAgreement(asker, { agreement: agreement as never, hash: `hash of ${name}`, text: name, proposedAt: at });
    await store.documents.saveDefinition(asker, { definition: { key: name } as never, hash: `definition of ${name}`, adoptedAt: at });
    await store.claims.save(asker, name, [`deal:${name}`], [claimOn(`deal:${name}`)], { upToSeq: 8, contract: 'v1' });
    await store.statements.close(
      asker,
      {
        id: `statement of ${name}`,
        agreementId: name,
        number: 1,
        through: '2026-03',
        throughIndex: 0,
        cut: at,
        closedAt: at,
        currency: 'EUR',
        totals: { openingMinor: 0n, totalMinor: 0n, payableMinor: 0n, closingMinor: 0n },
        hash: name,
        sealedSize: 8,
      },
      [],
      [],
      {},
    );
  }
  // Of what both could claim: a decision under one agreement is none of the other's business.
  await store.log.append(asker, [
    said('claim.rejected', 'deal:north', { agreement: 'agreement:south', component: 'won', reason: 'duplicate', evidence: 'x' }),
    said('lead.captured', 'lead:nobody', { source: 'newsletter' }),
  ]);
  await store.seals.take(asker);
}

/** A connection as the application has it, confined to these agreements. */
async function partnerOf({ connection, asker }: TestStore, agreements: readonly string[]): Promise<Client> {
  const client = new Client(connection);
  await client.connect();
  onTestFinished(() => client.end());
  await client.query('set role belegbar_app');
  await client.query(`select set_config('belegbar.workspace', $1, false), set_config('belegbar.agreements', $2, false)`, [
    asker.workspace,
    JSON.stringify(agreements),
  ]);
  return client;
}

const column = async (client: Client, query: string) => (await client.query<{ it: string }>(query)).rows.map(({ it }) => it);

describe.each(everyServer)('a partner on $name', (server) => {
  test('sees the rows of its own agreements and none of another agency with the same key', async () => {
    const ground = await testStore(server);
    await twoAgencies(ground);
    const north = await partnerOf(ground, ['north']);
    for (const table of ['agreement_document', 'claim', 'claim_progress', 'statement', 'settlement_checkpoint']) {
      expect(await column(north, `select distinct agreement_id as it from ${table}`), table).toEqual(['north']);
    }
    expect(await column(north, 'select hash as it from definition_document')).toEqual(['definition of north']);
    expect(await column(north, `select kind || ' ' || subject as it from fact order by seq`)).toEqual([
      'person.recorded person:north',
      'lead.captured lead:north',
      'deal.won deal:north',
      'agreement.signed agreement:north',
    ]);
    expect(await column(north, `select from_subject || ' ' || to_subject as it from subject_link order by 1`)).toEqual([
      'deal:north lead:north',
      'lead:north company:north',
      'lead:north person:north',
    ]);
  });

  test('sees no clear personal value, no import, no projection and no head of the log', async () => {
    const ground = await testStore(server);
    await twoAgencies(ground);
    const client = await partnerOf(ground, ['north', 'south']);
    for (const table of ['personal_value', 'import_run', 'lead', 'deal', 'sales_order', 'log_head', 'log_tile']) {
      expect(await column(client, `select count(*)::text as it from ${table}`), table).toEqual(['0']);
    }
  });

  test('without an agreement sees nothing at all', async () => {
    const ground = await testStore(server);
    await twoAgencies(ground);
    const client = await partnerOf(ground, []);
    const tables = await column(
      client,
      `select c.oid::regclass::text as it from pg_class as c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')`,
    );
    expect(tables.length).toBeGreaterThan(15);
    for (const table of tables) expect(await column(client, `select count(*)::text as it from ${table}`), table).toEqual(['0']);
  });

  test('writes nothing outside of its agreements', async () => {
    const ground = await testStore(server);
    await twoAgencies(ground);
    const client = await partnerOf(ground, ['north']);
    const { workspace } = ground.asker;
    await expect(client.query(`insert into claim_progress values ($1, 'south-2', 1)`, [workspace])).rejects.toThrow(/row-level security/);
    expect((await client.query(`delete from claim where agreement_id = 'south'`)).rowCount).toBe(0);
    expect((await client.query('update log_head set size = 0')).rowCount).toBe(0);
    await expect(client.query(`insert into personal_value values ($1, 's', 'f', '\\x00', 'c', '\\x00', 'v')`, [workspace])).rejects.toThrow(
      /row-level security|violates check/,
    );
  });

  test('is confined in every call of the store, and says nothing about other agreements', async () => {
    const ground = await testStore(server);
    await twoAgencies(ground);
    const { store } = ground;
    const north = { ...ground.asker, agreements: ['north'] };
    expect((await store.documents.agreements(north)).map(({ agreement }) => agreement.id)).toEqual(['north']);
    expect(await store.log.factsOfSubject(north, 'lead:south')).toEqual([]);
    expect(await store.log.factsOfSubject(north, 'lead:north')).toHaveLength(1);
    expect((await store.log.factsOfScopes(north, ['deal:north'])).get('deal:north')?.map(({ kind }) => kind)).toEqual([
      'person.recorded',
      'lead.captured',
      'deal.won',
    ]);
    expect(await store.statements.byId(north, 'statement of south')).toBeUndefined();
    expect(await store.log.personalValues(north, ['person:north'])).toEqual(new Map());
    await expect(store.log.append(north, [said('lead.captured', 'lead:new', { source: 'agency' })])).rejects.toThrow(/its agreements/);
    await expect(
      store.log.append(north, [said('claim.contested', 'deal:south', { agreement: 'agreement:south', component: 'won' })]),
    ).rejects.toThrow(/its agreements/);
  });

  test('meets a second policy on every table of a workspace', async () => {
    const ground = await testStore(server);
    const client = await partnerOf(ground, []);
    const open = await column(
      client,
      `select c.relname as it from pg_class as c
       where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not exists (
         select from pg_policy as p where p.polrelid = c.oid and p.polname = 'own_agreements_only' and not p.polpermissive
       )`,
    );
    expect(open).toEqual([]);
  });
});

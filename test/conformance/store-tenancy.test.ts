import { Client } from 'pg';
import { describe, expect, onTestFinished, test } from 'vitest';
import { everyServer, newWorkspace, type TestStore, testStore } from '../database.ts';
import { touch } from './drafts.ts';

/** A connection as the application has it, in the given workspace. */
async function applicationIn({ connection }: TestStore, workspace: string): Promise<Client> {
  const client = new Client(connection);
  await client.connect();
  onTestFinished(() => client.end());
  await client.query('set role belegbar_app');
  await client.query(`select set_config('belegbar.workspace', $1, false)`, [workspace]);
  return client;
}

describe.each(everyServer)('workspaces on $name', (server) => {
  test('one workspace sees and writes nothing of another', async () => {
    const { store, asker, ...rest } = await testStore(server);
    await store.log.append(asker, [touch('1')]);
    const other = await newWorkspace(store);
    expect((await store.log.page(other, -1, 10)).facts).toEqual([]);
    const client = await applicationIn({ store, asker, ...rest }, other.workspace);
    const counts = await client.query('select (select count(*) from fact)::int as facts, (select count(*) from log_head)::int as heads');
    expect(counts.rows).toEqual([{ facts: 0, heads: 1 }]);
    await expect(client.query('insert into fact_out_of_force values ($1, $1)', [asker.workspace])).rejects.toThrow(/row-level security/);
  });

  test('without a workspace no row is visible', async () => {
    const ground = await testStore(server);
    await ground.store.log.append(ground.asker, [touch('1')]);
    const client = await applicationIn(ground, '');
    expect((await client.query('select count(*)::int as facts from fact')).rows).toEqual([{ facts: 0 }]);
  });

  test('the application can neither change nor delete what is recorded, stated or sealed', async () => {
    const ground = await testStore(server);
    await ground.store.log.append(ground.asker, [touch('1')]);
    const client = await applicationIn(ground, ground.asker.workspace);
    for (const table of ['fact', 'statement', 'statement_line', 'posting', 'seal', 'log_tile']) {
      await expect(client.query(`update ${table} set workspace_id = workspace_id`)).rejects.toThrow(/permission denied/);
      await expect(client.query(`delete from ${table}`)).rejects.toThrow(/permission denied/);
      await expect(client.query(`truncate ${table}`)).rejects.toThrow(/permission denied/);
    }
  });

  test('every key and foreign key of a domain table begins with the workspace', async () => {
    const ground = await testStore(server);
    const client = await applicationIn(ground, ground.asker.workspace);
    const { rows } = await client.query<{ name: string }>(`
      select i.relname as name
      from pg_index as x
      join pg_class as i on i.oid = x.indexrelid
      join pg_class as t on t.oid = x.indrelid
      join pg_namespace as n on n.oid = t.relnamespace and n.nspname = 'public'
      join pg_attribute as a on a.attrelid = t.oid and a.attnum = x.indkey[0]
      where a.attname <> 'workspace_id'`);
    expect(rows).toEqual([]);
  });

  test('the doctor finds a sound database', async () => {
    const { store } = await testStore(server);
    const checks = await store.upkeep.doctor();
    // Throw-away servers run without fsync.
    expect(checks.filter((check) => !check.ok && check.check !== 'durable_writes')).toEqual([]);
  });
});

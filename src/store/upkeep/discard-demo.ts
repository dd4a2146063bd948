import { Client, type ClientConfig, escapeIdentifier } from 'pg';
import { assert } from '#core/kernel/assert.ts';

/**
 * Throws demo workspaces away, which the role of the application cannot: it may append and never delete. This works as the owner of the
 * tables, and looks in the same transaction whether the workspace really is a demo.
 */
export function demoDiscarding(connection: ClientConfig) {
  return {
    async discard(workspace: string): Promise<void> {
      await asOwner(connection, (client) => discard(client, workspace));
    },
    async replace(old: string, next: string): Promise<void> {
      await asOwner(connection, async (client) => {
        const slug = await discard(client, old);
        await client.query(`update directory.workspace set slug = $2 where id = $1 and purpose = 'demo'`, [next, slug]);
      });
    },
  };
}

async function asOwner(connection: ClientConfig, work: (client: Client) => Promise<unknown>): Promise<void> {
  const client = new Client({ ...connection, application_name: 'belegbar-demo' });
  client.on('error', () => {});
  await client.connect();
  try {
    await client.query('begin');
    await work(client);
    await client.query('commit');
  } finally {
    // Ends an open transaction as well.
    await client.end();
  }
}

/** Deletes every row of the workspace; its short name is free again. */
async function discard(client: Client, workspace: string): Promise<string> {
  const { rows } = await client.query<{ slug: string; purpose: string }>(
    'select slug, purpose from directory.workspace where id = $1 for update',
    [workspace],
  );
  const [found] = rows;
  assert(found?.purpose === 'demo', 'only a demo workspace is ever thrown away');
  // Row policies hold for the owner too.
  await client.query(`select set_config('belegbar.workspace', $1, true)`, [workspace]);
  for (const table of await tablesInOrder(client)) {
    await client.query(`delete from ${escapeIdentifier(table)} where workspace_id = $1`, [workspace]);
  }
  await client.query('delete from directory.workspace where id = $1', [workspace]);
  return found.slug;
}

/** Every table that belongs to a workspace, one that refers to another before that. */
async function tablesInOrder(client: Client): Promise<readonly string[]> {
  const { rows } = await client.query<{ name: string; refersTo: readonly string[] }>(`
    select c.relname::text as name,
      array(
        select r.relname::text from pg_constraint as k join pg_class as r on r.oid = k.confrelid
        where k.conrelid = c.oid and k.contype = 'f' and k.confrelid <> c.oid
      ) as "refersTo"
    from pg_class as c
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
      and exists (select from pg_attribute as a where a.attrelid = c.oid and a.attname = 'workspace_id' and not a.attisdropped)
    order by c.relname`);
  const left = [...rows];
  const order: string[] = [];
  while (left.length > 0) {
    const next = left.findIndex(({ name }) => left.every(({ refersTo }) => !refersTo.includes(name)));
    assert(next >= 0, 'tables do not refer to each other in a circle');
    order.push(...left.splice(next, 1).map(({ name }) => name));
  }
  return order;
}

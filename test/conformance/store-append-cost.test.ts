import { Client } from 'pg';
import { expect, it } from 'vitest';
import { subjectId } from '#core/facts/fact.ts';
import { everyServer, testStore } from '../database.ts';

it.each(everyServer)('recording one more event reads no other ones, even while $name has counted nothing yet', async (server) => {
  const { store, asker, connection } = await testStore(server);
  const owner = new Client(connection);
  await owner.connect();
  try {
    for (const table of ['fact', 'lead', 'deal', 'sales_order']) await owner.query(`alter table ${table} set (autovacuum_enabled = false)`);
    const subjects = ['lead', 'deal', 'order'].map((type) => subjectId(asker.workspace, 'crm', type, 'event-7'));
    await store.log.append(asker, eventsOf(asker.workspace, 1_000));
    await owner.query(`begin; set local role belegbar_app; select set_config('belegbar.workspace', '${asker.workspace}', true)`);
    await owner.query('select project_subjects($1, $2)', [asker.workspace, subjects]);
    const read = await owner.query(
      `select seq_tup_read + coalesce(idx_tup_fetch, 0) as rows from pg_stat_xact_user_tables where relname = 'fact'`,
    );
    await owner.query('rollback');
    expect(Number(read.rows[0].rows)).toBeLessThanOrEqual(subjects.length);
  } finally {
    await owner.end();
  }
});

it.each(everyServer)('who adopted the definitions is found without reading the other events, on $name', async (server) => {
  const { store, asker, connection } = await testStore(server);
  await store.log.append(asker, eventsOf(asker.workspace, 1_000));
  const owner = new Client(connection);
  await owner.connect();
  try {
    await owner.query('analyze fact');
    await owner.query(`begin; set local role belegbar_app; select set_config('belegbar.workspace', '${asker.workspace}', true)`);
    const { rows } = await owner.query(
      'explain select * from fact where workspace_id = $1 and seq > $2 and kind = $3 order by seq limit 1001',
      [asker.workspace, -1, 'definition.adopted'],
    );
    await owner.query('rollback');
    expect(rows.map((row) => row['QUERY PLAN']).join(' ')).toContain('fact_of_adoption');
  } finally {
    await owner.end();
  }
});

/** A lead, a deal and an order of each number. */
function eventsOf(workspace: string, count: number) {
  const common = { version: 1, occurredAt: '2026-01-01T00:00:00.000Z', source: 'crm', revision: 1, actor: 'member:test' };
  return Array.from({ length: count }, (_, number) => {
    const externalId = `event-${number}`;
    const subject = (type: string) => subjectId(workspace, 'crm', type, externalId);
    return [
      { ...common, kind: 'lead.captured', externalId, subject: subject('lead'), data: { source: 'fair' } },
      { ...common, kind: 'deal.won', externalId, subject: subject('deal'), data: {} },
      { ...common, kind: 'order.placed', externalId, subject: subject('order'), data: { net: { minor: '100', currency: 'EUR' } } },
    ];
  }).flat();
}

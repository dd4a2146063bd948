import { escapeLiteral } from 'pg';
import { build, type Database, type Transaction } from '../database.ts';

/** One transaction that reads a workspace as it stands at its beginning, however long it takes. */
export async function inFrozenView(
  database: Database,
  workspace: string,
  work: (transaction: Transaction) => Promise<void>,
): Promise<void> {
  await database.withClient(async (client) => {
    const rowsOf = async (query: { compile(on: typeof build): { readonly sql: string; readonly parameters: readonly unknown[] } }) => {
      const { sql, parameters } = query.compile(build);
      return client.query(sql, [...parameters]);
    };
    try {
      await client.query('begin isolation level repeatable read read only');
      await client.query(`select set_config('belegbar.workspace', ${escapeLiteral(workspace)}, true)`);
      await work({
        workspace,
        client,
        rows: async (query) => (await rowsOf(query)).rows,
        run: async (query) => (await rowsOf(query)).rowCount ?? 0,
      });
    } finally {
      await client.query('rollback').catch(() => {});
    }
  });
}

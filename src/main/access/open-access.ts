import { Pool, type PoolConfig } from 'pg';
import type { Access } from '#usecases/access-ports.ts';
import { accessIn } from './access-store.ts';

export interface OpenedAccess {
  readonly access: Access;
  /** Works as the role that sees sign-in data and nothing else. */
  readonly pool: Pool;
}

/** Opens the schema of sign-in and API keys on a database that `migrateAccess` brought up to date. */
export function openAccess(connection: PoolConfig): OpenedAccess {
  const pool = new Pool({ ...connection, max: 4, application_name: 'belegbar-access', onConnect: becomeAccess });
  // A connection that breaks while idle is replaced at the next use; without a listener it would end the process.
  pool.on('error', () => {});
  return { pool, access: accessIn(pool) };
}

async function becomeAccess(client: { query(text: string): Promise<unknown> }): Promise<void> {
  await client.query(`set role belegbar_access; set search_path = auth; set time zone 'UTC'`);
}

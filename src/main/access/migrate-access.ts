import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client, type ClientConfig } from 'pg';

/** Any one number; whoever migrates this schema holds the advisory lock with it. */
const LOCK = 8_402_312;

const migrations = ['0001_access.sql', '0002_roles.sql', '0003_language.sql'];

/** Brings the schema of sign-in and API keys up to date, as the role that shall own its tables. */
export async function migrateAccess(connection: string | ClientConfig): Promise<void> {
  const client = new Client(connection);
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [LOCK]);
    await client.query('create schema if not exists migration');
    await client.query(
      'create table if not exists migration.applied_access (name text primary key, applied_at timestamptz not null default now())',
    );
    const { rows } = await client.query<{ name: string }>('select name from migration.applied_access');
    const applied = new Set(rows.map((row) => row.name));
    for (const name of migrations.filter((migration) => !applied.has(migration))) await apply(client, name);
  } finally {
    await client.end();
  }
}

async function apply(client: Client, name: string): Promise<void> {
  await client.query('begin');
  try {
    await client.query(readFileSync(join(import.meta.dirname, name), 'utf8'));
    await client.query('insert into migration.applied_access (name) values ($1)', [name]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw error;
  }
}

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client, type ClientConfig } from 'pg';
import { sha256Hex } from '#core/kernel/hash.ts';

/** Any one number; whoever migrates holds the advisory lock with it. */
const LOCK = 8_402_311;

/** A migration of the database is not the one of this program: newer, or edited after it was applied. */
export class MigrationMismatch extends Error {
  override readonly name = 'MigrationMismatch';
}

export interface Migration {
  readonly name: string;
  readonly sql: string;
  readonly checksum: string;
}

/** Brings a database up to date, as the role that shall own the tables. Answers the names of the migrations it applied. */
export async function migrate(connection: string | ClientConfig): Promise<readonly string[]> {
  const client = new Client(connection);
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [LOCK]);
    await client.query('create schema if not exists migration');
    await client.query(
      'create table if not exists migration.applied (name text primary key, checksum text not null, applied_at timestamptz not null default now())',
    );
    const { rows } = await client.query<{ name: string; checksum: string }>('select name, checksum from migration.applied order by name');
    const applied = new Map(rows.map((row) => [row.name, row.checksum]));
    const known = knownMigrations();
    for (const name of applied.keys()) {
      if (!known.some((migration) => migration.name === name))
        throw new MigrationMismatch(`the database is newer than this program: ${name}`);
    }
    const fresh: string[] = [];
    for (const migration of known) {
      const checksum = applied.get(migration.name);
      if (checksum === migration.checksum) continue;
      if (checksum !== undefined) throw new MigrationMismatch(`${migration.name} was edited after it was applied`);
      await apply(client, migration);
      fresh.push(migration.name);
    }
    return fresh;
  } finally {
    await client.end();
  }
}

async function apply(client: Client, { name, sql, checksum }: Migration): Promise<void> {
  await client.query('begin');
  try {
    await client.query(sql);
    await client.query('insert into migration.applied (name, checksum) values ($1, $2)', [name, checksum]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw error;
  }
}

/** The migrations of this program, oldest first. */
export function knownMigrations(): readonly Migration[] {
  const folder = join(import.meta.dirname, 'migrations');
  return readdirSync(folder)
    .filter((name) => /^\d{4}_[a-z_]+\.sql$/.test(name))
    .sort()
    .map((name) => {
      const sql = readFileSync(join(folder, name), 'utf8');
      return { name, sql, checksum: sha256Hex(sql) };
    });
}

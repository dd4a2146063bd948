import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, type ClientConfig, escapeIdentifier } from 'pg';
import { migrateAccess } from '#main/access/migrate-access.ts';
import { startEmbeddedPostgres } from '#store/embedded/embedded-postgres.ts';
import { migrate } from '#store/migrate.ts';

/** What a process needs to connect; plain, so that it can be handed to another process. */
export type Connection = Pick<ClientConfig, 'host' | 'port' | 'user' | 'password' | 'database'>;

/** The PostgreSQL the product brings along, with the settings it has for real workspaces: fsync and synchronous commit on. */
export interface DurableCluster {
  readonly version: string;
  /** Where files may be put for the time of the run. */
  readonly folder: string;
  /** An empty, migrated database. */
  database(): Promise<Connection>;
  drop(connection: Connection): Promise<void>;
  /** Writes out what earlier work left, so that the next measurement does not pay for it. */
  settleDown(): Promise<void>;
  close(): Promise<void>;
}

export async function startDurableCluster(): Promise<DurableCluster> {
  const folder = mkdtempSync(join(tmpdir(), 'belegbar-bench-'));
  // The user PostgreSQL runs as has to reach its data through here.
  chmodSync(folder, 0o711);
  const server = await startEmbeddedPostgres({ dataDir: join(folder, 'cluster') });
  const { database: _, ...address } = server.connection;
  const admin = new Client({ ...address, database: 'postgres' });
  await admin.connect();
  const { rows } = await admin.query<{ version: string; durable: string }>(
    `select current_setting('server_version') as version, current_setting('fsync') || '/' || current_setting('synchronous_commit') as durable`,
  );
  if (rows[0]?.durable !== 'on/on') throw new Error('the cluster is not durable: fsync and synchronous_commit have to be on');
  const template = 'bench_template';
  await admin.query(`create database ${template}`);
  await migrate({ ...address, database: template });
  await migrateAccess({ ...address, database: template });
  return {
    version: rows[0].version,
    folder,
    async database() {
      const name = `bench_${randomBytes(4).toString('hex')}`;
      await admin.query(`create database ${escapeIdentifier(name)} template ${template}`);
      return { ...address, database: name };
    },
    async drop({ database }) {
      await admin.query(`drop database if exists ${escapeIdentifier(String(database))} with (force)`);
    },
    async settleDown() {
      await admin.query('checkpoint');
    },
    async close() {
      await admin.end();
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A connection that owns the tables, for what only the benchmark itself does. */
export async function withOwner<T>(connection: Connection, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client(connection);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** A connection as the store has it: the unprivileged role, row-level security on, confined to one workspace. */
export async function confinedClient(connection: Connection, workspace: string): Promise<Client> {
  const client = new Client(connection);
  await client.connect();
  await client.query(`set role belegbar_app; set time zone 'UTC'; set synchronous_commit = on`);
  await client.query(`select set_config('belegbar.workspace', $1, false)`, [workspace]);
  return client;
}

import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync, statfsSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, escapeIdentifier } from 'pg';
import { startEmbeddedPostgres, stopIfUnused } from './embedded-postgres.ts';
import { connectionUrl, type PostgresAddress } from './postgres-address.ts';
import type { ServerBinaries } from './server-binaries.ts';

/** A PostgreSQL for one test run, without fsync; nothing of it remains after `close`. */
export interface ThrowawayCluster {
  readonly address: PostgresAddress;
  /** The connection URL of one of its databases. */
  url(database: string): string;
  /** Makes an empty database, or a copy of a template that nobody is connected to; returns its name. */
  createDatabase(name?: string, template?: string): Promise<string>;
  dropDatabase(name: string): Promise<void>;
  close(): Promise<void>;
}

const folderPrefix = 'belegbar-throwaway-';

/** Memory first, where there is enough of it: a copy of a template is 300 small files, which many disks make slowly. */
function temporaryFolders(): readonly string[] {
  const inMemory = '/dev/shm';
  if (!existsSync(inMemory)) return [tmpdir()];
  const { bsize, bavail } = statfsSync(inMemory);
  return bsize * bavail >= 4 * 1024 ** 3 ? [inMemory, tmpdir()] : [tmpdir(), inMemory];
}

/** Starts a cluster in a temporary folder (in memory if there is enough), with the embedded binaries unless others are given. */
export async function startThrowawayCluster(
  options: { binaries?: ServerBinaries; onLog?: (line: string) => void } = {},
): Promise<ThrowawayCluster> {
  await removeAbandoned();
  const dataDir = mkdtempSync(join(temporaryFolders()[0] ?? tmpdir(), folderPrefix));
  chmodSync(dataDir, 0o711);
  const database = await startEmbeddedPostgres({ dataDir, durable: false, ...options });
  const { database: _, ...address } = database.connection;
  const maintenance = new Client({ ...address, database: 'postgres' });
  maintenance.on('error', () => {});
  await maintenance.connect();
  return {
    address,
    url: (name) => connectionUrl(address, name),
    async createDatabase(name = `test_${randomBytes(6).toString('hex')}`, template = 'template1') {
      await maintenance.query(`create database ${escapeIdentifier(name)} template ${escapeIdentifier(template)} strategy file_copy`);
      return name;
    },
    async dropDatabase(name) {
      await maintenance.query(`drop database if exists ${escapeIdentifier(name)} with (force)`);
    },
    async close() {
      await maintenance.end();
      await database.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** Earlier runs that were killed left their server running; it is recognised by the lock that died with them. */
async function removeAbandoned(): Promise<void> {
  const minuteAgoMs = Date.now() - 60_000;
  for (const parent of temporaryFolders()) {
    for (const name of readdirSync(parent).filter((entry) => entry.startsWith(folderPrefix))) {
      const dataDir = join(parent, name);
      const folder = statSync(dataDir, { throwIfNoEntry: false });
      // A folder that is only just being made has no lock yet.
      if (!folder || folder.uid !== process.getuid?.() || folder.mtimeMs > minuteAgoMs) continue;
      if (await stopIfUnused(dataDir)) rmSync(dataDir, { recursive: true, force: true });
    }
  }
}

import type { ClientConfig } from 'pg';
import { openCsvImport } from '#connectors/csv/csv-import.ts';
import { ownTables } from '#connectors/csv/guess-table.ts';
import { publicHolidays } from '#connectors/holidays/public-holidays.ts';
import { computeSha256By } from '#core/kernel/hash.ts';
import { startEmbeddedPostgres } from '#store/embedded/embedded-postgres.ts';
import { migrate } from '#store/migrate.ts';
import { openStore } from '#store/store.ts';
import { demoDiscarding } from '#store/upkeep/discard-demo.ts';
import type { Access } from '#usecases/access-ports.ts';
import type { Backups } from '#usecases/backup-ports.ts';
import type { DemoWorkspaces } from '#usecases/furnish-demo.ts';
import type { Holidays } from '#usecases/holiday-port.ts';
import type { ImportPorts } from '#usecases/import-files.ts';
import type { OwnTablePorts } from '#usecases/look-at-own-table.ts';
import type { PersonalValues } from '#usecases/people-ports.ts';
import type { Clock, Ports } from '#usecases/ports.ts';
import { lastPublicUrl } from './access/access-store.ts';
import { migrateAccess } from './access/migrate-access.ts';
import { type OpenedAccess, openAccess } from './access/open-access.ts';
import { type Config, listeningUrl } from './config.ts';
import { demoMaterial } from './demo-material.ts';
import { draftThreads } from './draft-threads.ts';
import { nativeSha256 } from './native-sha256.ts';

// The core computes hashes anywhere; here the platform does it several times faster.
computeSha256By(nativeSha256);

/** Everything behind the faces, on one database. */
export interface Product {
  readonly ports: Ports;
  readonly access: Access;
  readonly importing: Pick<OwnTablePorts, 'files' | 'externalIds' | 'ownTables'>;
  readonly personal: PersonalValues;
  readonly backups: Backups;
  readonly demo: DemoWorkspaces;
  readonly holidays: Holidays;
  readonly publicUrl: string;
  /** As the role that owns the tables. */
  readonly connection: ClientConfig;
  /** For the sessions of people. */
  readonly accessPool: OpenedAccess['pool'];
  close(): Promise<void>;
}

const systemClock: Clock = { now: () => new Date().toISOString() };

/**
 * Starts the private PostgreSQL or attaches to a running one, brings the schemas up to date and opens everything on them. A server and
 * any number of commands may do so at once.
 */
export async function openProduct(config: Config, onLog?: (line: string) => void): Promise<Product> {
  const database = await openDatabase(config, onLog);
  try {
    const product = await openOn(database.connection, (last) => config.publicUrl ?? last ?? listeningUrl(config.host, config.port));
    return {
      ...product,
      async close() {
        await product.close();
        await database.stop();
      },
    };
  } catch (error) {
    await database.stop();
    throw error;
  }
}

/** The same on a database that is there already; `publicUrlFrom` is told the address of the server that ran last on it. */
export async function openOn(connection: ClientConfig, publicUrlFrom: (last: string | undefined) => string): Promise<Product> {
  await migrate(connection);
  await migrateAccess(connection);
  const store = await openStore(connection as Parameters<typeof openStore>[0]);
  const { access, pool } = openAccess(connection);
  return {
    ports: { clock: systemClock, drafts: draftThreads, ...store },
    access,
    personal: store.people,
    backups: store.backups,
    demo: { material: demoMaterial, ...demoDiscarding(connection) },
    holidays: publicHolidays,
    importing: { files: { open: openCsvImport }, ownTables, externalIds: remembering(store.externalIds) },
    publicUrl: publicUrlFrom(await lastPublicUrl(pool)),
    connection,
    accessPool: pool,
    async close() {
      await pool.end();
      await store.close();
    },
  };
}

async function openDatabase(
  { dataDir, databaseUrl }: Config,
  onLog: ((line: string) => void) | undefined,
): Promise<{ readonly connection: ClientConfig; stop(): Promise<void> }> {
  if (databaseUrl !== undefined) return { connection: { connectionString: databaseUrl }, stop: async () => {} };
  return startEmbeddedPostgres(onLog === undefined ? { dataDir } : { dataDir, onLog });
}

/** What stands in for external ids never changes in a workspace, so the database is asked for it once. */
function remembering(externalIds: ImportPorts['externalIds']): ImportPorts['externalIds'] {
  const known = new Map<string, ReturnType<ImportPorts['externalIds']['replacer']>>();
  return {
    async replacer(asker) {
      const replacer = known.get(asker.workspace) ?? externalIds.replacer(asker);
      known.set(asker.workspace, replacer);
      // One that failed is asked for again the next time.
      replacer.catch(() => known.delete(asker.workspace));
      return replacer;
    },
  };
}

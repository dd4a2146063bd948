import { randomBytes, randomUUID } from 'node:crypto';
import { Client, type ClientConfig, escapeIdentifier } from 'pg';
import { afterAll, onTestFinished } from 'vitest';
import { present } from '#core/kernel/assert.ts';
import { installedPostgres } from '#store/embedded/installed-postgres.ts';
import { startThrowawayCluster } from '#store/embedded/throwaway-cluster.ts';
import { migrate } from '#store/migrate.ts';
import { openStore, type Store, type StoreOptions } from '#store/store.ts';
import type { Asker } from '#usecases/ports.ts';

/** A PostgreSQL that hands out migrated databases, each a copy of one template. */
export interface TestServer {
  readonly name: string;
  /** A fresh, migrated database; dropped at the end of the test. */
  database(): Promise<ClientConfig>;
}

interface RunningServer {
  readonly connection: ClientConfig;
  close(): Promise<void>;
}

const closing: (() => Promise<void>)[] = [];
afterAll(async () => {
  for (const close of closing.splice(0)) await close();
});

function testServer(name: string, start: () => Promise<RunningServer>): TestServer {
  let template: Promise<{ readonly server: RunningServer; readonly admin: Client; readonly name: string }> | undefined;
  const prepare = async () => {
    const server = await start();
    const admin = new Client(server.connection);
    admin.on('error', () => {});
    await admin.connect();
    const templateName = `template_${randomBytes(6).toString('hex')}`;
    await admin.query(`create database ${escapeIdentifier(templateName)}`);
    closing.push(async () => {
      await admin.query(`drop database if exists ${escapeIdentifier(templateName)} with (force)`);
      await admin.end();
      await server.close();
    });
    await migrate({ ...server.connection, database: templateName });
    return { server, admin, name: templateName };
  };
  return {
    name,
    async database() {
      template ??= prepare();
      const { server, admin, name: from } = await template;
      const database = `test_${randomBytes(6).toString('hex')}`;
      await admin.query(`create database ${escapeIdentifier(database)} template ${escapeIdentifier(from)}`);
      onTestFinished(async () => {
        await admin.query(`drop database if exists ${escapeIdentifier(database)} with (force)`);
      });
      return { ...server.connection, database };
    },
  };
}

/** The PostgreSQL that the product brings along. */
export const embeddedServer = testServer('embedded', async () => {
  const cluster = await startThrowawayCluster();
  return { connection: { ...cluster.address, database: 'postgres' }, close: () => cluster.close() };
});

/** Every PostgreSQL the store is checked on: the embedded one, the oldest installed one, and the one of DATABASE_URL. */
export const everyServer: readonly TestServer[] = [
  embeddedServer,
  ...installedPostgres()
    .slice(0, 1)
    .map((binaries) =>
      testServer(`PostgreSQL ${binaries.major}`, async () => {
        const cluster = await startThrowawayCluster({ binaries });
        return { connection: { ...cluster.address, database: 'postgres' }, close: () => cluster.close() };
      }),
    ),
  ...[process.env['DATABASE_URL']]
    .filter((url) => url !== undefined && url !== '')
    .map((url) => testServer('DATABASE_URL', async () => ({ connection: fromUrl(present(url, 'DATABASE_URL')), close: async () => {} }))),
];

function fromUrl(url: string): ClientConfig {
  const { host, port, user, password } = new Client({ connectionString: url });
  return { host, port, ...(user === undefined ? {} : { user }), ...(password === null ? {} : { password }), database: 'postgres' };
}

export interface TestStore {
  readonly store: Store;
  readonly connection: ClientConfig;
  /** Asks in a workspace of its own, made for this test. */
  readonly asker: Asker;
}

/** A store on a database of its own with one workspace; closed at the end of the test. */
export async function testStore(
  server: TestServer = embeddedServer,
  options: Pick<StoreOptions, 'clock' | 'poolSize'> = {},
): Promise<TestStore> {
  const connection = await server.database();
  const store = await anotherStore(connection, options);
  return { store, connection, asker: await newWorkspace(store) };
}

/** One more store on the same database, as another process would have it. */
export async function anotherStore(connection: ClientConfig, options: Pick<StoreOptions, 'clock' | 'poolSize'> = {}): Promise<Store> {
  const store = await openStore({ ...connection, ...options });
  onTestFinished(() => store.close());
  return store;
}

export async function newWorkspace(store: Pick<Store, 'workspaces'>): Promise<Asker> {
  const id = randomUUID();
  await store.workspaces.create({ id, slug: `w-${id}`, name: 'Test', currency: 'EUR', timeZone: 'Europe/Berlin', purpose: 'test' });
  return { workspace: id, actor: 'member:test' };
}

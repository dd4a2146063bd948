import { randomUUID } from 'node:crypto';
import { openCsvImport } from '#connectors/csv/csv-import.ts';
import type { IsoInstant } from '#core/kernel/instant.ts';
import { draftThreads } from '#main/draft-threads.ts';
import { openStore, type Store } from '#store/store.ts';
import type { ImportPorts } from '#usecases/import-files.ts';
import type { Asker, Ports } from '#usecases/ports.ts';
import type { Connection } from './durable-cluster.ts';

export interface OpenedStore {
  readonly store: Store;
  readonly ports: Ports;
  readonly importing: ImportPorts;
}

/** The store as the product opens it, with a clock of its own where a story takes months. */
export async function openedStore(connection: Connection, now?: () => IsoInstant): Promise<OpenedStore> {
  const store = await openStore({ ...connection, ...(now === undefined ? {} : { clock: { now } }) } as Parameters<typeof openStore>[0]);
  const ports: Ports = { ...store, drafts: draftThreads, clock: { now: now ?? (() => new Date().toISOString()) } };
  return { store, ports, importing: { ...ports, files: { open: openCsvImport }, externalIds: store.externalIds } };
}

export async function newWorkspace(store: Store, id: string = randomUUID()): Promise<Asker> {
  await store.workspaces.create({ id, slug: `bench-${id.slice(0, 8)}`, name: 'Bench', currency: 'EUR', timeZone: 'UTC', purpose: 'test' });
  return { workspace: id, actor: 'member:bench' };
}

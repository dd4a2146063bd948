import { createReadStream, readFileSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { IsoInstant } from '#core/kernel/instant.ts';
import type { Result } from '#core/kernel/result.ts';
import { contractInForce } from '#usecases/agreement-state.ts';
import { importFiles } from '#usecases/import-files.ts';
import type { Asker, Ports } from '#usecases/ports.ts';
import { proposeAgreement } from '#usecases/propose-agreement.ts';
import { refreshClaims } from '#usecases/refresh-claims.ts';
import { signAgreement } from '#usecases/sign-agreement.ts';
import type { Connection, DurableCluster } from './durable-cluster.ts';
import { timedMs } from './measuring.ts';
import { type MonthSize, monthMapping, writeMonth } from './month-files.ts';
import { newWorkspace, type OpenedStore, openedStore } from './opened-store.ts';

export const AGREEMENT = 'bench-revenue-share';
/** The same results under a contract with every clause that fits orders. */
export const EVERY_CLAUSE = 'bench-every-clause';

/** A month whose facts are in, whose claims are determined and whose log is sealed: everything but its statement. */
export interface ReadyMonth {
  readonly key: string;
  readonly index: number;
  /** After the lock of the month. */
  readonly cut: IsoInstant;
  readonly importMs: number;
  readonly refreshMs: number;
  readonly sealMs: number;
}

/** A workspace in which one month after the other passes; its clock is set by the story. */
export interface SettleStory {
  readonly connection: Connection;
  readonly ports: Ports;
  readonly asker: Asker;
  readonly size: MonthSize;
  nextMonth(): Promise<ReadyMonth>;
  close(): Promise<void>;
}

export async function openStory(
  cluster: DurableCluster,
  size: MonthSize,
  agreements: readonly string[] = [AGREEMENT],
): Promise<SettleStory> {
  const connection = await cluster.database();
  let now = '2024-12-20T09:00:00.000Z';
  const opened = await openedStore(connection, () => now);
  const { ports, store } = opened;
  const asker = await newWorkspace(store);
  for (const agreement of agreements) await signedAgreement(ports, asker, agreement);
  let index = -1;
  return {
    connection,
    ports,
    asker,
    size,
    async nextMonth() {
      index += 1;
      const key = `2025-${String(index + 1).padStart(2, '0')}`;
      const next = `2025-${String(index + 2).padStart(2, '0')}`;
      // All of a month is known when it is over, and its look-back of 15 days ends before the next one does.
      now = `${next}-01T00:00:00.000Z`;
      const importMs = await importMonth(opened, asker, cluster.folder, key, size);
      now = `${next}-18T00:00:00.000Z`;
      const sealMs = await timedMs(() => ports.seals.take(asker));
      const contract = expectOk(await contractInForce(ports, asker, AGREEMENT, now));
      const refreshMs = await timedMs(() => refreshClaims(ports, asker, contract));
      return { key, index, cut: now, importMs, refreshMs, sealMs };
    },
    async close() {
      await store.close();
      await cluster.drop(connection);
    },
  };
}

async function signedAgreement(ports: Ports, asker: Asker, id: string): Promise<void> {
  const text = readFileSync(join(import.meta.dirname, `${id.slice('bench-'.length)}.agreement.yaml`), 'utf8');
  const { agreement } = expectOk(await proposeAgreement(ports, asker, { text }));
  for (const { key } of [agreement.parties.payer, agreement.parties.payee]) {
    expectOk(await signAgreement(ports, asker, { agreementId: agreement.id, party: key, person: key }));
  }
}

async function importMonth({ importing }: OpenedStore, asker: Asker, folder: string, key: string, size: MonthSize): Promise<number> {
  const paths = await writeMonth(folder, key, size);
  const ms = await timedMs(async () => {
    const report = expectOk(
      await importFiles(importing, asker, {
        mapping: monthMapping,
        files: paths.map((path) => ({ name: basename(path), open: () => createReadStream(path) })),
      }),
    );
    if (report.recorded !== size.facts) throw new Error(`${report.recorded} of ${size.facts} facts of ${key} were recorded`);
  });
  for (const path of paths) rmSync(path);
  return ms;
}

/** The value of what has to succeed here. */
export function expectOk<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`refused: ${result.refusal.code} ${JSON.stringify(result.refusal.params)}`);
  return result.value;
}

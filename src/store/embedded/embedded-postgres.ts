import { closeSync, existsSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { type Cluster, ensureDatabase, findRunning, startCluster } from './cluster.ts';
import { clusterHomeIn } from './cluster-home.ts';
import { type FileLock, tryFileLock, waitForFileLock } from './file-lock.ts';
import { connectionUrl, type PostgresAddress, type Transport, transportHere } from './postgres-address.ts';
import { giveToOwnerOf, shutDownPostgres } from './postgres-process.ts';
import { isAlive, readPostmasterFile } from './postmaster-file.ts';
import { embeddedBinaries, type ServerBinaries } from './server-binaries.ts';

export interface RunningDatabase {
  /** Spread into the options of `pg`. */
  readonly connection: PostgresAddress & { readonly database: string };
  /** The same as one connection URL. */
  readonly url: string;
  /** False if the server ran already: another process uses it, or a crashed one left it behind. */
  readonly startedHere: boolean;
  /** Ends our use. The last user of the data folder also stops PostgreSQL; while others use it, it goes on. */
  stop(): Promise<void>;
}

export interface EmbeddedPostgresOptions {
  readonly dataDir: string;
  readonly onLog?: (line: string) => void;
  /** Other programs than the embedded ones, for tests on another version. */
  readonly binaries?: ServerBinaries;
  /** Only a throw-away cluster may switch this off. */
  readonly durable?: boolean;
  readonly transport?: Transport;
  /** Where root puts what PostgreSQL's user cannot reach in the data folder. */
  readonly stateHome?: string;
}

const databaseName = 'belegbar';
const gateTimeoutMs = 10 * 60_000;
const watchEveryMs = 250;

/**
 * Starts the private PostgreSQL of a data folder, or attaches to it if it runs: because a server or a command uses it, or because a crashed
 * one left it running. Servers and commands call the same function; only a server also needs `claimServer`. While it is used, a
 * PostgreSQL that dies is started again at the same address.
 *
 * Two locks keep users from starting twice or stopping under each other. Whoever starts or stops holds `gate` for that time. Whoever uses
 * the server holds a share of `use`; who leaves tries to have `use` alone, and only who succeeds is the last one out and stops it.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<RunningDatabase> {
  const cluster = clusterOf(options);
  const { address, startedHere, use } = await behindGate(cluster, async () => {
    const opened = await startOrAttach(cluster);
    const share = takeShare(lockFile(cluster, 'use'));
    try {
      await ensureDatabase(opened.address, databaseName);
      return { ...opened, use: share };
    } catch (error) {
      await leave(cluster, share);
      throw error;
    }
  });
  const watch = watchOver(cluster);
  let stopping: Promise<void> | null = null;
  async function stop(): Promise<void> {
    await watch.end();
    await behindGate(cluster, () => leave(cluster, use));
  }
  return {
    connection: { ...address, database: databaseName },
    url: connectionUrl(address, databaseName),
    startedHere,
    stop() {
      stopping ??= stop();
      return stopping;
    },
  };
}

/** Stops a PostgreSQL that nobody uses any more, such as that of a killed test run. False if somebody uses it. */
export async function stopIfUnused(dataDir: string): Promise<boolean> {
  const cluster = clusterOf({ dataDir });
  return behindGate(cluster, () => leave(cluster, null));
}

function clusterOf(options: EmbeddedPostgresOptions): Cluster {
  const home = clusterHomeIn(options.dataDir, options.stateHome);
  return {
    home,
    binaries: options.binaries ?? embeddedBinaries(home.user, home.binariesHome),
    onLog: options.onLog ?? (() => {}),
    durable: options.durable ?? true,
    transport: options.transport ?? transportHere,
  };
}

async function behindGate<T>(cluster: Cluster, work: () => Promise<T>): Promise<T> {
  const gate = await waitForFileLock(lockFile(cluster, 'gate'), gateTimeoutMs, () =>
    cluster.onLog('waiting for another process that is starting or stopping PostgreSQL'),
  );
  try {
    return await work();
  } finally {
    gate.release();
  }
}

async function startOrAttach(cluster: Cluster): Promise<{ address: PostgresAddress; startedHere: boolean }> {
  const beganMs = performance.now();
  const running = await findRunning(cluster);
  if (running) {
    cluster.onLog(`PostgreSQL runs already in ${cluster.home.dir}; attached to it`);
    return { address: running, startedHere: false };
  }
  const address = await startCluster(cluster);
  cluster.onLog(`PostgreSQL ${cluster.binaries.major} started in ${cluster.home.dir} after ${Math.round(performance.now() - beganMs)} ms`);
  return { address, startedHere: true };
}

function takeShare(path: string): FileLock {
  const share = tryFileLock(path, 'shared');
  // Exclusive holders exist only behind the gate, where we are.
  if (!share) throw new Error(`${path} is locked from outside`);
  return share;
}

async function leave(cluster: Cluster, use: FileLock | null): Promise<boolean> {
  use?.release();
  const alone = tryFileLock(lockFile(cluster, 'use'), 'exclusive');
  if (!alone) return false;
  try {
    await shutDownPostgres(cluster.binaries, cluster.home);
    return true;
  } finally {
    alone.release();
  }
}

function lockFile({ home }: Cluster, name: 'gate' | 'use'): string {
  const path = join(home.dir, `${name}.lock`);
  if (existsSync(path)) return path;
  try {
    // Exclusively: to open and close a lock file that exists would drop the locks this very process holds on it.
    closeSync(openSync(path, 'ax', 0o600));
    giveToOwnerOf(home.dir, path);
  } catch (error) {
    if (!existsSync(path)) throw error;
  }
  return path;
}

/** Starts PostgreSQL again when it has died under us. Every user of the folder watches; the gate lets one of them act. */
function watchOver(cluster: Cluster): { end(): Promise<void> } {
  let ended = false;
  let restart: Promise<void> | null = null;
  let pauseUntilMs = 0;
  let failures = 0;
  const timer = setInterval(() => {
    if (restart || performance.now() < pauseUntilMs || isRunning(cluster)) return;
    restart = behindGate(cluster, async () => {
      if (ended || isRunning(cluster)) return;
      cluster.onLog('PostgreSQL has died; it is started again');
      await startOrAttach(cluster);
      failures = 0;
    })
      .catch((error: unknown) => {
        failures += 1;
        pauseUntilMs = performance.now() + Math.min(30_000, 500 * 2 ** failures);
        cluster.onLog(`PostgreSQL could not be started again: ${error instanceof Error ? error.message : String(error)}`);
      })
      .finally(() => {
        restart = null;
      });
  }, watchEveryMs);
  timer.unref();
  return {
    async end() {
      ended = true;
      clearInterval(timer);
      await restart;
    },
  };
}

function isRunning({ home }: Cluster): boolean {
  const file = readPostmasterFile(home.clusterDir);
  return file !== null && isAlive(file.pid);
}

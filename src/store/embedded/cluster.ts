import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { Client, DatabaseError, escapeIdentifier } from 'pg';
import type { ClusterHome } from './cluster-home.ts';
import { configurationFile } from './cluster-settings.ts';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';
import { addressOfRunning, addressToListenOn, ownerName, type PostgresAddress, passwordFile, type Transport } from './postgres-address.ts';
import { environmentForPostgres, giveToOwnerOf, launchPostgres, shutDownPostgres } from './postgres-process.ts';
import { isAlive, isPostgresOf, readPostmasterFile, renameOwnerInPostmasterFile } from './postmaster-file.ts';
import { program, type ServerBinaries } from './server-binaries.ts';

const run = promisify(execFile);

/** One private PostgreSQL: its place, its programs and how it is to run. */
export interface Cluster {
  readonly binaries: ServerBinaries;
  readonly home: ClusterHome;
  readonly transport: Transport;
  readonly durable: boolean;
  readonly onLog: (line: string) => void;
}

/** The server's address if it runs. Waits while it is starting or stopping; ends one that lost its socket, which nobody can reach again. */
export async function findRunning({ home, binaries, onLog }: Cluster): Promise<PostgresAddress | null> {
  for (let silentSinceMs: number | null = null; ; await delay(20)) {
    const file = readPostmasterFile(home.clusterDir);
    if (!file || !isPostgresOf(file.pid, home.clusterDir)) return null;
    if (!file.ready) continue;
    const address = addressOfRunning(home, file);
    const answer = await ask(address);
    if (answer === 'ready') return address;
    if (answer === 'busy') continue;
    silentSinceMs ??= performance.now();
    if (performance.now() - silentSinceMs < 10_000) continue;
    onLog(`PostgreSQL (process ${file.pid}) runs but does not answer at ${address.host}; it is started anew`);
    await shutDownPostgres(binaries, home);
  }
}

async function ask(address: PostgresAddress): Promise<'ready' | 'busy' | 'silent'> {
  const client = new Client({ ...address, database: 'postgres', connectionTimeoutMillis: 5000 });
  client.on('error', () => {});
  try {
    await client.connect();
    return 'ready';
  } catch (error) {
    if (!(error instanceof DatabaseError)) return 'silent';
    // Full is also an answer; anything else says that it is starting or stopping.
    return error.code === '53300' ? 'ready' : 'busy';
  } finally {
    await client.end().catch(() => {});
  }
}

/** Starts the server, after making the cluster if there is none. Call only while no other process can do the same. */
export async function startCluster(cluster: Cluster): Promise<PostgresAddress> {
  const { home, binaries, onLog } = cluster;
  await initialise(cluster);
  const address = await addressToListenOn(home, cluster.transport);
  writeConfiguration(cluster, address);
  for (let beganMs = performance.now(); ; await delay(200)) {
    clearAwayRemains(home, address);
    const attempt = await launchPostgres(binaries, home, onLog);
    if (attempt.ready) return address;
    // After kill -9 of the main process its workers need a moment to notice; until then PostgreSQL rightly refuses to start.
    const workersRemain = /shared memory block|lock file .* already exists/.test(attempt.lastLines);
    if (!workersRemain || performance.now() - beganMs > 30_000) {
      throw new EmbeddedPostgresError(`PostgreSQL does not start (${join(home.dir, 'postgres.log')}): ${attempt.lastLines}`);
    }
  }
}

function writeConfiguration({ home, durable }: Cluster, address: PostgresAddress): void {
  const onSocket = address.password === undefined;
  const listenOn = onSocket ? [] : [address.host];
  const text = configurationFile({ listenOn, socketDir: onSocket ? address.host : null, port: address.port, durable });
  const file = join(home.dir, 'postgres.conf');
  // Removed first and then created, so that root never writes through a link that somebody else put there.
  rmSync(file, { force: true });
  writeFileSync(file, text, { mode: 0o644, flag: 'wx' });
  giveToOwnerOf(home.dir, file);
}

/** What a crash left behind: a socket nobody listens on, and process numbers that may meanwhile belong to strangers. */
function clearAwayRemains(home: ClusterHome, address: PostgresAddress): void {
  if (address.password === undefined) {
    for (const name of readdirSync(address.host)) if (name.startsWith('.s.PGSQL.')) rmSync(join(address.host, name), { force: true });
  }
  const file = readPostmasterFile(home.clusterDir);
  if (file && isAlive(file.pid)) renameOwnerInPostmasterFile(home.clusterDir, process.pid, home.user?.uid ?? null);
}

const unfinishedMark = '.unfinished-';

function removeUnfinished(home: ClusterHome): void {
  for (const name of readdirSync(home.dir).filter((entry) => entry.includes(unfinishedMark))) {
    try {
      rmSync(join(home.dir, name), { recursive: true, force: true });
    } catch {
      // Somebody still writes there; a later first start, or the person who deletes the folder, removes it.
    }
  }
}

async function initialise({ binaries, home, transport, durable, onLog }: Cluster): Promise<void> {
  if (existsSync(home.clusterDir)) {
    const major = Number.parseInt(readFileSync(join(home.clusterDir, 'PG_VERSION'), 'utf8'), 10);
    if (major === binaries.major) return;
    throw new EmbeddedPostgresError(
      `${home.clusterDir} was written by PostgreSQL ${major}, which PostgreSQL ${binaries.major} cannot read: export with the older release and import with this one`,
    );
  }
  // Made aside and renamed when complete, so that a crash in between leaves nothing that looks like a cluster.
  // Each attempt has a name of its own: the initdb of a killed app may still be writing into the earlier one.
  removeUnfinished(home);
  const unfinished = `${home.clusterDir}${unfinishedMark}${randomBytes(4).toString('hex')}`;
  mkdirSync(unfinished, { mode: 0o700 });
  if (home.user) chownSync(unfinished, home.user.uid, home.user.gid);
  onLog(`PostgreSQL ${binaries.major} makes its cluster in ${home.dir}`);
  const locale = binaries.major >= 17 ? ['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C'] : ['--locale=C.UTF-8'];
  const access =
    transport === 'socket' ? ['--auth-local=trust', '--auth-host=reject'] : ['--auth=scram-sha-256', `--pwfile=${passwordFile(home)}`];
  const haste = durable ? [] : ['--no-sync'];
  const args = [
    '-D',
    unfinished,
    '-U',
    ownerName,
    '--encoding=UTF8',
    ...locale,
    '--data-checksums',
    '--no-instructions',
    ...access,
    ...haste,
  ];
  try {
    await run(program(binaries, 'initdb'), args, { ...home.user, cwd: home.dir, env: environmentForPostgres() });
  } catch (error) {
    const said = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : '';
    throw new EmbeddedPostgresError(`PostgreSQL cannot make its cluster in ${home.dir}: ${said || String(error)}`);
  }
  renameSync(unfinished, home.clusterDir);
}

/** Creates the database if it is missing. */
export async function ensureDatabase(address: PostgresAddress, database: string): Promise<void> {
  const client = new Client({ ...address, database: 'postgres' });
  await client.connect();
  try {
    const found = await client.query('select 1 from pg_database where datname = $1', [database]);
    if (found.rowCount === 0) await client.query(`create database ${escapeIdentifier(database)}`);
  } finally {
    await client.end();
  }
}

import { execFile, spawn } from 'node:child_process';
import { closeSync, constants, lchownSync, openSync, readFileSync, statSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { ClusterHome } from './cluster-home.ts';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';
import { isAlive, isPostgresOf, readPostmasterFile } from './postmaster-file.ts';
import { program, type ServerBinaries } from './server-binaries.ts';

const run = promisify(execFile);
const longestLogBytes = 16 * 1024 * 1024;

export type StartAttempt = { readonly ready: true } | { readonly ready: false; readonly lastLines: string };

/** A PG* variable of the operator's shell must not redirect our private server, nor their language change its messages. */
export function environmentForPostgres(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !/^(PG|LC_|LANG|NODE_)/.test(name));
  return { ...Object.fromEntries(kept), LC_ALL: 'C', TZ: 'UTC' };
}

/**
 * Starts PostgreSQL in a session of its own, so that Ctrl-C in a terminal reaches only the app, which then stops it in order; its log goes
 * to a file, so that it outlives a crashed app. Returns when it takes connections, after whatever recovery a crash before made necessary.
 */
export async function launchPostgres(binaries: ServerBinaries, home: ClusterHome, onLog: (line: string) => void): Promise<StartAttempt> {
  const logFile = join(home.dir, 'postgres.log');
  const configFile = join(home.dir, 'postgres.conf');
  const log = openLog(logFile);
  const logStartBytes = statSync(logFile).size;
  const startArgs = ['-D', home.clusterDir, '-c', `config_file=${configFile}`];
  // On Windows pg_ctl drops the rights of an administrator, under which PostgreSQL refuses to run, as it refuses root elsewhere.
  const [command, args] =
    process.platform === 'win32'
      ? [program(binaries, 'pg_ctl'), ['start', '-W', '-D', home.clusterDir, '-o', `-c "config_file=${configFile}"`]]
      : [program(binaries, 'postgres'), startArgs];
  const child = spawn(command, args, {
    ...home.user,
    cwd: home.dir,
    env: environmentForPostgres(),
    detached: true,
    windowsHide: true,
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  let ended: string | null = null;
  child.once('error', (error) => {
    ended = String(error);
  });
  child.once('exit', (code, signal) => {
    if (process.platform !== 'win32' || code !== 0) ended ??= `ended with ${signal ?? `code ${code}`}`;
  });
  child.unref();
  const beganMs = performance.now();
  let nextNoteMs = 10_000;
  for (;;) {
    const file = readPostmasterFile(home.clusterDir);
    if (file?.ready && (process.platform === 'win32' || file.pid === child.pid)) return { ready: true };
    if (ended !== null) return { ready: false, lastLines: `${ended}\n${lastLines(logFile, logStartBytes)}` };
    const waitedMs = performance.now() - beganMs;
    if (waitedMs > nextNoteMs) {
      nextNoteMs += 10_000;
      onLog(`PostgreSQL has been starting for ${Math.round(waitedMs / 1000)} s; after a crash it first replays its log`);
    }
    await delay(10);
  }
}

function openLog(logFile: string): number {
  const noFollow = constants.O_NOFOLLOW ?? 0;
  const log = openSync(logFile, constants.O_WRONLY | constants.O_CREAT | constants.O_APPEND | noFollow, 0o600);
  if (statSync(logFile).size > longestLogBytes) truncateSync(logFile);
  return log;
}

function lastLines(logFile: string, fromBytes: number): string {
  return readFileSync(logFile).subarray(fromBytes).toString('utf8').trim().split('\n').slice(-12).join('\n');
}

/** Ends PostgreSQL in order: open transactions are rolled back, the rest is written. Returns when the process is gone. */
export async function shutDownPostgres(binaries: ServerBinaries, home: ClusterHome): Promise<void> {
  const file = readPostmasterFile(home.clusterDir);
  if (!file || !isPostgresOf(file.pid, home.clusterDir)) return;
  if (process.platform === 'win32') {
    await run(program(binaries, 'pg_ctl'), ['stop', '-m', 'fast', '-D', home.clusterDir]);
    return;
  }
  process.kill(file.pid, 'SIGINT');
  const beganMs = performance.now();
  // A server stopped by a debugger or a dying disk must not hold the app for ever; what was acknowledged survives SIGQUIT as well.
  for (let urged = false; isAlive(file.pid); await delay(10)) {
    const waitedMs = performance.now() - beganMs;
    if (waitedMs > 60_000 && !urged) {
      urged = true;
      process.kill(file.pid, 'SIGQUIT');
    }
    if (waitedMs > 70_000) throw new EmbeddedPostgresError(`PostgreSQL (process ${file.pid}) does not end`);
  }
}

/** What root makes in a folder of somebody else shall belong to that one, who may start the database next time. */
export function giveToOwnerOf(folder: string, path: string): void {
  const { uid, gid } = statSync(folder);
  if (process.getuid?.() === 0 && uid !== 0) lchownSync(path, uid, gid);
}

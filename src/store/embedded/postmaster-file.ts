import { execFileSync } from 'node:child_process';
import { closeSync, constants, fstatSync, ftruncateSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/** What a running PostgreSQL writes about itself into its cluster; it stays behind after a crash. */
export interface PostmasterFile {
  readonly pid: number;
  readonly port: number;
  readonly socketDir: string;
  readonly ready: boolean;
}

export function readPostmasterFile(clusterDir: string): PostmasterFile | null {
  const lines = textOf(clusterDir)?.split('\n') ?? [];
  const pid = Number(lines[0]);
  if (!(pid > 0)) return null;
  return { pid, port: Number(lines[3] ?? 0), socketDir: lines[4] ?? '', ready: lines[7]?.trim() === 'ready' };
}

function textOf(clusterDir: string): string | null {
  try {
    return readFileSync(join(clusterDir, 'postmaster.pid'), 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** Whether the process is the PostgreSQL of this cluster, or a stranger that was given the same number after a restart of the machine. */
export function isPostgresOf(pid: number, clusterDir: string): boolean {
  return isAlive(pid) && commandLine(pid).includes(clusterDir);
}

function commandLine(pid: number): string {
  if (process.platform === 'win32') {
    const query = `(Get-CimInstance Win32_Process -Filter "ProcessId=${pid}").CommandLine`;
    return outputOf('powershell', ['-NoProfile', '-Command', query]).replaceAll('/', '\\');
  }
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return process.platform === 'linux' ? '' : outputOf('ps', ['-ww', '-o', 'args=', '-p', String(pid)]);
  }
}

function outputOf(command: string, args: readonly string[]): string {
  try {
    return execFileSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  } catch {
    return '';
  }
}

/**
 * Makes a left-over file harmless whose process number now belongs to a stranger: PostgreSQL would take the stranger for itself and refuse
 * to start, but it does not mind the number of its own parent. Deleting the file instead would also delete the shared memory key, by which
 * PostgreSQL notices that worker processes of the dead server are still writing.
 */
export function renameOwnerInPostmasterFile(clusterDir: string, parentPid: number, ownerUid: number | null): void {
  const text = textOf(clusterDir);
  if (text === null) return;
  // No link is followed, because as root we write into a folder of an unprivileged user.
  const file = openSync(join(clusterDir, 'postmaster.pid'), constants.O_WRONLY | (constants.O_NOFOLLOW ?? 0));
  try {
    if (ownerUid !== null && fstatSync(file).uid !== ownerUid) throw new Error(`${clusterDir}/postmaster.pid has a foreign owner`);
    ftruncateSync(file);
    writeSync(file, [parentPid, ...text.split('\n').slice(1)].join('\n'));
  } finally {
    closeSync(file);
  }
}

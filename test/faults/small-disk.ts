import { execFileSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { databaseProcesses } from '../crash/running-product.ts';

/** A place for data that can be made full, and empty again. */
export interface SmallDisk {
  /** How this machine does it. */
  readonly means: 'a file system of its own' | 'a limit on the size of files';
  fill(): void;
  empty(): void;
  remove(): void;
}

const SIZE_MIB = 1_500;
const BLOCK = Buffer.alloc(1 << 20);
/** Smaller than any file PostgreSQL writes its journal to. */
const LONGEST_FILE_BYTES = 65_536;

/** Makes the folder a small disk if this machine lets us, else limits what PostgreSQL may write; undefined where neither is possible. */
export function smallDisk(folder: string): SmallDisk | undefined {
  return ownFileSystem(folder) ?? limitedFiles(folder);
}

function ownFileSystem(folder: string): SmallDisk | undefined {
  mkdirSync(folder, { recursive: true });
  if (!runs('mount', '-t', 'tmpfs', '-o', `size=${SIZE_MIB}m,mode=711`, 'tmpfs', folder)) return undefined;
  const filler = join(folder, 'filler');
  return {
    means: 'a file system of its own',
    fill() {
      const file = openSync(filler, 'w');
      try {
        for (;;) writeSync(file, BLOCK);
      } catch {
        // Full, which is what was wanted.
      } finally {
        closeSync(file);
      }
    },
    empty: () => rmSync(filler, { force: true }),
    remove: () => void runs('umount', '--lazy', folder),
  };
}

/** Writing beyond the limit fails just as on a full disk; what PostgreSQL starts later inherits it. */
function limitedFiles(folder: string): SmallDisk | undefined {
  if (!runs('prlimit', '--version')) return undefined;
  const limit = (bytes: number | 'unlimited') => {
    for (const pid of databaseProcesses(folder)) runs('prlimit', '--pid', String(pid), `--fsize=${bytes}:`);
  };
  return {
    means: 'a limit on the size of files',
    fill: () => limit(LONGEST_FILE_BYTES),
    empty: () => limit('unlimited'),
    remove: () => {},
  };
}

function runs(command: string, ...args: readonly string[]): boolean {
  try {
    execFileSync(command, args, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

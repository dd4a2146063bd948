import { DatabaseSync } from 'node:sqlite';
import { setTimeout as delay } from 'node:timers/promises';

/** A lock that the operating system takes back by itself when its holder dies, however it dies. */
export interface FileLock {
  release(): void;
}

const sqliteBusy = 5;

/**
 * Takes a lock on a file without waiting; null if somebody else's lock excludes it. Node offers no lock of its own that dies with its
 * holder, and a written pid may belong to a stranger after a restart (every container counts from 1), so the lock is the one that SQLite
 * keeps on an empty database file: any number of shared holders or one exclusive holder, across processes and within one.
 */
export function tryFileLock(path: string, mode: 'shared' | 'exclusive'): FileLock | null {
  const file = new DatabaseSync(path);
  try {
    if (mode === 'exclusive') file.exec('begin exclusive');
    else file.exec('begin; select count(*) from sqlite_schema');
  } catch (error) {
    file.close();
    if (error instanceof Error && 'errcode' in error && error.errcode === sqliteBusy) return null;
    throw error;
  }
  let held = true;
  return {
    release() {
      if (held) file.close();
      held = false;
    },
  };
}

/** Waits for an exclusive lock. `onWait` hears once if the wait is longer than a second. */
export async function waitForFileLock(path: string, timeoutMs: number, onWait?: () => void): Promise<FileLock> {
  const beganMs = performance.now();
  let told = false;
  for (;;) {
    const lock = tryFileLock(path, 'exclusive');
    if (lock) return lock;
    const waitedMs = performance.now() - beganMs;
    if (waitedMs > timeoutMs) throw new Error(`another process has held ${path} for ${Math.round(timeoutMs / 1000)} s`);
    if (waitedMs > 1000 && !told) {
      told = true;
      onWait?.();
    }
    await delay(20);
  }
}

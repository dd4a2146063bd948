import { mkdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { ok, type Result, refuse } from '#core/kernel/result.ts';
import { tryFileLock } from './file-lock.ts';

/** The right to be the one server process of a data folder. Ends with `release`, or with the process, however that ends. */
export interface ServerClaim {
  release(): void;
}

/**
 * Claims the data folder for this server process. Commands need no claim.
 * Refused: `data_folder.in_use` { folder, pid } while another server lives; the claim of a dead one is free at once.
 */
export async function claimServer(dataDir: string): Promise<Result<ServerClaim>> {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const folder = realpathSync(dataDir);
  const pidFile = join(folder, 'server.pid');
  const lock = tryFileLock(join(folder, 'server.lock'), 'exclusive');
  if (!lock) return refuse('data_folder.in_use', { folder, pid: (await pidOfHolder(pidFile)) ?? 'unknown' });
  // The file only names the holder; whether there is a holder is known from the lock alone.
  writeFileSync(pidFile, `${process.pid}\n`);
  let claimed = true;
  return ok({
    release() {
      if (!claimed) return;
      claimed = false;
      rmSync(pidFile, { force: true });
      lock.release();
    },
  });
}

async function pidOfHolder(pidFile: string): Promise<number | null> {
  // The holder writes its pid just after it took the lock, so a reader may be a moment early.
  for (let attempt = 0; attempt < 10; attempt++) {
    const pid = Number.parseInt(readOrEmpty(pidFile), 10);
    if (pid > 0) return pid;
    await delay(20);
  }
  return null;
}

function readOrEmpty(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

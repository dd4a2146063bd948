import type { Result } from '#core/kernel/result.ts';
import type { Asker, Workspace } from './ports.ts';

/** A whole workspace as one file, and back. */
export interface Backups {
  /**
   * Hands the bytes of the file to `write`, from one consistent view of the database, and waits for it; answers how many rows it wrote. The same
   * workspace always gives the same bytes.
   */
  export(asker: Asker, write: (bytes: Uint8Array) => Promise<void>, onRows?: (rows: number) => void): Promise<number>;
  /**
   * Checks the file, then writes everything in one transaction. `open` is called twice and gives the same bytes each time.
   * Refusals: backup.unreadable, backup.truncated, backup.changed, backup.newer, workspace.exists.
   */
  restore(open: () => AsyncIterable<Uint8Array>, onRows?: (rows: number) => void): Promise<Result<Restored>>;
}

export interface Restored {
  readonly workspace: Workspace;
  readonly rows: number;
  readonly facts: number;
  /** Seals whose root was computed again from the facts. */
  readonly seals: number;
}

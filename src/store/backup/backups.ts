import { assert } from '#core/kernel/assert.ts';
import type { Asker } from '#usecases/ports.ts';
import type { Database } from '../database.ts';
import { exportWorkspace } from './export-workspace.ts';
import { restoreWorkspace } from './restore-workspace.ts';

export function backupsIn(database: Database) {
  return {
    export({ workspace, agreements }: Asker, write: (bytes: Uint8Array) => Promise<void>, onRows: (rows: number) => void = () => {}) {
      assert(agreements === undefined, 'a partner exports no workspace');
      return exportWorkspace(database, workspace, write, onRows);
    },
    restore: (open: () => AsyncIterable<Uint8Array>, onRows: (rows: number) => void = () => {}) => restoreWorkspace(database, open, onRows),
  };
}

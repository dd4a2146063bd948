import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { importFiles } from '#usecases/import-files.ts';
import type { Connection } from './durable-cluster.ts';
import { peakMemoryBytes } from './measuring.ts';
import { newWorkspace, openedStore } from './opened-store.ts';
import { known, say } from './other-process.ts';
import { touchMapping } from './touch-file.ts';

export interface ImportTask {
  readonly connection: Connection;
  readonly workspace: string;
  readonly path: string;
  readonly count: number;
}

export interface ImportOutcome {
  readonly durationMs: number;
  /** Resident memory when a tenth of the rows was in, when all were, and the most it ever was. */
  readonly memoryAtTenthBytes: number;
  readonly memoryAtEndBytes: number;
  readonly memoryPeakBytes: number;
}

/** The application: imports one file through the use case, in a process of its own so that its memory can be told. */
async function importOne({ connection, workspace, path, count }: ImportTask): Promise<ImportOutcome> {
  const { store, importing } = await openedStore(connection);
  const asker = await newWorkspace(store, workspace);
  let memoryAtTenthBytes = 0;
  const before = performance.now();
  const report = await importFiles(importing, asker, {
    mapping: touchMapping,
    files: [{ name: basename(path), open: () => createReadStream(path) }],
    onProgress({ recorded }) {
      if (memoryAtTenthBytes === 0 && recorded >= count / 10) memoryAtTenthBytes = process.memoryUsage.rss();
    },
  });
  const durationMs = performance.now() - before;
  if (!report.ok) throw new Error(`the import was refused: ${report.refusal.code}`);
  if (report.value.recorded !== count) throw new Error(`${report.value.recorded} of ${count} touches were recorded`);
  const memoryAtEndBytes = process.memoryUsage.rss();
  await store.close();
  return {
    durationMs,
    memoryAtTenthBytes,
    memoryAtEndBytes,
    memoryPeakBytes: peakMemoryBytes(),
  };
}

await say(await importOne(known<ImportTask>()));
process.disconnect?.();

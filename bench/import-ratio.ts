import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { DurableCluster } from './durable-cluster.ts';
import type { ImportOutcome, ImportTask } from './import-app.ts';
import { checksumOfFacts, handWrittenImportMs, rawCopyMs } from './import-reference.ts';
import { mebibytes, median } from './measuring.ts';
import { newWorkspace, openedStore } from './opened-store.ts';
import { startProcess } from './other-process.ts';
import type { Measured } from './ratio-table.ts';
import { writeTouches } from './touch-file.ts';

/** Bulk import of touches beside hand-written SQL, in turns, each on a database of its own. */
export async function importRatio(cluster: DurableCluster, count: number, repeats: number): Promise<Measured> {
  const path = join(cluster.folder, 'touches.csv');
  await writeTouches(path, count);
  // The same in both databases, so that ids and hashes have to be the same, too.
  const workspace = randomUUID();
  const perSecond = (ms: number) => Math.round((count / ms) * 1000);
  const ours: ImportOutcome[] = [];
  const theirs: number[] = [];
  const raw: number[] = [];
  for (let turn = 0; turn < repeats; turn += 1) {
    const product = await cluster.database();
    await cluster.settleDown();
    ours.push(await importedByProduct({ connection: product, workspace, path, count }));
    const sum = await checksumOfFacts(product);
    await cluster.drop(product);

    const reference = await cluster.database();
    const { store } = await openedStore(reference);
    const asker = await newWorkspace(store, workspace);
    await store.close();
    await cluster.settleDown();
    theirs.push(await handWrittenImportMs(reference, path, asker.workspace, asker.actor));
    if ((await checksumOfFacts(reference)) !== sum) throw new Error('the hand-written import wrote other facts than the product');
    await cluster.settleDown();
    raw.push(await rawCopyMs(reference, path));
    await cluster.drop(reference);
    console.log(`  turn ${turn + 1}: ${perSecond(ours.at(-1)?.durationMs ?? 0)} facts/s, by hand ${perSecond(theirs.at(-1) ?? 0)}`);
  }
  const [oursMs, theirsMs] = [median(ours.map(({ durationMs }) => durationMs)), median(theirs)];
  const memory = ours.at(-1);
  return {
    ratios: [
      {
        name: `import of ${count.toLocaleString('en')} touches`,
        ours: `${perSecond(oursMs).toLocaleString('en')} facts/s`,
        reference: `${perSecond(theirsMs).toLocaleString('en')} facts/s`,
        ratio: theirsMs / oursMs,
        target: { atLeast: 0.7 },
      },
    ],
    notes: [
      `import: raw COPY of the same file ${perSecond(median(raw)).toLocaleString('en')} rows/s`,
      `import: memory of the process ${mebibytes(memory?.memoryAtTenthBytes ?? 0)} at 10 %, ${mebibytes(memory?.memoryAtEndBytes ?? 0)} at 100 %, ${mebibytes(memory?.memoryPeakBytes ?? 0)} at most`,
    ],
  };
}

async function importedByProduct(task: ImportTask): Promise<ImportOutcome> {
  const app = startProcess<ImportOutcome>('import-app.ts', task);
  const outcome = await app.said();
  await app.end();
  return outcome;
}

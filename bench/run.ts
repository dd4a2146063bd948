import { availableParallelism, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import { appendRatio } from './append-ratio.ts';
import { type DurableCluster, startDurableCluster } from './durable-cluster.ts';
import { importRatio } from './import-ratio.ts';
import { loadOfMachine, mebibytes } from './measuring.ts';
import { type Measured, ratioTable } from './ratio-table.ts';

interface Scale {
  readonly touches: number;
  readonly importRepeats: number;
  readonly appendShare: number;
  readonly appendRepeats: number;
}

const FULL: Scale = { touches: 1_000_000, importRepeats: 3, appendShare: 1, appendRepeats: 5 };
const QUICK: Scale = { touches: 100_000, importRepeats: 1, appendShare: 0.25, appendRepeats: 1 };

const benches: Readonly<Record<string, (cluster: DurableCluster, scale: Scale) => Promise<Measured>>> = {
  append: (cluster, { appendShare, appendRepeats }) => appendRatio(cluster, appendShare, appendRepeats),
  import: (cluster, { touches, importRepeats }) => importRatio(cluster, touches, importRepeats),
};

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { quick: { type: 'boolean', default: false } } });
  const unknown = positionals.filter((name) => benches[name] === undefined);
  if (unknown.length > 0) throw new Error(`no such benchmark: ${unknown.join(', ')}; there are ${Object.keys(benches).join(', ')}`);
  const chosen = positionals.length === 0 ? Object.keys(benches) : positionals;
  const scale = values.quick ? QUICK : FULL;
  const cluster = await startDurableCluster();
  console.log(
    `Node ${process.version}, PostgreSQL ${cluster.version} durable, ${availableParallelism()} cores, ${mebibytes(totalmem())}, load ${loadOfMachine()}${values.quick ? ', quick: a tenth of the size, one turn' : ''}`,
  );
  const measured: Measured[] = [];
  try {
    for (const name of chosen) {
      console.log(`measuring ${name} ...`);
      const one = await benches[name]?.(cluster, scale);
      if (one !== undefined) measured.push(one);
    }
  } finally {
    await cluster.close();
  }
  console.log(`\n${ratioTable(measured.flatMap(({ ratios }) => ratios))}\n`);
  for (const note of measured.flatMap(({ notes }) => notes)) console.log(note);
  console.log(`load at the end ${loadOfMachine()}`);
}

await main();

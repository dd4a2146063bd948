import { availableParallelism, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import { appendRatio } from './append-ratio.ts';
import { clausesRatio } from './clauses-ratio.ts';
import { type DurableCluster, startDurableCluster } from './durable-cluster.ts';
import { importRatio } from './import-ratio.ts';
import { loadOfMachine, mebibytes } from './measuring.ts';
import type { MonthSize } from './month-files.ts';
import { type Measured, ratioTable } from './ratio-table.ts';
import { settleRatio } from './settle-ratio.ts';
import { openStory, type SettleStory } from './settle-story.ts';
import { verifyRatio } from './verify-ratio.ts';
import { webPages } from './web-pages.ts';

interface Scale {
  readonly touches: number;
  /** Of the requests counted for the full figures. */
  readonly appendShare: number;
  readonly month: MonthSize;
  readonly importTurns: number;
  readonly turns: number;
}

const FULL: Scale = { touches: 1_000_000, appendShare: 1, month: { claims: 100_000, facts: 1_000_000 }, importTurns: 3, turns: 3 };
const QUICK: Scale = { touches: 100_000, appendShare: 0.25, month: { claims: 10_000, facts: 100_000 }, importTurns: 1, turns: 1 };

/** What the benchmarks share: the cluster, and one story whose months are settled and then verified. */
interface Ground {
  readonly cluster: DurableCluster;
  readonly scale: Scale;
  story(): Promise<SettleStory>;
}

const benches: Readonly<Record<string, (ground: Ground) => Promise<Measured>>> = {
  append: ({ cluster, scale }) => appendRatio(cluster, scale.appendShare, scale.turns),
  import: ({ cluster, scale }) => importRatio(cluster, scale.touches, scale.importTurns),
  settle: async ({ cluster, scale, story }) => settleRatio(cluster, await story(), scale.turns),
  clauses: ({ cluster, scale }) => clausesRatio(cluster, scale.month, scale.turns),
  verify: async ({ cluster, scale, story }) => verifyRatio(cluster, await story(), scale.turns),
  web: ({ scale }) => webPages(scale.turns),
};

async function measure(chosen: readonly string[], scale: Scale): Promise<readonly Measured[]> {
  const cluster = await startDurableCluster();
  console.log(
    `Node ${process.version}, PostgreSQL ${cluster.version} durable, ${availableParallelism()} cores, ${mebibytes(totalmem())}, load ${loadOfMachine()}`,
  );
  // Broken off by hand, PostgreSQL and its folder must not stay behind.
  process.once('SIGINT', () => void cluster.close().finally(() => process.exit(130)));
  let opened: Promise<SettleStory> | undefined;
  const story = () => {
    opened ??= openStory(cluster, scale.month);
    return opened;
  };
  try {
    const measured: Measured[] = [];
    for (const name of chosen) {
      console.log(`measuring ${name} ...`);
      const bench = benches[name];
      if (bench !== undefined) measured.push(await bench({ cluster, scale, story }));
    }
    await (await opened)?.close();
    return measured;
  } finally {
    await cluster.close();
  }
}

const { values, positionals } = parseArgs({ allowPositionals: true, options: { quick: { type: 'boolean', default: false } } });
const unknown = positionals.filter((name) => benches[name] === undefined);
if (unknown.length > 0) throw new Error(`no such benchmark: ${unknown.join(', ')}; there are ${Object.keys(benches).join(', ')}`);
if (values.quick) console.log('quick: a tenth of the size and one turn each; the figures are only a hint');
const measured = await measure(positionals.length === 0 ? Object.keys(benches) : positionals, values.quick ? QUICK : FULL);
console.log(`\n${ratioTable(measured.flatMap(({ ratios }) => ratios))}\n`);
for (const note of measured.flatMap(({ notes }) => notes)) console.log(note);
console.log(`load of the machine at the end ${loadOfMachine()}`);

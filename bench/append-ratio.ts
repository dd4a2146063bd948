import type { ServerReady, ServerTask } from './append-app.ts';
import type { LoadOutcome, LoadTask } from './append-load.ts';
import type { DurableCluster } from './durable-cluster.ts';
import { median } from './measuring.ts';
import { newWorkspace, openedStore } from './opened-store.ts';
import { startProcess } from './other-process.ts';
import type { Measured, Ratio } from './ratio-table.ts';

/** Clients at once, the share of the reference's rate to reach, and how many facts a second of an idle machine takes at most. */
const STEPS = [
  { clients: 1, atLeast: 0.5, counted: 4_000 },
  { clients: 8, atLeast: 0.5, counted: 12_000 },
  { clients: 32, atLeast: 0.8, counted: 20_000 },
];

const WARM_UP = 8_000;

/** Durable append through HTTP, in turns with a prepared INSERT into the same table of the same database. */
export async function appendRatio(cluster: DurableCluster, share: number, repeats: number): Promise<Measured> {
  const connection = await cluster.database();
  const { store } = await openedStore(connection);
  const { workspace } = await newWorkspace(store);
  const reference = await newWorkspace(store);
  await store.close();
  const server = startProcess<ServerReady>('append-app.ts', { connection, workspace } satisfies ServerTask);
  const ready = await server.said();
  const targets: readonly LoadTask['target'][] = [
    { kind: 'insert', connection, workspace: reference.workspace },
    { kind: 'http', ...ready },
  ];
  // A server that has just started is slower than one that runs; so is a table nobody has written to.
  for (const target of targets) await loaded({ target, clients: 16, count: WARM_UP });
  const ratios: Ratio[] = [];
  const notes: string[] = [];
  for (const { clients, atLeast, counted } of STEPS) {
    const ours: LoadOutcome[] = [];
    const theirs: LoadOutcome[] = [];
    const count = Math.ceil(counted * share);
    for (let turn = 0; turn < repeats; turn += 1) {
      theirs.push(await loaded({ target: { kind: 'insert', connection, workspace: reference.workspace }, clients, count }));
      ours.push(await loaded({ target: { kind: 'http', ...ready }, clients, count }));
    }
    const name = `append, ${clients} ${clients === 1 ? 'client' : 'clients'}`;
    const [rate, referenceRate] = [median(ours.map((one) => one.perSecond)), median(theirs.map((one) => one.perSecond))];
    const [p99, referenceP99] = [median(ours.map((one) => one.p99Ms)), median(theirs.map((one) => one.p99Ms))];
    const perSecond = (value: number) => `${Math.round(value).toLocaleString('en')} facts/s`;
    ratios.push(
      { name, ours: perSecond(rate), reference: perSecond(referenceRate), ratio: rate / referenceRate, target: { atLeast } },
      {
        name: `${name}, p99`,
        ours: `${p99.toFixed(2)} ms`,
        reference: `${referenceP99.toFixed(2)} ms`,
        ratio: p99 / referenceP99,
        target: { atMost: 3 },
      },
    );
    console.log(
      `  ${clients} clients: ${perSecond(rate)}, p99 ${p99.toFixed(2)} ms; INSERT ${perSecond(referenceRate)}, p99 ${referenceP99.toFixed(2)} ms`,
    );
    notes.push(
      `append, ${clients}: median ${median(ours.map((one) => one.medianMs)).toFixed(2)} ms, of the reference ${median(theirs.map((one) => one.medianMs)).toFixed(2)} ms`,
    );
  }
  await server.end();
  await cluster.drop(connection);
  return { ratios, notes };
}

async function loaded(task: LoadTask): Promise<LoadOutcome> {
  const generator = startProcess<LoadOutcome>('append-load.ts', task);
  const outcome = await generator.said();
  await generator.end();
  return outcome;
}

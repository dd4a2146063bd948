import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { HISTORIES_A_CONTRACT, type Round } from './hunt.ts';

const usage = `npm run laws -- [--runs <n>] [--seed <s>] [--workers <n>] [--minutes <n>]

Holds n random histories (1,000 unless stated; BELEGBAR_NIGHTLY sets another number) against every law of settlement, on all cores, for at
most so many minutes. The first breach is printed, shrunk to its smallest history, with the seed that finds it again.
`;

/** Contracts of one round; a round with its seed is what can be repeated. */
const CONTRACTS_A_ROUND = 25;

const { values } = parseArgs({
  options: {
    runs: { type: 'string' },
    seed: { type: 'string' },
    workers: { type: 'string' },
    minutes: { type: 'string' },
    help: { type: 'boolean' },
  },
});
const runs = Number(values.runs ?? process.env['BELEGBAR_NIGHTLY'] ?? 1_000);
const seed = Number(values.seed ?? Date.now() % 1_000_000_000);
const workers = Number(values.workers ?? availableParallelism());
const minutes = Number(values.minutes ?? Number.POSITIVE_INFINITY);
const isSensible = [runs, seed, workers].every((number) => Number.isInteger(number) && number >= 0) && workers > 0 && minutes > 0;
if (values.help === true || !isSensible) process.stdout.write(usage);
else process.exitCode = await run();

async function run(): Promise<number> {
  const startedAt = performance.now();
  const done = { histories: 0, statements: 0, rounds: 0 };
  let next = seed;
  let breach: Round | undefined;
  const isOver = () => breach !== undefined || done.histories >= runs || performance.now() - startedAt > minutes * 60_000;
  const speed = () => `${done.histories} histories, ${(done.histories / ((performance.now() - startedAt) / 1_000)).toFixed(1)} a second`;
  console.log(`${runs} random histories from seed ${seed} on, ${workers} at a time, ${HISTORIES_A_CONTRACT} to a contract`);
  const take = (round: Round) => {
    done.histories += round.histories;
    done.statements += round.statements;
    done.rounds += 1;
    if (round.breach !== undefined) breach ??= round;
    if (done.rounds % 10 === 0) console.log(speed());
  };
  const hands = Array.from({ length: workers }, () => work(() => (isOver() ? undefined : next++), take));
  await Promise.all(hands);
  console.log(`${speed()}; ${done.statements} statements`);
  if (breach === undefined) {
    console.log('Every law held.');
    return 0;
  }
  console.log(`\nA law does not hold; --seed ${breach.seed} --workers 1 finds it again:\n\n${breach.breach}`);
  return 1;
}

/** One worker takes seed after seed until there are no more. */
function work(nextSeed: () => number | undefined, take: (round: Round) => void): Promise<void> {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData: { contracts: CONTRACTS_A_ROUND } });
  return new Promise((resolve, reject) => {
    const goOn = () => {
      const seedOfRound = nextSeed();
      if (seedOfRound === undefined) worker.terminate().then(() => resolve(), reject);
      else worker.postMessage(seedOfRound);
    };
    worker.on('message', (round: Round) => {
      take(round);
      goOn();
    });
    worker.on('error', reject);
    goOn();
  });
}

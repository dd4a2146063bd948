import { parseArgs } from 'node:util';
import { campaign, type Outcome } from './campaign.ts';

const usage = `npm run faults -- [--rounds <n>] [--seed <s>]

Kills app and database, fills the disk, restarts the database, sets the clock back and lets two servers work at once, each in the middle
of appending, importing, settling, sealing and backing up. After every round nothing that was acknowledged may be missing or there twice.
`;

const { values } = parseArgs({ options: { rounds: { type: 'string' }, seed: { type: 'string' }, help: { type: 'boolean' } } });
if (values.help === true) process.stdout.write(usage);
else process.exitCode = await run(Number(values.rounds ?? 225), Number(values.seed ?? Date.now() % 1_000_000));

async function run(rounds: number, seed: number): Promise<number> {
  if (!Number.isInteger(rounds) || rounds < 1 || !Number.isInteger(seed)) {
    process.stderr.write(usage);
    return 2;
  }
  console.log(`${rounds} rounds, seed ${seed}`);
  const outcomes = await campaign({ rounds, seed, onRound: (outcome) => console.log(lineOf(outcome)) });
  console.log(`\n${tableOf(outcomes)}\n`);
  const losses = outcomes.filter(({ loss }) => loss !== undefined);
  for (const { number, fault, phase, loss } of losses) console.log(`round ${number}, ${fault.name} during ${phase}:\n${loss}\n`);
  const skipped = outcomes.filter((outcome) => outcome.skipped !== undefined);
  if (skipped.length > 0) console.log(`${skipped.length} rounds were skipped: ${skipped[0]?.skipped}`);
  console.log(
    losses.length === 0 ? 'Nothing was lost.' : `${losses.length} rounds found something; --rounds ${rounds} --seed ${seed} repeats them.`,
  );
  return losses.length === 0 ? 0 : 1;
}

function lineOf({ number, fault, phase, afterMs, isDone, sent, acknowledged, tookMs, loss, skipped }: Outcome): string {
  if (skipped !== undefined) return `round ${number}: ${fault.name} skipped: ${skipped}`;
  const verdict = loss === undefined ? 'nothing lost' : `LOSS: ${loss.split('\n')[0]}`;
  const when = `${afterMs} ms into ${phase} (${isDone ? 'done' : 'interrupted'})`;
  return `round ${number}: ${fault.name} ${when}; ${acknowledged} of ${sent} facts acknowledged; ${verdict} [${Math.round(tookMs / 100) / 10} s]`;
}

/** Fault by phase: how often it was tried, how often the work was interrupted, what was acknowledged and what was lost. */
function tableOf(outcomes: readonly Outcome[]): string {
  const groups = Map.groupBy(
    outcomes.filter(({ skipped }) => skipped === undefined),
    ({ fault, phase }) => `${fault.name.padEnd(28)}${phase.padEnd(10)}`,
  );
  const rows = [...groups].sort().map(([name, of]) => {
    const sum = (count: (outcome: Outcome) => number) => of.reduce((total, outcome) => total + count(outcome), 0);
    const figures = [
      of.length,
      sum(({ isDone }) => (isDone ? 0 : 1)),
      sum(({ acknowledged }) => acknowledged),
      sum(({ sent, acknowledged }) => sent - acknowledged),
      sum(({ loss }) => (loss === undefined ? 0 : 1)),
    ];
    return name + figures.map((figure) => String(figure).padStart(14)).join('');
  });
  const heads = ['rounds', 'interrupted', 'acknowledged', 'unanswered', 'losses'];
  return ['fault'.padEnd(28) + 'during'.padEnd(10) + heads.map((head) => head.padStart(14)).join(''), ...rows].join('\n');
}

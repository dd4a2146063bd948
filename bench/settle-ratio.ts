import { settleAgreement } from '#usecases/settle-agreement.ts';
import { type DurableCluster, withOwner } from './durable-cluster.ts';
import { median, timedMs } from './measuring.ts';
import type { Measured, Ratio } from './ratio-table.ts';
import { checkpointOf, forgetStatement, handWrittenSettleMs, tidied, writtenBy } from './settle-reference.ts';
import { AGREEMENT, expectOk, type ReadyMonth, type SettleStory } from './settle-story.ts';

/** Months pass, each as large as the last; the first, second and fourth are measured: once, twice and four times the history. */
const MEASURED_MONTHS = [0, 1, 3];

/** Settling a month beside hand-written SQL, in turns, while the history behind it grows. */
export async function settleRatio(cluster: DurableCluster, story: SettleStory, repeats: number): Promise<Measured> {
  const ratios: Ratio[] = [];
  const notes: string[] = [];
  const { claims, facts } = story.size;
  let firstMs = 0;
  for (let index = 0; index <= Math.max(...MEASURED_MONTHS); index += 1) {
    const month = await story.nextMonth();
    await withOwner(story.connection, tidied);
    const { oursMs, theirsMs } = await settledInTurns(cluster, story, month, MEASURED_MONTHS.includes(index) ? repeats : 1);
    const before = `settle, ${month.key}: before it ${seconds(month.importMs)} to import ${facts.toLocaleString('en')} facts, ${seconds(month.sealMs)} to seal them, ${seconds(month.refreshMs)} to determine ${claims.toLocaleString('en')} claims (${((month.refreshMs / claims) * 1_000).toFixed(0)} us each)`;
    notes.push(before);
    console.log(`  ${before}; then ${seconds(oursMs)}, by hand ${seconds(theirsMs)}`);
    if (!MEASURED_MONTHS.includes(index)) continue;
    const times = index + 1;
    ratios.push({
      name: `settle ${claims.toLocaleString('en')} claims, ${(facts * times).toLocaleString('en')} facts`,
      ours: seconds(oursMs),
      reference: seconds(theirsMs),
      ratio: oursMs / theirsMs,
      target: { atMost: 3 },
    });
    if (index === 0) firstMs = oursMs;
    else {
      ratios.push({
        name: `the same with ${times} times the history`,
        ours: seconds(oursMs),
        reference: seconds(firstMs),
        ratio: oursMs / firstMs,
        target: { atMost: 1.25 },
      });
    }
  }
  return { ratios, notes };
}

async function settledInTurns(
  cluster: DurableCluster,
  story: SettleStory,
  month: ReadyMonth,
  repeats: number,
): Promise<{ readonly oursMs: number; readonly theirsMs: number }> {
  const ours: number[] = [];
  const theirs: number[] = [];
  const checkpoint = await checkpointOf(story);
  const request = { agreementId: AGREEMENT, through: month.key, asOf: month.cut };
  // A process that has not settled before is slower; without this the first month would look worse than the later ones.
  expectOk(await settleAgreement(story.ports, story.asker, { ...request, dryRun: true }));
  for (let turn = 0; turn < repeats; turn += 1) {
    const byHand = `hand-written-${month.key}`;
    await cluster.settleDown();
    theirs.push(await handWrittenSettleMs(story, month, byHand));
    const expected = await writtenBy(story, byHand);
    await forgetStatement(story, byHand, checkpoint);
    await cluster.settleDown();
    let statementId = '';
    ours.push(
      await timedMs(async () => {
        statementId = expectOk(await settleAgreement(story.ports, story.asker, request)).statementId ?? '';
      }),
    );
    const found = await writtenBy(story, statementId);
    if (found !== expected) throw new Error(`${month.key}: the product wrote ${found}, the hand-written SQL ${expected}`);
    if (turn < repeats - 1) await forgetStatement(story, statementId, checkpoint);
  }
  return { oursMs: median(ours), theirsMs: median(theirs) };
}

function seconds(ms: number): string {
  return `${(ms / 1_000).toFixed(2)} s`;
}

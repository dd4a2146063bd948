import { fromIso } from '#core/kernel/instant.ts';
import { settle } from '#core/settlement/settle.ts';
import { contractInForce } from '#usecases/agreement-state.ts';
import { refreshClaims } from '#usecases/refresh-claims.ts';
import { settleAgreement } from '#usecases/settle-agreement.ts';
import { type DurableCluster, withOwner } from './durable-cluster.ts';
import { median, timedMs } from './measuring.ts';
import type { MonthSize } from './month-files.ts';
import type { Measured } from './ratio-table.ts';
import { tidied } from './settle-reference.ts';
import { AGREEMENT, EVERY_CLAUSE, expectOk, openStory, type ReadyMonth, type SettleStory } from './settle-story.ts';

/** Of the orders of a month, this many are refunded in part. */
const REFUNDED_SHARE = 0.01;

/**
 * What the clauses cost: the second of two months under a contract with hold-back, claw-back, floor, dedup, a cap by count and one that
 * carries, beside the same orders under a bare revenue share. Shown, not closed, so that turns can be repeated.
 */
export async function clausesRatio(cluster: DurableCluster, size: MonthSize, repeats: number): Promise<Measured> {
  const story = await openStory(cluster, size, [AGREEMENT, EVERY_CLAUSE]);
  try {
    const first = await story.nextMonth();
    await refundSome(story, first);
    for (const agreementId of [AGREEMENT, EVERY_CLAUSE]) {
      await refresh(story, agreementId);
      expectOk(await settleAgreement(story.ports, story.asker, { agreementId, through: first.key, asOf: first.cut }));
    }
    const second = await story.nextMonth();
    await refresh(story, EVERY_CLAUSE);
    await withOwner(story.connection, tidied);
    const plain: number[] = [];
    const every: number[] = [];
    for (let turn = 0; turn <= repeats; turn += 1) {
      const took = [await shownMs(story, AGREEMENT, second), await shownMs(story, EVERY_CLAUSE, second)];
      // The first turn warms both up.
      if (turn === 0) continue;
      plain.push(took[0] ?? 0);
      every.push(took[1] ?? 0);
    }
    const [oursMs, theirsMs] = [median(every), median(plain)];
    const name = `settle ${size.claims.toLocaleString('en')} claims with every clause`;
    const ratio = { name, ours: seconds(oursMs), reference: seconds(theirsMs), ratio: oursMs / theirsMs, target: { atMost: 2 } };
    return { ratios: [ratio], notes: [await pureFunction(story, second, AGREEMENT), await pureFunction(story, second, EVERY_CLAUSE)] };
  } finally {
    await story.close();
  }
}

async function refresh({ ports, asker }: SettleStory, agreementId: string): Promise<void> {
  await refreshClaims(ports, asker, expectOk(await contractInForce(ports, asker, agreementId)));
}

function shownMs({ ports, asker }: SettleStory, agreementId: string, { key, cut }: ReadyMonth): Promise<number> {
  return timedMs(async () => {
    expectOk(await settleAgreement(ports, asker, { agreementId, through: key, asOf: cut, dryRun: true }));
  });
}

/** Refunds half of every hundredth order, ten days after the month. */
async function refundSome({ ports, asker }: SettleStory, month: ReadyMonth): Promise<void> {
  const claims = await ports.claims.list(asker, AGREEMENT);
  const every = Math.round(1 / REFUNDED_SHARE);
  const chosen = claims.filter((_, index) => index % every === 0);
  for (let from = 0; from < chosen.length; from += 500) {
    const drafts = chosen.slice(from, from + 500).map(({ history }) => ({
      kind: 'order.refunded',
      version: 1,
      subject: history.subject,
      occurredAt: month.cut,
      source: 'shop',
      externalId: `refund of ${history.subject}`,
      revision: 1,
      actor: 'system',
      data: { net: { minor: String((history.states[0]?.result?.netMinor ?? 2n) / 2n), currency: 'EUR' }, reason: 'returned' },
    }));
    await ports.log.append(asker, drafts, { atomic: true });
  }
}

/** The time of `settle` alone, over all claims of both months, without the database. */
async function pureFunction({ ports, asker }: SettleStory, month: ReadyMonth, agreementId: string): Promise<string> {
  const { versions } = expectOk(await contractInForce(ports, asker, agreementId));
  const claims = await ports.claims.forSettlement(asker, agreementId, null, null);
  settle(versions, claims, month.index, fromIso(month.cut));
  const times: number[] = [];
  for (let turn = 0; turn < 3; turn += 1) {
    times.push(
      await timedMs(async () => {
        settle(versions, claims, month.index, fromIso(month.cut));
      }),
    );
  }
  const perClaims = (median(times) / claims.length) * 100_000;
  return `settle, the pure function alone, ${agreementId}: ${seconds(median(times))} for ${claims.length.toLocaleString('en')} claims over two months, ${seconds(perClaims)} per 100,000`;
}

function seconds(ms: number): string {
  return `${(ms / 1_000).toFixed(2)} s`;
}

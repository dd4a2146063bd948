import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeBundle } from '#usecases/make-bundle.ts';
import { settleAgreement } from '#usecases/settle-agreement.ts';
import type { DurableCluster } from './durable-cluster.ts';
import { mebibytes, median, timedMs } from './measuring.ts';
import { startProcess } from './other-process.ts';
import type { Measured } from './ratio-table.ts';
import { AGREEMENT, expectOk, type SettleStory } from './settle-story.ts';
import type { VerifyOutcome, VerifyTask } from './verify-app.ts';

/** Verifying the proof file of the first month's statement beside parsing and hashing it. */
export async function verifyRatio(cluster: DurableCluster, story: SettleStory, repeats: number): Promise<Measured> {
  const statementId = await firstStatement(story);
  const path = join(cluster.folder, 'proof.json');
  const makingMs = await timedMs(async () => writeFileSync(path, expectOk(await makeBundle(story.ports, story.asker, { statementId }))));
  const app = startProcess<VerifyOutcome>('verify-app.ts', { path, repeats } satisfies VerifyTask);
  const { bytes, lines, facts, ours, reference } = await app.said();
  await app.end();
  const [oursMs, referenceMs] = [median(ours), median(reference)];
  return {
    ratios: [
      {
        name: `verify ${lines.toLocaleString('en')} lines`,
        ours: `${(oursMs / 1_000).toFixed(2)} s`,
        reference: `${(referenceMs / 1_000).toFixed(2)} s`,
        ratio: oursMs / referenceMs,
        target: { atMost: 3 },
      },
    ],
    notes: [`verify: a file of ${mebibytes(bytes)} with ${facts.toLocaleString('en')} facts, made in ${(makingMs / 1_000).toFixed(1)} s`],
  };
}

async function firstStatement(story: SettleStory): Promise<string> {
  const [first] = await story.ports.statements.list(story.asker, AGREEMENT);
  if (first !== undefined) return first.id;
  const { key, cut } = await story.nextMonth();
  const settled = expectOk(await settleAgreement(story.ports, story.asker, { agreementId: AGREEMENT, through: key, asOf: cut }));
  return settled.statementId ?? '';
}

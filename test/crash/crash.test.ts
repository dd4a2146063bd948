import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RunningProduct, type Victims } from './running-product.ts';
import { seededDice } from './seeded-dice.ts';
import { Senders } from './senders.ts';
import { type Phase, phases, WorkspaceAtRisk } from './workspace-at-risk.ts';

const seed = Number(process.env['BELEGBAR_CRASH_SEED'] ?? Date.now() % 1_000_000);
const roundCount = Number(process.env['BELEGBAR_CRASH_ROUNDS'] ?? 4);
const dice = seededDice(seed);

/** The first rounds go through everything once, with app and database dying together. */
function plan(round: number): { readonly round: number; readonly phase: Phase; readonly victims: Victims } {
  const phase = phases[round % phases.length] ?? 'append';
  const victims =
    round < phases.length ? 'app and database' : dice.pick<Victims>(['app and database', 'app and database', 'database', 'app']);
  return { round: round + 1, phase, victims };
}

describe(`the product, killed without warning (BELEGBAR_CRASH_SEED=${seed})`, { timeout: 120_000 + roundCount * 8_000 }, () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'belegbar-crash-'));
  const product = new RunningProduct(dataDir);
  let workspace: WorkspaceAtRisk;

  beforeAll(async () => {
    chmodSync(dataDir, 0o711);
    await product.start();
    workspace = await WorkspaceAtRisk.found(product, 'crash');
  }, 120_000);

  afterAll(async () => {
    await product.crash('app and database');
    rmSync(dataDir, { recursive: true, force: true });
  });

  it.each(Array.from({ length: roundCount }, (_, round) => plan(round)))(
    'in round $round, $victims during $phase, loses nothing acknowledged and leaves nothing half done',
    async ({ round, phase, victims }) => {
      const senders = new Senders(workspace.door(), `r${round}`);
      await senders.areUnderWay();
      const act = await workspace.prepare(phase, `r${round}`, dice);
      const { isDone, afterMs } = await workspace.interrupt([act], phase, dice, () => product.crash(victims));
      await senders.stop();
      workspace.sent.push(...senders.sent);
      console.log(
        `round ${round}: ${victims} killed ${afterMs} ms into ${phase} (${isDone ? 'done' : 'interrupted'}); ${senders.acknowledgedCount} of ${senders.sent.length} facts acknowledged`,
      );

      if (victims === 'database') await workspace.isBack();
      else await product.start();
      await workspace.expectEverythingInOrder();

      await act.again();
      await workspace.expectSameWhenSentAgain(senders.sent);
      await workspace.expectEverythingInOrder();
      expect(uploadsIn(dataDir)).toEqual([]);
    },
  );

  it('has after all crashes what an undisturbed workspace has, to the cent', async () => {
    expect(await workspace.expectSameAsUndisturbed()).toBeGreaterThan(100);
  });

  it('is found in order by its own commands', async () => {
    expect(await product.command('rebuild', '--verify', '--workspace', 'crash'), product.log).toMatchObject({ differences: 0 });
    expect(await product.command('doctor')).toMatchObject({ ok: true });
    await product.stop();
  });
});

/** Files that somebody is importing; none are left of an import that died. */
function uploadsIn(dataDir: string): readonly string[] {
  const folder = join(dataDir, 'uploads');
  return existsSync(folder) ? readdirSync(folder) : [];
}

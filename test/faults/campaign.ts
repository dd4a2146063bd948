import { setTimeout as delay } from 'node:timers/promises';
import { type Dice, seededDice } from '../crash/seeded-dice.ts';
import { Senders } from '../crash/senders.ts';
import { type Phase, phases, WorkspaceAtRisk } from '../crash/workspace-at-risk.ts';
import { type Fault, faults } from './faults.ts';
import { Ground } from './ground.ts';

export interface Round {
  readonly number: number;
  readonly fault: Fault;
  readonly phase: Phase;
}

/** What became of a round. */
export interface Outcome extends Round {
  readonly afterMs: number;
  readonly isDone: boolean;
  readonly sent: number;
  readonly acknowledged: number;
  readonly tookMs: number;
  /** What was lost or found half done; absent if nothing was. */
  readonly loss?: string;
  /** Why it could not be tried here. */
  readonly skipped?: string;
}

export interface CampaignRequest {
  readonly rounds: number;
  readonly seed: number;
  readonly onRound: (outcome: Outcome) => void;
}

/** The log of a workspace is read whole after every round, so it must not grow for ever. */
const ROUNDS_PER_WORKSPACE = 8;

/** Nine faults and five phases have no common divisor, so that every fault meets every phase before anything comes twice. */
export function plan(rounds: number): readonly Round[] {
  return Array.from({ length: rounds }, (_, place) => ({
    number: place + 1,
    fault: faults[place % faults.length] ?? faults[0],
    phase: phases[place % phases.length] ?? 'append',
  }));
}

/** Runs the rounds; every workspace is compared in the end with one that was told the same undisturbed. */
export async function campaign({ rounds, seed, onRound }: CampaignRequest): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  const note = (outcome: Outcome) => {
    outcomes.push(outcome);
    onRound(outcome);
  };
  const ground = new Ground();
  // Broken off by hand, no server, no database and no mounted disk must stay behind.
  const breakOff = () => void ground.close().finally(() => process.exit(130));
  process.once('SIGINT', breakOff).once('SIGTERM', breakOff);
  try {
    await ground.product.start();
    let workspace: WorkspaceAtRisk | undefined;
    let inWorkspace = 0;
    for (const round of plan(rounds)) {
      const skipped = round.fault.isImpossible?.(ground);
      if (skipped !== undefined) {
        note({ ...round, afterMs: 0, isDone: false, sent: 0, acknowledged: 0, tookMs: 0, skipped });
        continue;
      }
      workspace ??= await WorkspaceAtRisk.found(ground.product, `risk-${round.number}`);
      inWorkspace += 1;
      const isLast = inWorkspace === ROUNDS_PER_WORKSPACE || round.number === rounds;
      const outcome = await played(ground, workspace, round, seededDice(seed * 10_007 + round.number), isLast);
      note(outcome);
      if (outcome.loss !== undefined) await ground.startOver();
      if (isLast || outcome.loss !== undefined) {
        workspace = undefined;
        inWorkspace = 0;
      }
    }
  } finally {
    process.off('SIGINT', breakOff).off('SIGTERM', breakOff);
    await ground.close();
  }
  return outcomes;
}

async function played(ground: Ground, workspace: WorkspaceAtRisk, round: Round, dice: Dice, isLast: boolean): Promise<Outcome> {
  const beganMs = performance.now();
  const tally = { afterMs: 0, isDone: false, sent: 0, acknowledged: 0 };
  try {
    await play(ground, workspace, round, dice, tally);
    if (isLast) await workspace.expectSameAsUndisturbed();
    return { ...round, ...tally, tookMs: performance.now() - beganMs };
  } catch (error) {
    const said = error instanceof Error ? (error.stack ?? error.message) : String(error);
    const loss = `${said}\n${ground.product.log.slice(-4_000)}`;
    return { ...round, ...tally, tookMs: performance.now() - beganMs, loss };
  }
}

type Tally = { -readonly [Key in 'afterMs' | 'isDone' | 'sent' | 'acknowledged']: Outcome[Key] };

async function play(ground: Ground, workspace: WorkspaceAtRisk, round: Round, dice: Dice, tally: Tally): Promise<void> {
  const { fault, phase, number } = round;
  const name = `r${number}`;
  const servers = fault.needsSecond === true ? [ground.product, await ground.second()] : [ground.product];
  const senders = servers.map((server, place) => new Senders(workspace.door(server), `${name}-${place}`));
  await Promise.all(senders.map((one) => one.areUnderWay()));
  const acts = await workspace.prepareOn(servers, phase, name, dice);
  const { isDone, afterMs } = await workspace.interrupt(acts, phase, dice, () => fault.strike(ground, workspace, dice));
  await Promise.race([Promise.all(senders.map((one) => one.stop())), tooLong('senders that had no answer')]);
  Object.assign(tally, { isDone, afterMs });
  for (const { sent, acknowledgedCount } of senders) {
    tally.sent += sent.length;
    tally.acknowledged += acknowledgedCount;
    workspace.sent.push(...sent);
  }
  await fault.mend(ground, workspace, dice);
  await workspace.expectEverythingInOrder();
  for (const act of acts) await act.again();
  for (const { sent } of senders) await workspace.expectSameWhenSentAgain(sent);
  await workspace.expectEverythingInOrder();
  if (fault.needsSecond === true) await ground.dismissSecond();
}

/** A request that is never answered is a loss as well. */
async function tooLong(what: string): Promise<never> {
  await delay(60_000, undefined, { ref: false });
  throw new Error(`after a minute there were still ${what}`);
}

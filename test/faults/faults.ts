import { setTimeout as delay } from 'node:timers/promises';
import { subjectId } from '#core/facts/fact.ts';
import { openStore } from '#store/store.ts';
import { settleAgreement } from '#usecases/settle-agreement.ts';
import { connectionTo, databaseProcesses, type Victims } from '../crash/running-product.ts';
import type { Dice } from '../crash/seeded-dice.ts';
import type { SentFact } from '../crash/senders.ts';
import { AGREEMENT, thisMonth, type WorkspaceAtRisk } from '../crash/workspace-at-risk.ts';
import type { Ground } from './ground.ts';

/** Something that goes wrong in the middle of work. */
export interface Fault {
  readonly name: string;
  /** Works at two servers at once; one of them is hit. */
  readonly needsSecond?: true;
  /** Why this machine cannot do it. */
  isImpossible?(ground: Ground): string | undefined;
  strike(ground: Ground, workspace: WorkspaceAtRisk, dice: Dice): Promise<void>;
  /** What an operator would do; whatever the product promises to do by itself is not in it. */
  mend(ground: Ground, workspace: WorkspaceAtRisk, dice: Dice): Promise<void>;
}

function killing(victims: Victims): Fault {
  return {
    name: `${victims} killed`,
    strike: ({ product }) => product.crash(victims),
    mend: ({ product }, workspace) => (victims === 'database' ? workspace.isBack() : product.start()),
  };
}

/** PostgreSQL told to end as its operator or a package upgrade would: at once, or without the usual end. */
function restarting(name: string, signal: 'SIGINT' | 'SIGQUIT'): Fault {
  return {
    name,
    async strike({ product }) {
      const [main] = databaseProcesses(product.dataDir);
      if (main !== undefined) process.kill(main, signal);
      await delay(50);
    },
    mend: (_, workspace) => workspace.isBack(),
  };
}

const fullDisk: Fault = {
  name: 'disk full',
  isImpossible: ({ disk }) => (disk === undefined ? 'neither mount nor prlimit may be used here' : undefined),
  async strike({ disk }, _, dice) {
    disk?.fill();
    await delay(300 + dice.below(1_500));
  },
  async mend({ disk }, workspace) {
    disk?.empty();
    await workspace.isBack();
  },
};

const MOST_BACK_MS = 2 * 86_400_000;

/** Another writer whose clock jumps back by up to two days, time and again, between facts of the others. */
const clockBack: Fault = {
  name: 'clock set back',
  async strike({ product }, workspace, dice) {
    const clock = { now: () => new Date(Date.now() - dice.below(MOST_BACK_MS)).toISOString() };
    const store = await openStore({ ...connectionTo(product.dataDir), clock });
    try {
      for (let count = 0; count < 40; count += 1) {
        const fact = lateFact(`back-${dice.below(1e9)}-${count}`);
        const { kind, occurredAt, source = '', externalId = '', data } = fact.draft;
        const subject = subjectId(workspace.asker.workspace, source, 'lead', externalId);
        const draft = { kind, version: 1, subject, occurredAt, source, externalId, revision: 1, actor: 'system', data };
        const [answer] = await store.log.append(workspace.asker, [draft]);
        if (answer !== undefined && answer.status !== 'refused') fact.answer = answer;
        workspace.sent.push(fact);
      }
    } finally {
      await store.close();
    }
  },
  /** A statement closed by a server that lags behind: its cut is in the past of what others have recorded. */
  async mend(_, workspace, dice) {
    const clock = { now: () => new Date(Date.now() - dice.below(3_600_000)).toISOString() };
    const settled = await workspace.withPorts((ports) =>
      settleAgreement({ ...ports, clock }, workspace.asker, { agreementId: AGREEMENT, through: thisMonth }),
    );
    const allowed = ['settlement.cut_before_last', 'settlement.period_not_begun', 'agreement.not_in_force'];
    if (!settled.ok && !allowed.includes(settled.refusal.code)) throw new Error(`settling with a late clock: ${settled.refusal.code}`);
  },
};

function lateFact(externalId: string): SentFact {
  const occurredAt = new Date().toISOString();
  const data = { source: 'late', landingPage: '/' };
  return { draft: { kind: 'lead.captured', subject: { type: 'lead', externalId }, occurredAt, source: 'web', externalId, data } };
}

/** Two servers take the same work at the same moment, and one of them dies. */
const twoServers: Fault = {
  name: 'one of two servers killed',
  needsSecond: true,
  async strike(ground, _, dice) {
    const victim = dice.below(2) === 0 ? ground.product : await ground.second();
    await victim.crash('app');
  },
  async mend(ground, workspace) {
    if (!ground.product.isRunning) await ground.product.start();
    await workspace.isBack(await ground.second());
  },
};

const twoServersCalm: Fault = {
  name: 'two servers at once',
  needsSecond: true,
  strike: () => delay(100),
  mend: async () => {},
};

export const faults: readonly [Fault, ...Fault[]] = [
  killing('app and database'),
  fullDisk,
  twoServers,
  restarting('database restarted', 'SIGINT'),
  clockBack,
  killing('database'),
  killing('app'),
  twoServersCalm,
  restarting('database restarted at once', 'SIGQUIT'),
];

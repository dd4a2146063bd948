import { DatabaseError } from 'pg';
import type { FactDraft } from '#core/facts/fact.ts';
import { present } from '#core/kernel/assert.ts';
import type { AppendAnswer, AppendOptions, Asker, Clock } from '#usecases/ports.ts';
import type { Database, Transaction } from '../database.ts';
import { appendDrafts, type Delivery, type Prepared, prepareDrafts } from './append-call.ts';
import { deliverJson } from './deliver-json.ts';
import { commitToPersonalValues, hasPersonalValues, keepPersonalValues } from './personal-values.ts';

interface Waiting {
  readonly drafts: readonly Prepared[];
  readonly resolve: (answers: readonly AppendAnswer[]) => void;
  readonly reject: (error: unknown) => void;
}

/** More than this many facts are not appended in one go. */
const BATCH_FACTS = 2_000;

/**
 * The way into the log. What arrives for a workspace while a batch is on its way is collected and goes as the next one; the lock
 * in the database keeps several processes in line.
 */
export class Appender {
  readonly #database: Database;
  readonly #clock: Clock | undefined;
  readonly #waiting = new Map<string, Waiting[]>();

  constructor(database: Database, clock: Clock | undefined) {
    this.#database = database;
    this.#clock = clock;
  }

  async append(asker: Asker, drafts: readonly FactDraft[], options: AppendOptions = {}): Promise<readonly AppendAnswer[]> {
    if (drafts.length === 0) return [];
    if (options.dryRun === true || options.atomic === true || options.expected !== undefined) {
      return this.#appendAlone(asker.workspace, drafts, options);
    }
    if (drafts.some(hasPersonalValues)) return this.#appendAlone(asker.workspace, drafts, {});
    const prepared = prepareDrafts(asker.workspace, drafts);
    return new Promise((resolve, reject) => this.#queue(asker.workspace, { drafts: prepared, resolve, reject }));
  }

  /** Appends inside of a transaction that may write more. */
  async appendWithin(
    transaction: Transaction,
    drafts: readonly FactDraft[],
    options: AppendOptions = {},
  ): Promise<readonly AppendAnswer[]> {
    return appendCommitted(transaction, drafts, deliverJson(transaction.client, transaction.workspace, this.now()), options.expected);
  }

  /** The instant facts are recorded at, where the clock is not the database's own. */
  now(): string | null {
    return this.#clock?.now() ?? null;
  }

  #queue(workspace: string, one: Waiting): void {
    const queue = this.#waiting.get(workspace);
    if (queue !== undefined) {
      queue.push(one);
      return;
    }
    this.#waiting.set(workspace, [one]);
    void this.#drain(workspace);
  }

  /** While the list of a workspace exists, this loop runs for it. */
  async #drain(workspace: string): Promise<void> {
    for (let queue = this.#waiting.get(workspace); queue !== undefined && queue.length > 0; queue = this.#waiting.get(workspace)) {
      let facts = 0;
      let taken = 0;
      for (const { drafts } of queue) {
        if (taken > 0 && facts + drafts.length > BATCH_FACTS) break;
        facts += drafts.length;
        taken += 1;
      }
      await this.#send(workspace, queue.splice(0, taken));
    }
    this.#waiting.delete(workspace);
  }

  async #send(workspace: string, batch: readonly Waiting[]): Promise<void> {
    try {
      const all = await this.#call(
        workspace,
        batch.length === 1 ? present(batch[0], 'request').drafts : batch.flatMap((one) => one.drafts),
      );
      let from = 0;
      for (const one of batch) {
        one.resolve(batch.length === 1 ? all : all.slice(from, from + one.drafts.length));
        from += one.drafts.length;
      }
    } catch (error) {
      if (batch.length > 1 && isRolledBack(error)) {
        // One request must not fail another: each goes once more, alone.
        for (const one of batch) await this.#send(workspace, [one]);
      } else for (const one of batch) one.reject(error);
    }
  }

  #call(workspace: string, drafts: readonly Prepared[]): Promise<readonly AppendAnswer[]> {
    return this.#database.withClient((client) => appendDrafts(workspace, drafts, deliverJson(client, workspace, this.now())));
  }

  async #appendAlone(workspace: string, drafts: readonly FactDraft[], options: AppendOptions): Promise<readonly AppendAnswer[]> {
    if (options.dryRun === true) {
      return atomically(options, await this.#database.inWorkspaceForShow(workspace, (t) => this.appendWithin(t, drafts, options)));
    }
    try {
      return await this.#database.inWorkspace(workspace, async (transaction) => {
        const answers = atomically(options, await this.appendWithin(transaction, drafts, options));
        if (options.atomic === true && answers.some((answer) => answer.status === 'refused')) throw new Kept(answers);
        return answers;
      });
    } catch (error) {
      if (error instanceof Kept) return error.answers;
      throw error;
    }
  }
}

/** Appends drafts that may carry personal values; the values of those that are recorded are kept apart. */
export async function appendCommitted(
  transaction: Transaction,
  drafts: readonly FactDraft[],
  delivery: Delivery,
  expected: AppendOptions['expected'] = undefined,
): Promise<readonly AppendAnswer[]> {
  const all = await commitToPersonalValues(transaction, drafts);
  const admitted = all.filter(({ refusal }) => refusal === undefined);
  const prepared = prepareDrafts(
    transaction.workspace,
    admitted.map((one) => one.draft),
  );
  const answers = prepared.length === 0 ? [] : await appendDrafts(transaction.workspace, prepared, delivery, expected);
  await keepPersonalValues(
    transaction,
    admitted.flatMap((one, place) => (answers[place]?.status === 'recorded' ? one.fresh : [])),
  );
  let next = 0;
  return all.map(({ refusal }): AppendAnswer => {
    if (refusal !== undefined) return { status: 'refused', refusal };
    next += 1;
    return present(answers[next - 1], 'an answer for every admitted draft');
  });
}

/**
 * Whether the database said that it kept nothing. After a lost connection nobody knows, and a fact without a key sent again could be
 * recorded twice.
 */
function isRolledBack(error: unknown): boolean {
  return error instanceof DatabaseError && !/^(08|57)/.test(error.code ?? '08');
}

/** Ends a transaction without writing and carries its answers out. */
class Kept extends Error {
  readonly answers: readonly AppendAnswer[];
  constructor(answers: readonly AppendAnswer[]) {
    super('kept out as a whole');
    this.answers = answers;
  }
}

/** If one of a whole is refused, all are; those that were fine carry the first refusal, since nothing of them is recorded. */
function atomically(options: AppendOptions, answers: readonly AppendAnswer[]): readonly AppendAnswer[] {
  if (options.atomic !== true) return answers;
  const first = answers.find((answer) => answer.status === 'refused');
  return first === undefined ? answers : answers.map((answer) => (answer.status === 'recorded' ? first : answer));
}

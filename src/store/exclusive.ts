import { AsyncLocalStorage } from 'node:async_hooks';
import { Pool, type PoolClient } from 'pg';
import type { Exclusive } from '#usecases/ports.ts';
import type { DatabaseOptions } from './database.ts';

/** Connections that do nothing but hold locks, apart from the others so that whoever waits never keeps the holder from working. */
const LOCK_CONNECTIONS = 4;

/** One at a time by name: in this process by queueing, among processes by an advisory lock that ends with its connection. */
export class ExclusiveWork implements Exclusive {
  readonly #pool: Pool;
  readonly #queues = new Map<string, Promise<unknown>>();
  /** The lock connection of the work that is running: work inside of it locks there, since waiting for another one could last for ever. */
  readonly #held = new AsyncLocalStorage<PoolClient>();

  constructor(options: DatabaseOptions) {
    const { poolSize: _, ...connection } = options;
    this.#pool = new Pool({ ...connection, max: LOCK_CONNECTIONS, application_name: 'belegbar lock', allowExitOnIdle: true });
    this.#pool.on('error', () => {});
  }

  async exclusively<T>({ workspace }: { readonly workspace: string }, name: string, work: () => Promise<T>): Promise<T> {
    const lock = `${workspace}/${name}`;
    const before = this.#queues.get(lock) ?? Promise.resolve();
    const turn = before.then(
      () => this.#locked(lock, work),
      () => this.#locked(lock, work),
    );
    this.#queues.set(lock, turn);
    try {
      return await turn;
    } finally {
      if (this.#queues.get(lock) === turn) this.#queues.delete(lock);
    }
  }

  async #locked<T>(lock: string, work: () => Promise<T>): Promise<T> {
    const outer = this.#held.getStore();
    if (outer !== undefined) return lockedOn(outer, lock, work);
    const client = await this.#pool.connect();
    let broken = true;
    client.on('error', () => {});
    try {
      const result = await this.#held.run(client, () => lockedOn(client, lock, work));
      broken = false;
      return result;
    } finally {
      // A connection that still holds a lock is closed, which releases it.
      client.removeAllListeners('error');
      client.release(broken);
    }
  }

  async close(): Promise<void> {
    await this.#pool.end();
  }
}

async function lockedOn<T>(client: PoolClient, lock: string, work: () => Promise<T>): Promise<T> {
  await client.query('select pg_advisory_lock(hashtextextended($1, 0))', [lock]);
  const unlock = () => client.query('select pg_advisory_unlock(hashtextextended($1, 0))', [lock]);
  try {
    const result = await work();
    await unlock();
    return result;
  } catch (error) {
    await unlock().catch(() => {});
    throw error;
  }
}

import {
  type Compilable,
  type CompiledQuery,
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type RawBuilder,
} from 'kysely';
import { escapeLiteral, Pool, type PoolClient, type PoolConfig } from 'pg';
import { assert } from '#core/kernel/assert.ts';
import { columnTypes } from './column-types.ts';
import type { Tables } from './tables.ts';

/** Writes queries; they are run by a transaction of the workspace they are for. */
export const build = new Kysely<Tables>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
});

type Query<R> = Compilable<R> | RawBuilder<R>;

/** Inside of one transaction, confined to one workspace by row-level security. */
export interface Transaction {
  readonly workspace: string;
  readonly client: PoolClient;
  rows<R>(query: Query<R>): Promise<readonly R[]>;
  /** The number of rows a statement wrote. */
  run(query: Query<unknown>): Promise<number>;
}

export interface DatabaseOptions extends Pick<PoolConfig, 'connectionString' | 'host' | 'port' | 'user' | 'password' | 'database' | 'ssl'> {
  /** Connections held at most; default 10. */
  readonly poolSize?: number;
}

/** The same database for a partner, which sees what belongs to these agreements. */
export interface Confinement {
  readonly confines: Database;
  readonly agreements: readonly string[];
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Connections that work as the unprivileged role, and the only way to rows of a workspace. */
export class Database {
  readonly #pool: Pool;
  /** The agreements its transactions are confined to, as JSON; without, they see the whole workspace. */
  readonly #agreements: string | undefined;

  constructor(options: DatabaseOptions | Confinement) {
    if ('confines' in options) {
      this.#pool = options.confines.#pool;
      this.#agreements = JSON.stringify(options.agreements);
      return;
    }
    const { poolSize = 10, ...connection } = options;
    this.#pool = new Pool({ ...connection, max: poolSize, types: columnTypes, application_name: 'belegbar', onConnect: becomeApplication });
    // A connection that breaks while idle is replaced at the next use; without a listener it would end the process.
    this.#pool.on('error', () => {});
  }

  /** One transaction in one workspace; rolled back if `work` throws. */
  async inWorkspace<T>(workspace: string, work: (transaction: Transaction) => Promise<T>): Promise<T> {
    assert(UUID.test(workspace), 'a workspace is named by its UUID');
    return this.withClient(async (client) => {
      try {
        await client.query(`begin; select set_config('belegbar.workspace', '${workspace}', true)${this.#confining()}`);
        const result = await work({
          workspace,
          client,
          rows: async (query) => (await client.query(compiled(query))).rows,
          run: async (query) => (await client.query(compiled(query))).rowCount ?? 0,
        });
        await client.query('commit');
        return result;
      } catch (error) {
        // If the connection itself is gone, the first error says more than that rolling back failed too.
        await client.query('rollback').catch(() => {});
        throw error;
      }
    });
  }

  #confining(): string {
    return this.#agreements === undefined ? '' : `, set_config('belegbar.agreements', ${escapeLiteral(this.#agreements)}, true)`;
  }

  /** The same, but nothing is kept. */
  async inWorkspaceForShow<T>(workspace: string, work: (transaction: Transaction) => Promise<T>): Promise<T> {
    let result: { readonly value: T } | undefined;
    await this.inWorkspace(workspace, async (transaction) => {
      result = { value: await work(transaction) };
      throw ROLL_BACK;
    }).catch((error: unknown) => {
      if (error !== ROLL_BACK) throw error;
    });
    assert(result !== undefined, 'the work was done before it was rolled back');
    return result.value;
  }

  /** Outside of any workspace: the directory of workspaces and the server itself. */
  async rows<R>(query: Query<R>): Promise<readonly R[]> {
    return this.withClient(async (client) => (await client.query(compiled(query))).rows);
  }

  /** One connection for as long as `work` takes; a broken one is not used again. */
  async withClient<T>(work: (client: PoolClient) => Promise<T>): Promise<T> {
    const client = await this.#pool.connect();
    let broken: Error | undefined;
    const notice = (error: Error) => {
      broken = error;
    };
    client.on('error', notice);
    try {
      return await work(client);
    } finally {
      client.off('error', notice);
      client.release(broken);
    }
  }

  async close(): Promise<void> {
    await this.#pool.end();
  }
}

const ROLL_BACK = new Error('rolled back on purpose');

async function becomeApplication(client: { query(text: string): Promise<unknown> }): Promise<void> {
  await client.query(`set role belegbar_app; set time zone 'UTC'; set datestyle = 'ISO'; set synchronous_commit = on; set jit = off`);
}

function compiled<R>(query: Query<R>): { readonly text: string; readonly values: unknown[] } {
  const { sql, parameters }: CompiledQuery<R> = query.compile(build);
  return { text: sql, values: [...parameters] };
}

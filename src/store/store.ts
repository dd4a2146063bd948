import type { Clock, FactLog, Workspaces } from '#usecases/ports.ts';
import { Database, type DatabaseOptions } from './database.ts';
import { Appender } from './log/appender.ts';
import { factLogIn } from './log/fact-log.ts';
import { workspacesIn } from './workspaces.ts';

export interface StoreOptions extends DatabaseOptions {
  /** Where facts get their time from; default is the clock of the database, which all processes share. */
  readonly clock?: Clock;
}

/** All ports that PostgreSQL serves, on a database that `migrate` brought up to date. */
export interface Store {
  readonly workspaces: Workspaces;
  readonly log: FactLog;
  close(): Promise<void>;
}

export async function openStore(options: StoreOptions): Promise<Store> {
  const { clock, ...connection } = options;
  const database = new Database(connection);
  const appender = new Appender(database, clock);
  return {
    workspaces: workspacesIn(database, clock ?? { now: () => new Date().toISOString() }),
    log: factLogIn(database, appender),
    close: () => database.close(),
  };
}

import type { Clock, Ports } from '#usecases/ports.ts';
import { Database, type DatabaseOptions } from './database.ts';
import { determinationsIn } from './determinations.ts';
import { documentsIn } from './documents.ts';
import { ExclusiveWork } from './exclusive.ts';
import { importsIn } from './imports.ts';
import { Appender } from './log/appender.ts';
import { type ExternalIdDoor, externalIdsIn } from './log/external-ids.ts';
import { factLogIn } from './log/fact-log.ts';
import { sealsIn } from './proof/seals.ts';
import { claimsIn } from './settlement/claims.ts';
import { statementsIn } from './settlement/statements.ts';
import { doctorIn } from './upkeep/doctor.ts';
import { funnelIn } from './upkeep/funnel.ts';
import { rebuildIn } from './upkeep/rebuild.ts';
import { workspacesIn } from './workspaces.ts';

export interface StoreOptions extends DatabaseOptions {
  /** Where facts get their time from; default is the clock of the database, which all processes share. */
  readonly clock?: Clock;
}

/** All ports that PostgreSQL serves. */
export interface Store extends Omit<Ports, 'clock' | 'drafts'> {
  readonly externalIds: ExternalIdDoor;
  close(): Promise<void>;
}

const systemClock: Clock = { now: () => new Date().toISOString() };

/** Opens a database that `migrate` brought up to date; connections are made when they are needed. */
export async function openStore(options: StoreOptions): Promise<Store> {
  const { clock, ...connection } = options;
  const database = new Database(connection);
  const appender = new Appender(database, clock);
  const exclusive = new ExclusiveWork(connection);
  return {
    workspaces: workspacesIn(database, clock ?? systemClock),
    log: factLogIn(database, appender),
    externalIds: externalIdsIn(database),
    documents: documentsIn(database),
    exclusive,
    determinations: determinationsIn(database),
    claims: claimsIn(database),
    statements: statementsIn(database, appender),
    seals: sealsIn(database, clock ?? systemClock),
    imports: importsIn(database, appender),
    upkeep: { rebuild: rebuildIn(database), funnel: funnelIn(database), doctor: doctorIn(database) },
    async close() {
      await exclusive.close();
      await database.close();
    },
  };
}

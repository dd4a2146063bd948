import type { Clock, Ports } from '#usecases/ports.ts';
import { backupsIn } from './backup/backups.ts';
import { byAsker } from './confined.ts';
import { Database, type DatabaseOptions } from './database.ts';
import { determinationsIn } from './determinations.ts';
import { documentsIn } from './documents.ts';
import { ExclusiveWork } from './exclusive.ts';
import { sourceFiguresIn } from './figures/source-figures.ts';
import { todayFiguresIn } from './figures/today-figures.ts';
import { identityIn } from './identity.ts';
import { importsIn } from './imports.ts';
import { leadsIn } from './leads/leads.ts';
import { Appender } from './log/appender.ts';
import { type ExternalIdDoor, externalIdsIn } from './log/external-ids.ts';
import { factLogIn } from './log/fact-log.ts';
import { peopleIn } from './people/people.ts';
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
  readonly people: ReturnType<typeof peopleIn>;
  readonly backups: ReturnType<typeof backupsIn>;
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
    log: byAsker(database, (within) => factLogIn(within, appender)),
    externalIds: byAsker(database, externalIdsIn),
    people: byAsker(database, (within) => peopleIn(within, appender)),
    documents: byAsker(database, documentsIn),
    exclusive,
    backups: backupsIn(database),
    determinations: byAsker(database, determinationsIn),
    identity: byAsker(database, identityIn),
    leads: byAsker(database, leadsIn),
    sourceFigures: byAsker(database, sourceFiguresIn),
    claims: byAsker(database, claimsIn),
    statements: byAsker(database, (within) => statementsIn(within, appender)),
    // Hashes on the way to a root say nothing about the facts below them, and a proof needs those of all facts.
    seals: {
      ...byAsker(database, (within) => sealsIn(within, clock ?? systemClock)),
      multiproof: sealsIn(database, clock ?? systemClock).multiproof,
    },
    imports: byAsker(database, (within) => importsIn(within, appender)),
    upkeep: byAsker(database, (within) => ({ rebuild: rebuildIn(within), funnel: funnelIn(within), doctor: doctorIn(within) })),
    today: byAsker(database, todayFiguresIn),
    async close() {
      await exclusive.close();
      await database.close();
    },
  };
}

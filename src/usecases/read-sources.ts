import { DAY_MS, fromIso, type IsoInstant, toIso } from '#core/kernel/instant.ts';
import { sourceResolver, unknownSources } from '#core/measures/sources/source-names.ts';
import type { Asker, ImportRun, Ports } from './ports.ts';
import type { TrackingGap } from './read-figures.ts';
import type { Connection, SourceFigures, TrackingChange } from './source-figure-ports.ts';

/** A system that events come from, and how complete it is. */
export interface SourceSystem {
  readonly origin: string;
  readonly facts: number;
  /** Of the last 30 days. */
  readonly recent: number;
  readonly lastAt: IsoInstant;
  readonly lastRecordedAt: IsoInstant;
  readonly leads: number;
  readonly unknownSource: number;
  readonly withCampaign: number;
  readonly withPerson: number;
  /** The newest first. */
  readonly imports: readonly Pick<ImportRun, 'id' | 'mappingName' | 'startedAt' | 'state'>[];
}

export interface SourcesView {
  readonly systems: readonly SourceSystem[];
  /** The newest first. */
  readonly gaps: readonly TrackingGap[];
}

const RECENT_DAYS = 30;
const IMPORTS_SHOWN = 3;
const GAPS_SHOWN = 20;

/** Where events come from and what is missing in them. */
export async function readSources(
  ports: Pick<Ports, 'clock' | 'imports'> & { readonly sourceFigures: SourceFigures },
  asker: Asker,
): Promise<SourcesView> {
  const { sourceFigures, clock, imports } = ports;
  const connections = await sourceFigures.connections(asker, toIso(fromIso(clock.now()) - RECENT_DAYS * DAY_MS));
  const leads = new Map((await sourceFigures.connectionLeads(asker, unknownSources)).map((one) => [one.origin, one]));
  const runs = new Map((await imports.list(asker)).map((run) => [run.id, run]));
  const changes = await sourceFigures.tracking(asker);
  const told = changes.map(({ subject, origin }) => ({ subject, systems: [origin] }));
  const nameOf = sourceResolver(asker.workspace, changes.length === 0 ? [] : await sourceFigures.origins(asker), told);
  const systems = [...Map.groupBy(connections, ({ origin }) => origin)].map(([origin, parts]): SourceSystem => {
    const own = leads.get(origin) ?? { leads: 0, unknownSource: 0, withCampaign: 0, withPerson: 0 };
    const { leads: count, unknownSource, withCampaign, withPerson } = own;
    return { ...joined(origin, parts), leads: count, unknownSource, withCampaign, withPerson, imports: importsOf(parts, runs) };
  });
  return {
    systems: systems.toSorted((a, b) => b.facts - a.facts || (a.origin < b.origin ? -1 : 1)),
    gaps: gapsOf(changes, (change) => nameOf(change.subject) ?? null).slice(0, GAPS_SHOWN),
  };
}

function joined(origin: string, parts: readonly Connection[]) {
  const latest = (of: (one: Connection) => IsoInstant) => parts.map(of).toSorted().at(-1) ?? '';
  return {
    origin,
    facts: parts.reduce((sum, { facts }) => sum + facts, 0),
    recent: parts.reduce((sum, { recent }) => sum + recent, 0),
    lastAt: latest(({ lastAt }) => lastAt),
    lastRecordedAt: latest(({ lastRecordedAt }) => lastRecordedAt),
  };
}

function importsOf(parts: readonly Connection[], runs: ReadonlyMap<string, ImportRun>): SourceSystem['imports'] {
  return parts
    .flatMap(({ importId }) => (importId === null ? [] : (runs.get(importId) ?? [])))
    .map(({ id, mappingName, startedAt, state }) => ({ id, mappingName, startedAt, state }))
    .toSorted((a, b) => (a.startedAt < b.startedAt ? 1 : -1))
    .slice(0, IMPORTS_SHOWN);
}

/** The spans between a loss and what restored it, per source; a second loss in a row adds nothing. */
export function gapsOf(changes: readonly TrackingChange[], nameOf: (change: TrackingChange) => string | null): readonly TrackingGap[] {
  const open = new Map<string, TrackingGap>();
  const closed: TrackingGap[] = [];
  for (const change of changes) {
    const running = open.get(change.subject);
    if (change.lost) {
      if (running === undefined) open.set(change.subject, { source: nameOf(change), from: change.at, until: null });
    } else if (running !== undefined) {
      open.delete(change.subject);
      closed.push({ ...running, until: change.at });
    }
  }
  return [...open.values(), ...closed].toSorted((a, b) => (a.from < b.from ? 1 : -1));
}

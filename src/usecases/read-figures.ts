import { addDays, dayOf, fromIso, type IsoDay, type IsoInstant, startOfDay, toIso } from '#core/kernel/instant.ts';
import { divideRounded } from '#core/kernel/money.ts';
import { ok, type Result } from '#core/kernel/result.ts';
import { type CostPer, costPerLead, costPerOrder } from '#core/measures/cost-per-result/cost-per-result.ts';
import { isUnknownSource, sourceResolver } from '#core/measures/sources/source-names.ts';
import { chooseLeadDefinition, type LeadDefinition } from './lead-definition.ts';
import type { Asker, Ports, Workspace } from './ports.ts';
import type { DeterminingPorts } from './refresh-determinations.ts';
import { type FunnelStep, funnelSteps, type SourceFigures, type SourceLeads } from './source-figure-ports.ts';

export type FigurePorts = DeterminingPorts & Pick<Ports, 'documents' | 'clock'> & { readonly sourceFigures: SourceFigures };

export interface CostsPer {
  readonly perLead: CostPer;
  readonly perOrder: CostPer;
}

export interface SourceRow extends SourceLeads, CostsPer {
  readonly unknown: boolean;
  readonly costMinor: bigint;
}

export interface FunnelBar {
  readonly step: FunnelStep;
  /** Leads that got here or further. */
  readonly reached: number;
  /** Leads that got here, no further, and will not. */
  readonly ended: number;
  /** Leads that got here and may still go on. */
  readonly open: number;
  /** What the ended ones cost, at the average cost of a lead; null without costs. */
  readonly lossMinor: bigint | null;
}

export interface Figures {
  readonly days: number;
  readonly fromDay: IsoDay;
  readonly untilDay: IsoDay;
  readonly currency: string;
  readonly definitions: readonly LeadDefinition[];
  readonly definition: string | null;
  /** The largest source first, unknown ones last; sources with costs and without a lead too. */
  readonly rows: readonly SourceRow[];
  /** Costs of which nobody can say for which source of leads they were. */
  readonly unassignedMinor: bigint;
  /** Of all sources together, costs that belong to none included. */
  readonly overall: CostsPer;
  /** Costs, orders and deals in other currencies, which are in no sum. */
  readonly otherCurrency: number;
  readonly funnel: readonly FunnelBar[];
}

/** Costs, leads and money by source, over the leads of the last so many days, and what came of them until now. Refusal: definition.unknown. */
export async function readFigures(
  ports: FigurePorts,
  asker: Asker,
  workspace: Workspace,
  wanted: { readonly days: number; readonly definition?: string },
): Promise<Result<Figures>> {
  const found = await chooseLeadDefinition(ports, asker, wanted.definition);
  if (!found.ok) return found;
  const { definitions, chosen } = found.value;
  const now = ports.clock.now();
  const untilDay = dayOf(fromIso(now), workspace.timeZone);
  const fromDay = addDays(untilDay, 1 - wanted.days);
  const { currency } = workspace;
  const range = {
    from: toIso(startOfDay(fromDay, workspace.timeZone)),
    until: toIso(startOfDay(addDays(untilDay, 1), workspace.timeZone)),
    fromDay,
    untilDay,
    currency,
    definitionHash: chosen?.hash ?? null,
  };
  const leads = await ports.sourceFigures.leads(asker, range);
  const costs = await ports.sourceFigures.costs(asker, range);
  const told = costs.map(({ subject, origin }) => ({ subject, systems: [origin] }));
  const sourceOf = sourceResolver(asker.workspace, await ports.sourceFigures.origins(asker), told);
  const bySource = new Map<string, bigint>();
  let unassignedMinor = 0n;
  for (const { subject, minor } of costs) {
    const source = sourceOf(subject);
    if (source === undefined) unassignedMinor += minor;
    else bySource.set(source, (bySource.get(source) ?? 0n) + minor);
  }
  const rows = withCosts(leads, bySource);
  const total = rows.reduce((sum, { costMinor }) => sum + costMinor, unassignedMinor);
  return ok({
    days: wanted.days,
    fromDay,
    untilDay,
    currency,
    definitions,
    definition: chosen?.definition ?? null,
    rows,
    unassignedMinor,
    overall: costsPer(total, sumOf(rows, 'leads'), sumOf(rows, 'orders')),
    otherCurrency: [...rows, ...costs].reduce((sum, { otherCurrency }) => sum + otherCurrency, 0),
    funnel: funnelOf(rows, total),
  });
}

function withCosts(leads: readonly SourceLeads[], costs: ReadonlyMap<string, bigint>): readonly SourceRow[] {
  const withCost = (row: SourceLeads, costMinor: bigint): SourceRow => {
    return { ...row, unknown: isUnknownSource(row.source), costMinor, ...costsPer(costMinor, row.leads, row.orders) };
  };
  const rows = leads.map((row) => withCost(row, costs.get(row.source) ?? 0n));
  const known = new Set(leads.map(({ source }) => source));
  const without = [...costs].flatMap(([source, costMinor]) => (known.has(source) ? [] : [withCost(emptyRow(source), costMinor)]));
  return [...rows, ...without].toSorted(
    (a, b) => Number(a.unknown) - Number(b.unknown) || b.leads - a.leads || (a.source < b.source ? -1 : 1),
  );
}

function costsPer(costMinor: bigint, leads: number, orders: number): CostsPer {
  return { perLead: costPerLead(costMinor, leads), perOrder: costPerOrder(costMinor, orders) };
}

function sumOf(rows: readonly SourceRow[], figure: 'leads' | 'orders'): number {
  return rows.reduce((sum, row) => sum + row[figure], 0);
}

function emptyRow(source: string): SourceLeads {
  const nothing = funnelSteps.map(() => 0);
  const none = { leads: 0, qualified: 0, won: 0, withCampaign: 0, withPerson: 0, orders: 0, otherCurrency: 0 };
  return { source, ...none, furthest: nothing, ended: nothing, netMinor: 0n, receivedMinor: 0n };
}

/** How far all leads came, and what those cost that will not go on: the costs spread evenly over the leads. */
export function funnelOf(rows: readonly Pick<SourceLeads, 'leads' | 'furthest' | 'ended'>[], costMinor: bigint): readonly FunnelBar[] {
  const leads = rows.reduce((sum, row) => sum + row.leads, 0);
  const at = (of: 'furthest' | 'ended', place: number) => rows.reduce((sum, row) => sum + (row[of][place] ?? 0), 0);
  return funnelSteps.map((step, place) => {
    const reached = funnelSteps.reduce((sum, _, later) => (later < place ? sum : sum + at('furthest', later)), 0);
    const ended = at('ended', place);
    const open = step === 'won' ? 0 : at('furthest', place) - ended;
    const lossMinor = costMinor === 0n || leads === 0 ? null : divideRounded(costMinor * BigInt(ended), BigInt(leads));
    return { step, reached, ended, open, lossMinor };
  });
}

/** A span in which a source was not measured. */
export interface TrackingGap {
  /** The source of leads it is about; null if nobody can say. */
  readonly source: string | null;
  readonly from: IsoInstant;
  /** Null while it lasts. */
  readonly until: IsoInstant | null;
}

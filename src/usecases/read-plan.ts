import { DAY_MS, fromIso, toIso } from '#core/kernel/instant.ts';
import { ENOUGH_LEADS, ENOUGH_ORDERS } from '#core/measures/leaks/leaks.ts';
import { isUnknownSource, sourceResolver } from '#core/measures/sources/source-names.ts';
import type { Judgement, PlanCheck, PlanCounts } from '#core/measures/thirty-days/check.ts';
import { planChecks } from '#core/measures/thirty-days/registry.ts';
import type { Asker, Ports } from './ports.ts';
import { listAgreements } from './read-agreement.ts';

export interface JudgedCheck extends Pick<PlanCheck, 'key' | 'phase'> {
  readonly judgement: Judgement;
}

export interface Plan {
  /** Nothing was recorded and nothing proposed yet. */
  readonly isEmpty: boolean;
  readonly checks: readonly JudgedCheck[];
}

/** The plan of the first 30 days, ticked from what is there. */
export async function readPlan(ports: Pick<Ports, 'today' | 'sourceFigures' | 'documents' | 'log' | 'clock'>, asker: Asker): Promise<Plan> {
  const now = fromIso(ports.clock.now());
  const since = toIso(now - 365 * DAY_MS);
  const [figures, sources, costs, origins, agreements] = await Promise.all([
    ports.today.planFigures(asker, since, toIso(now - 30 * DAY_MS)),
    ports.today.sourcesOfLeads(asker, since),
    ports.today.costsBySubject(asker, { from: since, until: toIso(now + DAY_MS) }),
    ports.sourceFigures.origins(asker),
    listAgreements(ports, asker),
  ]);
  const named = sources.filter(({ source, leads }) => leads > 0 && !isUnknownSource(source));
  const told = costs.map(({ subject, sources: systems }) => ({ subject, systems }));
  const withCosts = new Set(told.map(({ subject }) => subject).map(sourceResolver(asker.workspace, origins, told)));
  const sum = (list: readonly { readonly leads: number }[]) => list.reduce((total, { leads }) => total + leads, 0);
  const enough = named.filter(({ leads }) => leads >= ENOUGH_LEADS);
  const counts: PlanCounts = {
    ...figures,
    leads: sum(sources),
    leadsWithoutSource: sum(sources.filter(({ source }) => isUnknownSource(source))),
    sources: named.length,
    sourcesWithCosts: named.filter(({ source }) => withCosts.has(source)).length,
    costs: costs.reduce((total, { count }) => total + count, 0),
    agreementsInForce: agreements.filter(({ state }) => state === 'in_force' || state === 'paused').length,
    sourcesProven: enough.filter(({ won }) => won >= ENOUGH_ORDERS).length,
    sourcesFruitless: enough.filter(({ won }) => won === 0).length,
  };
  const checks = planChecks.map((check) => ({ key: check.key, phase: check.phase, judgement: check.judge(counts) }));
  return { isEmpty: counts.leads === 0 && agreements.length === 0 && figures.orders === 0 && counts.costs === 0, checks };
}

import { DAY_MS, dayOf, fromIso, type IsoInstant, toIso } from '#core/kernel/instant.ts';
import type { Permission } from '#core/kernel/permissions.ts';
import { type LeakKind, largestLeaks, leadValue, oldOfferAfter } from '#core/measures/leaks/leaks.ts';
import { usualCycle } from '#core/measures/money-back/money-back.ts';
import { isUnknownSource, sourceResolver } from '#core/measures/sources/source-names.ts';
import { type ContractStanding, contractStandings, linesNow, type StandingPorts } from './contract-standing.ts';
import { CONTACT_WITHIN_MS } from './list-due.ts';
import type { Asker, Ports, Workspace } from './ports.ts';
import type { CountedMoney, Stretch } from './today-ports.ts';

const YEAR_MS = 365 * DAY_MS;

export interface FoundLeak {
  readonly kind: LeakKind;
  readonly count: number;
  readonly minor: bigint | null;
  /** Of sources without orders: their names. */
  readonly names: readonly string[];
  /** Of silent claims: the agreement with most of them. */
  readonly agreementId: string | null;
}

export interface Leaks {
  readonly leaks: readonly FoundLeak[];
  /** After so many days an offer is older than usual; `known` where the usual cycle is. */
  readonly oldAfterDays: number;
  readonly cycleKnown: boolean;
  /** What one lead is worth, in minor units: as stated by the caller, else as measured; null while there are too few to say. */
  readonly leadValue: { readonly minor: bigint | null; readonly stated: boolean; readonly leads: number; readonly orders: number };
}

type LeakPorts = StandingPorts & Pick<Ports, 'today' | 'sourceFigures'>;

export interface LeakRequest {
  readonly workspace: Workspace;
  readonly may: ReadonlySet<Permission>;
  readonly leadValueMinor?: bigint;
}

/** Days after which an offer is older than deals usually take here. */
export async function oldAfter(ports: Pick<Ports, 'today'>, asker: Asker, now: IsoInstant): Promise<{ days: number; known: boolean }> {
  const measured = await ports.today.cycle(asker, toIso(fromIso(now) - YEAR_MS));
  return oldOfferAfter(usualCycle({ ...measured, paid: 0, daysToMoney: null }, 365)?.medianDays);
}

/** The stretches of time in which each leak is looked for. */
export function leakStretches(now: IsoInstant, oldAfterDays: number): Readonly<Record<'offers' | 'leads' | 'costs', Stretch>> {
  const at = fromIso(now);
  const from = toIso(at - YEAR_MS);
  const old = toIso(at - oldAfterDays * DAY_MS);
  return { offers: { from, until: old }, leads: { from, until: toIso(at - CONTACT_WITHIN_MS) }, costs: { from, until: old } };
}

/** The three largest quiet losses of the last twelve months, in the currency of the workspace. */
export async function readLeaks(ports: LeakPorts, asker: Asker, request: LeakRequest): Promise<Leaks> {
  const { workspace, may } = request;
  const now = ports.clock.now();
  const { days, known } = await oldAfter(ports, asker, now);
  const stretches = leakStretches(now, days);
  const today = dayOf(fromIso(now), workspace.timeZone);
  const [value, offers, invoices, leads, sources, silent] = await Promise.all([
    valueOfLead(ports, asker, request, now),
    ports.today.staleOffers(asker, stretches.offers),
    ports.today.unpaidInvoices(asker, stretches.offers.from, today),
    untouched(ports, asker, stretches.leads),
    fruitlessSources(ports, asker, workspace, stretches.costs),
    may.has('claims.read') ? silentClaims(ports, asker, workspace.currency, now) : undefined,
  ]);
  const found: readonly FoundLeak[] = [
    money('stale_offers', offers, workspace.currency),
    money('unpaid_invoices', invoices, workspace.currency),
    { ...nothing, kind: 'untouched_leads', count: leads, minor: value.minor === null ? null : value.minor * BigInt(leads) },
    sources,
    ...(silent === undefined ? [] : [silent]),
  ];
  return { leaks: largestLeaks(found), oldAfterDays: days, cycleKnown: known, leadValue: value };
}

const nothing = { names: [], agreementId: null };

function money(kind: LeakKind, sums: readonly CountedMoney[], currency: string): FoundLeak {
  const own = sums.find((sum) => sum.currency === currency);
  return { ...nothing, kind, count: own?.count ?? 0, minor: own?.minor ?? 0n };
}

/** Where nobody ever recorded a contact, silence says nothing. */
async function untouched(ports: LeakPorts, asker: Asker, stretch: Stretch): Promise<number> {
  const { contacts } = await ports.today.planFigures(asker, stretch.from, stretch.until);
  return contacts === 0 ? 0 : (await ports.today.untouchedLeads(asker, stretch)).count;
}

async function valueOfLead(ports: LeakPorts, asker: Asker, request: LeakRequest, now: IsoInstant): Promise<Leaks['leadValue']> {
  const from = toIso(fromIso(now) - YEAR_MS);
  const [sums, sources] = await Promise.all([ports.today.moneyMoved(asker, { from, until: now }), ports.today.sourcesOfLeads(asker, from)]);
  const leads = sources.reduce((sum, one) => sum + one.leads, 0);
  const orders = sources.reduce((sum, one) => sum + one.won, 0);
  const ordered = sums.find(({ figure, currency }) => figure === 'ordered' && currency === request.workspace.currency);
  const measured = leadValue({ leads, orders, orderedMinor: ordered?.minor ?? 0n });
  return { minor: request.leadValueMinor ?? measured, stated: request.leadValueMinor !== undefined, leads, orders };
}

/** What was spent longer ago than a deal usually takes, on sources whose leads brought no order in twelve months. */
async function fruitlessSources(ports: LeakPorts, asker: Asker, { id, currency }: Workspace, stretch: Stretch): Promise<FoundLeak> {
  const [costs, sources, origins] = await Promise.all([
    ports.today.costsBySubject(asker, stretch),
    ports.today.sourcesOfLeads(asker, stretch.from),
    ports.sourceFigures.origins(asker),
  ]);
  const wonBySource = new Map(sources.filter(({ source }) => !isUnknownSource(source)).map(({ source, won }) => [source, won]));
  const told = costs.map(({ subject, sources: systems }) => ({ subject, systems }));
  const sourceOf = sourceResolver(id, origins, told);
  const fruitless = costs
    .filter((cost) => cost.currency === currency)
    .flatMap((cost) => {
      const name = sourceOf(cost.subject);
      return name === undefined || wonBySource.get(name) !== 0 ? [] : [{ name, minor: cost.minor }];
    });
  const lost = [...new Set(fruitless.map(({ name }) => name))];
  return {
    ...nothing,
    kind: 'fruitless_sources',
    count: lost.length,
    minor: fruitless.reduce((sum, { minor }) => sum + minor, 0n),
    names: lost,
  };
}

/** Claims of the last twelve months that counted because nobody decided them in time. */
async function silentClaims(ports: LeakPorts, asker: Asker, currency: string, now: IsoInstant): Promise<FoundLeak> {
  const standings = (await contractStandings(ports, asker)).filter(({ contract }) => contract.agreement.currency === currency);
  const perAgreement = standings.map((standing) => ({ id: standing.contract.agreement.id, ...silentOf(standing, now) }));
  const most = perAgreement.reduce<(typeof perAgreement)[number] | undefined>(
    (best, one) => (one.count > (best?.count ?? 0) ? one : best),
    undefined,
  );
  return {
    kind: 'silent_claims',
    count: perAgreement.reduce((sum, { count }) => sum + count, 0),
    minor: perAgreement.reduce((sum, { minor }) => sum + minor, 0n),
    names: [],
    agreementId: most?.id ?? null,
  };
}

function silentOf(standing: ContractStanding, now: IsoInstant): { readonly count: number; readonly minor: bigint } {
  const since = toIso(fromIso(now) - YEAR_MS);
  const undecided = new Set(
    standing.claims.filter(({ history }) => history.decisions.length === 0).map(({ history }) => `${history.component}/${history.subject}`),
  );
  const accepting = standing.contract.versions.every(({ terms }) => terms.countsWhen === 'accepted');
  const silent = new Set(
    standing.views
      .filter(({ state, resultAt }) => accepting && state === 'counted' && resultAt !== null && resultAt >= since)
      .map(({ component, subject }) => `${component}/${subject}`)
      .filter((name) => undecided.has(name)),
  );
  const lines = linesNow(standing, now).filter(({ component, subject }) => silent.has(`${component}/${subject}`));
  return { count: silent.size, minor: lines.reduce((sum, { amountMinor }) => sum + amountMinor, 0n) };
}

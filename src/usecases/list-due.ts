import { DAY_MS, fromIso, type Instant, type IsoInstant, toIso } from '#core/kernel/instant.ts';
import type { Permission } from '#core/kernel/permissions.ts';
import type { Bilingual } from '#core/promises/agreements/agreement.ts';
import { objectorOf } from './claim-acts.ts';
import type { Side } from './claim-to-decide.ts';
import type { ClaimView } from './claim-view.ts';
import type { PartyOfCaller } from './confine-partner.ts';
import { type ContractStanding, contractStandings, type StandingPorts } from './contract-standing.ts';
import { listRequests } from './handle-request.ts';
import type { Asker, Ports } from './ports.ts';
import { listAgreements, type ReadAgreement } from './read-agreement.ts';
import { sideIn } from './side-of-caller.ts';

/** Within this time of its capture a lead is to be contacted. */
export const CONTACT_WITHIN_MS = 2 * DAY_MS;
const CONTACTS_LOOKED_AT_MS = 30 * DAY_MS;

export const dueKinds = ['claims', 'milestones', 'objections', 'request', 'signature', 'months', 'leads'] as const;

/** Something that waits for the caller's side; `dueAt` null where no time was agreed. */
export interface DueItem {
  readonly kind: (typeof dueKinds)[number];
  readonly dueAt: IsoInstant | null;
  readonly count: number;
  readonly agreement: { readonly id: string; readonly title: Bilingual } | null;
  /** Of claims: how many count by themselves if nobody decides, and the first of these instants. */
  readonly silent?: { readonly count: number; readonly firstAt: IsoInstant };
  /** Of one claim: its name, so that the way to it is short. */
  readonly claim?: { readonly component: string; readonly subject: string };
  readonly question?: string;
  /** Of months: the last one, YYYY-MM. */
  readonly month?: string;
}

export interface DueRequest {
  readonly party: PartyOfCaller;
  readonly may: ReadonlySet<Permission>;
}

type DuePorts = StandingPorts & Pick<Ports, 'statements' | 'today'>;

/** What waits for the caller's side and the caller may do, the next due first, then what has no due time. */
export async function listDue(ports: DuePorts, asker: Asker, { party, may }: DueRequest): Promise<readonly DueItem[]> {
  const agreements = await listAgreements(ports, asker);
  const standings = may.has('claims.read') ? await contractStandings(ports, asker) : [];
  const items = await Promise.all([
    may.has('agreements.sign') ? agreements.flatMap((read) => signatureOf(read, party)) : [],
    standings.flatMap((standing) => claimsOf(standing, party, may, fromIso(ports.clock.now()))),
    may.has('requests.write') ? requestsOf(ports, asker, agreements, party) : [],
    may.has('statements.close') ? monthsOf(ports, asker, standings) : [],
    may.has('facts.read') && may.has('facts.write') ? leadsOf(ports, asker) : [],
  ]);
  return items.flat().sort(byDue);
}

function byDue(a: DueItem, b: DueItem): number {
  if (a.dueAt === null || b.dueAt === null) return (a.dueAt === null ? 1 : 0) - (b.dueAt === null ? 1 : 0);
  return a.dueAt < b.dueAt ? -1 : a.dueAt > b.dueAt ? 1 : 0;
}

function named({ newest }: ReadAgreement): DueItem['agreement'] {
  const { id, title } = newest.stored.agreement;
  return { id, title };
}

function signatureOf(read: ReadAgreement, party: PartyOfCaller): readonly DueItem[] {
  const own = party ?? read.newest.stored.agreement.parties.payer.key;
  return read.newest.missing.includes(own) ? [{ kind: 'signature', dueAt: null, count: 1, agreement: named(read) }] : [];
}

function claimsOf(standing: ContractStanding, party: PartyOfCaller, may: ReadonlySet<Permission>, now: Instant): readonly DueItem[] {
  const { contract, views, read } = standing;
  const agreement = named(read);
  const side = sideIn(contract.agreement, party);
  if (side === undefined) return [];
  const disputed = may.has('claims.contest')
    ? views.filter((view) => view.state === 'disputed' && waitsFor(standing, view, side, now))
    : [];
  const objections = waiting('objections', disputed, agreement);
  if (side !== 'payer' || !may.has('claims.decide')) return objections;
  const milestones = new Set(contract.agreement.components.flatMap(({ key, milestone }) => (milestone === undefined ? [] : [key])));
  const open = views.filter(({ state }) => state === 'under_review');
  return [
    ...waiting(
      'claims',
      open.filter(({ component }) => !milestones.has(component)),
      agreement,
    ),
    ...waiting(
      'milestones',
      open.filter(({ component }) => milestones.has(component)),
      agreement,
    ),
    ...objections,
  ];
}

/** An objection waits for everybody but the side that raised it. */
function waitsFor({ claims }: ContractStanding, { component, subject }: ClaimView, side: Side, now: Instant): boolean {
  const history = claims.find((claim) => claim.history.component === component && claim.history.subject === subject)?.history;
  return history === undefined || objectorOf(history, now) !== side;
}

function waiting(kind: DueItem['kind'], views: readonly ClaimView[], agreement: DueItem['agreement']): readonly DueItem[] {
  const [first] = views;
  if (first === undefined) return [];
  const ends = views.flatMap(({ reviewUntil }) => (reviewUntil === null ? [] : [reviewUntil])).sort();
  const silent = views.flatMap(({ countsBySilenceAfter }) => (countsBySilenceAfter === undefined ? [] : [countsBySilenceAfter])).sort();
  return [
    {
      kind,
      dueAt: kind === 'objections' ? null : (ends[0] ?? null),
      count: views.length,
      agreement,
      ...(silent[0] === undefined ? {} : { silent: { count: silent.length, firstAt: silent[0] } }),
      ...(views.length === 1 ? { claim: { component: first.component, subject: first.subject } } : {}),
    },
  ];
}

async function requestsOf(
  ports: StandingPorts,
  asker: Asker,
  agreements: readonly ReadAgreement[],
  party: PartyOfCaller,
): Promise<readonly DueItem[]> {
  const lists = await Promise.all(
    agreements.map(async (read) => {
      const { agreement } = read.newest.stored;
      const side = sideIn(agreement, party);
      const requests = await listRequests(ports, asker, agreement.id);
      if (!requests.ok) return [];
      return requests.value
        .filter(({ to, state }) => to === side && (state === 'open' || state === 'overdue'))
        .map(({ dueAt, question }): DueItem => ({ kind: 'request', dueAt, count: 1, agreement: named(read), question }));
    }),
  );
  return lists.flat();
}

/** Months that are over and in no statement; the newest of them closes all before it. */
async function monthsOf(ports: DuePorts, asker: Asker, standings: readonly ContractStanding[]): Promise<readonly DueItem[]> {
  const statements = await ports.statements.list(asker);
  const now = fromIso(ports.clock.now());
  return standings.flatMap(({ contract, read }): readonly DueItem[] => {
    const settled = statements.filter(({ agreementId }) => agreementId === contract.agreement.id).map(({ throughIndex }) => throughIndex);
    const over = contract.terms.periods.filter(({ until }, index) => until <= now && index > Math.max(-1, ...settled));
    const last = over.at(-1);
    return last === undefined ? [] : [{ kind: 'months', dueAt: null, count: over.length, agreement: named(read), month: last.key }];
  });
}

/** Leads of the last weeks that nobody contacted in time; silent where this workspace records no contacts at all. */
async function leadsOf(ports: DuePorts, asker: Asker): Promise<readonly DueItem[]> {
  const now = fromIso(ports.clock.now());
  const from = toIso(now - CONTACTS_LOOKED_AT_MS);
  const { contacts } = await ports.today.planFigures(asker, toIso(now - 365 * DAY_MS), from);
  if (contacts === 0) return [];
  const { count, firstAt } = await ports.today.untouchedLeads(asker, { from, until: toIso(now - CONTACT_WITHIN_MS) });
  if (count === 0 || firstAt === null) return [];
  return [{ kind: 'leads', dueAt: toIso(fromIso(firstAt) + CONTACT_WITHIN_MS), count, agreement: null }];
}

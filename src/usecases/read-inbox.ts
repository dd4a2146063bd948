import { type OpenQuestion, openQuestions } from '#core/definitions/next-question.ts';
import { hashed, viewAsOf } from '#core/facts/view.ts';
import { DAY_MS, fromIso, HOUR_MS, type IsoInstant, toIso } from '#core/kernel/instant.ts';
import { ok, type Result } from '#core/kernel/result.ts';
import { type ClaimOnLead, claimsWhere } from './claims-of-leads.ts';
import { type ChosenDefinition, chooseLeadDefinition } from './lead-definition.ts';
import type { Leads, StoredLead } from './lead-ports.ts';
import { type LeadOwner, type LeadView, leadViews, ownerInFacts, ownersOf, type ViewPorts } from './lead-view.ts';
import { isAnsweredHere } from './next-question.ts';
import type { PersonalValues } from './people-ports.ts';
import type { Asker, Ports } from './ports.ts';
import type { DeterminingPorts } from './refresh-determinations.ts';

export type InboxPorts = ViewPorts &
  DeterminingPorts &
  Pick<Ports, 'documents' | 'clock'> & { readonly leads: Leads; readonly personal: Pick<PersonalValues, 'employeeNames'> };

/** A new lead is to be contacted within so many hours. */
export const FIRST_CONTACT_HOURS = 48;
/** Nobody answered: try again after so many hours. */
const RETRY_HOURS = 24;
/** Older leads are history: they wait in the list of leads. */
const DAYS_LOOKED_AT = 90;
const QUESTIONS = 20;

export type InboxItem =
  | { readonly kind: 'first_contact' | 'retry'; readonly dueAt: IsoInstant; readonly lead: LeadView }
  | {
      readonly kind: 'question';
      readonly dueAt: null;
      readonly lead: LeadView;
      readonly definition: string;
      readonly question: OpenQuestion;
    }
  | {
      readonly kind: 'claim' | 'objection';
      readonly dueAt: IsoInstant | null;
      readonly lead: LeadView | null;
      readonly claim: ClaimOnLead;
    };

export interface Inbox {
  /** The most urgent first. */
  readonly items: readonly InboxItem[];
  /** How many wait of each kind, whatever the limit shows; of questions at most so many. */
  readonly counts: Readonly<Record<InboxItem['kind'], number>>;
  /** Whose leads they are; null: everybody's. */
  readonly owner: { readonly id: string; readonly name: string | null } | null;
  /** For `mine`: whether any lead is given to the asker, by account or by name. */
  readonly known: boolean;
  readonly owners: readonly (LeadOwner & { readonly leads: number })[];
}

export interface InboxWanted {
  /** `mine`, `all`, `staff:<hex>` or `member:<id>`. */
  readonly owner: string;
  /** Of each kind; of leads nobody has tried so many overdue and so many new ones. */
  readonly limit: number;
  readonly mayReadPersonal: boolean;
  readonly mayDecideClaims: boolean;
}

/** What waits for a seller. Refusals: none of its own. */
export async function readInbox(ports: InboxPorts, asker: Asker, wanted: InboxWanted): Promise<Result<Inbox>> {
  const chosen = await chooseLeadDefinition(ports, asker);
  if (!chosen.ok) return chosen;
  const { mayReadPersonal } = wanted;
  const everybody = await ports.leads.owners(asker);
  const owners = await ownersInCharge(ports, asker, wanted.owner);
  const views = await ownersOf(
    ports,
    asker,
    everybody.map(({ owner }) => owner),
    mayReadPersonal,
  );
  const now = fromIso(ports.clock.now());
  const waiting = await ports.leads.waiting(asker, {
    owners,
    since: toIso(now - DAYS_LOOKED_AT * DAY_MS),
    triedBefore: toIso(now - RETRY_HOURS * HOUR_MS),
    overdueBefore: toIso(now - FIRST_CONTACT_HOURS * HOUR_MS),
    definitionHash: chosen.value.chosen?.hash ?? null,
    limit: wanted.limit,
  });
  const claims = wanted.mayDecideClaims ? await claimsFor(ports, asker, owners, wanted.limit) : NO_CLAIMS;
  const stored = [...waiting.untouched, ...waiting.unanswered, ...waiting.open, ...claims.leads.values()];
  const seen = new Map((await leadViews(ports, asker, stored, mayReadPersonal)).map((view) => [view.lead, view]));
  const viewOf = ({ lead }: StoredLead) => seen.get(lead);
  const asked = waiting.open.slice(0, QUESTIONS);
  const questions = await questionItems(ports, asker, chosen.value, asked, viewOf);
  const items = [
    ...contactItems(waiting.untouched, 'first_contact', ({ capturedAt }) => fromIso(capturedAt) + FIRST_CONTACT_HOURS * HOUR_MS, viewOf),
    ...contactItems(
      waiting.unanswered,
      'retry',
      ({ contacts, capturedAt }) => fromIso(contacts?.lastAt ?? capturedAt) + RETRY_HOURS * HOUR_MS,
      viewOf,
    ),
    ...questions,
    ...claims.claims.map(({ claim, lead }): InboxItem => {
      const view = lead === undefined ? null : (seen.get(lead) ?? null);
      return claim.state === 'disputed'
        ? { kind: 'objection', dueAt: null, lead: view, claim }
        : { kind: 'claim', dueAt: claim.reviewUntil, lead: view, claim };
    }),
  ];
  const named = owners?.flatMap((one) => views.get(one) ?? [])[0];
  return ok({
    items: items.toSorted(byUrgency),
    counts: {
      first_contact: waiting.counts.untouched,
      retry: waiting.counts.unanswered,
      question: questions.length + waiting.counts.open - asked.length,
      ...claims.counts,
    },
    owner: owners === null ? null : { id: wanted.owner, name: named?.name ?? null },
    known: owners === null || everybody.some(({ owner }) => owners.includes(owner)),
    owners: everybody.flatMap(({ owner, leads }) => {
      const view = views.get(owner);
      return view === undefined ? [] : [{ ...view, leads }];
    }),
  });
}

/** What is due comes first, the longest due at the top; what has no date follows, the newest lead first. */
export function byUrgency(a: Pick<InboxItem, 'dueAt' | 'lead'>, b: Pick<InboxItem, 'dueAt' | 'lead'>): number {
  if (a.dueAt !== null && b.dueAt !== null) return a.dueAt < b.dueAt ? -1 : a.dueAt > b.dueAt ? 1 : 0;
  if (a.dueAt !== null || b.dueAt !== null) return a.dueAt === null ? 1 : -1;
  const [mine, other] = [a.lead?.capturedAt ?? '', b.lead?.capturedAt ?? ''];
  return mine > other ? -1 : mine < other ? 1 : 0;
}

/** How facts may name whoever is meant: a member by account, and by the name that the CRM writes. Null: everybody. */
async function ownersInCharge(ports: InboxPorts, asker: Asker, owner: string): Promise<readonly string[] | null> {
  if (owner === 'all') return null;
  if (owner !== 'mine') return [ownerInFacts(owner)];
  const members = await ports.access.people.membersOf(asker.workspace);
  const self = members.find(({ id }) => asker.actor === `member:${id}`);
  const names = self === undefined ? [] : await ports.personal.employeeNames(asker, { texts: [self.name] });
  return [asker.actor, ...names.map(({ commitment }) => commitment)];
}

function contactItems(
  leads: readonly StoredLead[],
  kind: 'first_contact' | 'retry',
  dueAt: (lead: StoredLead) => number,
  viewOf: (lead: StoredLead) => LeadView | undefined,
): readonly InboxItem[] {
  return leads.flatMap((lead): InboxItem[] => {
    const view = viewOf(lead);
    return view === undefined ? [] : [{ kind, dueAt: toIso(dueAt(lead)), lead: view }];
  });
}

const NO_CLAIMS = { claims: [], counts: { claim: 0, objection: 0 }, leads: new Map<string, StoredLead>() };
const ALL_VIEWS = Number.MAX_SAFE_INTEGER;

/** The most useful question of each open lead that somebody can answer here. */
async function questionItems(
  ports: InboxPorts,
  asker: Asker,
  { chosen }: ChosenDefinition,
  leads: readonly StoredLead[],
  viewOf: (lead: StoredLead) => LeadView | undefined,
): Promise<readonly InboxItem[]> {
  if (chosen === null || leads.length === 0) return [];
  const scopes = await ports.log.factsOfScopes(
    asker,
    leads.map(({ lead }) => lead),
  );
  return leads.flatMap((lead): InboxItem[] => {
    const view = viewOf(lead);
    const facts = viewAsOf((scopes.get(lead.lead) ?? []).map(hashed), ALL_VIEWS);
    const question = openQuestions(chosen.rule, lead.lead, facts).find(({ path }) => isAnsweredHere(lead.lead, path));
    if (view === undefined || question === undefined) return [];
    return [{ kind: 'question', dueAt: null, lead: view, definition: chosen.definition, question }];
  });
}

/** Claims that wait for a decision or are contested, with the lead they go back to; of these owners only. */
async function claimsFor(ports: InboxPorts, asker: Asker, owners: readonly string[] | null, limit: number) {
  const open = await claimsWhere(ports, asker, ({ state }) => state === undefined || state === 'under_review' || state === 'disputed');
  const behind = await ports.leads.behind(
    asker,
    open.map(({ subject }) => subject),
  );
  const stored = await ports.leads.byIds(asker, [...new Set(behind.values())], null);
  const leads = new Map(stored.map((lead) => [lead.lead, lead]));
  const theirs = open
    .map((claim) => ({ claim, lead: behind.get(claim.subject) }))
    .filter(({ lead }) => owners === null || owners.includes((lead === undefined ? undefined : leads.get(lead)?.owner) ?? ''))
    .toSorted((a, b) => ((a.claim.reviewUntil ?? '9') < (b.claim.reviewUntil ?? '9') ? -1 : 1));
  const objection = theirs.filter(({ claim }) => claim.state === 'disputed').length;
  const claims = theirs.slice(0, limit);
  const kept = new Map(claims.flatMap(({ lead }) => (lead === undefined ? [] : [[lead, leads.get(lead)] as const])));
  const counts = { claim: theirs.length - objection, objection };
  return { claims, counts, leads: new Map([...kept].flatMap(([id, lead]) => (lead === undefined ? [] : [[id, lead] as const]))) };
}

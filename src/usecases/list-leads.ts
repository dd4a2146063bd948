import { DAY_MS, fromIso, toIso } from '#core/kernel/instant.ts';
import { ok, type Result, refuse } from '#core/kernel/result.ts';
import { chooseLeadDefinition, type LeadDefinition } from './lead-definition.ts';
import type { LeadFilter, LeadPlace, LeadState, Leads } from './lead-ports.ts';
import { type LeadOwner, type LeadView, leadViews, ownerInFacts, ownersOf, type ViewPorts } from './lead-view.ts';
import type { PersonalValues } from './people-ports.ts';
import type { Asker, Ports } from './ports.ts';
import type { DeterminingPorts } from './refresh-determinations.ts';

export type LeadListPorts = ViewPorts &
  DeterminingPorts &
  Pick<Ports, 'documents' | 'clock'> & { readonly leads: Leads; readonly personal: Pick<PersonalValues, 'find'> };

export interface LeadsWanted {
  readonly source?: string;
  readonly state?: LeadState;
  readonly definition?: string;
  readonly answer?: 'yes' | 'no' | 'open';
  readonly notContacted?: boolean;
  /** `staff:<hex>` or `member:<id>`. */
  readonly owner?: string;
  /** Captured within so many days of 24 h. */
  readonly days?: number;
  /** Part of a company's name, a number of the CRM, and for those who may read them part of a name, address or phone number. */
  readonly text?: string;
  /** The `nextAfter` of the page before. */
  readonly after?: string;
  readonly limit?: number;
}

export interface LeadPage {
  readonly leads: readonly LeadView[];
  readonly nextAfter?: string;
  readonly definitions: readonly LeadDefinition[];
  /** `key@version` of the definition that `answer` speaks of. */
  readonly definition: string | null;
  /** On the first page only. */
  readonly facets?: {
    readonly count: number;
    readonly sources: readonly { readonly source: string; readonly leads: number }[];
    readonly owners: readonly (LeadOwner & { readonly leads: number })[];
  };
}

const PAGE = 50;
const FOUND_AT_MOST = 500;
const SHORTEST_SEARCH = 2;

/** Leads, the newest first. Refusals: definition.unknown, input.invalid. */
export async function listLeads(
  ports: LeadListPorts,
  asker: Asker,
  wanted: LeadsWanted,
  mayReadPersonal: boolean,
): Promise<Result<LeadPage>> {
  const found = await chooseLeadDefinition(ports, asker, wanted.definition);
  if (!found.ok) return found;
  const after = wanted.after === undefined ? undefined : placeFrom(wanted.after);
  if (after?.ok === false) return after;
  const among = wanted.text === undefined ? undefined : await search(ports, asker, wanted.text, mayReadPersonal);
  if (among?.ok === false) return among;
  const { definitions, chosen } = found.value;
  const filter = {
    ...filterOf(ports, wanted),
    ...(among === undefined ? {} : { among: among.value }),
    definitionHash: chosen?.hash ?? null,
  };
  const limit = wanted.limit ?? PAGE;
  const rows = await ports.leads.list(asker, { ...filter, limit: limit + 1, ...(after === undefined ? {} : { after: after.value }) });
  const page = rows.slice(0, limit);
  const last = rows.length > limit ? page.at(-1) : undefined;
  const facets = after === undefined ? await ports.leads.facets(asker, filter) : undefined;
  const owners = await ownersOf(ports, asker, facets?.owners.map(({ owner }) => owner) ?? [], mayReadPersonal);
  return ok({
    leads: await leadViews(ports, asker, page, mayReadPersonal),
    definitions,
    definition: chosen?.definition ?? null,
    ...(last === undefined ? {} : { nextAfter: `${last.capturedAt}/${last.lead}` }),
    ...(facets === undefined
      ? {}
      : {
          facets: {
            count: facets.count,
            sources: facets.sources,
            owners: facets.owners.flatMap(({ owner, leads }) => {
              const known = owners.get(owner);
              return known === undefined ? [] : [{ ...known, leads }];
            }),
          },
        }),
  });
}

function filterOf({ clock }: Pick<Ports, 'clock'>, { source, state, answer, notContacted, owner, days }: LeadsWanted): LeadFilter {
  return {
    ...(source === undefined ? {} : { source }),
    ...(state === undefined ? {} : { state }),
    ...(answer === undefined ? {} : { answer }),
    ...(notContacted === undefined ? {} : { notContacted }),
    ...(owner === undefined ? {} : { owners: [ownerInFacts(owner)] }),
    ...(days === undefined ? {} : { capturedFrom: toIso(fromIso(clock.now()) - days * DAY_MS) }),
  };
}

/** Names of people are looked up where they lie apart from the facts, and by those only who may read them. */
async function search(
  ports: Pick<LeadListPorts, 'leads' | 'personal'>,
  asker: Asker,
  text: string,
  mayReadPersonal: boolean,
): Promise<Result<NonNullable<LeadFilter['among']>>> {
  const wanted = text.trim();
  if (wanted.length < SHORTEST_SEARCH) return refuse('input.invalid', { at: 'text', expects: `at least ${SHORTEST_SEARCH} characters` });
  const people = mayReadPersonal ? await ports.personal.find(asker, wanted, FOUND_AT_MOST) : [];
  return ok({
    persons: people.flatMap(({ id }) => (id.startsWith('person:') ? [id] : [])),
    companies: await ports.leads.companiesNamed(asker, wanted, FOUND_AT_MOST),
    leads: await ports.leads.numbered(asker, wanted, FOUND_AT_MOST),
  });
}

function placeFrom(after: string): Result<LeadPlace> {
  const at = after.indexOf('/');
  const capturedAt = after.slice(0, at);
  const lead = after.slice(at + 1);
  const isPlace = at > 0 && !Number.isNaN(Date.parse(capturedAt)) && lead.startsWith('lead:');
  return isPlace ? ok({ capturedAt, lead }) : refuse('input.invalid', { at: 'after', expects: 'the nextAfter of the page before' });
}

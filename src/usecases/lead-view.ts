import { isCommitment } from '#core/facts/personal.ts';
import type { Access } from './access-ports.ts';
import type { StoredLead } from './lead-ports.ts';
import type { Asker, Ports } from './ports.ts';

/** Somebody in charge of leads. The id names nobody; the name is null for those who may not read it, and once it was erased. */
export interface LeadOwner {
  /** `staff:<hex>` for a name that facts bring along, `member:<id>` for somebody with an account. */
  readonly id: string;
  readonly name: string | null;
}

/** A lead as people see it. */
export interface LeadView extends Omit<StoredLead, 'person' | 'company' | 'companyName' | 'owner'> {
  /** What the system it comes from calls it. */
  readonly externalId: string | null;
  /** Names and ways to reach somebody are null for those who may not read them. */
  readonly person: {
    readonly id: string;
    readonly name: string | null;
    readonly email: string | null;
    readonly phone: string | null;
  } | null;
  readonly company: { readonly id: string; readonly name: string | null } | null;
  readonly owner: LeadOwner | null;
}

export type ViewPorts = Pick<Ports, 'log'> & { readonly access: Pick<Access, 'people'> };

/** How facts name somebody in charge, by the id that addresses may carry. */
export function ownerInFacts(id: string): string {
  return id.startsWith('staff:') ? `hmac-sha256:${id.slice('staff:'.length)}` : id;
}

function ownerId(inFacts: string): string {
  return isCommitment(inFacts) ? `staff:${inFacts.slice('hmac-sha256:'.length)}` : inFacts;
}

/** Who is in charge, by how facts name them, with their names where the asker may read those. */
export async function ownersOf(
  ports: ViewPorts,
  asker: Asker,
  inFacts: readonly string[],
  mayReadPersonal: boolean,
): Promise<ReadonlyMap<string, LeadOwner>> {
  const named = [...new Set(inFacts)];
  const texts = mayReadPersonal ? await ports.log.personalTexts(asker, named.filter(isCommitment)) : new Map<string, string>();
  const members =
    mayReadPersonal && named.some((one) => one.startsWith('member:')) ? await ports.access.people.membersOf(asker.workspace) : [];
  const memberNames = new Map(members.map(({ id, name }) => [`member:${id}`, name]));
  return new Map(named.map((one) => [one, { id: ownerId(one), name: texts.get(one) ?? memberNames.get(one) ?? null }]));
}

/** Leads with the names that the asker may read. */
export async function leadViews(
  ports: ViewPorts,
  asker: Asker,
  leads: readonly StoredLead[],
  mayReadPersonal: boolean,
): Promise<readonly LeadView[]> {
  const persons = mayReadPersonal ? [...new Set(leads.flatMap(({ person }) => person ?? []))] : [];
  const values = persons.length === 0 ? new Map() : await ports.log.personalValues(asker, persons);
  const owners = await ownersOf(
    ports,
    asker,
    leads.flatMap(({ owner }) => owner ?? []),
    mayReadPersonal,
  );
  const numbers = await ports.log.externalIds(
    asker,
    leads.map(({ lead }) => lead),
  );
  return leads.map(({ person, company, companyName, owner, ...lead }) => {
    const known: Readonly<Record<string, string>> = (person === null ? undefined : values.get(person)) ?? {};
    const reach = { name: known['name'] ?? null, email: known['email'] ?? null, phone: known['phone'] ?? null };
    return {
      ...lead,
      externalId: numbers.get(lead.lead) ?? null,
      person: person === null ? null : { id: person, ...reach },
      company: company === null ? null : { id: company, name: companyName },
      owner: owner === null ? null : (owners.get(owner) ?? null),
    };
  });
}

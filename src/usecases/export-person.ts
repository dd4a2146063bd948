import type { Fact } from '#core/facts/fact.ts';
import { commitmentsIn } from '#core/facts/personal.ts';
import { findFactKind } from '#core/facts/registry.ts';
import type { Json, JsonObject } from '#core/kernel/canonical-json.ts';
import type { IsoInstant } from '#core/kernel/instant.ts';
import { ok, type Result, refuse } from '#core/kernel/result.ts';
import { withClearTexts } from './clear-texts.ts';
import { subjectsOfReach } from './erase-person.ts';
import type { PersonalValues, Reach } from './people-ports.ts';
import type { Asker, Ports } from './ports.ts';

export const PERSON_EXPORT_FORMAT = 'belegbar-person-1';

export interface PersonExport {
  readonly format: string;
  readonly exportedAt: IsoInstant;
  readonly workspace: string;
  readonly person: string;
  /** What this is about, as sentences. */
  readonly summary: { readonly de: readonly string[]; readonly en: readonly string[] };
  /** All subjects that are one with the person or belong to it. */
  readonly subjects: Reach;
  /** The newest value of each field, by subject. */
  readonly values: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly claims: readonly { readonly agreement: string; readonly component: string; readonly subject: string }[];
  /** Every fact about them in the order of the log, values joined; `erased` names fields whose value is gone. */
  readonly facts: readonly JsonObject[];
}

/** Everything that is held about one person (GDPR articles 15 and 20). Refusal: person.unknown. */
export async function exportPerson(
  ports: Pick<Ports, 'log' | 'clock' | 'documents' | 'claims'> & { readonly people: PersonalValues },
  asker: Asker,
  person: string,
): Promise<Result<PersonExport>> {
  if (!/^(person|lead):[0-9a-zA-Z._-]{1,80}$/.test(person)) return refuse('person.unknown', { person: person.slice(0, 100) });
  const reach = await ports.people.reach(asker, person);
  if (reach.facts === 0) return refuse('person.unknown', { person });
  const subjects = subjectsOfReach(reach);
  const facts: Fact[] = [];
  for (const subject of subjects) facts.push(...(await ports.log.factsOfSubject(asker, subject)));
  const clear = await withClearTexts(
    ports,
    asker,
    facts.sort((a, b) => a.seq - b.seq),
  );
  const values = await ports.log.personalValues(asker, subjects);
  const claims: PersonExport['claims'][number][] = [];
  const agreements = [...new Set((await ports.documents.agreements(asker)).map(({ agreement }) => agreement.id))].sort();
  for (const agreement of agreements) {
    for (const subject of subjects) {
      for (const { history } of await ports.claims.bySubject(asker, agreement, subject)) {
        claims.push({ agreement, component: history.component, subject });
      }
    }
  }
  return ok({
    format: PERSON_EXPORT_FORMAT,
    exportedAt: ports.clock.now(),
    workspace: asker.workspace,
    person,
    summary: summaryOf(reach, clear, claims.length),
    subjects: reach,
    values: Object.fromEntries(values),
    claims,
    facts: clear.map(factForPerson),
  });
}

function factForPerson(fact: Fact): JsonObject {
  const erased = commitmentsIn(findFactKind(fact.kind)?.fields ?? {}, fact.data).map(({ path }) => path);
  return { ...(fact as unknown as JsonObject), ...(erased.length === 0 ? {} : { erased: erased as Json }) };
}

function summaryOf(reach: Reach, facts: readonly Fact[], claims: number): PersonExport['summary'] {
  const sources = [...new Set(facts.map(({ source }) => source))].sort().join(', ');
  const days = facts.map(({ occurredAt }) => occurredAt.slice(0, 10)).sort();
  const [from = '', until = ''] = [days[0], days.at(-1)];
  const { persons, leads, appointments, deals, orders } = reach;
  const merged = Math.max(0, persons.length - 1);
  return {
    de: [
      `${facts.length} Ereignisse vom ${from} bis zum ${until}, aus: ${sources}.`,
      `Leads: ${leads.length}. Termine: ${appointments.length}. Geschäfte: ${deals.length}. Bestellungen: ${orders.length}. Zusammengeführte Kontakte: ${merged}.`,
      `Ansprüche aus Verträgen, die sich auf diese Ereignisse stützen: ${claims}.`,
      ...(reach.erased ? ['Die Angaben zu dieser Person wurden gelöscht; die Ereignisse enthalten nur noch Stellvertreter.'] : []),
    ],
    en: [
      `${facts.length} events from ${from} to ${until}, from: ${sources}.`,
      `Leads: ${leads.length}. Appointments: ${appointments.length}. Deals: ${deals.length}. Orders: ${orders.length}. Contacts merged into one: ${merged}.`,
      `Claims of agreements that rest on these events: ${claims}.`,
      ...(reach.erased ? ['What was known about this person was erased; the events carry stand-ins only.'] : []),
    ],
  };
}

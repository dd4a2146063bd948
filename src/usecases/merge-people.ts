import { mergedPeople } from '#core/definitions/history.ts';
import type { Fact, FactDraft } from '#core/facts/fact.ts';
import { type MergeProposal, mergeProposals } from '#core/facts/identity/match.ts';
import { phoneCountryOf } from '#core/facts/identity/phone.ts';
import { isCommitment } from '#core/facts/personal.ts';
import { byOccurrence, hashed } from '#core/facts/view.ts';
import { ok, type Result, refuse } from '#core/kernel/result.ts';
import { appendAll } from './append-all.ts';
import { withClearTexts } from './clear-texts.ts';
import type { IdentitySettings, LikelyEmployer } from './identity-ports.ts';
import type { Asker, Ports, Workspace } from './ports.ts';

export type IdentityPorts = Pick<Ports, 'identity' | 'log' | 'clock' | 'exclusive'>;

/** Who is who now: the one person each contact is, and who was kept apart from whom. */
interface WhoIsWho {
  samePerson(person: string): string;
  keptApart(one: string, other: string): boolean;
}

async function whoIsWho({ identity }: Pick<Ports, 'identity'>, asker: Asker): Promise<WhoIsWho> {
  const decisions = await identity.decisions(asker);
  const view = decisions
    .filter(({ kind }) => kind !== 'person.kept_apart')
    .map(hashed)
    .sort(byOccurrence);
  const people = mergedPeople(view);
  const apart = new Set(
    decisions.filter(({ kind }) => kind === 'person.kept_apart').map(({ subject, data }) => pair(subject, data['from'])),
  );
  return {
    samePerson: (person) => people.get(person) ?? person,
    keptApart: (one, other) => apart.has(pair(one, other)),
  };
}

function pair(one: string, other: unknown): string {
  return [one, String(other)].sort().join(' ');
}

export interface Proposal extends MergeProposal {
  readonly personName: PersonName;
  readonly intoName: PersonName;
}

/** What a person who may see it reads about a contact; empty once erased. */
export interface PersonName {
  readonly name: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly externalId: string | null;
}

export interface MergeWork {
  readonly proposals: readonly Proposal[];
  /** Merged just now, because the workspace lets certain matches be merged. */
  readonly merged: number;
  readonly employers: readonly (LikelyEmployer & { readonly personName: PersonName; readonly companyName: string | null })[];
}

const SHOWN = 500;

/**
 * Who looks like one person, the surest first, with reasons. Where the workspace says so, certain matches are merged on the way; each
 * merge is a fact and can be undone.
 */
export async function proposeMerges(ports: IdentityPorts, asker: Asker, workspace: Workspace): Promise<MergeWork> {
  await ports.identity.refresh(asker, phoneCountryOf(workspace.timeZone));
  const { mergeCertain } = await ports.identity.settings(asker);
  let merged = 0;
  let found = await proposalsNow(ports, asker);
  while (mergeCertain) {
    const certain = found.filter(({ certainty }) => certainty === 'certain');
    if (certain.length === 0) break;
    for (const { person, into, reasons } of certain) {
      const done = await merge(ports, { ...asker, actor: 'system' }, person, into, `same ${reasons.join(', ')}`);
      if (done.ok) merged += 1;
    }
    const next = await proposalsNow(ports, asker);
    // What could not be merged stays a proposal, and nothing is tried twice.
    if (next.length >= found.length) break;
    found = next;
  }
  const shown = found.slice(0, SHOWN);
  const likely = await ports.identity.likelyEmployers(asker);
  const nameOf = await namesOf(ports, asker, [
    ...shown.flatMap(({ person, into }) => [person, into]),
    ...likely.map(({ person }) => person),
  ]);
  const companyNameOf = await companyNames(ports, asker, likely);
  return {
    merged,
    proposals: shown.map((proposal) => ({ ...proposal, personName: nameOf(proposal.person), intoName: nameOf(proposal.into) })),
    employers: likely.map((one) => ({ ...one, personName: nameOf(one.person), companyName: companyNameOf.get(one.company) ?? null })),
  };
}

async function proposalsNow(ports: IdentityPorts, asker: Asker): Promise<readonly MergeProposal[]> {
  const { samePerson, keptApart } = await whoIsWho(ports, asker);
  return mergeProposals(await ports.identity.sharedValues(asker), samePerson, keptApart);
}

async function namesOf(ports: IdentityPorts, asker: Asker, people: readonly string[]): Promise<(person: string) => PersonName> {
  const distinct = [...new Set(people)];
  const values = await ports.log.personalValues(asker, distinct);
  const ids = await ports.log.externalIds(asker, distinct);
  return (person) => {
    const { name, email, phone } = values.get(person) ?? {};
    return { name: name ?? null, email: email ?? null, phone: phone ?? null, externalId: ids.get(person) ?? null };
  };
}

async function companyNames(ports: IdentityPorts, asker: Asker, likely: readonly LikelyEmployer[]): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>();
  for (const company of new Set(likely.map((one) => one.company))) {
    const recorded = (await ports.log.factsOfSubject(asker, company)).findLast(({ kind }) => kind === 'company.recorded');
    if (typeof recorded?.data['name'] === 'string') names.set(company, recorded.data['name']);
  }
  return names;
}

export interface MergeRequest {
  readonly person: string;
  readonly into: string;
  readonly reason: string;
}

/** Says that two contacts are one person. Refusals: person.unknown, person.already_merged. */
export async function mergePeople(ports: IdentityPorts, asker: Asker, request: MergeRequest): Promise<Result<{ readonly factId: string }>> {
  for (const person of [request.person, request.into]) {
    if (!(await isKnown(ports, asker, person))) return refuse('person.unknown', { person });
  }
  return merge(ports, asker, request.person, request.into, request.reason);
}

async function merge(
  ports: IdentityPorts,
  asker: Asker,
  person: string,
  into: string,
  reason: string,
): Promise<Result<{ readonly factId: string }>> {
  // One at a time, so that two merges at once cannot go in a circle.
  return ports.exclusive.exclusively(asker, 'who is who', async () => {
    const { samePerson } = await whoIsWho(ports, asker);
    if (samePerson(person) === samePerson(into)) return refuse('person.already_merged', { person });
    // Whoever was merged before takes its whole group along: the one that stands for it is merged.
    return record(ports, asker, 'person.merged', samePerson(person), { into: samePerson(into), reason });
  });
}

/** Undoes the merge of a contact: it is a person of its own again. Refusals: person.unknown, person.not_merged. */
export async function unmergePeople(
  ports: IdentityPorts,
  asker: Asker,
  { person, reason }: { readonly person: string; readonly reason: string },
): Promise<Result<{ readonly factId: string }>> {
  if (!(await isKnown(ports, asker, person))) return refuse('person.unknown', { person });
  return ports.exclusive.exclusively(asker, 'who is who', async () => {
    const into = await mergedInto(ports, asker, person);
    return into === undefined
      ? refuse('person.not_merged', { person })
      : record(ports, asker, 'person.unmerged', person, { from: into, reason });
  });
}

/** Whom a contact itself was merged into by the decision in force. */
async function mergedInto(ports: IdentityPorts, asker: Asker, person: string): Promise<string | undefined> {
  const own = (await ports.identity.decisions(asker)).filter((fact) => fact.subject === person && fact.kind !== 'person.kept_apart');
  const last = own.map(hashed).sort(byOccurrence).at(-1)?.fact;
  const into = last?.kind === 'person.merged' ? last.data['into'] : undefined;
  return typeof into === 'string' ? into : undefined;
}

/** Says that two who look like one are two, so that nobody is asked again. Refusals: person.unknown, person.already_merged. */
export async function keepApart(
  ports: IdentityPorts,
  asker: Asker,
  { person, from, reason }: { readonly person: string; readonly from: string; readonly reason: string },
): Promise<Result<{ readonly factId: string }>> {
  for (const one of [person, from]) if (!(await isKnown(ports, asker, one))) return refuse('person.unknown', { person: one });
  const { samePerson } = await whoIsWho(ports, asker);
  if (samePerson(person) === samePerson(from)) return refuse('person.already_merged', { person });
  return record(ports, asker, 'person.kept_apart', person, { from, reason });
}

/** Records for which company a contact works. Refusals: person.unknown. */
export async function recordEmployer(
  ports: IdentityPorts,
  asker: Asker,
  { person, company }: LikelyEmployer,
): Promise<Result<{ readonly factId: string }>> {
  for (const one of [person, company]) if (!(await isKnown(ports, asker, one))) return refuse('person.unknown', { person: one });
  return record(ports, asker, 'person.recorded', person, { company });
}

async function isKnown(ports: IdentityPorts, asker: Asker, subject: string): Promise<boolean> {
  return (await ports.log.factsOfSubject(asker, subject)).length > 0;
}

async function record(
  ports: IdentityPorts,
  asker: Asker,
  kind: 'person.merged' | 'person.unmerged' | 'person.kept_apart' | 'person.recorded',
  subject: string,
  data: Readonly<Record<string, string>>,
): Promise<Result<{ readonly factId: string }>> {
  const draft: FactDraft = {
    kind,
    version: 1,
    subject,
    occurredAt: ports.clock.now(),
    source: 'app',
    revision: 1,
    actor: asker.actor,
    data,
  };
  const recorded = await appendAll(ports.log, asker, [draft]);
  return recorded.ok ? ok({ factId: recorded.value[0]?.id ?? '' }) : recorded;
}

export interface MergeView {
  readonly fact: Fact;
  /** Empty once erased. */
  readonly reason: string;
  readonly personName: PersonName;
  readonly intoName: PersonName;
}

/** The merges in force, newest first. */
export async function listMerges(ports: IdentityPorts, asker: Asker): Promise<readonly MergeView[]> {
  const last = new Map<string, Fact>();
  const decisions = (await ports.identity.decisions(asker)).filter(({ kind }) => kind !== 'person.kept_apart');
  for (const { fact } of decisions.map(hashed).sort(byOccurrence)) last.set(fact.subject, fact);
  const merges = [...last.values()].filter(({ kind }) => kind === 'person.merged').sort((a, b) => b.seq - a.seq);
  const shown = merges.slice(0, SHOWN);
  const into = (fact: Fact) => String(fact.data['into']);
  const nameOf = await namesOf(
    ports,
    asker,
    shown.flatMap((fact) => [fact.subject, into(fact)]),
  );
  const clear = await withClearTexts(ports, asker, shown);
  return clear.map((fact, place) => {
    const { reason } = fact.data;
    return {
      fact: shown[place] ?? fact,
      reason: isCommitment(reason) ? '' : String(reason),
      personName: nameOf(fact.subject),
      intoName: nameOf(into(fact)),
    };
  });
}

export async function readIdentitySettings(ports: Pick<Ports, 'identity'>, asker: Asker): Promise<IdentitySettings> {
  return ports.identity.settings(asker);
}

export async function changeIdentitySettings(
  ports: Pick<Ports, 'identity'>,
  asker: Asker,
  settings: IdentitySettings,
): Promise<IdentitySettings> {
  await ports.identity.change(asker, settings);
  return settings;
}

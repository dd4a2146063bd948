import type { FactDraft } from '#core/facts/fact.ts';
import type { ErasureReason } from '#core/kernel/erasure-reasons.ts';
import { ok, type Result, refuse } from '#core/kernel/result.ts';
import type { Access, Member } from './access-ports.ts';
import type { EmployeeName, HeldValues, PersonalValues, Reach } from './people-ports.ts';
import type { Asker, Ports } from './ports.ts';

export type ErasingPorts = Pick<Ports, 'clock'> & { readonly people: PersonalValues; readonly access: Pick<Access, 'people'> };

export interface ErasureRequest {
  /** `person:...`, `lead:...` without a contact, `staff:...` (an employee's name in events) or `member:...` (somebody with an account). */
  readonly person: string;
  readonly reason: ErasureReason;
  /** Everything is looked up and counted, nothing is erased. */
  readonly dryRun?: boolean;
}

/** What an erasure takes away and what it leaves. */
export interface Erasure {
  readonly subjects: readonly string[];
  readonly leads: number;
  readonly appointments: number;
  readonly deals: number;
  readonly orders: number;
  /** Deals of several people: comments there stay and may have to be looked at. */
  readonly sharedDeals: readonly string[];
  /** Kept texts that go, by field. */
  readonly values: readonly HeldValues[];
  readonly valueCount: number;
  /** Facts about or naming the person; all of them stay. */
  readonly factsKept: number;
  /** What becomes of an account: only this membership ends, or the account goes with its last membership. */
  readonly account: 'none' | 'membership_ends' | 'account_goes';
  readonly wasErased: boolean;
  readonly done: boolean;
}

const ID = /^(person|lead|staff|member):[0-9a-zA-Z._-]{1,80}$/;

/**
 * Deletes everything kept apart about a contact (with everybody merged into one, their leads, appointments, deals and orders), about an employee
 * named by events, or about a member with its account. Facts, seals, statements and proof files stay as they are, byte for byte.
 * Refusals: person.unknown, person.last_owner.
 */
export async function erasePerson(ports: ErasingPorts, asker: Asker, request: ErasureRequest): Promise<Result<Erasure>> {
  const type = ID.exec(request.person)?.[1];
  if (type === 'member') return eraseMember(ports, asker, request);
  if (type === 'staff') return eraseEmployee(ports, asker, request);
  return type === undefined ? refuse('person.unknown', { person: request.person.slice(0, 100) }) : eraseContact(ports, asker, request);
}

/** All subjects whose values go with a contact. */
export function subjectsOfReach({ persons, leads, appointments, deals, orders }: Reach): readonly string[] {
  return [...persons, ...leads, ...appointments, ...deals, ...orders];
}

async function eraseContact(ports: ErasingPorts, asker: Asker, request: ErasureRequest): Promise<Result<Erasure>> {
  const reach = await ports.people.reach(asker, request.person);
  if (reach.facts === 0) return refuse('person.unknown', { person: request.person });
  const subjects = subjectsOfReach(reach);
  const values = await ports.people.held(asker, subjects);
  const about = reach.persons.length > 0 ? reach.persons : reach.leads;
  const counts = {
    leads: reach.leads.length,
    appointments: reach.appointments.length,
    deals: reach.deals.length,
    orders: reach.orders.length,
    sharedDeals: reach.sharedDeals,
    values,
    factsKept: reach.facts,
    account: 'none' as const,
    wasErased: reach.erased,
  };
  return erase(ports, asker, request, { about, subjects, commitments: [], counts });
}

const NOTHING = { leads: 0, appointments: 0, deals: 0, orders: 0, sharedDeals: [], account: 'none' as const, wasErased: false };

async function eraseEmployee(ports: ErasingPorts, asker: Asker, request: ErasureRequest): Promise<Result<Erasure>> {
  const names = await ports.people.employeeNames(asker, { ids: [request.person] });
  if (names.length === 0) return refuse('person.unknown', { person: request.person });
  return erase(ports, asker, request, {
    about: names.map(({ id }) => id),
    subjects: [],
    commitments: names.map(({ commitment }) => commitment),
    counts: { ...NOTHING, ...ofNames(names) },
  });
}

function ofNames(names: readonly EmployeeName[]) {
  return {
    values: names.length === 0 ? [] : [{ field: 'employee', count: names.length }],
    factsKept: names.reduce((sum, { facts }) => sum + facts, 0),
  };
}

async function eraseMember(ports: ErasingPorts, asker: Asker, request: ErasureRequest): Promise<Result<Erasure>> {
  const id = request.person.slice('member:'.length);
  const members = await ports.access.people.membersOf(asker.workspace);
  const member = members.find((one) => one.id === id);
  if (member === undefined) return refuse('person.unknown', { person: request.person });
  if (isLastOwner(member, members)) return refuse('person.last_owner');
  const names = await ports.people.employeeNames(asker, { texts: [member.name, member.email] });
  const elsewhere = (await ports.access.people.membershipsOf(id)).some(({ workspace }) => workspace !== asker.workspace);
  const erased = await erase(ports, asker, request, {
    about: [request.person],
    subjects: [],
    commitments: names.map(({ commitment }) => commitment),
    counts: { ...NOTHING, ...ofNames(names), account: elsewhere ? 'membership_ends' : 'account_goes' },
  });
  if (erased.ok && request.dryRun !== true) await ports.access.people.forget(id, asker.workspace);
  return erased;
}

function isLastOwner(member: Member, members: readonly Member[]): boolean {
  return member.role === 'owner' && members.filter(({ role }) => role === 'owner').length === 1;
}

interface Found {
  /** The subjects the facts of erasure are about. */
  readonly about: readonly string[];
  readonly subjects: readonly string[];
  readonly commitments: readonly string[];
  readonly counts: Omit<Erasure, 'subjects' | 'valueCount' | 'done'>;
}

async function erase(ports: ErasingPorts, asker: Asker, request: ErasureRequest, found: Found): Promise<Result<Erasure>> {
  const { about, subjects, commitments, counts } = found;
  const expected = counts.values.reduce((sum, { count }) => sum + count, 0);
  if (request.dryRun === true) return ok({ ...counts, subjects: about, valueCount: expected, done: false });
  const occurredAt = ports.clock.now();
  const draftOf = (subject: string, values: number): FactDraft => ({
    kind: 'person.erased',
    version: 1,
    subject,
    occurredAt,
    source: 'belegbar',
    revision: 1,
    actor: asker.actor,
    data: { reason: request.reason, by: asker.actor, values },
  });
  // The first of several that are one says how many values went with all of them.
  const factsOf = (values: number) => about.map((subject, place) => draftOf(subject, place === 0 ? values : 0));
  const valueCount = await ports.people.erase(asker, { subjects, commitments }, factsOf);
  return ok({ ...counts, subjects: about, valueCount, done: true });
}

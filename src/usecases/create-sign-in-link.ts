import { hex, sha256Hex } from '#core/kernel/hash.ts';
import { fromIso, HOUR_MS, type IsoInstant, toIso } from '#core/kernel/instant.ts';
import { ok, type Result, refuse } from '#core/kernel/result.ts';
import type { Access, Person, Role } from './access-ports.ts';
import type { Clock } from './ports.ts';

const VALID_MS = 24 * HOUR_MS;

export interface SignInLink {
  /** The secret; only its hash is kept. */
  readonly token: string;
  readonly expiresAt: IsoInstant;
}

/** Where a link leads: the token stands behind #, so that it reaches no server log and no previewing mail scanner. */
export function signInUrl(publicUrl: string, link: SignInLink): string {
  return `${publicUrl.replace(/\/$/, '')}/sign-in#${link.token}`;
}

/** What is kept of a link's token. */
export function tokenHash(token: string): string {
  return sha256Hex(`sign-in-link:${token}`);
}

/** A new one-time link for a person who is known already. Refusal: access.no_permission. */
export async function createSignInLink(access: Access, clock: Clock, email: string): Promise<Result<SignInLink>> {
  const person = await access.people.findByEmail(email);
  return person === undefined ? refuse('access.no_permission') : ok(await linkFor(access, clock, person.id));
}

export interface Invitation {
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly party?: string;
}

/**
 * Makes somebody a member of a workspace and hands out the link to sign in with, to whoever runs the server.
 * Refusal: input.invalid (a partner without party).
 */
export async function inviteMember(access: Access, clock: Clock, workspace: string, invitation: Invitation): Promise<Result<SignInLink>> {
  const person = await join(access, workspace, invitation);
  return person.ok ? ok(await linkFor(access, clock, person.value.id)) : person;
}

/**
 * The same for an owner of the workspace, who must not enter as somebody else: whoever has signed in before, or belongs to another workspace
 * too, gets no link through the owner. Refusal: input.invalid (a partner without party, another role than the person has).
 */
export async function inviteAsOwner(
  access: Access,
  clock: Clock,
  workspace: string,
  invitation: Invitation,
): Promise<Result<SignInLink | undefined>> {
  const known = await access.people.findByEmail(invitation.email);
  const memberships = known === undefined ? [] : await access.people.membershipsOf(known.id);
  const here = memberships.find((membership) => membership.workspace === workspace);
  if (here !== undefined && (here.role !== invitation.role || here.party !== (invitation.party ?? null))) {
    return refuse('input.invalid', { at: 'role', expects: `${here.role}, which this person is here already` });
  }
  const person = await join(access, workspace, invitation);
  if (!person.ok) return person;
  const isElsewhere = memberships.some((membership) => membership.workspace !== workspace);
  const entersAlone = isElsewhere || (known !== undefined && (await access.people.hasSignedIn(known.id)));
  return ok(entersAlone ? undefined : await linkFor(access, clock, person.value.id));
}

async function join(access: Access, workspace: string, { email, name, role, party }: Invitation): Promise<Result<Person>> {
  if (role === 'partner' && party === undefined)
    return refuse('input.invalid', { at: 'party', expects: 'the key of the party a partner stands for' });
  const person = await access.people.findOrAdd(email, name);
  await access.people.join(person.id, { workspace, role, party: party ?? null });
  return ok(person);
}

async function linkFor(access: Access, clock: Clock, person: string): Promise<SignInLink> {
  const token = hex(access.random(24));
  const expiresAt = toIso(fromIso(clock.now()) + VALID_MS);
  await access.links.save({ tokenHash: tokenHash(token), person, expiresAt });
  return { token, expiresAt };
}

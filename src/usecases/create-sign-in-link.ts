import { hex, sha256Hex } from '#core/kernel/hash.ts';
import { fromIso, HOUR_MS, type IsoInstant, toIso } from '#core/kernel/instant.ts';
import type { Role } from '#core/kernel/permissions.ts';
import { ok, type Result, refuse } from '#core/kernel/result.ts';
import type { Access, Person } from './access-ports.ts';
import { admitMember } from './admit-member.ts';
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

export interface NewMember {
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  /** Of a partner. */
  readonly party?: string;
  readonly agreements?: readonly string[];
}

/**
 * Makes somebody a member of a workspace, takes the way in from whoever accepted an invitation in their name elsewhere, and hands out the link to sign in with, to whoever runs the server.
 * Refusal: input.invalid (a partner without party).
 */
export async function inviteMember(access: Access, clock: Clock, workspace: string, invitation: NewMember): Promise<Result<SignInLink>> {
  const person = await join(access, workspace, invitation);
  return person.ok ? ok(await linkFor(access, clock, person.value.id)) : person;
}

async function join(access: Access, workspace: string, { email, name, role, party, agreements }: NewMember): Promise<Result<Person>> {
  if (role === 'partner' && party === undefined)
    return refuse('input.invalid', { at: 'party', expects: 'the key of the party a partner stands for' });
  const person = await access.people.findOrAdd(email, name);
  await access.people.resetUnproven(person.id);
  await admitMember(access, person, { workspace, role, party: party ?? null, agreements: agreements ?? [] });
  return ok(person);
}

async function linkFor(access: Access, clock: Clock, person: string): Promise<SignInLink> {
  const token = hex(access.random(24));
  const expiresAt = toIso(fromIso(clock.now()) + VALID_MS);
  await access.links.save({ tokenHash: tokenHash(token), person, expiresAt });
  return { token, expiresAt };
}

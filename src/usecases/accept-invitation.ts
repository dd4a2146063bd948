import { ok, type Result, refuse } from '#core/kernel/result.ts';
import type { Access, Invitation, Person } from './access-ports.ts';
import { admitMember } from './admit-member.ts';
import { invitationHash } from './invite-member.ts';
import type { Ports } from './ports.ts';

/** An invitation that can still be accepted. Refusal: invitation.unusable. */
export async function readInvitation(access: Pick<Access, 'invitations'>, token: string): Promise<Result<Invitation>> {
  const invitation = await access.invitations.findByTokenHash(invitationHash(token));
  return invitation === undefined ? refuse('invitation.unusable') : ok(invitation);
}

/** Whether the invited address belongs to somebody already, who then signs in to accept. */
export async function isKnown(access: Pick<Access, 'people'>, { email }: Pick<Invitation, 'email'>): Promise<boolean> {
  return (await access.people.findByEmail(email)) !== undefined;
}

/**
 * Uses up an invitation and makes its person a member. Whoever is new gives a name; an address that is known already is accepted only
 * by the person signed in with it, so that no invitation is a way into somebody else's account. It changes nobody's role: a member
 * is refused, so that the last owner stays one.
 * Refusals: invitation.unusable, invitation.sign_in_first, member.exists, input.invalid (no name).
 */
export async function acceptInvitation(ports: Pick<Ports, 'exclusive'>, access: Access, request: Acceptance): Promise<Result<Person>> {
  const found = await readInvitation(access, request.token);
  if (!found.ok) return found;
  // Of two invitations accepted at once, the later one meets a member.
  const asker = { workspace: found.value.workspace, actor: 'system' };
  return ports.exclusive.exclusively(asker, 'members', () => admitInvited(access, found.value, request));
}

interface Acceptance {
  readonly token: string;
  readonly name?: string;
  readonly signedIn?: Person;
}

async function admitInvited(access: Access, { workspace, email }: Invitation, request: Acceptance): Promise<Result<Person>> {
  const { token, name, signedIn } = request;
  const known = await access.people.findByEmail(email);
  if (known !== undefined && signedIn?.id !== known.id) return refuse('invitation.sign_in_first', { email });
  const memberships = known === undefined ? [] : await access.people.membershipsOf(known.id);
  if (memberships.some((membership) => membership.workspace === workspace)) return refuse('member.exists', { email });
  if (known === undefined && (name === undefined || name === '')) return refuse('input.invalid', { at: 'name', expects: 'your name' });
  const used = await access.invitations.use(invitationHash(token));
  if (used === undefined) return refuse('invitation.unusable');
  const person = known ?? (await access.people.findOrAdd(email, name ?? email));
  const { role, party, agreements } = used;
  await admitMember(access, person, { workspace, role, party, agreements });
  return ok(person);
}

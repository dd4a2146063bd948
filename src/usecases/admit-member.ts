import type { Access, ApiKey, Membership, Person } from './access-ports.ts';
import type { Asker } from './ports.ts';

/**
 * Makes somebody a member, or gives a member another role. Other invitations of the same address end, since each would give yet
 * another role to whoever kept its link; and a partner speaks for itself from now on, so the keys made in its name end too.
 */
export async function admitMember(access: Access, person: Pick<Person, 'id' | 'email'>, membership: Membership): Promise<void> {
  const { workspace, role, party } = membership;
  await access.people.join(person.id, membership);
  await endInvitations(access, workspace, person.email);
  if (role !== 'partner' || party === null) return;
  for (const key of await access.keys.list(workspace)) {
    if (standsFor(key, party, membership.agreements)) await access.keys.revoke(workspace, key.id);
  }
}

/** Ends what is still open of an address in one workspace. */
export async function endInvitations(access: Pick<Access, 'invitations'>, workspace: string, email: string): Promise<void> {
  for (const invitation of await access.invitations.open(workspace)) {
    if (invitation.email === email.toLowerCase()) await access.invitations.revoke(workspace, invitation.id);
  }
}

/** Whether a partner of the workspace stands for this party in one of these agreements. */
export async function hasPartner(
  access: Pick<Access, 'people'>,
  { workspace }: Asker,
  party: string,
  agreements: readonly string[],
): Promise<boolean> {
  const members = await access.people.membersOf(workspace);
  return members.some((member) => member.role === 'partner' && standsFor(member, party, agreements));
}

function standsFor(one: Pick<ApiKey, 'party' | 'agreements'>, party: string, agreements: readonly string[]): boolean {
  return one.party === party && one.agreements.some((agreement) => agreements.includes(agreement));
}

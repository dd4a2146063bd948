import type { Role } from '#core/kernel/permissions.ts';
import { ok, type Result, refuse } from '#core/kernel/result.ts';
import type { Access, ApiKey, Member } from './access-ports.ts';
import { admitMember, endInvitations } from './admit-member.ts';
import { checkPartner } from './confine-partner.ts';
import type { Asker, Ports } from './ports.ts';

export interface RoleRequest {
  /** Id or e-mail address. */
  readonly member: string;
  readonly role: Role;
  /** Of a partner: the party it stands for and the agreements it is a party of. */
  readonly party?: string;
  readonly agreements?: readonly string[];
}

/**
 * Gives a member another role, or a partner other agreements.
 * Refusals: member.unknown, member.last_owner, input.invalid, agreement.unknown, agreement.party_unknown, access.party_of_payer.
 */
export async function changeRole(
  ports: Pick<Ports, 'documents' | 'exclusive'>,
  access: Access,
  asker: Asker,
  request: RoleRequest,
): Promise<Result<Member>> {
  const partner = await checkPartner(ports, asker, request);
  if (!partner.ok) return partner;
  return withMember(ports, access, asker, request.member, request.role === 'owner', async (member) => {
    const { role } = request;
    await admitMember(access, member, { workspace: asker.workspace, role, ...partner.value });
    return { ...member, role, ...partner.value };
  });
}

export interface RemovedMember {
  readonly member: Member;
  /** Keys this person made: they go on working until somebody revokes them. */
  readonly keys: readonly ApiKey[];
}

/** Takes a member out of the workspace; its sessions and open invitations end at once. Refusals: member.unknown, member.last_owner. */
export async function removeMember(
  ports: Pick<Ports, 'exclusive'>,
  access: Access,
  asker: Asker,
  who: string,
): Promise<Result<RemovedMember>> {
  return withMember(ports, access, asker, who, false, async (member) => {
    await access.people.leave(member.id, asker.workspace);
    await endInvitations(access, asker.workspace, member.email);
    const keys = await access.keys.list(asker.workspace);
    return { member, keys: keys.filter(({ createdBy }) => createdBy === `member:${member.id}`) };
  });
}

/** One change at a time, so that of two owners not each can remove the other. */
function withMember<T>(
  ports: Pick<Ports, 'exclusive'>,
  access: Access,
  asker: Asker,
  who: string,
  staysOwner: boolean,
  change: (member: Member) => Promise<T>,
): Promise<Result<T>> {
  return ports.exclusive.exclusively(asker, 'members', async () => {
    const members = await access.people.membersOf(asker.workspace);
    const member = members.find(({ id, email }) => id === who || email === who.toLowerCase());
    if (member === undefined) return refuse('member.unknown', { member: who });
    const owners = members.filter(({ role }) => role === 'owner');
    if (member.role === 'owner' && owners.length === 1 && !staysOwner) return refuse('member.last_owner');
    return ok(await change(member));
  });
}

import { hex, sha256Hex } from '#core/kernel/hash.ts';
import { randomId } from '#core/kernel/ids.ts';
import { DAY_MS, fromIso, type IsoInstant, toIso } from '#core/kernel/instant.ts';
import type { Role } from '#core/kernel/permissions.ts';
import { ok, type Result, refuse } from '#core/kernel/result.ts';
import type { Access, Invitation } from './access-ports.ts';
import { checkPartner } from './confine-partner.ts';
import type { Asker, Ports } from './ports.ts';

const VALID_DAYS = 7;

export interface InvitationRequest {
  readonly email: string;
  readonly role: Role;
  /** Of a partner: the party it stands for and the agreements it is a party of. */
  readonly party?: string;
  readonly agreements?: readonly string[];
}

export interface NewInvitation {
  readonly invitation: Invitation;
  /** The secret; only its hash is kept. */
  readonly token: string;
}

/** Where an invitation leads: the token stands behind #, so that it reaches no server log and no previewing mail scanner. */
export function invitationUrl(publicUrl: string, token: string): string {
  return `${publicUrl.replace(/\/$/, '')}/invitation#${token}`;
}

/** What is kept of an invitation's token. */
export function invitationHash(token: string): string {
  return sha256Hex(`invitation:${token}`);
}

/**
 * Invites somebody by a link to hand over: it works once, for a week, for this e-mail address. Nobody becomes a member before accepting.
 * Refusals: input.invalid, agreement.unknown, agreement.party_unknown, access.party_of_payer, member.exists.
 */
export async function inviteMember(
  ports: Pick<Ports, 'clock' | 'documents'>,
  access: Access,
  asker: Asker,
  request: InvitationRequest,
): Promise<Result<NewInvitation>> {
  const partner = await checkPartner(ports, asker, request);
  if (!partner.ok) return partner;
  const known = await access.people.findByEmail(request.email);
  const memberships = known === undefined ? [] : await access.people.membershipsOf(known.id);
  if (memberships.some(({ workspace }) => workspace === asker.workspace)) return refuse('member.exists', { email: request.email });
  const token = hex(access.random(24));
  const expiresAt: IsoInstant = toIso(fromIso(ports.clock.now()) + VALID_DAYS * DAY_MS);
  const invitation = await access.invitations.save({
    id: randomId(access.random(16)),
    workspace: asker.workspace,
    email: request.email,
    role: request.role,
    ...partner.value,
    tokenHash: invitationHash(token),
    createdBy: asker.actor,
    expiresAt,
  });
  return ok({ invitation, token });
}

/** Ends an open invitation. Refusal: invitation.unknown. */
export async function revokeInvitation(access: Access, asker: Asker, id: string): Promise<Result<undefined>> {
  return (await access.invitations.revoke(asker.workspace, id)) ? ok(undefined) : refuse('invitation.unknown');
}

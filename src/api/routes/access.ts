import { ok, type Result } from '#core/kernel/result.ts';
import * as signInEndpoints from '#protocol/endpoints-sign-in.ts';
import * as endpoints from '#protocol/endpoints-workspaces.ts';
import { changeRole, removeMember } from '#usecases/change-member.ts';
import { changeWorkspace } from '#usecases/change-workspace.ts';
import { createApiKey, partnerOfKey } from '#usecases/create-api-key.ts';
import { invitationUrl, inviteMember, revokeInvitation } from '#usecases/invite-member.ts';
import { listMembers } from '#usecases/list-members.ts';
import { openOwnWorkspace } from '#usecases/open-own-workspace.ts';
import { revokeApiKey } from '#usecases/revoke-api-key.ts';
import { invitationOnWire, keyOnWire, memberOnWire } from '../access-wire.ts';
import type { Identification } from '../caller.ts';
import { type Mounted, on } from '../mount.ts';
import { present } from '../optional-fields.ts';
import type { ApiParts } from '../parts.ts';

/** Who belongs to a workspace, what they may do, and the keys that open it. */
export function accessRoutes({ ports, access, holidays, publicUrl }: ApiParts, who: Identification): readonly Mounted[] {
  return [
    on(endpoints.listWorkspaces, async ({ request }) => {
      const key = request.headers.has('authorization') ? await who.caller(request.headers) : undefined;
      if (key?.ok === true) return ok({ workspaces: [key.value.workspace] });
      const joined = await who.workspaces(request.headers);
      return joined.ok ? ok({ workspaces: joined.value.map(({ workspace }) => workspace) }) : joined;
    }),
    on(endpoints.openOwnWorkspace, async ({ request, body }) => {
      const person = await who.person(request.headers);
      if (!person.ok) return person;
      const opened = await openOwnWorkspace(ports, access, person.value, body);
      return opened.ok ? ok({ token: opened.value.token }) : opened;
    }),
    on(endpoints.changeWorkspace, async ({ caller, body }) => {
      const changed = await changeWorkspace({ ...ports, holidays }, caller.asker, body);
      who.forgetKeys();
      return changed;
    }),
    on(endpoints.listHolidays, async ({ query: { region, year } }) =>
      ok({
        regions: [...holidays.regions()],
        holidays: region === undefined || year === undefined ? [] : [...holidays.inYear(region, year)],
      }),
    ),
    on(endpoints.listMembers, async ({ caller }) => {
      const members = await listMembers(access, caller.asker);
      return ok({
        members: members.map(memberOnWire),
        secondFactorRoles: [...(await access.settings.secondFactorRoles(caller.asker.workspace))],
      });
    }),
    on(endpoints.changeMember, async ({ caller, params, body }) => {
      const changed = await changeRole(ports, access, caller.asker, { member: params.id, role: body.role, ...present(body) });
      who.forgetKeys();
      return changed.ok ? ok(memberOnWire(changed.value)) : changed;
    }),
    on(endpoints.removeMember, async ({ caller, params }) => {
      const removed = await removeMember(ports, access, caller.asker, params.id);
      return removed.ok ? ok({ keys: removed.value.keys.map(keyOnWire) }) : removed;
    }),
    on(endpoints.demandSecondFactor, async ({ caller, body }) => {
      const roles = [...new Set(body.roles)];
      await access.settings.demandSecondFactor(caller.asker.workspace, roles);
      return ok({ roles });
    }),
    on(signInEndpoints.listInvitations, async ({ caller }) =>
      ok({ invitations: (await access.invitations.open(caller.asker.workspace)).map(invitationOnWire) }),
    ),
    on(signInEndpoints.inviteMember, async ({ caller, body }) => {
      const { email, role } = body;
      const invited = await inviteMember(ports, access, caller.asker, { email, role, ...present(body) });
      if (!invited.ok) return invited;
      const { invitation, token } = invited.value;
      return ok({ invitation: invitationOnWire(invitation), link: invitationUrl(publicUrl, token) });
    }),
    on(signInEndpoints.revokeInvitation, ({ caller, params }) => revokeInvitation(access, caller.asker, params.id)),
    on(endpoints.listApiKeys, async ({ caller }) => ok({ keys: (await access.keys.list(caller.asker.workspace)).map(keyOnWire) })),
    on(endpoints.createApiKey, async ({ caller, body }) => {
      const partner = await partnerOfKey(ports, access, caller.asker, present(body));
      if (!partner.ok) return partner;
      const { key, secret } = await createApiKey(access, caller.asker, caller.workspace, {
        name: body.name,
        scopes: body.scopes,
        ...present({ partner: partner.value }),
      });
      return ok({ key: keyOnWire(key), secret });
    }),
    on(endpoints.revokeApiKey, async ({ caller, params }): Promise<Result<undefined>> => {
      const revoked = await revokeApiKey(access, caller.asker, params.id);
      who.forgetKeys();
      return revoked;
    }),
  ];
}

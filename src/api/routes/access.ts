import { ok, type Result, refuse } from '#core/kernel/result.ts';
import * as endpoints from '#protocol/endpoints-workspaces.ts';
import type { ApiKey, Person } from '#usecases/access-ports.ts';
import { createApiKey } from '#usecases/create-api-key.ts';
import { inviteAsOwner, signInUrl } from '#usecases/create-sign-in-link.ts';
import { listMembers } from '#usecases/list-members.ts';
import { revokeApiKey } from '#usecases/revoke-api-key.ts';
import type { Identification } from '../caller.ts';
import { type Mounted, on } from '../mount.ts';
import type { ApiParts } from '../parts.ts';

export function accessRoutes({ ports, access, sessions, publicUrl }: ApiParts, who: Identification): readonly Mounted[] {
  return [
    on(endpoints.readMe, ({ request }) => me(who, request.headers)),
    on(endpoints.signIn, async ({ request, body }) => {
      const cookies = await sessions.open(body.token, request.headers);
      if (cookies === undefined) return refuse('access.sign_in_link_unusable');
      const signedIn = await me(who, withCookies(cookies));
      return signedIn.ok ? Response.json(signedIn.value, { headers: setCookies(cookies) }) : signedIn;
    }),
    on(
      endpoints.signOut,
      async ({ request }) => new Response(null, { status: 204, headers: setCookies(await sessions.close(request.headers)) }),
    ),
    on(endpoints.listWorkspaces, async ({ request }) => {
      const key = request.headers.has('authorization') ? await who.caller(request.headers) : undefined;
      if (key?.ok === true) return ok({ workspaces: [key.value.workspace] });
      const joined = await who.workspaces(request.headers);
      return joined.ok ? ok({ workspaces: joined.value.map(({ workspace }) => workspace) }) : joined;
    }),
    on(endpoints.listMembers, async ({ caller }) => ok({ members: [...(await listMembers(access, caller.asker))] })),
    on(endpoints.inviteMember, async ({ caller, body: { party, ...person } }) => {
      const invitation = party === undefined ? person : { ...person, party };
      const invited = await inviteAsOwner(access, ports.clock, caller.asker.workspace, invitation);
      if (!invited.ok) return invited;
      const link = invited.value;
      return ok(link === undefined ? { link: null, expiresAt: null } : { link: signInUrl(publicUrl, link), expiresAt: link.expiresAt });
    }),
    on(endpoints.listApiKeys, async ({ caller }) => ok({ keys: (await access.keys.list(caller.asker.workspace)).map(keyWire) })),
    on(endpoints.createApiKey, async ({ caller, body }) => {
      const { key, secret } = await createApiKey(access, caller.asker, caller.workspace, body);
      return ok({ key: keyWire(key), secret });
    }),
    on(endpoints.revokeApiKey, async ({ caller, params }) => {
      const revoked = await revokeApiKey(access, caller.asker, params.id);
      who.forgetKeys();
      return revoked;
    }),
  ];
}

async function me(who: Identification, headers: Headers) {
  const person: Result<Person> = await who.person(headers);
  if (!person.ok) return person;
  const joined = await who.workspaces(headers);
  if (!joined.ok) return joined;
  return ok({
    person: person.value,
    memberships: joined.value.map(({ workspace, membership: { role, party } }) => ({ workspace, role, party })),
  });
}

/** The request headers a browser would send after these cookies were set. */
function withCookies(cookies: readonly string[]): Headers {
  return new Headers({ cookie: cookies.map((cookie) => cookie.split(';')[0] ?? '').join('; ') });
}

function setCookies(cookies: readonly string[]): Headers {
  const headers = new Headers();
  for (const cookie of cookies) headers.append('set-cookie', cookie);
  return headers;
}

function keyWire({ id, name, scopes, createdAt, lastUsedAt, startsWith }: ApiKey) {
  return { id, name, scopes: [...scopes], createdAt, lastUsedAt, startsWith };
}

import { ok, type Result, refuse } from '#core/kernel/result.ts';
import * as endpoints from '#protocol/endpoints-sign-in.ts';
import { readMe } from '#protocol/endpoints-workspaces.ts';
import { acceptInvitation, isKnown, readInvitation } from '#usecases/accept-invitation.ts';
import type { Identification } from '../caller.ts';
import { type Mounted, on, refused } from '../mount.ts';
import { present } from '../optional-fields.ts';
import type { ApiParts } from '../parts.ts';
import type { Entrance } from '../sessions.ts';

/** Coming in: by a link, a password, a code, an invitation; and the account of whoever is in. */
export function signInRoutes({ ports, access, sessions }: ApiParts, who: Identification): readonly Mounted[] {
  const me = (headers: Headers) => meOf(who, sessions, headers);
  const entered = async (entrance: Result<Entrance>) => {
    if (!entrance.ok) return entrance;
    const { state, cookies } = entrance.value;
    if (state === 'in') return welcome(me, cookies);
    return withCookies(refused(refuse('access.second_factor_needed').refusal), cookies);
  };
  return [
    on(readMe, ({ request }) => me(request.headers)),
    on(endpoints.signIn, async ({ request, body }) => entered(await sessions.open(body, request.headers))),
    on(endpoints.signInWithCode, async ({ request, body }) => entered(await sessions.enterCode(body.code, request.headers))),
    on(endpoints.signOut, async ({ request }) => nothing(await sessions.close(request.headers))),
    on(endpoints.changeOwnName, async ({ request, body }): Promise<Result<undefined>> => {
      const person = await who.person(request.headers);
      if (!person.ok) return person;
      await access.people.rename(person.value.id, body.name);
      return ok(undefined);
    }),
    on(endpoints.chooseLanguage, async ({ request, body }): Promise<Result<undefined>> => {
      const person = await who.person(request.headers);
      if (!person.ok) return person;
      await access.people.speak(person.value.id, body.language);
      return ok(undefined);
    }),
    on(endpoints.setPassword, async ({ request, body }) => {
      const set = await sessions.setPassword({ password: body.password, ...present({ current: body.current }) }, request.headers);
      return set.ok ? nothing(set.value) : set;
    }),
    on(endpoints.enrolSecondFactor, async ({ request, body }) => {
      const enrolled = await sessions.enrol(body.password, request.headers);
      return enrolled.ok ? ok({ ...enrolled.value, recoveryCodes: [...enrolled.value.recoveryCodes] }) : enrolled;
    }),
    on(endpoints.confirmSecondFactor, async ({ request, body }) => {
      const confirmed = await sessions.confirm(body.code, request.headers);
      return confirmed.ok ? nothing(confirmed.value) : confirmed;
    }),
    on(endpoints.drawRecoveryCodes, async ({ request, body }) => {
      const drawn = await sessions.drawRecoveryCodes(body.code, body.password, request.headers);
      return drawn.ok ? ok({ recoveryCodes: [...drawn.value] }) : drawn;
    }),
    on(endpoints.endSecondFactor, async ({ request, body }) => {
      const ended = await sessions.endSecondFactor(body.code, body.password, request.headers);
      return ended.ok ? nothing(ended.value) : ended;
    }),
    on(endpoints.readInvitation, async ({ body }) => {
      const found = await readInvitation(access, body.token);
      if (!found.ok) return found;
      const { workspace, email, role, party, expiresAt } = found.value;
      const named = await ports.workspaces.find(workspace);
      if (named === undefined) return refuse('invitation.unusable');
      return ok({ workspace: named.name, email, role, party, expiresAt, known: await isKnown(access, found.value) });
    }),
    on(endpoints.acceptInvitation, async ({ request, body }) => {
      const signedIn = await sessions.personOf(request.headers);
      const accepted = await acceptInvitation(ports, access, { token: body.token, ...present({ name: body.name, signedIn }) });
      if (!accepted.ok) return accepted;
      // A partner who joins ends the keys made in its name.
      who.forgetKeys();
      if (accepted.value.id === signedIn?.id) return me(request.headers);
      return welcome(me, await sessions.start(accepted.value.id, body.password, request.headers));
    }),
  ];
}

/** Whoever these headers belong to, with their workspaces. */
export async function meOf(who: Identification, sessions: ApiParts['sessions'], headers: Headers) {
  const person = await who.person(headers);
  if (!person.ok) return person;
  const joined = await who.workspaces(headers);
  if (!joined.ok) return joined;
  return ok({
    person: { ...person.value, password: await sessions.hasPassword(person.value.id) },
    memberships: joined.value.map(({ workspace, needsSecondFactor, membership: { role, party, agreements } }) => ({
      workspace,
      needsSecondFactor,
      role,
      party,
      agreements: [...agreements],
    })),
  });
}

/** The answer to somebody for whom a session was just opened. */
export async function welcome(me: (headers: Headers) => ReturnType<typeof meOf>, cookies: readonly string[]) {
  const signedIn = await me(cookiesOf(cookies));
  return signedIn.ok ? withCookies(Response.json(signedIn.value), cookies) : signedIn;
}

/** The request headers a browser would send after these cookies were set. */
function cookiesOf(cookies: readonly string[]): Headers {
  return new Headers({ cookie: cookies.map((cookie) => cookie.split(';')[0] ?? '').join('; ') });
}

function nothing(cookies: readonly string[]): Response {
  return withCookies(new Response(null, { status: 204 }), cookies);
}

function withCookies(response: Response, cookies: readonly string[]): Response {
  for (const cookie of cookies) response.headers.append('set-cookie', cookie);
  return response;
}

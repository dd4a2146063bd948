import { ok, type Result, refuse } from '#core/kernel/result.ts';
import { Attempts } from './attempts.ts';
import { type SessionOptions, sessionLibrary } from './session-library.ts';
import type { Credential, Entrance, Sessions, SignedIn } from './sessions.ts';

type Library = ReturnType<typeof sessionLibrary>;

/**
 * Sessions of people: opened by a one-time link or a password, and a second factor if the person has set one up; carried by a cookie that
 * scripts cannot read.
 */
export function openSessions(options: SessionOptions): Sessions {
  const { api } = sessionLibrary(options);
  const attempts = new Attempts();
  const door = doorOf(api, attempts);
  return {
    personOf: (headers) => personOf(api, headers),
    hasPassword: async (person) => (await api.hasPassword({ body: { person } })).has,
    open: (credential, headers) =>
      'token' in credential ? openByLink(api, credential.token, headers) : door.password(credential, headers),
    enterCode: (code, headers) => enterCode(api, code, headers),
    async start(person, password, headers) {
      const body = password === undefined ? { person } : { person, password };
      return (await api.startSession({ body, headers, asResponse: true })).headers.getSetCookie();
    },
    async setPassword({ password, current }, headers) {
      if (current === undefined) {
        const set = await settled(api.setPassword({ body: { newPassword: password }, headers, asResponse: true }));
        return set?.ok === true ? ok([]) : refuse('access.sign_in_unusable');
      }
      return door.guarded(headers, 'access.sign_in_unusable', () =>
        api.changePassword({
          body: { newPassword: password, currentPassword: current, revokeOtherSessions: true },
          headers,
          asResponse: true,
        }),
      );
    },
    async enrol(password, headers) {
      const person = await personOf(api, headers);
      if (person?.secondFactor === true) return refuse('access.second_factor_in_force');
      const body = { method: 'totp' as const, ...(password === undefined ? {} : { password }) };
      let drawn: unknown;
      const enrolled = await door.guarded(headers, 'access.sign_in_unusable', async () => {
        const response = await api.enableTwoFactor({ body, headers, asResponse: true });
        if (response.ok) drawn = await response.clone().json();
        return response;
      });
      if (!enrolled.ok) return enrolled;
      const { totpURI, backupCodes } = drawn as { readonly totpURI: string; readonly backupCodes: readonly string[] };
      return ok({ uri: totpURI, secret: new URL(totpURI).searchParams.get('secret') ?? '', recoveryCodes: backupCodes });
    },
    confirm: (code, headers) =>
      door.guarded(headers, 'access.second_factor_unusable', () => api.verifyTOTP({ body: { code }, headers, asResponse: true })),
    async drawRecoveryCodes(code, password, headers) {
      const proven = await door.guarded(headers, 'access.second_factor_unusable', () => verifyCode(api, code, headers));
      if (!proven.ok) return proven;
      let drawn: unknown;
      const body = password === undefined ? {} : { password };
      const replaced = await door.guarded(headers, 'access.sign_in_unusable', async () => {
        const response = await api.generateBackupCodes({ body, headers, asResponse: true });
        if (response.ok) drawn = await response.clone().json();
        return response;
      });
      if (!replaced.ok) return replaced;
      return ok((drawn as { readonly backupCodes: readonly string[] }).backupCodes);
    },
    async endSecondFactor(code, password, headers) {
      const proven = await door.guarded(headers, 'access.second_factor_unusable', () => verifyCode(api, code, headers));
      if (!proven.ok) return proven;
      const body = password === undefined ? {} : { password };
      return door.guarded(headers, 'access.sign_in_unusable', () => api.disableTwoFactor({ body, headers, asResponse: true }));
    },
    close: async (headers) => (await api.signOut({ headers, asResponse: true })).headers.getSetCookie(),
  };
}

async function personOf(api: Library['api'], headers: Headers): Promise<SignedIn | undefined> {
  const found = await api.getSession({ headers, query: { disableRefresh: false } });
  if (found === null) return undefined;
  const { id, name, email, twoFactorEnabled, language } = found.user;
  return { id, name, email, secondFactor: twoFactorEnabled === true, language: language === 'de' || language === 'en' ? language : null };
}

/** The library says no by throwing or by a status; either way the answer is no. */
async function settled(answer: Promise<Response>): Promise<Response | undefined> {
  return answer.catch(() => undefined);
}

async function entranceOf(response: Response): Promise<Entrance> {
  const answer: unknown = await response.clone().json();
  const waits = typeof answer === 'object' && answer !== null && 'twoFactorRedirect' in answer;
  return { state: waits ? 'code' : 'in', cookies: response.headers.getSetCookie() };
}

async function openByLink(api: Library['api'], token: string, headers: Headers): Promise<Result<Entrance>> {
  const response = await settled(api.signInWithLink({ body: { token }, headers, asResponse: true }));
  return response?.ok === true ? ok(await entranceOf(response)) : refuse('access.sign_in_link_unusable');
}

const APP_CODE = /^\d{6}$/;

async function verifyCode(api: Library['api'], code: string, headers: Headers): Promise<Response> {
  const request = { body: { code: code.trim() }, headers, asResponse: true as const };
  return APP_CODE.test(code.trim()) ? api.verifyTOTP(request) : api.verifyBackupCode(request);
}

/** The library allows five codes per sign-in and locks the person's second factor for a quarter of an hour after ten wrong ones. */
async function enterCode(api: Library['api'], code: string, headers: Headers): Promise<Result<Entrance>> {
  const response = await settled(verifyCode(api, code, headers));
  if (response?.ok === true) return ok(await entranceOf(response));
  return response?.status === 429 ? refuse('access.too_many_attempts', { minutes: 15 }) : refuse('access.second_factor_unusable');
}

type No = 'access.sign_in_unusable' | 'access.second_factor_unusable';

/** What takes a password or a code is counted, by address before signing in and by person after it. */
function doorOf(api: Library['api'], attempts: Attempts) {
  async function counted(name: string, no: No, act: () => Promise<Response>): Promise<Result<Response>> {
    const may = attempts.check(name);
    if (!may.ok) return may;
    const response = await settled(act());
    if (response?.ok === true) {
      attempts.succeeded(name);
      return ok(response);
    }
    attempts.failed(name);
    return refuse(no);
  }
  return {
    async password({ email, password }: Extract<Credential, { email: string }>, headers: Headers): Promise<Result<Entrance>> {
      const address = email.toLowerCase();
      const response = await counted(`password ${address}`, 'access.sign_in_unusable', () =>
        api.signInEmail({ body: { email: address, password }, headers, asResponse: true }),
      );
      return response.ok ? ok(await entranceOf(response.value)) : response;
    },
    /** For the person signed in; the cookies to set. */
    async guarded(headers: Headers, no: No, act: () => Promise<Response>): Promise<Result<readonly string[]>> {
      const person = await personOf(api, headers);
      if (person === undefined) return refuse('access.not_signed_in');
      const response = await counted(`account ${person.id}`, no, act);
      return response.ok ? ok(response.value.headers.getSetCookie()) : response;
    },
  };
}

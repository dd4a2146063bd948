import { randomUUID } from 'node:crypto';
import { type BetterAuthOptions, betterAuth } from 'better-auth';
import { APIError, createAuthEndpoint } from 'better-auth/api';
import { setSessionCookie } from 'better-auth/cookies';
import * as z from 'zod';
import type { Access } from '#usecases/access-ports.ts';
import { tokenHash } from '#usecases/create-sign-in-link.ts';
import type { Sessions } from './sessions.ts';

const WEEK_SECONDS = 7 * 24 * 3_600;
const DAY_SECONDS = 24 * 3_600;

export interface SessionOptions {
  /** Connections to the database whose search path finds the tables of people and sessions. */
  readonly database: NonNullable<BetterAuthOptions['database']>;
  /** Signs the cookies. */
  readonly secret: string;
  readonly access: Access;
  readonly publicUrl: string;
}

/** Sessions of people: opened by a one-time link, carried by a cookie that scripts cannot read. */
export function openSessions(options: SessionOptions): Sessions {
  const auth = build(options);
  return {
    async personOf(headers) {
      const found = await auth.api.getSession({ headers, query: { disableRefresh: false } });
      if (found === null) return undefined;
      const { id, name, email } = found.user;
      return { id, name, email };
    },
    async open(token, headers) {
      const response = await auth.api.signInWithLink({ body: { token }, headers, asResponse: true });
      return response.ok ? response.headers.getSetCookie() : undefined;
    },
    async close(headers) {
      const response = await auth.api.signOut({ headers, asResponse: true });
      return response.headers.getSetCookie();
    },
  };
}

function build({ database, access, publicUrl, secret }: SessionOptions) {
  return betterAuth({
    baseURL: publicUrl,
    basePath: '/api/auth',
    secret,
    database,
    telemetry: { enabled: false },
    logger: { level: 'error' },
    session: {
      modelName: 'session',
      expiresIn: WEEK_SECONDS,
      updateAge: DAY_SECONDS,
      fields: {
        userId: 'person_id',
        expiresAt: 'expires_at',
        ipAddress: 'ip_address',
        userAgent: 'user_agent',
        createdAt: 'created_at',
        updatedAt: 'updated_at',
      },
    },
    user: { modelName: 'person', fields: { emailVerified: 'email_verified', createdAt: 'created_at', updatedAt: 'updated_at' } },
    account: {
      fields: {
        userId: 'person_id',
        accountId: 'account_id',
        providerId: 'provider_id',
        accessToken: 'access_token',
        refreshToken: 'refresh_token',
        idToken: 'id_token',
        accessTokenExpiresAt: 'access_token_expires_at',
        refreshTokenExpiresAt: 'refresh_token_expires_at',
        createdAt: 'created_at',
        updatedAt: 'updated_at',
      },
    },
    verification: { fields: { expiresAt: 'expires_at', createdAt: 'created_at', updatedAt: 'updated_at' } },
    advanced: {
      cookiePrefix: 'belegbar',
      useSecureCookies: publicUrl.startsWith('https:'),
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax', path: '/' },
      database: { generateId: () => randomUUID() },
      // The origin of writes is checked before, for every endpoint alike.
      disableCSRFCheck: true,
    },
    rateLimit: { enabled: false },
    plugins: [oneTimeLink(access)],
  });
}

/** Turns a one-time link into a session. */
function oneTimeLink(access: Access) {
  return {
    id: 'one-time-link',
    endpoints: {
      signInWithLink: createAuthEndpoint('/sign-in/link', { method: 'POST', body: z.object({ token: z.string() }) }, async (ctx) => {
        const person = await access.links.use(tokenHash(ctx.body.token));
        const user = person === undefined ? null : await ctx.context.internalAdapter.findUserById(person.id);
        if (user === null) throw new APIError('UNAUTHORIZED');
        const session = await ctx.context.internalAdapter.createSession(user.id);
        await setSessionCookie(ctx, { session, user });
        return ctx.json({ person: user.id });
      }),
    },
  };
}

import { randomUUID } from 'node:crypto';
import { type BetterAuthOptions, betterAuth } from 'better-auth';
import { APIError, createAuthEndpoint } from 'better-auth/api';
import { setSessionCookie } from 'better-auth/cookies';
import { twoFactor } from 'better-auth/plugins/two-factor';
import * as z from 'zod';
import type { Access } from '#usecases/access-ports.ts';
import { tokenHash } from '#usecases/create-sign-in-link.ts';

const WEEK_SECONDS = 7 * 24 * 3_600;
const DAY_SECONDS = 24 * 3_600;
const SHORTEST_PASSWORD = 12;

export interface SessionOptions {
  /** Connections to the database whose search path finds the tables of people and sessions. */
  readonly database: NonNullable<BetterAuthOptions['database']>;
  /** Signs the cookies and encrypts the secrets of second factors. */
  readonly secret: string;
  readonly access: Access;
  readonly publicUrl: string;
}

const created = { createdAt: 'created_at', updatedAt: 'updated_at' };

/** The session library in our spelling of tables and with what it lacks: links that sign in once. None of its own routes is mounted. */
export function sessionLibrary({ database, access, publicUrl, secret }: SessionOptions) {
  return betterAuth({
    appName: 'Belegbar',
    baseURL: publicUrl,
    basePath: '/api/auth',
    secret,
    database,
    telemetry: { enabled: false },
    logger: { disabled: true },
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: SHORTEST_PASSWORD },
    session: {
      modelName: 'session',
      expiresIn: WEEK_SECONDS,
      updateAge: DAY_SECONDS,
      fields: { userId: 'person_id', expiresAt: 'expires_at', ipAddress: 'ip_address', userAgent: 'user_agent', ...created },
    },
    user: {
      modelName: 'person',
      fields: { emailVerified: 'email_verified', ...created },
      additionalFields: { language: { type: 'string', required: false, input: false } },
    },
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
        ...created,
      },
    },
    verification: { fields: { expiresAt: 'expires_at', ...created } },
    advanced: {
      cookiePrefix: 'belegbar',
      useSecureCookies: publicUrl.startsWith('https:'),
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax', path: '/' },
      database: { generateId: () => randomUUID() },
      // The origin of writes is checked before, for every endpoint alike.
      disableCSRFCheck: true,
    },
    rateLimit: { enabled: false },
    plugins: [ownDoors(access), secondFactor()],
  });
}

function secondFactor() {
  return twoFactor({
    issuer: 'Belegbar',
    allowPasswordless: true,
    schema: {
      user: { fields: { twoFactorEnabled: 'two_factor_enabled' } },
      twoFactor: {
        modelName: 'two_factor',
        fields: {
          userId: 'person_id',
          backupCodes: 'backup_codes',
          failedVerificationCount: 'failed_verification_count',
          lockedUntil: 'locked_until',
        },
      },
    },
  });
}

function ownDoors(access: Access) {
  return {
    id: 'own-doors',
    endpoints: {
      // The second factor guards the sign-ins it knows by their paths; a link is guarded by standing at the path of a user name,
      // which signs nobody in here.
      signInWithLink: createAuthEndpoint('/sign-in/username', { method: 'POST', body: z.object({ token: z.string() }) }, async (ctx) => {
        const person = await access.links.use(tokenHash(ctx.body.token));
        const user = person === undefined ? null : await ctx.context.internalAdapter.findUserById(person.id);
        if (user === null) throw new APIError('UNAUTHORIZED');
        const session = await ctx.context.internalAdapter.createSession(user.id);
        await setSessionCookie(ctx, { session, user });
        return ctx.json({ person: user.id });
      }),
      startSession: createAuthEndpoint(
        '/own/start',
        { method: 'POST', body: z.object({ person: z.string(), password: z.string().optional() }) },
        async (ctx) => {
          const { internalAdapter, password } = ctx.context;
          const user = await internalAdapter.findUserById(ctx.body.person);
          if (user === null) throw new APIError('UNAUTHORIZED');
          if (ctx.body.password !== undefined) {
            const hashed = await password.hash(ctx.body.password);
            await internalAdapter.createAccount({ userId: user.id, providerId: 'credential', accountId: user.id, password: hashed });
          }
          await setSessionCookie(ctx, { session: await internalAdapter.createSession(user.id), user });
          return ctx.json({ person: user.id });
        },
      ),
      hasPassword: createAuthEndpoint('/own/password', { method: 'POST', body: z.object({ person: z.string() }) }, async (ctx) => {
        const account = await ctx.context.internalAdapter.findCredentialAccount(ctx.body.person);
        return ctx.json({ has: typeof account?.password === 'string' });
      }),
    },
  };
}

import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { cookieIn, type TestApi, testApi } from './testing/test-api.ts';

/** The code an authenticator app shows for this secret (RFC 6238). */
function codeOf(secret: string, at = Date.now()): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bits = [...secret.replace(/=+$/, '')].map((sign) => alphabet.indexOf(sign).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(at / 30_000)));
  const mac = createHmac('sha1', key).update(counter).digest();
  const from = (mac.at(-1) ?? 0) & 15;
  return String((mac.readUInt32BE(from) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

interface Enrolled {
  readonly cookie: string;
  readonly secret: string;
  readonly recoveryCodes: readonly string[];
}

/** Olga, owner, with a second factor in force. */
async function enrolled(api: TestApi): Promise<Enrolled> {
  const cookie = await api.cookieFor('olga@acme.test', 'owner');
  const drawn = await api.call('POST', '/api/account/second-factor', { cookie, body: {} });
  expect(drawn.status).toBe(200);
  const { secret, recoveryCodes } = drawn.body as unknown as Omit<Enrolled, 'cookie'>;
  const confirmed = await api.call('POST', '/api/account/second-factor/confirm', { cookie, body: { code: codeOf(secret) } });
  expect(confirmed.status).toBe(204);
  return { cookie: cookieIn(confirmed), secret, recoveryCodes };
}

async function byLink(api: TestApi) {
  return api.call('POST', '/api/session', { body: { token: await api.linkFor('olga@acme.test', 'owner') } });
}

describe('a second factor', () => {
  it('is asked for after the first step, and opens no door before', async () => {
    const api = await testApi();
    const { secret } = await enrolled(api);
    const first = await byLink(api);
    expect(first).toMatchObject({ status: 401, body: { code: 'access.second_factor_needed' } });
    const halfway = cookieIn(first);
    expect((await api.call('GET', '/api/me', { cookie: halfway })).status).toBe(401);
    expect((await api.call('GET', '/api/facts', { cookie: halfway })).status).toBe(401);
    expect(await api.call('POST', '/api/session/code', { cookie: halfway, body: { code: '000000' } })).toMatchObject({
      status: 401,
      body: { code: 'access.second_factor_unusable' },
    });
    const second = await api.call('POST', '/api/session/code', { cookie: halfway, body: { code: codeOf(secret) } });
    expect(second).toMatchObject({ status: 200, body: { person: { email: 'olga@acme.test', secondFactor: true } } });
    expect((await api.call('GET', '/api/me', { cookie: cookieIn(second) })).status).toBe(200);
  });

  it('is replaced by a recovery code, once', async () => {
    const api = await testApi();
    const { recoveryCodes } = await enrolled(api);
    const [code = ''] = recoveryCodes;
    expect(recoveryCodes.length).toBeGreaterThanOrEqual(8);
    const enter = async () => api.call('POST', '/api/session/code', { cookie: cookieIn(await byLink(api)), body: { code } });
    expect((await enter()).status).toBe(200);
    expect(await enter()).toMatchObject({ status: 401, body: { code: 'access.second_factor_unusable' } });
  });

  it('lets nobody try through codes', async () => {
    const api = await testApi();
    const { secret } = await enrolled(api);
    const cookie = cookieIn(await byLink(api));
    for (let tried = 0; tried < 5; tried += 1) await api.call('POST', '/api/session/code', { cookie, body: { code: '000000' } });
    expect((await api.call('POST', '/api/session/code', { cookie, body: { code: codeOf(secret) } })).status).toBe(401);
    const again = cookieIn(await byLink(api));
    for (let tried = 0; tried < 5; tried += 1) await api.call('POST', '/api/session/code', { cookie: again, body: { code: '000000' } });
    const last = cookieIn(await byLink(api));
    expect(await api.call('POST', '/api/session/code', { cookie: last, body: { code: codeOf(secret) } })).toMatchObject({
      status: 429,
      body: { code: 'access.too_many_attempts' },
    });
  });

  it('keeps its secret and recovery codes encrypted', async () => {
    const api = await testApi();
    const { secret, recoveryCodes } = await enrolled(api);
    const { rows } = await api.product.accessPool.query('select json_agg(t)::text as kept from auth.two_factor as t');
    expect(rows[0].kept).not.toContain(secret);
    for (const code of recoveryCodes) expect(rows[0].kept).not.toContain(code);
  });

  it('gets new recovery codes for a code, and the old ones open nothing any more', async () => {
    const api = await testApi();
    const { cookie, secret, recoveryCodes } = await enrolled(api);
    const path = '/api/account/second-factor/recovery-codes';
    expect((await api.call('POST', path, { cookie, body: { code: '000000' } })).status).toBe(401);
    const drawn = await api.call('POST', path, { cookie, body: { code: codeOf(secret) } });
    expect(drawn.status).toBe(200);
    const { recoveryCodes: fresh } = drawn.body as unknown as Pick<Enrolled, 'recoveryCodes'>;
    expect(fresh.length).toBe(recoveryCodes.length);
    const enter = async (code = '') => api.call('POST', '/api/session/code', { cookie: cookieIn(await byLink(api)), body: { code } });
    expect((await enter(recoveryCodes[0])).status).toBe(401);
    expect((await enter(fresh[0])).status).toBe(200);
  });

  it('is switched off with a code, and then no longer asked for', async () => {
    const api = await testApi();
    const { cookie, secret } = await enrolled(api);
    const off = (code: string) => api.call('POST', '/api/account/second-factor/off', { cookie, body: { code } });
    expect((await off('000000')).status).toBe(401);
    expect((await off(codeOf(secret))).status).toBe(204);
    expect((await byLink(api)).status).toBe(200);
  });

  it('stays off until a first code confirms it', async () => {
    const api = await testApi();
    const cookie = await api.cookieFor('olga@acme.test', 'owner');
    await api.call('POST', '/api/account/second-factor', { cookie, body: {} });
    expect((await byLink(api)).status).toBe(200);
  });

  it('can be demanded by a workspace for some of its roles', async () => {
    const api = await testApi();
    const owner = await api.cookieFor('olga@acme.test', 'owner');
    const finance = await api.cookieFor('fritz@acme.test', 'finance');
    const sales = await api.cookieFor('sara@acme.test', 'sales');
    const demand = { cookie: owner, body: { roles: ['owner', 'finance'] } };
    expect((await api.call('POST', '/api/second-factor-roles', demand)).status).toBe(200);
    const refused = { status: 403, body: { code: 'access.second_factor_demanded' } };
    expect(await api.call('GET', '/api/statements', { cookie: finance })).toMatchObject(refused);
    expect(await api.call('GET', '/api/members', { cookie: owner })).toMatchObject(refused);
    expect((await api.call('GET', '/api/facts', { cookie: sales })).status).toBe(200);
    expect((await api.call('GET', '/api/me', { cookie: finance })).body).toMatchObject({ memberships: [{ needsSecondFactor: true }] });
    const { cookie } = await enrolled(api);
    expect((await api.call('GET', '/api/members', { cookie })).status).toBe(200);
  });
});

describe('a password', () => {
  const credentials = (password: string) => ({ body: { email: 'olga@acme.test', password } });

  it('signs in once it is set, and asks for the second factor too', async () => {
    const api = await testApi();
    const cookie = await api.cookieFor('olga@acme.test', 'owner');
    expect((await api.call('POST', '/api/account/password', { cookie, body: { password: 'short' } })).status).toBe(400);
    const set = await api.call('POST', '/api/account/password', { cookie, body: { password: 'a long enough one' } });
    expect(set.status).toBe(204);
    expect((await api.call('POST', '/api/session', credentials('a long enough one'))).status).toBe(200);
    expect(await api.call('POST', '/api/session', credentials('another long one'))).toMatchObject({
      status: 401,
      body: { code: 'access.sign_in_unusable' },
    });
    const drawn = await api.call('POST', '/api/account/second-factor', { cookie, body: { password: 'a long enough one' } });
    const code = codeOf((drawn.body as unknown as Enrolled).secret);
    await api.call('POST', '/api/account/second-factor/confirm', { cookie, body: { code } });
    expect(await api.call('POST', '/api/session', credentials('a long enough one'))).toMatchObject({
      status: 401,
      body: { code: 'access.second_factor_needed' },
    });
  });

  it('is changed only by who knows it', async () => {
    const api = await testApi();
    const cookie = await api.cookieFor('olga@acme.test', 'owner');
    const change = (body: object) => api.call('POST', '/api/account/password', { cookie, body });
    await change({ password: 'a long enough one' });
    expect((await change({ password: 'the next long one' })).status).toBe(401);
    expect((await change({ password: 'the next long one', current: 'wrong' })).status).toBe(401);
    expect((await change({ password: 'the next long one', current: 'a long enough one' })).status).toBe(204);
    expect((await api.call('POST', '/api/session', credentials('the next long one'))).status).toBe(200);
  });

  it('is not tried through', async () => {
    const api = await testApi();
    const cookie = await api.cookieFor('olga@acme.test', 'owner');
    await api.call('POST', '/api/account/password', { cookie, body: { password: 'a long enough one' } });
    for (let tried = 0; tried < 10; tried += 1) await api.call('POST', '/api/session', credentials(`wrong ${tried}`));
    expect(await api.call('POST', '/api/session', credentials('a long enough one'))).toMatchObject({
      status: 429,
      body: { code: 'access.too_many_attempts' },
    });
  });
});

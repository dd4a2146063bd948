import { describe, expect, it } from 'vitest';
import { cookieIn, leadCaptured, testApi } from './testing/test-api.ts';

describe('signing in', () => {
  it('works with a one-time link, once', async () => {
    const api = await testApi();
    const token = await api.linkFor('olga@acme.test', 'owner');
    const signedIn = await api.call('POST', '/api/session', { body: { token } });
    expect(signedIn).toMatchObject({ status: 200, body: { person: { email: 'olga@acme.test' }, memberships: [{ role: 'owner' }] } });
    expect(await api.call('GET', '/api/me', { cookie: cookieIn(signedIn) })).toMatchObject({ status: 200, body: signedIn.body });
    expect(await api.call('POST', '/api/session', { body: { token } })).toMatchObject({
      status: 401,
      body: { code: 'access.sign_in_link_unusable' },
    });
  });

  it('ends a session at once on signing out', async () => {
    const api = await testApi();
    const cookie = await api.cookieFor('olga@acme.test', 'owner');
    expect((await api.call('DELETE', '/api/session', { cookie })).status).toBe(204);
    expect(await api.call('GET', '/api/me', { cookie })).toMatchObject({ status: 401, body: { code: 'access.not_signed_in' } });
  });

  it('keeps the cookie from scripts and from other sites', async () => {
    const api = await testApi();
    const signedIn = await api.call('POST', '/api/session', { body: { token: await api.linkFor('olga@acme.test', 'owner') } });
    const [cookie] = signedIn.headers.getSetCookie();
    expect(cookie).toMatch(/HttpOnly/i);
    expect(cookie).toMatch(/SameSite=Lax/i);
  });

  it('refuses a write that another site makes the browser send', async () => {
    const api = await testApi();
    const cookie = await api.cookieFor('olga@acme.test', 'owner');
    const body = leadCaptured('1');
    expect(await api.call('POST', '/api/facts', { cookie, body, headers: { origin: 'https://evil.test' } })).toMatchObject({
      status: 403,
      body: { code: 'access.origin_foreign' },
    });
    expect((await api.call('POST', '/api/facts', { cookie, body, headers: { origin: 'null' } })).status).toBe(403);
    expect((await api.call('POST', '/api/facts', { cookie, body })).status).toBe(200);
  });

  it('keeps only hashes of links and keys', async () => {
    const api = await testApi();
    const key = await api.key();
    const token = await api.linkFor('olga@acme.test', 'owner');
    const { rows } = await api.product.accessPool.query(
      'select (select json_agg(l) from auth.sign_in_link as l)::text || (select json_agg(k) from auth.api_key as k)::text as kept',
    );
    expect(rows[0].kept).not.toContain(token);
    expect(rows[0].kept).not.toContain(key);
  });
});

describe('the workspace of a request', () => {
  it('is hidden from people who do not belong to it', async () => {
    const api = await testApi();
    await api.newWorkspace('other');
    const cookie = await api.cookieFor('olga@acme.test', 'owner');
    expect(await api.call('GET', '/api/facts', { cookie, workspace: 'other' })).toMatchObject({
      status: 404,
      body: { code: 'workspace.unknown' },
    });
    expect(await api.call('GET', '/api/facts', { cookie, workspace: 'nowhere' })).toMatchObject({
      status: 404,
      body: { code: 'workspace.unknown' },
    });
    expect((await api.call('GET', '/api/facts', { cookie, workspace: 'acme' })).status).toBe(200);
    expect((await api.call('GET', '/api/workspaces', { cookie })).body.workspaces.map((one) => one.slug)).toEqual(['acme']);
  });

  it('of a key is its own and no other', async () => {
    const api = await testApi();
    const other = await api.newWorkspace('other');
    const key = await api.key(undefined, other);
    await api.call('POST', '/api/facts', { key, body: leadCaptured('1') });
    expect(await api.call('GET', '/api/facts', { key, workspace: 'acme' })).toMatchObject({
      status: 404,
      body: { code: 'workspace.unknown' },
    });
    expect((await api.call('GET', '/api/facts', { key: await api.key() })).body.facts).toEqual([]);
    expect((await api.call('GET', '/api/facts', { key })).body.facts).toHaveLength(1);
  });

  it('has to be named by a person who belongs to several', async () => {
    const api = await testApi();
    const other = await api.newWorkspace('other');
    const cookie = await api.cookieFor('olga@acme.test', 'owner');
    const { rows } = await api.product.accessPool.query(`select id from auth.person where email = 'olga@acme.test'`);
    await api.product.access.people.join(rows[0].id, { workspace: other.id, role: 'auditor', party: null, agreements: [] });
    expect(await api.call('GET', '/api/facts', { cookie })).toMatchObject({
      status: 400,
      body: { code: 'input.invalid', params: { at: 'X-Workspace' } },
    });
    expect((await api.call('GET', '/api/facts', { cookie, workspace: other.id })).status).toBe(200);
  });
});

describe('what a caller may do', () => {
  it('nothing without a session or a key', async () => {
    const api = await testApi();
    expect(await api.call('GET', '/api/facts')).toMatchObject({ status: 401, body: { code: 'access.not_signed_in' } });
    expect((await api.call('GET', '/api/facts', { key: 'belegbar_test_wrong' })).status).toBe(401);
    expect((await api.call('GET', '/api/me')).status).toBe(401);
  });

  it('follows the scopes of a key', async () => {
    const api = await testApi();
    const key = await api.key(['facts:read']);
    expect(await api.call('POST', '/api/facts', { key, body: leadCaptured('1') })).toMatchObject({
      status: 403,
      body: { code: 'access.no_permission', params: { permission: 'facts.write' } },
    });
    expect((await api.call('GET', '/api/facts', { key })).status).toBe(200);
    expect((await api.call('GET', '/api/keys', { key })).status).toBe(403);
  });

  it('ends with a revoked key at once', async () => {
    const api = await testApi();
    const cookie = await api.cookieFor('olga@acme.test', 'owner');
    const made = await api.call('POST', '/api/keys', { cookie, body: { name: 'CRM', scopes: ['facts:read'] } });
    expect(made).toMatchObject({ status: 201, body: { key: { name: 'CRM', scopes: ['facts:read'] } } });
    const { secret, key } = made.body;
    expect((await api.call('GET', '/api/facts', { key: secret })).status).toBe(200);
    expect((await api.call('DELETE', `/api/keys/${key.id}`, { cookie })).status).toBe(204);
    expect((await api.call('GET', '/api/facts', { key: secret })).status).toBe(401);
    expect(await api.call('DELETE', `/api/keys/${key.id}`, { cookie })).toMatchObject({
      status: 404,
      body: { code: 'access.key_unknown' },
    });
    expect((await api.call('GET', '/api/keys', { cookie })).body.keys).toEqual([]);
  });

  it('follows the role, and is least for a partner', async () => {
    const api = await testApi();
    const finance = await api.cookieFor('fritz@acme.test', 'finance');
    expect((await api.call('GET', '/api/members', { cookie: finance })).status).toBe(403);
    expect((await api.call('GET', '/api/facts', { cookie: finance })).status).toBe(200);
    expect((await api.call('POST', '/api/facts', { cookie: finance, body: leadCaptured('1') })).status).toBe(403);
    const partner = await api.cookieFor('pia@agency.test', 'partner', 'agency');
    expect((await api.call('GET', '/api/facts', { cookie: partner })).status).toBe(403);
    expect((await api.call('GET', '/api/funnel', { cookie: partner })).status).toBe(403);
    expect(await api.call('GET', '/api/agreements', { cookie: partner })).toMatchObject({ status: 200, body: { agreements: [] } });
  });
});

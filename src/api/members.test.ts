import { describe, expect, it } from 'vitest';
import { partnerAgreement } from './testing/partner-agreement.ts';
import { cookieIn, type TestApi, testApi } from './testing/test-api.ts';

interface Invited {
  readonly invitation: { readonly id: string };
  readonly link: string;
}

async function invite(api: TestApi, cookie: string, body: object) {
  const answer = await api.call('POST', '/api/invitations', { cookie, body });
  return { status: answer.status, body: answer.body as unknown as Invited & { code: string; params: object } };
}

const tokenOf = (link: string) => link.split('#')[1] ?? '';
const max = { email: 'Max@acme.test', role: 'marketing' };

async function idOf(api: TestApi, cookie: string, name: string): Promise<string> {
  const { members } = (await api.call('GET', '/api/members', { cookie })).body as unknown as { members: { id: string; email: string }[] };
  return members.find(({ email }) => email === `${name}@acme.test`)?.id ?? '';
}

describe('an invitation', () => {
  it('makes a member of whoever accepts it, once, with a password if wished', async () => {
    const api = await testApi();
    const owner = await api.cookieFor('olga@acme.test', 'owner');
    const { status, body } = await invite(api, owner, max);
    expect(status).toBe(201);
    expect(body.link).toContain('http://belegbar.test/invitation#');
    const token = tokenOf(body.link);
    expect(await api.call('POST', '/api/invitation', { body: { token } })).toMatchObject({
      status: 200,
      body: { workspace: 'acme', email: 'max@acme.test', role: 'marketing', known: false },
    });
    expect((await api.call('POST', '/api/invitation/accept', { body: { token } })).status).toBe(400);
    const accept = { body: { token, name: 'Max', password: 'a long enough one' } };
    const accepted = await api.call('POST', '/api/invitation/accept', accept);
    expect(accepted).toMatchObject({
      status: 200,
      body: { person: { name: 'Max', password: true }, memberships: [{ role: 'marketing' }] },
    });
    expect((await api.call('GET', '/api/facts', { cookie: cookieIn(accepted) })).status).toBe(200);
    expect(await api.call('POST', '/api/invitation/accept', accept)).toMatchObject({ status: 401, body: { code: 'invitation.unusable' } });
    const signIn = { body: { email: 'max@acme.test', password: 'a long enough one' } };
    expect((await api.call('POST', '/api/session', signIn)).status).toBe(200);
    expect(await invite(api, owner, max)).toMatchObject({ status: 409, body: { code: 'member.exists' } });
  });

  it('ends when it is withdrawn or too old, and is kept only as a hash', async () => {
    const api = await testApi();
    const owner = await api.cookieFor('olga@acme.test', 'owner');
    const { body } = await invite(api, owner, max);
    expect((await api.call('GET', '/api/invitations', { cookie: owner })).body).toMatchObject({
      invitations: [{ email: 'max@acme.test' }],
    });
    const pool = api.product.accessPool;
    expect((await pool.query('select json_agg(i)::text as kept from auth.invitation as i')).rows[0].kept).not.toContain(tokenOf(body.link));
    const withdraw = () => api.call('DELETE', `/api/invitations/${body.invitation.id}`, { cookie: owner });
    expect((await withdraw()).status).toBe(204);
    expect((await withdraw()).status).toBe(404);
    expect((await api.call('POST', '/api/invitation', { body: { token: tokenOf(body.link) } })).status).toBe(401);
    const late = await invite(api, owner, max);
    await pool.query(`update auth.invitation set expires_at = now() - interval '1 second'`);
    const accept = { body: { token: tokenOf(late.body.link), name: 'Max' } };
    expect(await api.call('POST', '/api/invitation/accept', accept)).toMatchObject({ status: 401, body: { code: 'invitation.unusable' } });
    expect((await api.call('GET', '/api/invitations', { cookie: owner })).body).toMatchObject({ invitations: [] });
  });

  it('is no way into the account of somebody who is known already', async () => {
    const api = await testApi();
    await api.newWorkspace('other');
    const owner = await api.cookieFor('olga@acme.test', 'owner');
    const { body } = await invite(api, owner, { email: 'owner@other.test', role: 'auditor' });
    const accept = { token: tokenOf(body.link), name: 'Somebody', password: 'a long enough one' };
    const refused = { status: 409, body: { code: 'invitation.sign_in_first' } };
    expect(await api.call('POST', '/api/invitation/accept', { body: accept })).toMatchObject(refused);
    expect(await api.call('POST', '/api/invitation/accept', { cookie: owner, body: accept })).toMatchObject(refused);
  });

  it('ends with the others of its address when one is accepted, and again when the member goes', async () => {
    const api = await testApi();
    const owner = await api.cookieFor('olga@acme.test', 'owner');
    const [asOwner, asMarketing] = [await invite(api, owner, { ...max, role: 'owner' }), await invite(api, owner, max)];
    const accepted = await api.call('POST', '/api/invitation/accept', { body: { token: tokenOf(asMarketing.body.link), name: 'Max' } });
    const late = { cookie: cookieIn(accepted), body: { token: tokenOf(asOwner.body.link) } };
    expect(await api.call('POST', '/api/invitation/accept', late)).toMatchObject({ status: 401, body: { code: 'invitation.unusable' } });
    await api.product.accessPool.query('update auth.invitation set revoked_at = null where used_at is null');
    expect(await api.call('POST', '/api/invitation/accept', late)).toMatchObject({ status: 409, body: { code: 'member.exists' } });
    await api.call('DELETE', `/api/members/${await idOf(api, owner, 'max')}`, { cookie: owner });
    expect((await api.call('GET', '/api/invitations', { cookie: owner })).body).toMatchObject({ invitations: [] });
  });

  it('gives whoever holds it no way into a workspace that is made for the address later', async () => {
    const api = await testApi();
    const owner = await api.cookieFor('olga@acme.test', 'owner');
    const { body } = await invite(api, owner, { email: 'owner@victim.test', role: 'sales' });
    const accept = { token: tokenOf(body.link), name: 'Somebody', password: 'a long enough one' };
    const held = cookieIn(await api.call('POST', '/api/invitation/accept', { body: accept }));
    await api.newWorkspace('victim');
    const signIn = { body: { email: 'owner@victim.test', password: accept.password } };
    expect((await api.call('POST', '/api/session', signIn)).status).toBe(401);
    expect((await api.call('GET', '/api/me', { cookie: held })).status).toBe(401);
    const real = await api.cookieOf('owner@victim.test');
    // Whoever came in by a link owns the address, and keeps the way in when joining elsewhere.
    await api.linkFor('owner@victim.test', 'sales');
    expect((await api.call('GET', '/api/me', { cookie: real })).status).toBe(200);
  });

  it('leaves no password behind with which to come in after the first link for the address', async () => {
    const api = await testApi();
    const owner = await api.cookieFor('olga@acme.test', 'owner');
    const { body } = await invite(api, owner, max);
    const accept = { token: tokenOf(body.link), name: 'Somebody', password: 'a long enough one' };
    const held = cookieIn(await api.call('POST', '/api/invitation/accept', { body: accept }));
    const real = await api.cookieOf('max@acme.test');
    expect((await api.call('GET', '/api/me', { cookie: held })).status).toBe(401);
    expect((await api.call('GET', '/api/me', { cookie: real })).status).toBe(200);
    const signIn = { body: { email: 'max@acme.test', password: accept.password } };
    expect((await api.call('POST', '/api/session', signIn)).status).toBe(401);
  });

  it('of a partner names agreements in which it is a party', async () => {
    const api = await testApi();
    const owner = await api.cookieFor('olga@acme.test', 'owner');
    await api.call('POST', '/api/definitions', { cookie: owner, raw: 'template: deal-won' });
    const partner = { email: 'pia@agency.test', role: 'partner' };
    expect(await invite(api, owner, partner)).toMatchObject({ status: 400, body: { params: { at: 'party' } } });
    expect(await invite(api, owner, { ...partner, party: 'partner' })).toMatchObject({
      status: 400,
      body: { params: { at: 'agreements' } },
    });
    expect(await invite(api, owner, { ...partner, party: 'partner', agreements: ['a'] })).toMatchObject({
      status: 404,
      body: { code: 'agreement.unknown' },
    });
    expect((await api.call('POST', '/api/agreements', { cookie: owner, raw: partnerAgreement('a', 2026) })).body).toMatchObject({
      id: 'a',
    });
    expect(await invite(api, owner, { ...partner, party: 'somebody', agreements: ['a'] })).toMatchObject({
      status: 422,
      body: { code: 'agreement.party_unknown' },
    });
    // The workspace decides for the payer; with a partner in its place nobody could.
    expect(await invite(api, owner, { ...partner, party: 'shop', agreements: ['a'] })).toMatchObject({
      status: 422,
      body: { code: 'access.party_of_payer' },
    });
    const { body } = await invite(api, owner, { ...partner, party: 'partner', agreements: ['a'] });
    const accepted = await api.call('POST', '/api/invitation/accept', { body: { token: tokenOf(body.link), name: 'Pia' } });
    expect(accepted.body).toMatchObject({ memberships: [{ role: 'partner', party: 'partner', agreements: ['a'] }] });
    const cookie = cookieIn(accepted);
    expect((await api.call('GET', '/api/agreements', { cookie })).body).toMatchObject({ agreements: [{ id: 'a' }] });
    expect((await api.call('GET', '/api/definitions', { cookie })).body).toMatchObject({ definitions: [{ key: 'deal-won' }] });
  });
});

describe('a member', () => {
  it('changes roles at once, and the last owner stays one', async () => {
    const api = await testApi();
    const owner = await api.cookieFor('olga@acme.test', 'owner');
    const cookie = await api.cookieFor('max@acme.test', 'marketing');
    const id = await idOf(api, owner, 'max');
    const change = (member: string, body: object) => api.call('POST', `/api/members/${member}`, { cookie: owner, body });
    expect(await change(id, { role: 'works_council' })).toMatchObject({ status: 200, body: { role: 'works_council' } });
    expect((await api.call('GET', '/api/facts', { cookie })).status).toBe(403);
    expect((await change('nobody', { role: 'sales' })).status).toBe(404);
    expect((await change(id, { role: 'sales', party: 'shop' })).status).toBe(400);
    expect((await change(id, { role: 'owner' })).status).toBe(200);
    // The workspace was made with an owner of its own, who goes first.
    for (const name of ['owner', 'max']) {
      const member = await idOf(api, owner, name);
      expect((await api.call('DELETE', `/api/members/${member}`, { cookie: owner })).status, name).toBe(200);
    }
    const last = await idOf(api, owner, 'olga');
    const refused = { status: 409, body: { code: 'member.last_owner' } };
    expect(await change(last, { role: 'auditor' })).toMatchObject(refused);
    expect(await api.call('DELETE', `/api/members/${last}`, { cookie: owner })).toMatchObject(refused);
  });

  it('who is removed is out at once, and the keys made by it are named', async () => {
    const api = await testApi();
    const owner = await api.cookieFor('olga@acme.test', 'owner');
    const cookie = await api.cookieFor('max@acme.test', 'owner');
    const made = await api.call('POST', '/api/keys', { cookie, body: { name: 'CRM', scopes: ['facts:read'] } });
    const removed = await api.call('DELETE', `/api/members/${await idOf(api, owner, 'max')}`, { cookie: owner });
    expect(removed).toMatchObject({ status: 200, body: { keys: [{ id: made.body.key.id, name: 'CRM' }] } });
    expect((await api.call('GET', '/api/me', { cookie })).status).toBe(401);
    expect((await api.call('GET', '/api/facts', { key: made.body.secret })).status).toBe(200);
  });
});

describe('a key', () => {
  it('neither signs nor decides for a side that a partner stands for', async () => {
    const api = await testApi();
    const key = await api.key();
    await api.call('POST', '/api/definitions', { key, raw: 'template: deal-won' });
    for (const id of ['a', 'b']) await api.call('POST', '/api/agreements', { key, raw: partnerAgreement(id, 2026) });
    const { hash } = (await api.call('GET', '/api/agreements/a', { key })).body;
    await api.cookieFor('kim@shop.test', 'partner', 'shop', ['a']);
    const reserved = { status: 403, body: { code: 'access.party_reserved' } };
    expect(await api.call('POST', '/api/agreements/a/signatures', { key, body: { hash, party: 'shop' } })).toMatchObject(reserved);
    for (const decision of ['accept', 'reject']) {
      const path = `/api/agreements/a/claims/won-deal/deal:1/${decision}`;
      expect(await api.call('POST', path, { key, body: { reason: 'duplicate' } })).toMatchObject(reserved);
    }
    const { hash: other } = (await api.call('GET', '/api/agreements/b', { key })).body;
    expect((await api.call('POST', '/api/agreements/b/signatures', { key, body: { hash: other, party: 'shop' } })).status).toBe(200);
  });

  it('is not made for a partner who is a member, and ends when the partner joins', async () => {
    const api = await testApi();
    const owner = await api.cookieFor('olga@acme.test', 'owner');
    await api.call('POST', '/api/definitions', { cookie: owner, raw: 'template: deal-won' });
    for (const id of ['a', 'b']) await api.call('POST', '/api/agreements', { cookie: owner, raw: partnerAgreement(id, 2026) });
    const keyFor = (agreements: readonly string[]) =>
      api.call('POST', '/api/keys', { cookie: owner, body: { name: 'Agency', scopes: ['claims'], party: 'partner', agreements } });
    const [forA, forB] = [await keyFor(['a']), await keyFor(['b'])];
    const statusOf = async (key: string) => (await api.call('GET', '/api/agreements', { key })).status;
    expect(await statusOf(forA.body.secret)).toBe(200);
    const partner = { email: 'pia@agency.test', role: 'partner', party: 'partner', agreements: ['a'] };
    const { body } = await invite(api, owner, partner);
    await api.call('POST', '/api/invitation/accept', { body: { token: tokenOf(body.link), name: 'Pia' } });
    expect(await statusOf(forA.body.secret)).toBe(401);
    expect(await statusOf(forB.body.secret)).toBe(200);
    expect(await keyFor(['a', 'b'])).toMatchObject({ status: 403, body: { code: 'access.party_reserved' } });
    expect((await keyFor(['b'])).status).toBe(201);
  });

  it('of a partner sees what the partner sees, whatever its scopes say', async () => {
    const api = await testApi();
    const owner = await api.cookieFor('olga@acme.test', 'owner');
    await api.call('POST', '/api/definitions', { cookie: owner, raw: 'template: deal-won' });
    for (const id of ['a', 'b']) await api.call('POST', '/api/agreements', { cookie: owner, raw: partnerAgreement(id, 2026) });
    const body = { name: 'Agency', scopes: ['claims', 'settle', 'facts:read', 'admin'], party: 'partner', agreements: ['a'] };
    expect((await api.call('POST', '/api/keys', { cookie: owner, body: { ...body, agreements: ['c'] } })).status).toBe(404);
    const made = await api.call('POST', '/api/keys', { cookie: owner, body });
    expect(made).toMatchObject({ status: 201, body: { key: { party: 'partner', agreements: ['a'] } } });
    const key = made.body.secret;
    expect((await api.call('GET', '/api/agreements', { key })).body).toMatchObject({ agreements: [{ id: 'a' }] });
    expect((await api.call('GET', '/api/agreements/b', { key })).status).toBe(404);
    expect((await api.call('GET', '/api/facts', { key })).status).toBe(403);
    expect((await api.call('GET', '/api/members', { key })).status).toBe(403);
  });
});

import { describe, expect, it } from 'vitest';
import { type Permission, permissionsOfKey, permissionsOfRole, roles, type Scope, scopes } from '#core/kernel/permissions.ts';
import type { Endpoint } from '#protocol/endpoint.ts';
import { endpoints } from '#protocol/registry.ts';
import { createApiKey } from '#usecases/create-api-key.ts';
import { partnerAgreement } from './testing/partner-agreement.ts';
import { type CallOptions, type TestApi, testApi } from './testing/test-api.ts';

const now = new Date();
const thisMonth = now.toISOString().slice(0, 7);

interface Walker {
  readonly name: string;
  readonly options: CallOptions;
  readonly may: ReadonlySet<Permission>;
}

/** What an endpoint that nobody wrote a request for is called with: enough to reach it, whatever it then says. */
function called(endpoint: Endpoint, ids: Readonly<Record<string, string>>): { readonly path: string; readonly body: CallOptions } {
  const area = endpoint.path.split('/')[2] ?? '';
  const path = endpoint.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = ids[`${area}.${name}`] ?? ids[name];
    expect(value, `${endpoint.name} has a parameter that this test knows no value for: ${area}.${name}`).toBeDefined();
    return encodeURIComponent(value ?? '');
  });
  const type = endpoint.request?.type;
  if (type === undefined) return { path, body: {} };
  return { path, body: type === 'json' || type === 'facts' ? { body: {} } : { raw: 'nothing: here' } };
}

const nobodysIds = {
  id: '00000000-0000-4000-8000-000000000000',
  request: '00000000-0000-4000-8000-000000000000',
  component: 'nothing',
  lead: 'lead:nothing',
  subject: 'deal:nothing',
  n: '0',
};

async function codeOf(api: TestApi, endpoint: Endpoint, options: CallOptions, ids: Readonly<Record<string, string>> = nobodysIds) {
  const { path, body } = called(endpoint, ids);
  const answer = await api.call(endpoint.method, path, { ...body, ...options });
  const { code } = typeof answer.body === 'object' && answer.body !== null ? answer.body : { code: undefined };
  return { status: answer.status, code, text: JSON.stringify(answer.body) };
}

/** Signing out would end the walk of whoever does it. */
const walked = endpoints.filter(({ name }) => name !== 'signOut');
const inWorkspace = walked.flatMap((endpoint) =>
  endpoint.access.who === 'workspace' ? [{ endpoint, permission: endpoint.access.permission }] : [],
);

describe('every endpoint', () => {
  it('lets each role and each scope do what the table of permissions says, and nothing else', async () => {
    const api = await testApi();
    const walkers: Walker[] = [];
    for (const role of roles) {
      const email = `${role}@acme.test`;
      const cookie = role === 'partner' ? await api.cookieFor(email, role, 'partner', ['a']) : await api.cookieFor(email, role);
      walkers.push({ name: role, options: { cookie }, may: new Set(permissionsOfRole[role]) });
    }
    for (const scope of scopes) {
      walkers.push({ name: scope, options: { key: await api.key([scope]) }, may: permissionsOfKey([scope], false) });
    }
    const partner = { party: 'partner', agreements: ['a'] };
    const { secret } = await createApiKey(api.product.access, { workspace: api.workspace.id, actor: 'system' }, api.workspace, {
      name: 'of a partner',
      scopes,
      partner,
    });
    walkers.push({ name: 'key of a partner', options: { key: secret }, may: permissionsOfKey(scopes, true) });
    for (const { endpoint, permission } of inWorkspace) {
      for (const { name, options, may } of walkers) {
        const { code, status } = await codeOf(api, endpoint, options);
        const asked = `${name} calls ${endpoint.name} (${status} ${code})`;
        if (may.has(permission)) expect(['access.no_permission', 'access.not_signed_in', 'workspace.unknown'], asked).not.toContain(code);
        else expect({ code, status }, asked).toEqual({ code: 'access.no_permission', status: 403 });
      }
    }
  });

  it('is closed to strangers of another workspace, with a session or a key', async () => {
    const api = await testApi();
    const other = await api.newWorkspace('other');
    const { rows } = await api.product.accessPool.query(`select id from auth.person where email = 'owner@other.test'`);
    const stranger = await api.cookieFor('stranger@other.test', 'owner');
    const { people } = api.product.access;
    const person = await people.findByEmail('stranger@other.test');
    expect(rows).toHaveLength(1);
    await people.leave(person?.id ?? '', api.workspace.id);
    await people.join(person?.id ?? '', { workspace: other.id, role: 'owner', party: null, agreements: [] });
    const again = await api.call('GET', '/api/workspaces', { cookie: stranger });
    // Whoever left the only workspace is signed out; a new link leads into the other one.
    expect(again.status).toBe(401);
    const cookie = await api.cookieOf('stranger@other.test');
    const key = await api.key(scopes as readonly Scope[], other);
    for (const { endpoint } of inWorkspace) {
      for (const options of [{ cookie }, { key }]) {
        const answer = await codeOf(api, endpoint, { ...options, workspace: 'acme' });
        expect(answer, endpoint.name).toMatchObject({ status: 404, code: 'workspace.unknown' });
      }
    }
  });

  it('is closed to whoever has not signed in, but for the doors to come in', async () => {
    const api = await testApi();
    for (const endpoint of walked.filter(({ access }) => access.who !== 'anyone')) {
      expect(await codeOf(api, endpoint, {}), endpoint.name).toMatchObject({ status: 401, code: 'access.not_signed_in' });
      expect(await codeOf(api, endpoint, { key: 'belegbar_test_wrong' }), endpoint.name).toMatchObject({ status: 401 });
    }
    expect(walked.flatMap(({ access, name }) => (access.who === 'anyone' ? [name] : [])).sort()).toEqual([
      'acceptInvitation',
      'readDocs',
      'readHealth',
      'readInvitation',
      'readOpenApi',
      'signIn',
      'signInWithCode',
    ]);
  });

  it('tells a partner of another agreement nothing, even if both go by the same key', async () => {
    const api = await testApi();
    const key = await api.key();
    const { statementId, hash, factId } = await settled(api, key);
    const south = await api.cookieFor('sam@south.test', 'partner', 'partner', ['agreement-south']);
    const ids = {
      ...nobodysIds,
      'agreements.id': 'agreement-north',
      'statements.id': statementId,
      'facts.id': factId,
      component: 'won-deal',
      subject: 'deal:of-north',
    };
    const secrets = [hash, statementId, factId, 'Nordlicht', 'of-north'];
    for (const { endpoint, permission } of inWorkspace.filter((one) => permissionsOfRole.partner.includes(one.permission))) {
      const answer = await codeOf(api, endpoint, { cookie: south }, ids);
      // What was asked for may be repeated in the refusal.
      const told = Object.values(ids).reduce((text, id) => text.replaceAll(id, ''), answer.text);
      for (const secret of secrets) expect(told, `${endpoint.name} (${permission})`).not.toContain(secret);
      const unknown = await codeOf(api, endpoint, { cookie: south });
      if (endpoint.params !== undefined) expect(answer.status, endpoint.name).toBe(unknown.status);
    }
  });
});

/** An agreement with a claim and a closed statement, and a second one of another partner. */
async function settled(api: TestApi, key: string) {
  await api.call('POST', '/api/definitions', { key, raw: 'template: deal-won' });
  for (const name of ['north', 'south']) {
    const raw = partnerAgreement(`agreement-${name}`, now.getUTCFullYear()).replace(
      'Partner GmbH',
      name === 'north' ? 'Nordlicht' : 'Südwind',
    );
    const { hash } = (await api.call('POST', '/api/agreements', { key, raw })).body;
    for (const party of ['shop', 'partner']) {
      const signed = await api.call('POST', `/api/agreements/agreement-${name}/signatures`, { key, body: { hash, party } });
      expect(signed.status).toBe(200);
    }
  }
  const fact = (kind: string, subject: string, data: object) => ({ kind, subject, occurredAt: now.toISOString(), source: 'crm', data });
  const facts = [
    fact('lead.captured', 'lead:of-north', { source: 'partner' }),
    fact('deal.won', 'deal:of-north', { leads: ['lead:of-north'] }),
  ];
  const { answers } = (await api.call('POST', '/api/facts', { key, body: { facts } })).body;
  const closed = await api.call('POST', '/api/agreements/agreement-north/statements', { key, body: { through: thisMonth } });
  expect(closed.status).toBe(200);
  const agreement = await api.call('GET', '/api/agreements/agreement-north', { key });
  return { statementId: closed.body.statementId, hash: agreement.body.hash, factId: answers[0]?.id ?? '' };
}

import { expect, test } from 'vitest';
import { createApiKey } from '#usecases/create-api-key.ts';
import { agree, winDeals } from './testing/claim-inbox.ts';
import { type CallOptions, type TestApi, testApi } from './testing/test-api.ts';

const decision = { claims: [{ agreementId: 'north', component: 'won-deal', subject: 'deal:n1' }], decision: 'reject', reason: 'duplicate' };

/** Open to partners: lists over the agreements a caller has. */
const lists = [
  '/api/claims?show=all',
  '/api/claims?show=all&agreement=north',
  '/api/claims?show=all&text=n1',
  '/api/clients',
  '/api/today/due',
  '/api/today/contracts',
  '/api/today/promises',
] as const;

/** About the whole company, and closed to partners. */
const wholeCompany: readonly (readonly [method: string, path: string, body?: object])[] = [
  ['POST', '/api/claims/decisions', { ...decision, evidence: 'CRM' }],
  ['GET', '/api/today/money'],
  ['GET', '/api/today/cases?of=spent'],
  ['GET', '/api/today/leaks'],
  ['GET', '/api/today/plan'],
  ['GET', '/api/definitions/compare'],
  ['POST', '/api/own-table'],
  ['GET', '/api/leads'],
  ['POST', '/api/leads/search', { text: 'Muster' }],
  ['GET', '/api/leads/lead:n1'],
  ['POST', '/api/leads/lead:n1/steps', { step: 'rejected', reason: 'duplicate', evidence: 'CRM' }],
  ['GET', '/api/inbox?owner=all'],
  ['GET', '/api/source-figures'],
  ['GET', '/api/sources'],
];

const secrets = ['north', 'n1', 'lead-n1', 'Muster', 'Erika'];

/** Two agreements of one client, each with a claim that waits. */
async function twoAgreements(): Promise<{ readonly api: TestApi; readonly key: string }> {
  const api = await testApi();
  const key = await api.key();
  await api.call('POST', '/api/definitions', { key, raw: 'template: deal-won' });
  await agree(api, key, 'north', 'partner');
  await agree(api, key, 'south', 'fair');
  await winDeals(api, key, 'partner', ['n1']);
  await winDeals(api, key, 'fair', ['s1']);
  return { api, key };
}

/** What is told beyond what was asked for. */
async function told(api: TestApi, path: string, options: CallOptions): Promise<string> {
  const { status, body } = await api.call('GET', path, options);
  expect([200, 404], path).toContain(status);
  return JSON.stringify(body);
}

test('a partner finds nothing of another agreement of its client in any list, and the whole company is closed to it', async () => {
  const { api } = await twoAgreements();
  const north = await api.cookieFor('nora@agency.test', 'partner', 'partner', ['north']);
  const south = await api.cookieFor('sam@agency.test', 'partner', 'partner', ['south']);
  const confined = { party: 'partner', agreements: ['south'] };
  const { secret } = await createApiKey(api.product.access, { workspace: api.workspace.id, actor: 'system' }, api.workspace, {
    name: 'of south',
    scopes: ['facts:write', 'facts:read', 'claims', 'settle'],
    partner: confined,
  });
  expect(await told(api, lists[0], { cookie: north }), 'the agreement is there to be found').toContain('deal:n1');
  for (const options of [{ cookie: south }, { key: secret }]) {
    for (const path of lists) {
      if (path === '/api/clients' && 'key' in options) continue;
      const text = await told(api, path, options);
      for (const word of secrets) expect(text, `${path} tells ${word}`).not.toContain(word);
    }
    for (const [method, path, body] of wholeCompany) {
      const answer = await api.call(method, path, { ...options, ...(body === undefined ? {} : { body }) });
      expect(answer, `${method} ${path}`).toMatchObject({ status: 403, body: { code: 'access.no_permission' } });
    }
  }
});

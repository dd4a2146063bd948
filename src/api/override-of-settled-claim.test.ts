import { expect, it } from 'vitest';
import { partnerAgreement } from './testing/partner-agreement.ts';
import { type TestApi, testApi } from './testing/test-api.ts';

const year = new Date().getUTCFullYear();
const both = { de: 'Bewerteter Lead', en: 'Rated lead' };
const ratedLead = {
  key: 'rated-lead',
  version: 1,
  subject: 'lead',
  title: both,
  wording: both,
  rule: 'lead.rating >= 3',
  overrides: { quotaPercent: 100 },
  examples: [
    { name: 'three', answer: 'yes', snapshot: { lead: { rating: 3 } } },
    { name: 'two', answer: 'no', snapshot: { lead: { rating: 2 } } },
  ],
};

/** An agreement that pays per rated lead once the client accepts it. */
async function agreed(api: TestApi, key: string): Promise<void> {
  expect((await api.call('POST', '/api/definitions', { key, raw: JSON.stringify(ratedLead) })).status).toBe(201);
  const raw = partnerAgreement('a', year)
    .replace('{ key: deal-won, version: 1 }', '{ key: rated-lead, version: 1 }')
    .replace('result: deal-won@1', 'result: rated-lead@1')
    .replace('countsWhen: proven', 'countsWhen: accepted');
  const { body } = await api.call('POST', '/api/agreements', { key, raw });
  for (const party of ['shop', 'partner'])
    await api.call('POST', '/api/agreements/a/signatures', { key, body: { hash: body.hash, party } });
}

it('lets nobody decide by hand against a claim that the client has accepted, only against one it may still reject', async () => {
  const api = await testApi();
  const key = await api.key();
  await agreed(api, key);
  const occurredAt = new Date().toISOString();
  const fact = (kind: string, name: string, data: object) => ({
    kind,
    subject: `lead:${name}`,
    occurredAt,
    source: 'crm',
    externalId: `${kind} ${name}`,
    data,
  });
  const facts = ['accepted', 'open'].flatMap((name) => [
    fact('lead.captured', name, { source: 'partner' }),
    fact('lead.rated', name, { quality: 5, by: 'sales' }),
  ]);
  await api.call('POST', '/api/facts', { key, body: { facts } });
  const accepted = await api.call('POST', '/api/agreements/a/claims/won-deal/lead:accepted/accept', { key, body: {} });
  expect(accepted.status).toBe(200);
  const sales = await api.cookieFor('sal@acme.test', 'sales');
  const override = (name: string) =>
    api.call('POST', '/api/overrides', {
      cookie: sales,
      body: { definition: 'rated-lead', subject: `lead:${name}`, answer: 'no', reason: 'other', comment: 'because' },
    });
  expect(await override('accepted')).toMatchObject({
    status: 409,
    body: { code: 'determination.claim_settled', params: { subject: 'lead:accepted', agreement: 'a' } },
  });
  expect(await override('open')).toMatchObject({ status: 200 });
  const claim = await api.call('GET', '/api/agreements/a/claims/won-deal/lead:accepted', { key });
  expect(claim.body).toMatchObject({ state: 'counted' });
});

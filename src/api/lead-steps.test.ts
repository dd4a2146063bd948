import { expect, onTestFinished, test, vi } from 'vitest';
import { factIdOf, type Inbox, type LeadDetail, leadSetting, say } from './testing/leads.ts';
import { partnerAgreement } from './testing/partner-agreement.ts';
import type { TestApi } from './testing/test-api.ts';

/** Under an agreement in force, a lead itself is claimed. */
async function claimedLead(api: TestApi, key: string) {
  const raw = partnerAgreement('north', new Date().getUTCFullYear())
    .replaceAll('deal-won', 'good-lead')
    .replace('countsWhen: proven', 'countsWhen: accepted');
  const { hash } = (await api.call('POST', '/api/agreements', { key, raw })).body;
  for (const party of ['shop', 'partner']) {
    expect((await api.call('POST', '/api/agreements/north/signatures', { key, body: { hash, party } })).status).toBe(200);
  }
  const about = { subject: 'lead:paid', occurredAt: new Date().toISOString(), source: 'crm' };
  const facts = [
    { ...about, kind: 'lead.captured', data: { source: 'partner' } },
    { ...about, kind: 'lead.rated', data: { quality: 5, by: 'data' } },
  ];
  await api.call('POST', '/api/facts', { key, body: { facts } });
}

test('a lead with an open claim is rejected by who decides claims only, for a reason of the contract and with evidence', async () => {
  const { api, key, read, act } = await leadSetting();
  await claimedLead(api, key);
  const stateNow = async () => (await read<LeadDetail>('/api/leads/lead:paid')).claims?.map(({ state }) => state);
  expect(await stateNow()).toEqual(['under_review']);
  const service = await api.cookieFor('service@acme.test', 'service');
  const sales = await api.cookieFor('s@acme.test', 'sales');
  const reject = async (cookie: string, said: object) => (await act('lead:paid', { step: 'rejected', ...said }, cookie)).body.code;
  expect(await reject(service, { reason: 'duplicate', evidence: 'CRM' })).toBe('lead.claims_open');
  expect(await reject(sales, { reason: 'no-budget', evidence: 'CRM' })).toBe('claim.reason_unknown');
  expect(await reject(sales, { reason: 'duplicate' })).toBe('claim.evidence_missing');
  expect(await reject(sales, { reason: 'other', evidence: 'CRM' })).toBe('claim.comment_missing');
  expect(await stateNow()).toEqual(['under_review']);
  const rejected = await act('lead:paid', { step: 'rejected', reason: 'duplicate', evidence: 'CRM' }, sales);
  expect(rejected.status).toBe(200);
  expect(await stateNow()).toEqual(['rejected']);
  const member = (await api.product.access.people.findByEmail('s@acme.test'))?.id ?? '';
  const { people } = api.product.access;
  await people.join(member, { workspace: api.workspace.id, role: 'service', party: null, agreements: [] });
  const takeBack = `/api/lead-steps/${factIdOf(rejected.body)}/take-back`;
  expect((await api.call('POST', takeBack, { cookie: sales })).body.code).toBe('lead.claims_open');
  await people.join(member, { workspace: api.workspace.id, role: 'sales', party: null, agreements: [] });
  expect((await api.call('POST', takeBack, { cookie: sales })).status).toBe(200);
  expect(await stateNow()).toEqual(['under_review']);
  // Without a claim on it, a lead is rejected by whoever works with leads.
  expect((await act('lead:fresh', { step: 'rejected', reason: 'no-budget' }, service)).status).toBe(200);
});

test('a step is taken back once, and only right after it', async () => {
  const { api, act } = await leadSetting();
  const seller = await api.cookieFor('s@acme.test', 'sales');
  const told = await act('lead:fresh', { step: 'contacted', outcome: 'reached', channel: 'phone' }, seller);
  const path = `/api/lead-steps/${factIdOf(told.body)}/take-back`;
  expect((await api.call('POST', path, { cookie: seller })).status).toBe(200);
  expect((await api.call('POST', path, { cookie: seller })).body.code).toBe('lead.step_taken_back');
  const late = await act('lead:fresh', { step: 'contacted', outcome: 'reached', channel: 'phone' }, seller);
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 3 * 60_000 });
  onTestFinished(() => void vi.useRealTimers());
  const tooLate = await api.call('POST', `/api/lead-steps/${factIdOf(late.body)}/take-back`, { cookie: seller });
  expect(tooLate).toMatchObject({ status: 409, body: { code: 'lead.step_too_old' } });
});

test('a lead is given to members of the workspace and to names the CRM knows, to nobody else', async () => {
  const { api, act } = await leadSetting();
  await api.cookieFor('timo@acme.test', 'sales');
  const person = await api.product.access.people.findByEmail('timo@acme.test');
  const assign = async (to: string) => {
    const { status, body } = await act('lead:tried', { step: 'assigned', to });
    return body.code ?? status;
  };
  for (const to of ['selma', 'Timo', `member:${person?.id}`]) expect(await assign(to), to).toBe(200);
  for (const to of ['member:nobody', 'Nina Neu']) expect(await assign(to), to).toBe('lead.owner_unknown');
});

test('the inbox says how many wait of each kind, shows the longest overdue first, and never hides a new lead', async () => {
  const { api, key, read } = await leadSetting();
  const many = Array.from({ length: 6 }, (_, n) =>
    say('lead.captured', `lead:old${n}`, 100 + n, { source: 'ads' }, { externalId: `O-${n}` }),
  );
  await api.call('POST', '/api/facts', { key, body: { facts: many } });
  const first = await read<Inbox>('/api/inbox?owner=all&limit=2');
  expect(first.counts).toEqual({ first_contact: 7, retry: 1, question: 0, claim: 0, objection: 0 });
  expect(first.items.filter(({ kind }) => kind === 'first_contact').map(({ lead }) => lead?.externalId)).toEqual(['O-5', 'O-4', 'A-3']);
  expect((await read<Inbox>('/api/inbox?owner=all')).items).toHaveLength(8);
});

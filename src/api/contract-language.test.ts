import { describe, expect, it, test } from 'vitest';
import type { FactDraft } from '#core/facts/fact.ts';
import { partnerAgreement } from './testing/partner-agreement.ts';
import { type TestApi, testApi } from './testing/test-api.ts';

const now = new Date();
const thisMonth = now.toISOString().slice(0, 7);
const year = now.getUTCFullYear();
const day = (offset: number) => new Date(now.getTime() + offset * 86_400_000).toISOString().slice(0, 10);

/** The usual agreement with an arbiter, tax, silence, a right to pause, a milestone and a monthly floor. */
function document(): string {
  return partnerAgreement('a', year)
    .replace('  payee: Account Director\n', '  payee: Account Director\n  arbiter: Dr. Neutral\n')
    .replace('countsWhen: proven', 'countsWhen: accepted\n  silence: { noticeWithinDays: 3 }')
    .replace('processing:', 'tax: { treatment: standard, rateBasisPoints: 1900 }\nprocessing:')
    .replace(
      'en: Deals are reported. } }',
      'en: Deals are reported. }, consequence: { kind: may_pause } }\n    - { key: answer, text: { de: Es wird geantwortet., en: Claims are answered. }, consequence: { kind: silence_counts } }',
    )
    .replace('  - { key: deal-won, version: 1 }', '  - { key: deal-won, version: 1 }\n  - { key: milestone-evidenced, version: 1 }')
    .replace(
      'review:\n',
      `  - key: concept
    title: { de: Konzept, en: Concept }
    result: milestone-evidenced@1
    measurement: { after: term_begun, days: 731 }
    price: { model: fixed, amount: "2000.00" }
    milestone:
      phase: 1
      evidence: { de: das Konzept, en: the concept }
      acceptance: { de: Freigabe, en: approval }
review:
`,
    );
}

async function contract(): Promise<{ api: TestApi; key: string; partner: string; owner: string }> {
  const api = await testApi();
  const key = await api.key();
  const proposed = await api.call('POST', '/api/agreements', { key, raw: document() });
  expect(proposed).toMatchObject({ status: 200, body: { recorded: true } });
  for (const party of ['shop', 'partner'])
    await api.call('POST', '/api/agreements/a/signatures', { key, body: { hash: proposed.body.hash, party } });
  const owner = await api.cookieFor('olga@acme.test', 'owner');
  const partner = await api.cookieFor('pia@partner.test', 'partner', 'partner', ['a']);
  return { api, key: await api.key(['facts:write', 'facts:read', 'settle']), partner, owner };
}

async function winDeal(api: TestApi, key: string, name: string): Promise<void> {
  const fact = (kind: string, data: object) => ({
    kind,
    subject: `${kind.split('.')[0]}:${name}`,
    occurredAt: new Date().toISOString(),
    source: 'crm',
    data,
  });
  const facts = [fact('lead.captured', { source: 'partner' }), fact('deal.won', { leads: [`lead:${name}`] })];
  expect((await api.call('POST', '/api/facts', { key, body: { facts } })).status).toBe(200);
}

const claim = '/api/agreements/a/claims/won-deal/deal:1';

describe('a dispute', () => {
  it('is opened by the partner against a rejection and settled by the side it burdens', async () => {
    const { api, key, partner, owner } = await contract();
    await winDeal(api, key, '1');
    const contest = (cookie: string, body: object) => api.call('POST', `${claim}/contest`, { cookie, body });
    expect(await contest(partner, { comment: 'Ours.' })).toMatchObject({ body: { code: 'claim.not_disputable' } });
    await api.call('POST', `${claim}/reject`, { cookie: owner, body: { reason: 'duplicate', evidence: 'Ticket 7' } });
    expect(await contest(partner, { comment: '' })).toMatchObject({ body: { code: 'claim.comment_missing' } });
    expect(await contest(partner, { comment: 'The older one is another company.' })).toMatchObject({ status: 200 });
    const decide = (cookie: string, outcome: string) =>
      api.call('POST', `${claim}/decide`, { cookie, body: { outcome, comment: 'Looked into it.' } });
    expect(await api.call('POST', `${claim}/accept`, { cookie: owner, body: {} })).toMatchObject({ body: { code: 'claim.not_open' } });
    expect(await decide(partner, 'counted')).toMatchObject({ status: 200, body: { settles: false } });
    expect((await api.call('GET', claim, { cookie: partner })).body).toMatchObject({
      state: 'disputed',
      decisions: expect.arrayContaining([
        expect.objectContaining({ kind: 'contested', by: 'payee', comment: 'The older one is another company.' }),
      ]),
    });
    expect(await decide(owner, 'counted')).toMatchObject({ status: 200, body: { settles: true } });
    expect((await api.call('GET', claim, { cookie: owner })).body).toMatchObject({
      state: 'counted',
      decisions: expect.arrayContaining([expect.objectContaining({ kind: 'counted_by_decision', by: 'payer', person: 'olga' })]),
    });
    expect(await decide(owner, 'counted')).toMatchObject({ body: { code: 'claim.not_disputed' } });
  });

  it('is settled by the arbiter that the agreement names, who is a party of nothing else', async () => {
    const { api, key, partner, owner } = await contract();
    const invited = { email: 'nora@neutral.test', role: 'partner', party: 'arbiter', agreements: ['a'] };
    expect((await api.call('POST', '/api/invitations', { cookie: owner, body: invited })).status).toBe(201);
    const arbiter = await api.cookieFor('nora@neutral.test', 'partner', 'arbiter', ['a']);
    await winDeal(api, key, '1');
    await api.call('POST', `${claim}/reject`, { cookie: owner, body: { reason: 'duplicate', evidence: 'Ticket 7' } });
    await api.call('POST', `${claim}/contest`, { cookie: partner, body: { comment: 'Ours.' } });
    const decided = await api.call('POST', `${claim}/decide`, {
      cookie: arbiter,
      body: { outcome: 'rejected', comment: 'The same company.' },
    });
    expect(decided).toMatchObject({ status: 200, body: { settles: true } });
    expect((await api.call('GET', claim, { cookie: partner })).body).toMatchObject({ state: 'rejected' });
    const again = await api.call('POST', `${claim}/contest`, { cookie: partner, body: { comment: 'Ours, still.' } });
    expect(again).toMatchObject({ status: 409, body: { code: 'claim.not_disputable' } });
    for (const path of ['pause', 'requests', 'milestones/concept']) {
      const body = { reason: 'x', request: 'approval', question: 'x', dueAt: '2099-01-01T00:00:00Z', evidence: 'x' };
      expect(await api.call('POST', `/api/agreements/a/${path}`, { cookie: arbiter, body }), path).toMatchObject({
        status: 403,
        body: { code: 'access.party_reserved' },
      });
    }
    const unnamed = { email: 'x@x.test', role: 'partner', party: 'arbiter', agreements: ['b'] };
    const admin = await api.key();
    await api.call('POST', '/api/agreements', { key: admin, raw: partnerAgreement('b', year) });
    expect(await api.call('POST', '/api/invitations', { cookie: owner, body: unnamed })).toMatchObject({
      body: { code: 'agreement.party_unknown' },
    });
  });
});

describe('a notice', () => {
  it('is delivered once per claim and names the deadline', async () => {
    const { api, key, partner } = await contract();
    await winDeal(api, key, '1');
    const deliver = async () => (await api.call('POST', '/api/agreements/a/notices', { cookie: partner, body: {} })).body;
    expect(await deliver()).toEqual({ notices: 1 });
    expect(await deliver()).toEqual({ notices: 0 });
    const { facts } = (await api.call('GET', '/api/facts?kind=notice.delivered', { key })).body;
    expect(facts).toMatchObject([{ subject: 'deal:1', data: { notice: 'silence', component: 'won-deal' } }]);
  });
});

test('a side has at most 200 requests open under an agreement, however many it sends at once', async () => {
  const { api, partner, owner } = await contract();
  const ask = (cookie: string, question: string) =>
    api.call('POST', '/api/agreements/a/requests', { cookie, body: { request: 'approval', question, dueAt: '2099-01-01T00:00:00Z' } });
  const { log } = api.product.ports;
  const asker = { workspace: api.workspace.id, actor: 'member:test' };
  const data = { agreement: 'agreement:a', request: 'approval', to: 'payer', dueAt: '2099-01-01T00:00:00.000Z' };
  const drafts = Array.from({ length: 198 }, (_, n): FactDraft => {
    const about = { subject: `request:q${n}`, occurredAt: new Date().toISOString(), source: 'app', revision: 1, actor: asker.actor };
    return { ...about, kind: 'request.made', version: 1, data: { ...data, question: `Question ${n}?` } };
  });
  await log.append(asker, drafts);
  const answers = await Promise.all(['a', 'b', 'c', 'd'].map((question) => ask(partner, question)));
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 201, 409, 409]);
  expect(await ask(partner, 'e')).toMatchObject({ body: { code: 'request.too_many_open', params: { open: 200, limit: 200 } } });
  expect(await ask(owner, 'f')).toMatchObject({ status: 201 });
  await api.call('POST', '/api/agreements/a/requests/q0/withdraw', { cookie: partner, body: {} });
  expect(await ask(partner, 'g')).toMatchObject({ status: 201 });
});

describe('the course of an agreement', () => {
  it('is paused and resumed by whoever may, and ended with the agreed notice', async () => {
    const { api, partner, owner } = await contract();
    const go = (path: string, cookie: string, body: object = { reason: 'The CRM is moved.' }) =>
      api.call('POST', `/api/agreements/a/${path}`, { cookie, body });
    expect(await go('pause', partner)).toMatchObject({ status: 200, body: { state: 'paused' } });
    expect((await api.call('GET', '/api/agreements/a', { cookie: owner })).body).toMatchObject({
      state: 'paused',
      pausedSince: expect.any(String),
    });
    expect(await go('pause', owner)).toMatchObject({ body: { code: 'agreement.already_paused' } });
    expect(await go('resume', owner)).toMatchObject({ status: 200, body: { state: 'in_force' } });
    expect(await go('end', owner, { reason: 'Enough.', lastOn: day(3) })).toMatchObject({ body: { code: 'agreement.notice_too_short' } });
    expect(await go('end', owner, { reason: 'Enough.', lastOn: day(40) })).toMatchObject({ status: 200, body: { endsOn: day(40) } });
    expect((await api.call('GET', '/api/agreements/a', { cookie: partner })).body).toMatchObject({ endsOn: day(40), state: 'in_force' });
  });

  it('takes a reason of at most 200 characters, and keeps it beside the log', async () => {
    const { api, key, owner } = await contract();
    const pause = (reason: string) => api.call('POST', '/api/agreements/a/pause', { cookie: owner, body: { reason } });
    expect(await pause('x'.repeat(201))).toMatchObject({ status: 400, body: { code: 'input.invalid' } });
    expect(await pause('x'.repeat(200))).toMatchObject({ status: 200 });
    const paused = (await api.call('GET', '/api/facts?kind=agreement.paused', { key })).body.facts;
    expect(paused.map(({ data }) => data['reason'])).toEqual([expect.stringMatching(/^hmac-sha256:/)]);
  });

  it('is resumed by the side that paused it or by the payer, not by the other one', async () => {
    const { api, partner, owner } = await contract();
    const reason = { reason: 'No budget.' };
    await api.call('POST', '/api/agreements/a/pause', { cookie: owner, body: reason });
    const resumed = await api.call('POST', '/api/agreements/a/resume', { cookie: partner, body: reason });
    expect(resumed).toMatchObject({ status: 403, body: { code: 'access.party_reserved' } });
  });

  it('shows what an amendment would have moved, in cents, and records nothing', async () => {
    const { api, key, owner } = await contract();
    await winDeal(api, key, '1');
    const raw = document()
      .replace('version: 1\nkind', `version: 2\neffectiveFrom: ${day(1)}\nkind`)
      .replace('"150.00"', '"200.00"');
    const preview = await api.call('POST', '/api/agreements/preview', { cookie: owner, raw });
    expect(preview).toMatchObject({
      status: 200,
      body: {
        agreementId: 'a',
        version: 2,
        moved: [{ component: 'won-deal', period: thisMonth, beforeMinor: '15000', afterMinor: '20000' }],
        changes: expect.arrayContaining([{ path: 'components.won-deal.price.amount', before: '150.00', after: '200.00' }]),
      },
    });
    expect((await api.call('GET', '/api/agreements/a', { cookie: owner })).body).toMatchObject({ version: 1 });
  });
});

describe('requests and milestones', () => {
  it('a side asks, the other answers in one tap, and only it', async () => {
    const { api, partner, owner } = await contract();
    const ask = { request: 'approval', question: 'May the campaign start?', dueAt: `${day(2)}T12:00:00+01:00`, milestone: 'concept' };
    const made = await api.call('POST', '/api/agreements/a/requests', { cookie: partner, body: ask });
    expect(made.status).toBe(201);
    const { id } = made.body as unknown as { id: string };
    const at = (path: string, cookie: string, body: object = {}) =>
      api.call('POST', `/api/agreements/a/requests/${id}/${path}`, { cookie, body });
    expect((await api.call('GET', '/api/agreements/a/requests', { cookie: owner })).body).toMatchObject({
      side: 'payer',
      requests: [
        { id, to: 'payer', question: 'May the campaign start?', state: 'open', milestone: 'concept', dueAt: `${day(2)}T11:00:00.000Z` },
      ],
    });
    expect(await at('answer', partner)).toMatchObject({ status: 403 });
    expect(await at('withdraw', owner)).toMatchObject({ status: 403 });
    expect((await at('answer', owner)).status).toBe(204);
    expect(await at('withdraw', partner)).toMatchObject({ body: { code: 'request.not_open' } });
    const sales = await api.cookieFor('sam@acme.test', 'sales');
    const body = { ...ask, dueAt: '2020-01-01T00:00:00Z' };
    expect(await api.call('POST', '/api/agreements/a/requests', { cookie: sales, body })).toMatchObject({
      body: { code: 'request.due_in_past' },
    });
  });

  it('a milestone that is shown becomes a claim, taxed with what else is payable', async () => {
    const { api, key, partner, owner } = await contract();
    await winDeal(api, key, '1');
    const show = (component: string) =>
      api.call('POST', `/api/agreements/a/milestones/${component}`, { cookie: partner, body: { evidence: 'concept.pdf' } });
    expect(await show('launch')).toMatchObject({ body: { code: 'milestone.unknown' } });
    expect((await show('concept')).status).toBe(200);
    const path = '/api/agreements/a/claims/concept/milestone:a.concept';
    expect((await api.call('GET', path, { cookie: owner })).body).toMatchObject({ state: 'under_review' });
    expect((await api.call('POST', `${path}/accept`, { cookie: owner, body: {} })).status).toBe(200);
    const settled = await api.call('POST', '/api/agreements/a/statements', { key, body: { through: thisMonth } });
    const taxes = [{ treatment: 'standard', rateBasisPoints: 1900, netMinor: '200000', vatMinor: '38000', grossMinor: '238000' }];
    expect(settled).toMatchObject({ status: 200, body: { totalMinor: '200000', taxes } });
    expect((await api.call('GET', `/api/statements/${settled.body.statementId}`, { key })).body).toMatchObject({
      taxes,
      underReviewMinor: '15000',
      heldMinor: '0',
    });
  });

  it('a condition is recorded only where a hold-back waits for it', async () => {
    const { api, key, owner } = await contract();
    await winDeal(api, key, '1');
    const body = { condition: 'paid', met: true, evidence: 'bank.pdf' };
    expect(await api.call('POST', `${claim}/condition`, { cookie: owner, body })).toMatchObject({ body: { code: 'claim.no_condition' } });
  });
});

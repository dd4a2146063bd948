import { describe, expect, it } from 'vitest';
import type { AnswerOf, Endpoint } from '#protocol/endpoint.ts';
import type { readSourceFigures } from '#protocol/endpoints-figures.ts';
import type * as endpoints from '#protocol/endpoints-today.ts';
import { partnerAgreement } from './testing/partner-agreement.ts';
import { type CallOptions, type TestApi, testApi } from './testing/test-api.ts';

const now = new Date();
const hoursAgo = (hours: number) => new Date(now.getTime() - hours * 3_600_000).toISOString();

/** An agreement of another party than `partner`, with a source of its own. */
function agreementOf(id: string, party: string): string {
  return partnerAgreement(id, now.getUTCFullYear() - 1)
    .replace('payee: { key: partner,', `payee: { key: ${party},`)
    .replace('partnerTouches: { source: [partner] }', `partnerTouches: { source: [${party}] }`);
}

async function agree(api: TestApi, key: string, id: string, party: string): Promise<void> {
  const proposed = await api.call('POST', '/api/agreements', { key, raw: agreementOf(id, party) });
  expect(proposed.status).toBe(200);
  for (const one of ['shop', party]) {
    await api.call('POST', `/api/agreements/${id}/signatures`, { key, body: { hash: proposed.body.hash, party: one } });
  }
}

async function record(api: TestApi, key: string, facts: readonly object[]): Promise<void> {
  const { body } = await api.call('POST', '/api/facts', { key, body: { facts } });
  expect(body.answers.map(({ status }) => status)).toEqual(facts.map(() => 'recorded'));
}

const eur = (minor: number) => ({ minor: String(minor), currency: 'EUR' });
const fact = (kind: string, subject: string, occurredAt: string, data: object) => ({ kind, subject, occurredAt, source: 'crm', data });

function wonDeals(source: string, names: readonly string[]) {
  return names.flatMap((name) => [
    fact('lead.captured', `lead:${name}`, new Date().toISOString(), { source }),
    fact('deal.won', `deal:${name}`, new Date().toISOString(), { leads: [`lead:${name}`], amount: eur(100_000) }),
  ]);
}

type Answers = { readonly [E in keyof typeof endpoints as (typeof endpoints)[E] extends Endpoint ? E : never]: (typeof endpoints)[E] };

async function read<E extends keyof Answers>(api: TestApi, path: string, options: CallOptions): Promise<AnswerOf<Answers[E]>> {
  const { status, body } = await api.call('GET', path, options);
  expect({ path, status }).toEqual({ path, status: 200 });
  return body as unknown as AnswerOf<Answers[E]>;
}

describe('Heute', () => {
  it('says what went out and came back, and opens each figure to its facts', async () => {
    const api = await testApi();
    const key = await api.key();
    await record(api, key, [
      fact('cost.recorded', 'source:ads', hoursAgo(24), { on: hoursAgo(24).slice(0, 10), amount: eur(20_000), cost: 'media' }),
      fact('cost.recorded', 'source:ads', hoursAgo(24 * 95), { on: '2020-01-01', amount: eur(99_000), cost: 'media' }),
      fact('cost.recorded', 'source:ads', hoursAgo(48), { on: '2020-01-01', amount: { minor: '5', currency: 'CHF' }, cost: 'media' }),
      fact('order.placed', 'order:1', hoursAgo(20), { net: eur(100_000), vat: eur(19_000) }),
      fact('payment.received', 'order:1', hoursAgo(10), { amount: eur(59_500) }),
    ]);
    const owner = await api.cookieFor('owner@acme.test', 'owner');
    const money = await read<'readMoneyBack'>(api, '/api/today/money', { cookie: owner });
    expect(money).toMatchObject({
      currency: 'EUR',
      spent: { minor: '20000', count: 1 },
      ordered: { minor: '100000', count: 1 },
      received: { minor: '59500', netMinor: '50000', count: 1, withoutTax: 0 },
      back: { state: 'too_few', hundredths: '250', payments: 1, enoughFrom: 30 },
      cycle: null,
      otherCurrencies: 1,
    });
    const { cases } = await read<'listTodayCases'>(api, '/api/today/cases?of=received', { cookie: owner });
    expect(cases).toMatchObject([{ kind: 'payment.received', subject: 'order:1', minor: '59500', currency: 'EUR' }]);
    expect((await api.call('GET', '/api/today/cases?of=everything', { cookie: owner })).body.code).toBe('input.invalid');
  });

  it('knows nothing in a workspace without data, and says so without a figure', async () => {
    const api = await testApi();
    const owner = { cookie: await api.cookieFor('owner@acme.test', 'owner') };
    expect(await read<'readMoneyBack'>(api, '/api/today/money', owner)).toMatchObject({ back: { state: 'no_costs', hundredths: null } });
    expect(await read<'listDue'>(api, '/api/today/due', owner)).toEqual({ items: [] });
    expect((await read<'readLeaks'>(api, '/api/today/leaks', owner)).leaks).toEqual([]);
    const plan = await read<'readPlan'>(api, '/api/today/plan', owner);
    expect(plan.isEmpty).toBe(true);
    expect(plan.checks.filter(({ state }) => state === 'done')).toEqual([]);
  });

  it('ranks what nobody decided in euros, and reckons leads with the value somebody states', async () => {
    const api = await testApi();
    const key = await api.key();
    await record(api, key, [
      fact('lead.captured', 'lead:called', hoursAgo(200), { source: 'ads' }),
      fact('lead.contacted', 'lead:called', hoursAgo(199), { channel: 'phone', direction: 'out', outcome: 'reached' }),
      fact('lead.captured', 'lead:forgotten', hoursAgo(24 * 20), { source: 'ads' }),
      fact('lead.captured', 'lead:new', hoursAgo(40), { source: 'ads' }),
      fact('deal.opened', 'deal:old', hoursAgo(24 * 120), { leads: [], amount: eur(70_000) }),
      fact('deal.opened', 'deal:fresh', hoursAgo(24 * 5), { leads: [], amount: eur(90_000) }),
    ]);
    const owner = { cookie: await api.cookieFor('owner@acme.test', 'owner') };
    const leaks = (query: string) => read<'readLeaks'>(api, `/api/today/leaks${query}`, owner);
    expect((await leaks('')).leaks).toMatchObject([
      { kind: 'stale_offers', count: 1, minor: '70000' },
      { kind: 'untouched_leads', count: 1, minor: null },
    ]);
    expect((await leaks('?leadValueMinor=80000')).leaks).toMatchObject([
      { kind: 'untouched_leads', count: 1, minor: '80000' },
      { kind: 'stale_offers', count: 1, minor: '70000' },
    ]);
    const { items } = await read<'listDue'>(api, '/api/today/due', owner);
    expect(items).toMatchObject([{ kind: 'leads', count: 1, dueAt: expect.stringContaining('Z') }]);
  });

  it('names a source whose leads brought no order, also where the money went into its campaign', async () => {
    const api = await testApi();
    const key = await api.key();
    const cost = { on: hoursAgo(24 * 120).slice(0, 10), amount: eur(20_000), cost: 'media' };
    await record(api, key, [
      fact('lead.captured', 'lead:1', hoursAgo(24 * 130), { source: 'fair', campaign: 'spring' }),
      fact('lead.captured', 'lead:2', hoursAgo(24 * 130), { source: 'sonstige' }),
      fact('cost.recorded', 'campaign:spring', hoursAgo(24 * 120), cost),
      fact('cost.recorded', 'source:sonstige', hoursAgo(24 * 120), cost),
    ]);
    const owner = { cookie: await api.cookieFor('owner@acme.test', 'owner') };
    const { leaks } = await read<'readLeaks'>(api, '/api/today/leaks', owner);
    expect(leaks).toMatchObject([{ kind: 'fruitless_sources', count: 1, minor: '20000', names: ['fair'] }]);
    const { body } = await api.call('GET', '/api/source-figures?days=365', owner);
    const { rows } = body as unknown as AnswerOf<typeof readSourceFigures>;
    expect(rows.map(({ source, unknown }) => [source, unknown])).toEqual([
      ['fair', false],
      ['sonstige', true],
    ]);
  });

  it('shows each side what waits for it, and nothing that it may not do', async () => {
    const api = await testApi();
    const key = await api.key();
    const { body } = await api.call('POST', '/api/agreements', { key, raw: agreementOf('a', 'partner') });
    const owner = { cookie: await api.cookieFor('owner@acme.test', 'owner') };
    const partner = { cookie: await api.cookieFor('pia@partner.test', 'partner', 'partner', ['a']) };
    const finance = { cookie: await api.cookieFor('fred@acme.test', 'finance') };
    const dues = async (who: CallOptions) => (await read<'listDue'>(api, '/api/today/due', who)).items.map(({ kind }) => kind);
    expect(await dues(owner)).toEqual(['signature']);
    expect(await dues(partner)).toEqual(['signature']);
    expect(await dues(finance)).toEqual([]);
    await api.call('POST', '/api/agreements/a/signatures', { ...partner, body: { hash: body.hash, party: 'partner' } });
    expect(await dues(partner)).toEqual([]);
    await api.call('POST', '/api/agreements/a/signatures', { ...owner, body: { hash: body.hash, party: 'shop' } });
    const dueAt = new Date(now.getTime() + 86_400_000).toISOString();
    await api.call('POST', '/api/agreements/a/requests', {
      ...partner,
      body: { request: 'approval', question: 'Texte freigeben?', dueAt },
    });
    const { items } = await read<'listDue'>(api, '/api/today/due', owner);
    expect(items[0]).toMatchObject({ kind: 'request', question: 'Texte freigeben?', agreement: { id: 'a' } });
    expect(await dues(partner)).toEqual([]);
  });

  it('shows a partner the money of its own contract and of no other', async () => {
    const api = await testApi();
    const key = await api.key();
    await agree(api, key, 'a', 'partner');
    await agree(api, key, 'b', 'other');
    await record(api, key, [...wonDeals('partner', ['one', 'two', 'three']), ...wonDeals('other', ['four'])]);
    const contested = await api.call('POST', '/api/agreements/a/claims/won-deal/deal:three/contest', {
      key,
      body: { reason: 'duplicate', comment: 'zweimal gemeldet' },
    });
    expect(contested.status).toBeLessThan(300);
    const partner = { cookie: await api.cookieFor('pia@partner.test', 'partner', 'partner', ['a']) };
    const owner = { cookie: await api.cookieFor('owner@acme.test', 'owner') };
    const of = async (who: CallOptions) => (await read<'readOpenMoney'>(api, '/api/today/contracts', who)).contracts;
    const own = { agreement: 'a', certainMinor: '30000', contested: { minor: '15000', count: 1 }, inReview: { minor: '0', count: 0 } };
    expect(await of(partner)).toMatchObject([own]);
    expect(await of(owner)).toMatchObject([own, { agreement: 'b', certainMinor: '15000' }]);
    expect((await read<'listDue'>(api, '/api/today/due', partner)).items).toMatchObject([{ kind: 'objections', agreement: { id: 'a' } }]);
    const { sides } = await read<'readPromises'>(api, '/api/today/promises', partner);
    expect(sides.flatMap(({ unmeasured }) => unmeasured.map(({ agreement }) => agreement))).toEqual(['a', 'a']);
    for (const path of ['money', 'cases?of=spent', 'leaks', 'plan']) {
      expect(await api.call('GET', `/api/today/${path}`, partner)).toMatchObject({ status: 403, body: { code: 'access.no_permission' } });
    }
  });

  it('follows a statement from asked for to paid', async () => {
    const api = await testApi();
    const key = await api.key();
    await agree(api, key, 'a', 'partner');
    await record(api, key, wonDeals('partner', ['one', 'two']));
    const through = new Date().toISOString().slice(0, 7);
    const { body } = await api.call('POST', '/api/agreements/a/statements', { key, body: { through } });
    const partner = { cookie: await api.cookieFor('pia@partner.test', 'partner', 'partner', ['a']) };
    const money = async () => (await read<'readOpenMoney'>(api, '/api/today/contracts', partner)).contracts[0];
    expect(await money()).toMatchObject({ certainMinor: '0', owed: { minor: '30000', statements: 1, paymentsKnown: false } });
    await record(api, key, [fact('payment.received', `statement:${body.statementId}`, new Date().toISOString(), { amount: eur(20_000) })]);
    expect(await money()).toMatchObject({ owed: { minor: '10000', statements: 1, paymentsKnown: true } });
    const francs = { amount: { minor: '5000', currency: 'CHF' } };
    await record(api, key, [fact('payment.received', `statement:${body.statementId}`, new Date().toISOString(), francs)]);
    expect(await money()).toMatchObject({ owed: { minor: '10000', statements: 1, paymentsKnown: true } });
    // What the company paid its agency is no money that came back.
    const owner = { cookie: await api.cookieFor('owner@acme.test', 'owner') };
    const back = await read<'readMoneyBack'>(api, '/api/today/money', owner);
    expect(back).toMatchObject({ spent: { minor: '30000', statements: { count: 1 } }, received: { minor: '0', count: 0 } });
  });

  it('shows a person every client whose partner it is, and no workspace it belongs to otherwise', async () => {
    const api = await testApi();
    const key = await api.key();
    await agree(api, key, 'a', 'partner');
    await agree(api, key, 'b', 'other');
    await record(api, key, [...wonDeals('partner', ['one']), ...wonDeals('other', ['two'])]);
    const [second, third] = [await api.newWorkspace('second'), await api.newWorkspace('third')];
    const secondKey = await api.key(undefined, second);
    await agree(api, secondKey, 'c', 'partner');
    await record(api, secondKey, wonDeals('partner', ['five', 'six']));
    const cookie = await api.cookieFor('pia@partner.test', 'partner', 'partner', ['a']);
    const { people } = api.product.access;
    const pia = (await people.findByEmail('pia@partner.test'))?.id ?? '';
    await people.join(pia, { workspace: second.id, role: 'partner', party: 'partner', agreements: ['c'] });
    await people.join(pia, { workspace: third.id, role: 'marketing', party: null, agreements: [] });
    const { clients } = await read<'readClients'>(api, '/api/clients', { cookie });
    expect(
      clients.map(({ slug, contracts }) => [slug, contracts.map(({ agreement, certainMinor }) => [agreement, certainMinor])]).sort(),
    ).toEqual([
      ['acme', [['a', '15000']]],
      ['second', [['c', '30000']]],
    ]);
    await api.call('POST', '/api/second-factor-roles', { key: secondKey, body: { roles: ['partner'] } });
    const locked = (await read<'readClients'>(api, '/api/clients', { cookie })).clients.find(({ slug }) => slug === 'second');
    expect(locked).toEqual({ slug: 'second', name: 'second', locked: true, contracts: [] });
    expect((await api.call('GET', '/api/clients')).status).toBe(401);
    expect((await api.call('GET', '/api/clients', { key })).status).toBe(401);
  });
});

import { describe, expect, it } from 'vitest';
import { proposeAgreement } from '#usecases/propose-agreement.ts';
import { partnerAgreement } from './testing/partner-agreement.ts';
import { type TestApi, testApi } from './testing/test-api.ts';

const now = new Date();
const thisMonth = `${now.getUTCFullYear()}-${String(now.getUTCMonth() + 1).padStart(2, '0')}`;

/** Proposes an agreement and signs it for both parties. */
async function agree(api: TestApi, key: string, id: string): Promise<void> {
  const proposed = await api.call('POST', '/api/agreements', { key, raw: partnerAgreement(id, now.getUTCFullYear()) });
  expect(proposed).toMatchObject({ status: 200, body: { id, recorded: true, missing: [] } });
  for (const party of ['shop', 'partner']) {
    await api.call('POST', `/api/agreements/${id}/signatures`, { key, body: { hash: proposed.body.hash, party } });
  }
}

/** Leads of the partner that are won at once. */
async function winDeals(api: TestApi, key: string, names: readonly string[]): Promise<void> {
  const at = new Date().toISOString();
  const facts = names.flatMap((name) => [
    {
      kind: 'lead.captured',
      subject: `lead:${name}`,
      occurredAt: at,
      source: 'crm',
      externalId: `lead-${name}`,
      data: { source: 'partner' },
    },
    {
      kind: 'deal.won',
      subject: `deal:${name}`,
      occurredAt: at,
      source: 'crm',
      externalId: `deal-${name}`,
      data: { leads: [`lead:${name}`] },
    },
  ]);
  const { body } = await api.call('POST', '/api/facts', { key, body: { facts } });
  expect(body.answers.map(({ status }) => status)).toEqual(facts.map(() => 'recorded'));
}

describe('an agreement', () => {
  it('is refused with everything that is missing, in a dry run as an answer', async () => {
    const api = await testApi();
    const key = await api.key();
    const raw = partnerAgreement('a', now.getUTCFullYear()).replace(/^exit:[\s\S]*?^dispute:[\s\S]*?^processing:/m, 'processing:');
    const shown = await api.call('POST', '/api/agreements?dryRun=true', { key, raw });
    expect(shown).toMatchObject({
      status: 200,
      body: { id: null, recorded: false, missing: expect.arrayContaining([expect.stringContaining('exit')]) },
    });
    expect(await api.call('POST', '/api/agreements', { key, raw })).toMatchObject({ status: 422, body: { code: 'agreement.incomplete' } });
  });

  it('is in force when both parties have signed the same content', async () => {
    const api = await testApi();
    const key = await api.key();
    const { body } = await api.call('POST', '/api/agreements', { key, raw: partnerAgreement('a', now.getUTCFullYear()) });
    const sign = (hash: string, party: string) => api.call('POST', '/api/agreements/a/signatures', { key, body: { hash, party } });
    expect(await sign('0'.repeat(64), 'shop')).toMatchObject({ status: 409, body: { code: 'agreement.hash_mismatch' } });
    expect(await sign(body.hash, 'shop')).toMatchObject({ status: 200, body: { state: 'proposed', missingSignatures: ['partner'] } });
    expect(await sign(body.hash, 'partner')).toMatchObject({ status: 200, body: { state: 'in_force', missingSignatures: [] } });
    expect((await api.call('GET', '/api/agreements/a', { key })).body).toMatchObject({
      state: 'in_force',
      versions: [{ hash: body.hash }],
    });
  });

  it('whose proposal was refused leaves nothing behind that could be signed', async () => {
    const api = await testApi();
    const key = await api.key();
    await agree(api, key, 'a');
    await api.call('POST', '/api/agreements/a/statements', { key, body: { through: thisMonth } });
    const asker = { workspace: api.workspace.id, actor: 'system' };
    const text = partnerAgreement('b', now.getUTCFullYear());
    const backdated = await proposeAgreement(api.product.ports, asker, { text, on: '2020-01-01T00:00:00.000Z' });
    expect(backdated).toMatchObject({ ok: false, refusal: { code: 'fact.backfill_after_seal' } });
    expect((await api.call('GET', '/api/agreements/b', { key })).status).toBe(404);
    expect(await api.call('POST', '/api/agreements', { key, raw: text })).toMatchObject({ status: 200, body: { id: 'b', recorded: true } });
    expect((await api.call('GET', '/api/agreements/b', { key })).body).toMatchObject({ state: 'proposed', versions: [{ version: 1 }] });
  });

  it('is signed for a partner by nobody but the partner', async () => {
    const api = await testApi();
    const key = await api.key();
    const partner = await api.cookieFor('pia@partner.test', 'partner', 'partner', ['a']);
    const { body } = await api.call('POST', '/api/agreements', { key, raw: partnerAgreement('a', now.getUTCFullYear()) });
    const forPartner = { hash: body.hash, party: 'partner' };
    expect(await api.call('POST', '/api/agreements/a/signatures', { key, body: forPartner })).toMatchObject({
      status: 403,
      body: { code: 'access.party_reserved' },
    });
    const forShop = { hash: body.hash, party: 'shop' };
    expect((await api.call('POST', '/api/agreements/a/signatures', { cookie: partner, body: forShop })).status).toBe(403);
    expect((await api.call('POST', '/api/agreements/a/signatures', { cookie: partner, body: forPartner })).status).toBe(200);
  });
});

describe('from results to a statement that anyone can check', () => {
  it('settles, explains each line down to its facts, and hands out a proof file that holds', async () => {
    const api = await testApi();
    const key = await api.key();
    await agree(api, key, 'a');
    await winDeals(api, key, ['1', '2']);
    const { claims } = (await api.call('GET', '/api/agreements/a/claims', { key })).body;
    expect(claims).toMatchObject([
      { component: 'won-deal', subject: 'deal:2', state: 'counted' },
      { component: 'won-deal', subject: 'deal:1', state: 'counted' },
    ]);
    const shown = await api.call('POST', '/api/agreements/a/statements', { key, body: { through: thisMonth, dryRun: true } });
    expect(shown).toMatchObject({
      status: 200,
      body: { statementId: null, totalMinor: '30000', lines: [{ externalId: expect.any(String) }, { externalId: expect.any(String) }] },
    });
    const settled = await api.call('POST', '/api/agreements/a/statements', { key, body: { through: thisMonth } });
    expect(settled).toMatchObject({ status: 200, body: { totalMinor: '30000', openingMinor: '0', currency: 'EUR' } });
    const { statementId } = settled.body;
    const listed = await api.call('GET', '/api/statements?agreement=a', { key });
    expect(listed.body).toMatchObject({ statements: [{ id: statementId, lineCount: 2, totalMinor: '30000' }] });
    const first = (await api.call('GET', `/api/statements/${statementId}/lines?limit=1`, { key })).body;
    const second = (await api.call('GET', `/api/statements/${statementId}/lines?after=0`, { key })).body;
    expect([first, second].flatMap(({ lines }) => lines.map(({ n }) => n))).toEqual([0, 1]);
    const explained = await api.call('GET', `/api/statements/${statementId}/lines/1/explanation`, { key });
    expect(explained.body).toMatchObject({
      line: { n: 1, period: thisMonth, arithmetic: expect.arrayContaining([{ step: 'unit', amountMinor: '15000' }]) },
      determination: { answer: 'yes', definition: { key: 'deal-won', version: 1 } },
    });
    const bundle = await api.call('GET', `/api/statements/${statementId}/bundle`, { key });
    expect(bundle.headers.get('content-disposition')).toContain('attachment');
    const text = JSON.stringify(bundle.body);
    expect((await api.call('POST', '/api/verify', { key, raw: text })).body).toMatchObject({
      ok: true,
      mismatch: null,
      checked: { lines: 2 },
    });
    const changed = text.replace('"amountMinor":"15000"', '"amountMinor":"15001"');
    expect((await api.call('POST', '/api/verify', { key, raw: changed })).body).toMatchObject({ ok: false });
  });

  it('takes a cut in every written form of an instant as the same instant', async () => {
    const api = await testApi();
    const key = await api.key();
    await agree(api, key, 'a');
    await winDeals(api, key, ['1']);
    const cut = new Date().toISOString();
    const settle = (asOf: string) => api.call('POST', '/api/agreements/a/statements', { key, body: { through: thisMonth, asOf } });
    const settled = await settle(cut.replace('Z', '000Z'));
    expect(settled).toMatchObject({ status: 200, body: { asOf: cut, totalMinor: '15000' } });
    const inVienna = new Date(Date.parse(cut) + 3_600_000).toISOString().replace('Z', '+01:00');
    expect((await settle(inVienna)).body.statementId).toBe(settled.body.statementId);
    const bundle = await api.call('GET', `/api/statements/${settled.body.statementId}/bundle`, { key });
    const verified = await api.call('POST', '/api/verify', { key, raw: JSON.stringify(bundle.body) });
    expect(verified.body).toMatchObject({ ok: true, mismatch: null });
    for (const asOf of ['yesterday', '', '2026', '2026-02-30T00:00:00Z']) {
      expect(await settle(asOf), asOf).toMatchObject({ status: 400, body: { code: 'input.invalid', params: { at: 'asOf' } } });
    }
  });

  it('counts a claim whose agreed price is nothing; outside the terms is only what they leave out', async () => {
    const api = await testApi();
    const key = await api.key();
    const free = partnerAgreement('a', now.getUTCFullYear()).replace(
      'price: { model: per_unit, amount: "150.00" }',
      'price: { model: graduated, window: month, tiers: [{ upTo: 1, amount: "0.00" }, { amount: "600.00" }] }',
    );
    const { hash } = (await api.call('POST', '/api/agreements', { key, raw: free })).body;
    for (const party of ['shop', 'partner']) await api.call('POST', '/api/agreements/a/signatures', { key, body: { hash, party } });
    await winDeals(api, key, ['1', '2', '3', '4']);
    const { claims } = (await api.call('GET', '/api/agreements/a/claims', { key })).body;
    expect(claims.map(({ subject, state }) => [subject, state])).toEqual([
      ['deal:4', 'outside_terms'],
      ['deal:3', 'counted'],
      ['deal:2', 'counted'],
      ['deal:1', 'counted'],
    ]);
  });

  it('lets the payer reject with a reason and evidence, and shows both', async () => {
    const api = await testApi();
    const key = await api.key();
    await agree(api, key, 'a');
    await winDeals(api, key, ['1']);
    const reject = (body: object) => api.call('POST', '/api/agreements/a/claims/won-deal/deal:1/reject', { key, body });
    expect(await reject({ reason: 'weather' })).toMatchObject({ status: 422, body: { code: 'claim.reason_unknown' } });
    expect(await reject({ reason: 'duplicate' })).toMatchObject({ status: 422, body: { code: 'claim.evidence_missing' } });
    expect((await reject({ reason: 'duplicate', evidence: 'Ticket 7' })).status).toBe(200);
    const claim = await api.call('GET', '/api/agreements/a/claims/won-deal/deal%3A1', { key });
    expect(claim.body).toMatchObject({ state: 'rejected', decisions: [{ kind: 'rejected', reason: 'duplicate', evidence: 'Ticket 7' }] });
    expect((await api.call('GET', '/api/agreements/a/claims?state=rejected', { key })).body.claims).toHaveLength(1);
    expect((await api.call('GET', '/api/agreements/a/claims?state=counted', { key })).body.claims).toEqual([]);
  });
});

describe('a partner', () => {
  it('sees the agreements it is a party of, and of others not even that they exist', async () => {
    const api = await testApi();
    const key = await api.key();
    await agree(api, key, 'a');
    await winDeals(api, key, ['1']);
    const { statementId } = (await api.call('POST', '/api/agreements/a/statements', { key, body: { through: thisMonth } })).body;
    const own = await api.cookieFor('pia@partner.test', 'partner', 'partner', ['a']);
    const other = await api.cookieFor('otto@other.test', 'partner', 'other');
    const pages = [
      '/api/agreements/a',
      '/api/agreements/a/claims',
      '/api/agreements/a/claims/won-deal/deal:1',
      '/api/statements?agreement=a',
      `/api/statements/${statementId}`,
      `/api/statements/${statementId}/lines`,
      `/api/statements/${statementId}/lines/0/explanation`,
      `/api/statements/${statementId}/bundle`,
    ];
    for (const page of pages) {
      expect((await api.call('GET', page, { cookie: own })).status, page).toBe(200);
      expect((await api.call('GET', page, { cookie: other })).status, page).toBe(404);
    }
    expect((await api.call('GET', '/api/agreements', { cookie: other })).body).toEqual({ agreements: [] });
    expect((await api.call('GET', '/api/statements', { cookie: other })).body).toEqual({ statements: [] });
    const settle = await api.call('POST', '/api/agreements/a/statements', { cookie: own, body: { through: thisMonth } });
    expect(settle).toMatchObject({ status: 403, body: { code: 'access.no_permission' } });
  });
});

import { describe, expect, it } from 'vitest';
import type { ReadClaimInboxAnswer } from './testing/claim-inbox.ts';
import { agree, inboxOf, winDeals } from './testing/claim-inbox.ts';
import { testApi } from './testing/test-api.ts';

const named = ({ claims }: ReadClaimInboxAnswer) => claims.map((one) => `${one.agreementId} ${one.subject}`);
const claimsOf = ({ claims }: ReadClaimInboxAnswer) =>
  claims.map(({ agreementId, component, subject }) => ({ agreementId, component, subject }));

describe('the claims of all contracts', () => {
  it('are one list of what waits for the client, and its filters say how much there is of what', async () => {
    const api = await testApi();
    const key = await api.key();
    await api.call('POST', '/api/definitions', { key, raw: 'template: deal-won' });
    await agree(api, key, 'north', 'partner');
    await agree(api, key, 'south', 'fair');
    await winDeals(api, key, 'partner', ['n1', 'n2']);
    await winDeals(api, key, 'fair', ['s1']);
    const owner = await api.cookieFor('olga@shop.test', 'owner');
    const waiting = await inboxOf(api, owner);
    expect(named(waiting).sort()).toEqual(['north deal:n1', 'north deal:n2', 'south deal:s1']);
    expect(waiting.counts).toMatchObject({ waiting: 3, under_review: 3, counted: 0 });
    expect(waiting.claims[0]).toMatchObject({ acts: ['accept', 'reject'], amountMinor: '15000', clock: { kind: 'review' } });
    expect(waiting.contracts.map(({ id, side }) => `${id} ${side}`)).toEqual(['north payer', 'south payer']);
    expect(named(await inboxOf(api, owner, '?agreement=south'))).toEqual(['south deal:s1']);
    expect(named(await inboxOf(api, owner, '?text=-N2&show=all'))).toEqual(['north deal:n2']);
    expect(named(await inboxOf(api, owner, '?component=no-such'))).toEqual([]);
  });

  it('come in pages that lose and repeat none', async () => {
    const api = await testApi();
    const key = await api.key();
    await api.call('POST', '/api/definitions', { key, raw: 'template: deal-won' });
    await agree(api, key, 'north', 'partner');
    await winDeals(api, key, 'partner', ['a', 'b', 'c', 'd', 'e']);
    const owner = await api.cookieFor('olga@shop.test', 'owner');
    for (const show of ['waiting', 'all']) {
      const seen: string[] = [];
      let after: string | undefined = '';
      while (after !== undefined) {
        const page = await inboxOf(api, owner, `?show=${show}&limit=2${after === '' ? '' : `&after=${encodeURIComponent(after)}`}`);
        seen.push(...named(page));
        after = page.nextAfter;
      }
      expect(seen.toSorted(), show).toEqual(['a', 'b', 'c', 'd', 'e'].map((name) => `north deal:${name}`));
    }
  });

  it('show a partner its own contract only, and what it may object to; no name of a person or company', async () => {
    const api = await testApi();
    const key = await api.key();
    await api.call('POST', '/api/definitions', { key, raw: 'template: deal-won' });
    await agree(api, key, 'north', 'partner');
    await agree(api, key, 'south', 'fair');
    await winDeals(api, key, 'partner', ['n1']);
    await winDeals(api, key, 'fair', ['s1']);
    const partner = await api.cookieFor('pia@north.test', 'partner', 'partner', ['north']);
    expect(named(await inboxOf(api, partner))).toEqual([]);
    const all = await inboxOf(api, partner, '?show=all');
    expect(named(all)).toEqual(['north deal:n1']);
    expect(all.claims[0]).toMatchObject({ acts: [], waits: false, clock: { kind: 'review' } });
    expect(JSON.stringify(all)).not.toContain('Muster AG');
    const reject = { claims: claimsOf(all), decision: 'reject', reason: 'duplicate', evidence: 'CRM' };
    const rejected = await api.call('POST', '/api/claims/decisions', { key, body: reject });
    expect(rejected.status).toBe(200);
    const objectable = await inboxOf(api, partner);
    expect(objectable.claims).toMatchObject([{ subject: 'deal:n1', acts: ['contest'], clock: { kind: 'objection' }, amountMinor: null }]);
    const refused = await api.call('POST', '/api/claims/decisions', { cookie: partner, body: reject });
    expect(refused).toMatchObject({ status: 403, body: { code: 'access.no_permission' } });
    const path = '/api/agreements/north/claims/won-deal/deal:n1/contest';
    await api.call('POST', path, { cookie: partner, body: { comment: 'It was one of ours.' } });
    expect(named(await inboxOf(api, partner)), 'whoever objected waits for the other side').toEqual([]);
    const owner = await api.cookieFor('olga@shop.test', 'owner');
    expect((await inboxOf(api, owner, '?agreement=north')).claims).toMatchObject([{ state: 'disputed', acts: ['decide'], waits: true }]);
  });

  it('carry the company of a lead for everybody of the client, and the person for who may read personal values', async () => {
    const api = await testApi();
    const key = await api.key();
    await api.call('POST', '/api/definitions', { key, raw: 'template: deal-won' });
    await agree(api, key, 'north', 'partner');
    await winDeals(api, key, 'partner', ['n1']);
    const sales = await api.cookieFor('sam@shop.test', 'sales');
    expect((await inboxOf(api, sales)).claims).toMatchObject([{ company: 'Muster AG', person: 'Erika Muster' }]);
    const finance = await api.cookieFor('fred@shop.test', 'finance');
    const seen = await inboxOf(api, finance);
    expect(seen.claims).toMatchObject([{ company: 'Muster AG' }]);
    expect(JSON.stringify(seen)).not.toContain('Erika');
  });
});

describe('deciding many claims', () => {
  it('is shown first with the euros of each contract, then done for those that can be, one event each', async () => {
    const api = await testApi();
    const key = await api.key();
    await api.call('POST', '/api/definitions', { key, raw: 'template: deal-won' });
    await agree(api, key, 'north', 'partner');
    await agree(api, key, 'south', 'fair');
    await winDeals(api, key, 'partner', ['n1', 'n2', 'n3']);
    await winDeals(api, key, 'fair', ['s1']);
    const sales = await api.cookieFor('sam@shop.test', 'sales');
    const accepted = await api.call('POST', '/api/agreements/north/claims/won-deal/deal:n3/accept', { cookie: sales, body: {} });
    expect(accepted.status).toBe(200);
    const claims = [
      ...claimsOf(await inboxOf(api, sales, '?show=all')),
      { agreementId: 'north', component: 'won-deal', subject: 'deal:no' },
    ];
    const body = { claims, decision: 'accept', dryRun: true };
    const preview = await api.call('POST', '/api/claims/decisions', { cookie: sales, body });
    expect(preview.body).toMatchObject({
      sums: [
        { agreementId: 'north', count: 2, refused: 2, amountMinor: '30000', effectMinor: '0' },
        { agreementId: 'south', count: 1, refused: 0, amountMinor: '15000', effectMinor: '0' },
      ],
    });
    expect((await inboxOf(api, sales)).counts, 'a preview records nothing').toMatchObject({ waiting: 3 });
    const done = await api.call('POST', '/api/claims/decisions', { cookie: sales, body: { ...body, dryRun: false } });
    const outcome = new Map(rowsIn(done.body).map((row) => [row.subject, row.refusal?.code ?? row.outcome]));
    expect([...outcome].sort()).toEqual([
      ['deal:n1', 'decided'],
      ['deal:n2', 'decided'],
      ['deal:n3', 'claim.not_open'],
      ['deal:no', 'claim.unknown'],
      ['deal:s1', 'decided'],
    ]);
    expect((await inboxOf(api, sales)).counts).toMatchObject({ waiting: 0, counted: 4 });
    const facts = await api.call('GET', '/api/facts?kind=claim.accepted', { key });
    expect(facts.body.facts.map(({ subject }) => subject).sort()).toEqual(['deal:n1', 'deal:n2', 'deal:n3', 'deal:s1']);
  });

  it('counts and decides a claim once, however often it is named', async () => {
    const api = await testApi();
    const key = await api.key();
    await api.call('POST', '/api/definitions', { key, raw: 'template: deal-won' });
    await agree(api, key, 'north', 'partner');
    await winDeals(api, key, 'partner', ['n1']);
    const owner = await api.cookieFor('olga@shop.test', 'owner');
    const [claim] = claimsOf(await inboxOf(api, owner));
    const body = { claims: [claim, claim, claim], decision: 'accept' };
    for (const dryRun of [true, false]) {
      const answer = await api.call('POST', '/api/claims/decisions', { cookie: owner, body: { ...body, dryRun } });
      expect(answer.body).toMatchObject({ sums: [{ count: 1, amountMinor: '15000' }] });
    }
    expect((await api.call('GET', '/api/facts?kind=claim.accepted', { key })).body.facts).toHaveLength(1);
  });

  it('rejects with one reason that the contract names, asks for evidence, and says what the contract loses', async () => {
    const api = await testApi();
    const key = await api.key();
    await api.call('POST', '/api/definitions', { key, raw: 'template: deal-won' });
    // Seven times 150.00 meet a cap of 1,000.00: behind what is rejected, what the cap had cut moves up.
    await agree(api, key, 'north', 'partner');
    await winDeals(api, key, 'partner', ['a', 'b', 'c', 'd', 'e', 'f', 'g']);
    const owner = await api.cookieFor('olga@shop.test', 'owner');
    const claims = claimsOf(await inboxOf(api, owner)).slice(0, 1);
    const reject = (body: object) =>
      api.call('POST', '/api/claims/decisions', { cookie: owner, body: { claims, decision: 'reject', dryRun: true, ...body } });
    const codes = async (body: object) => rowsIn((await reject(body)).body).map(({ refusal, outcome }) => refusal?.code ?? outcome);
    expect(await codes({ evidence: 'CRM' })).toEqual(['claim.reason_unknown']);
    expect(await codes({ reason: 'duplicate' })).toEqual(['claim.evidence_missing']);
    expect(await codes({ reason: 'other', evidence: 'CRM' })).toEqual(['claim.comment_missing']);
    const preview = await reject({ reason: 'duplicate', evidence: 'CRM' });
    expect(preview.body).toMatchObject({ sums: [{ count: 1, amountMinor: '15000', effectMinor: '-10000' }] });
    await reject({ reason: 'duplicate', evidence: 'CRM', dryRun: false });
    expect((await inboxOf(api, owner)).counts).toMatchObject({ waiting: 6, rejected: 1 });
  });

  it('is open to owner and sales, and at most five hundred go in one request', async () => {
    const api = await testApi();
    const one = { agreementId: 'a', component: 'c', subject: 'deal:x' };
    for (const role of ['owner', 'sales'] as const) {
      const cookie = await api.cookieFor(`${role}@shop.test`, role);
      const answer = await api.call('POST', '/api/claims/decisions', { cookie, body: { claims: [one], decision: 'accept' } });
      expect(rowsIn(answer.body)).toMatchObject([{ outcome: 'refused', refusal: { code: 'agreement.unknown' } }]);
    }
    for (const role of ['marketing', 'finance', 'auditor', 'works_council', 'service', 'product'] as const) {
      const cookie = await api.cookieFor(`${role}@shop.test`, role);
      const answer = await api.call('POST', '/api/claims/decisions', { cookie, body: { claims: [one], decision: 'accept' } });
      expect(answer, role).toMatchObject({ status: 403 });
    }
    const many = Array.from({ length: 501 }, (_, n) => ({ ...one, subject: `deal:${n}` }));
    const cookie = await api.cookieOf('owner@shop.test');
    expect(await api.call('POST', '/api/claims/decisions', { cookie, body: { claims: many, decision: 'accept' } })).toMatchObject({
      status: 400,
      body: { code: 'input.invalid' },
    });
  });
});

interface Row {
  readonly subject: string;
  readonly outcome: string;
  readonly refusal?: { readonly code: string };
}

function rowsIn(body: unknown): readonly Row[] {
  return (body as { readonly rows: readonly Row[] }).rows;
}

import { describe, expect, it } from 'vitest';
import { leadCaptured, testApi } from './testing/test-api.ts';

/** What a stream of answers says, line by line. */
function linesOf(body: unknown): readonly string[] {
  const lines = String(body).trim().split('\n');
  return lines.map((line) => {
    const answer = JSON.parse(line) as { readonly status: string; readonly code?: string };
    return answer.code ?? answer.status;
  });
}

describe('recording facts', () => {
  it('answers a fact with its place and time, and a repetition as the first time', async () => {
    const api = await testApi();
    const key = await api.key();
    const first = await api.call('POST', '/api/facts', { key, body: leadCaptured('1') });
    expect(first).toMatchObject({ status: 200, body: { answers: [{ status: 'recorded', seq: 0 }] } });
    const again = await api.call('POST', '/api/facts', { key, body: leadCaptured('1') });
    expect(again.body.answers).toEqual([{ ...first.body.answers[0], status: 'repeated' }]);
  });

  it('answers one refused fact with the status of its refusal', async () => {
    const api = await testApi();
    const key = await api.key();
    const unfit = await api.call('POST', '/api/facts', { key, body: { ...leadCaptured('1'), data: {} } });
    expect(unfit).toMatchObject({
      status: 422,
      body: { code: 'fact.payload_invalid', params: { kind: 'lead.captured', field: 'source' } },
    });
    await api.call('POST', '/api/facts', { key, body: leadCaptured('1') });
    const other = await api.call('POST', '/api/facts', { key, body: { ...leadCaptured('1'), data: { source: 'social' } } });
    expect(other).toMatchObject({ status: 409, body: { code: 'fact.conflict' } });
  });

  it('records the good facts of a partly bad batch and says in order which were refused and why', async () => {
    const api = await testApi();
    const key = await api.key();
    const facts = [
      leadCaptured('1'),
      { ...leadCaptured('2'), kind: 'lead.vanished' },
      leadCaptured('3'),
      { ...leadCaptured('4'), occurredAt: '2026-03-01 09:00' },
      { ...leadCaptured('5'), colour: 'red' },
      'nonsense',
    ];
    const { status, body } = await api.call('POST', '/api/facts', { key, body: { facts } });
    expect(status).toBe(200);
    expect(body.answers.map((answer) => answer.code ?? answer.status)).toEqual([
      'recorded',
      'fact.kind_unknown',
      'recorded',
      'time.not_an_instant',
      'input.invalid',
      'input.invalid',
    ]);
    expect((await api.call('GET', '/api/facts', { key })).body.facts).toHaveLength(2);
  });

  it('answers a stream line by line and keeps what came before a broken line', async () => {
    const api = await testApi();
    const key = await api.key();
    const lines = [JSON.stringify(leadCaptured('1')), '{broken', '', JSON.stringify(leadCaptured('2'))].join('\n');
    const { status, body } = await api.call('POST', '/api/facts', { key, raw: lines, headers: { 'content-type': 'application/x-ndjson' } });
    expect(status).toBe(200);
    expect(linesOf(body)).toEqual(['recorded', 'input.invalid', 'recorded']);
  });

  it('takes thousands of facts in one stream without holding it', async () => {
    const api = await testApi();
    const key = await api.key();
    const encoder = new TextEncoder();
    let sent = 0;
    const raw = new ReadableStream<Uint8Array>({
      pull(controller) {
        if (sent === 3_000) return controller.close();
        sent += 1;
        controller.enqueue(encoder.encode(`${JSON.stringify(leadCaptured(String(sent)))}\n`));
      },
    });
    const { body } = await api.call('POST', '/api/facts', { key, raw, headers: { 'content-type': 'application/x-ndjson' } });
    expect(String(body).match(/"recorded"/g)).toHaveLength(3_000);
  });

  it('ends a stream at a line above the limit, with the reason as the last answer', async () => {
    const api = await testApi();
    const key = await api.key();
    const raw = `${JSON.stringify(leadCaptured('1'))}\n${'x'.repeat(1_100_000)}\n`;
    const { body } = await api.call('POST', '/api/facts', { key, raw, headers: { 'content-type': 'application/x-ndjson' } });
    expect(linesOf(body)).toEqual(['recorded', 'input.too_large']);
  });

  it('keeps nothing in a dry run, and answers as if it had', async () => {
    const api = await testApi();
    const key = await api.key();
    const { body } = await api.call('POST', '/api/facts?dryRun=true', {
      key,
      body: { facts: [leadCaptured('1'), { ...leadCaptured('2'), data: {} }] },
    });
    expect(body.answers).toMatchObject([{ status: 'recorded' }, { status: 'refused', code: 'fact.payload_invalid' }]);
    expect((await api.call('GET', '/api/facts', { key })).body.facts).toEqual([]);
  });

  it('refuses a body above 1 MB and one that is no JSON', async () => {
    const api = await testApi();
    const key = await api.key();
    const large = await api.call('POST', '/api/facts', {
      key,
      raw: `{"facts":["${'x'.repeat(1_000_001)}"]}`,
      headers: { 'content-length': '1000020' },
    });
    expect(large).toMatchObject({ status: 413, body: { code: 'input.too_large' } });
    expect(await api.call('POST', '/api/facts', { key, raw: '{' })).toMatchObject({ status: 400, body: { code: 'input.invalid' } });
  });

  it('derives the same subject from the same external id, in subject and in reference', async () => {
    const api = await testApi();
    const key = await api.key();
    const won = {
      kind: 'deal.won',
      subject: { type: 'deal', externalId: 'd1' },
      occurredAt: '2026-03-05',
      source: 'billing',
      data: { leads: [{ type: 'lead', externalId: '1', source: 'crm' }] },
    };
    await api.call('POST', '/api/facts', { key, body: { facts: [leadCaptured('1'), won] } });
    const { facts } = (await api.call('GET', '/api/facts', { key })).body;
    expect(facts[1]?.data['leads']).toEqual([facts[0]?.subject]);
    expect(facts[1]).toMatchObject({ occurredAt: '2026-03-04T23:00:00.000Z', precision: 'day' });
  });

  it('reads a local time only together with its zone', async () => {
    const api = await testApi();
    const key = await api.key();
    const local = { ...leadCaptured('1'), occurredAt: '2026-07-01T09:00' };
    expect((await api.call('POST', '/api/facts', { key, body: local })).body.code).toBe('time.not_an_instant');
    await api.call('POST', '/api/facts', { key, body: { ...local, timeZone: 'America/Sao_Paulo' } });
    expect((await api.call('GET', '/api/facts', { key })).body.facts[0]?.occurredAt).toBe('2026-07-01T12:00:00.000Z');
  });

  it.each([
    [
      'a target that is no id',
      { ...leadCaptured('1'), kind: 'fact.retracted', subject: 'fact:1', data: { fact: 'x', reason: 'r', by: 'b' } },
    ],
    ['a key that no text can hold', { ...leadCaptured('1'), data: { source: 'a', answers: { 'a\u0000b': 'x' } } }],
    ['a value that no text can hold', { ...leadCaptured('1'), data: { source: 'a\u0000b' } }],
    ['half a character', { ...leadCaptured('1'), externalId: '\ud800' }],
    ['the year 0', { ...leadCaptured('1'), occurredAt: '0000-01-01T00:00:00Z' }],
    ['a year of five digits', { ...leadCaptured('1'), occurredAt: '9999-12-31T23:59:59-12:00' }],
    ['a correction of nothing', { ...leadCaptured('1'), revision: 2, supersedes: '00000000-0000-4000-8000-000000000000' }],
    [
      'a retraction of nothing',
      {
        ...leadCaptured('1'),
        kind: 'fact.retracted',
        subject: 'fact:1',
        data: { fact: '00000000-0000-4000-8000-000000000000', reason: 'r', by: 'b' },
      },
    ],
  ])('refuses %s, and keeps its neighbours', async (_, bad) => {
    const api = await testApi();
    const key = await api.key();
    const { body } = await api.call('POST', '/api/facts', { key, body: { facts: [leadCaptured('2'), bad, leadCaptured('3')] } });
    expect(body.answers.map(({ status }) => status)).toEqual(['recorded', 'refused', 'recorded']);
    expect(api.failures).toEqual([]);
  });

  it('never takes a signature, a statement or a definition as a plain fact', async () => {
    const api = await testApi();
    const key = await api.key();
    const forged = {
      kind: 'agreement.signed',
      subject: 'agreement:a',
      occurredAt: '2026-03-01T09:00:00Z',
      source: 'crm',
      data: { hash: 'a'.repeat(64), party: 'payer', person: 'Eve' },
    };
    expect(await api.call('POST', '/api/facts', { key, body: forged })).toMatchObject({
      status: 403,
      body: { code: 'fact.kind_reserved' },
    });
  });

  it('takes who is one person, and its retraction, only from those who may manage people', async () => {
    const api = await testApi();
    const owner = await api.cookieOf('owner@acme.test');
    const service = await api.cookieFor('serv@acme.test', 'service');
    const at = { occurredAt: '2026-03-01T09:00:00Z', source: 'crm' };
    const said: [string, object][] = [
      ['person.merged', { into: 'person:2', reason: 'same' }],
      ['person.unmerged', { from: 'person:2', reason: 'two' }],
      ['person.kept_apart', { from: 'person:2', reason: 'two' }],
    ];
    for (const [kind, data] of said) {
      const body = { ...at, kind, subject: 'person:1', data };
      expect(await api.call('POST', '/api/facts', { cookie: service, body })).toMatchObject({
        status: 403,
        body: { code: 'fact.kind_reserved' },
      });
      const recorded = await api.call('POST', '/api/facts', { cookie: owner, body });
      expect(recorded.body.answers).toMatchObject([{ status: 'recorded' }]);
      const id = recorded.body.answers[0]?.id;
      const retraction = { ...at, kind: 'fact.retracted', subject: `fact:${id}`, data: { fact: id, reason: 'mistake', by: 'system' } };
      expect((await api.call('POST', '/api/facts', { cookie: service, body: retraction })).body.code).toBe('fact.kind_reserved');
    }
  });

  it('takes no decision on a claim as a plain fact, whoever sends it', async () => {
    const api = await testApi();
    const key = await api.key();
    const at = { subject: 'lead:1', occurredAt: '2026-03-01T09:00:00Z', source: 'crm' };
    for (const kind of [
      'claim.accepted',
      'claim.rejected',
      'claim.contested',
      'claim.decided',
      'notice.delivered',
      'holdback.condition_met',
    ]) {
      const answer = await api.call('POST', '/api/facts', { key, body: { ...at, kind, data: { agreement: 'agreement:a' } } });
      expect(answer).toMatchObject({ status: 403, body: { code: 'fact.kind_reserved' } });
    }
  });
});

describe('reading facts', () => {
  it('pages through the log without gap or repetition', async () => {
    const api = await testApi();
    const key = await api.key();
    await api.call('POST', '/api/facts', { key, body: { facts: [1, 2, 3, 4, 5].map((n) => leadCaptured(String(n))) } });
    const first = (await api.call('GET', '/api/facts?limit=2', { key })).body;
    const second = (await api.call('GET', `/api/facts?limit=2&afterSeq=${first.nextAfterSeq}`, { key })).body;
    const last = (await api.call('GET', `/api/facts?limit=2&afterSeq=${second.nextAfterSeq}`, { key })).body;
    expect([first, second, last].flatMap(({ facts }) => facts.map(({ seq }) => seq))).toEqual([0, 1, 2, 3, 4]);
    expect(last.nextAfterSeq).toBeUndefined();
  });

  it('proves a sealed fact by the path from its leaf to the root', async () => {
    const api = await testApi();
    const key = await api.key();
    const { answers } = (await api.call('POST', '/api/facts', { key, body: { facts: [1, 2, 3].map((n) => leadCaptured(String(n))) } }))
      .body;
    const unsealed = await api.call('GET', `/api/facts/${answers[1]?.id}`, { key });
    expect(unsealed.body.proof).toMatchObject({ path: [] });
    const seal = await api.product.ports.seals.take({ workspace: api.workspace.id, actor: 'system' });
    const { body } = await api.call('GET', `/api/facts/${answers[1]?.id}`, { key });
    expect(body.proof.seal).toEqual({ size: 3, root: seal.root, at: seal.at });
    expect(body.proof.path).toHaveLength(2);
    expect(body.origin).toMatchObject({ source: 'crm', externalId: '2' });
    expect(await api.call('GET', '/api/facts/00000000-0000-4000-8000-000000000000', { key })).toMatchObject({
      status: 404,
      body: { code: 'fact.unknown' },
    });
    expect(await api.call('GET', '/api/facts/nothing', { key })).toMatchObject({ status: 400, body: { code: 'input.invalid' } });
  });
});

import { expect, test } from 'vitest';
import { permissionsOfRole } from '#core/kernel/permissions.ts';
import { leadCaptured, type TestApi, testApi } from './testing/test-api.ts';

const both = { de: 'Guter Lead', en: 'Good lead' };
const definition = (version: number, least: number) => ({
  key: 'good-lead',
  version,
  subject: 'lead',
  title: both,
  wording: both,
  rule: 'lead.rating >= parameters.least',
  parameters: { least },
  overrides: {},
  examples: [
    { name: 'five', answer: 'yes', snapshot: { lead: { rating: 5 } } },
    { name: 'one', answer: 'no', snapshot: { lead: { rating: 1 } } },
  ],
});

async function setting() {
  const api = await testApi();
  const key = await api.key();
  const post = (path: string, body: unknown) => api.call('POST', path, { key, body });
  const adopt = (path: string, version: number, least: number) =>
    api.call('POST', path, { key, raw: JSON.stringify(definition(version, least)) });
  await adopt('/api/definitions', 1, 3);
  await post('/api/facts', { facts: [leadCaptured('l1'), leadCaptured('l2')] });
  return { api, key, post, adopt };
}

async function subjectOf(api: TestApi, key: string, index: number): Promise<string> {
  const facts = (await api.call('GET', '/api/facts?kind=lead.captured', { key })).body.facts;
  return facts[index]?.subject ?? '';
}

test('a lead that is open says what to ask next, and the answer settles it', async () => {
  const { api, key, post } = await setting();
  const lead = await subjectOf(api, key, 0);
  const asked = await api.call('GET', `/api/questions/${lead}`, { key });
  expect(asked.body).toMatchObject({
    definitions: [
      { definition: 'good-lead@1', answer: 'open', questions: [{ path: 'lead.rating', expects: 'number', decidesAlone: true }] },
    ],
  });
  const answered = await post(`/api/questions/${lead}`, { path: 'lead.rating', answer: '4' });
  expect(answered.body).toMatchObject({ definitions: [{ answer: 'yes', questions: [] }] });
  expect((await post(`/api/questions/${lead}`, { path: 'lead.rating', answer: '9' })).body.code).toBe('fact.payload_invalid');
  expect((await post(`/api/questions/${lead}`, { path: 'company.region', answer: 'BY' })).body.code).toBe('question.not_answered_here');
});

test('a version is replayed before it is adopted, and whoever decides by hand is told the quota', async () => {
  const { api, key, post, adopt } = await setting();
  const lead = await subjectOf(api, key, 0);
  await post(`/api/questions/${lead}`, { path: 'lead.rating', answer: '4' });
  const flips = { before: 'good-lead@1', subjects: 2, moves: [{ from: 'yes', to: 'no', subjects: 1 }] };
  expect((await adopt('/api/definition-replays', 2, 5)).body).toMatchObject(flips);
  expect((await adopt('/api/definitions', 2, 5)).body).toMatchObject({ version: 2, replay: flips });
  const override = { definition: 'good-lead', subject: lead, answer: 'yes', reason: 'rule_does_not_fit', comment: 'agreed by phone' };
  const made = await post('/api/overrides', override);
  expect(made.body).toMatchObject({ quota: { used: 1, quota: 1, subjects: 2 } });
  const listed = await api.call('GET', '/api/overrides?definition=good-lead@2', { key });
  expect(listed.body).toMatchObject({ overrides: [{ subject: lead, answer: 'yes', reason: 'rule_does_not_fit' }] });
  expect(JSON.stringify(listed.body)).not.toContain('phone');
  const { factId } = made.body as unknown as { factId: string };
  expect((await post(`/api/overrides/${factId}/take-back`, { reason: 'mistaken' })).status).toBe(200);
  expect((await api.call('GET', '/api/overrides', { key })).body).toEqual({ overrides: [] });
});

test('a trial also tells who flips while an agreed example differs; only adopting is refused', async () => {
  const { api, key, post, adopt } = await setting();
  const lead = await subjectOf(api, key, 0);
  await post(`/api/questions/${lead}`, { path: 'lead.rating', answer: '4' });
  const trial = await adopt('/api/definition-replays', 2, 6);
  expect(trial.status).toBe(200);
  expect(trial.body).toMatchObject({
    moves: [{ from: 'yes', to: 'no', subjects: 1 }],
    differing: [{ index: 0, name: 'five', expected: 'yes', found: 'no' }],
  });
  expect((await adopt('/api/definition-replays', 2, 5)).body).toMatchObject({ differing: [] });
  const adopted = await adopt('/api/definitions', 2, 6);
  expect([adopted.status, adopted.body.code]).toEqual([422, 'definition.example_failed']);
});

test('nobody says as a plain fact what only a decision may say', async () => {
  const { api, key, post } = await setting();
  const subject = await subjectOf(api, key, 0);
  const data = { definition: 'good-lead@1', answer: 'yes', reason: 'other', comment: 'x' };
  const said = await post('/api/facts', {
    kind: 'determination.overridden',
    subject,
    occurredAt: '2026-03-01T09:00:00Z',
    source: 'x',
    data,
  });
  expect(JSON.stringify(said.body)).toContain('fact.kind_reserved');
});

test('forms, proposals, merges and the list of what waits are reached over HTTP', async () => {
  const { api, key, post } = await setting();
  const form = (externalId: string, at: string) =>
    post('/api/submissions', {
      source: 'website',
      externalId,
      occurredAt: at,
      person: { name: 'Anna', email: 'anna@example.com' },
      lead: { source: 'paid_search' },
    });
  const first = await form('f1', '2026-03-01T09:00:00Z');
  expect(first.body).toMatchObject({ became: 'lead' });
  expect((await form('f2', '2026-03-01T09:01:30Z')).body).toMatchObject({ became: 'touch' });
  const { person } = first.body as unknown as { person: string };
  const other = {
    kind: 'person.recorded',
    subject: { type: 'person', externalId: 'p2' },
    occurredAt: '2026-03-02T09:00:00Z',
    source: 'crm',
  };
  await post('/api/facts', { ...other, data: { email: 'ANNA@example.com' } });
  const proposed = (await post('/api/people/merge-proposals', {})).body as unknown as { proposals: { person: string; into: string }[] };
  expect(proposed.proposals).toMatchObject([{ into: person, certainty: 'certain', reasons: ['email'] }]);
  const request = { person: proposed.proposals[0]?.person, into: person, reason: 'same address' };
  expect((await post('/api/people/merges', request)).status).toBe(200);
  expect((await api.call('GET', '/api/people/merges', { key })).body).toMatchObject({ merges: [{ into: person, reason: 'same address' }] });
  expect((await post('/api/people/unmerges', { person: request.person, reason: 'sisters' })).status).toBe(200);
  expect((await post('/api/identity-settings', { mergeCertain: true, repeatDays: 30 })).body).toEqual({
    mergeCertain: true,
    repeatDays: 30,
  });
  expect((await api.call('GET', '/api/quarantine', { key })).body).toMatchObject({
    definitions: [{ definition: 'good-lead@1' }],
    subjects: [],
  });
  expect((await api.call('GET', '/api/overlaps', { key })).body, String(api.failures)).toEqual({ overlaps: [] });
});

test('a partner neither decides by hand nor reads who is who', () => {
  for (const permission of ['claims.decide', 'people.manage', 'facts.read'] as const) {
    expect(permissionsOfRole.partner).not.toContain(permission);
  }
});

test('a definition names who adopted it, and a case can be taken as an example of what is known', async () => {
  const { api, key } = await setting();
  const listed = await api.call('GET', '/api/definitions', { key });
  expect(listed.body).toMatchObject({ definitions: [{ key: 'good-lead', version: 1, adoptedBy: expect.stringMatching(/^key:/) }] });
  expect((await api.call('GET', '/api/definitions/in-use', { key })).body).toEqual({ bindings: [] });
  const lead = await subjectOf(api, key, 0);
  const example = await api.call('GET', `/api/definition-examples/${lead}`, { key });
  expect(example.body).toMatchObject({ snapshot: { lead: { id: lead, rejected: false }, appointments: [], deals: [] } });
  expect((await api.call('GET', '/api/definition-examples/lead:none', { key })).body.code).toBe('determination.unknown');
});

import { expect, test } from 'vitest';
import type { AnswerOf } from '#protocol/endpoint.ts';
import type { readSourceFigures, readSources } from '#protocol/endpoints-figures.ts';
import { testApi } from './testing/test-api.ts';

type Figures = AnswerOf<typeof readSourceFigures>;
type Sources = AnswerOf<typeof readSources>;

const DAY_MS = 86_400_000;
const daysAgo = (days: number) => new Date(Date.now() - days * DAY_MS).toISOString();
const say = (kind: string, subject: unknown, days: number, data: object, source = 'crm') => ({
  kind,
  subject,
  occurredAt: daysAgo(days),
  source,
  data,
});
const euros = (euro: number) => ({ minor: String(euro * 100), currency: 'EUR' });

async function setting() {
  const api = await testApi();
  const key = await api.key();
  const cost = (externalId: string, euro: number) => {
    const data = { on: daysAgo(10).slice(0, 10), amount: euros(euro), cost: 'media' };
    return say('cost.recorded', { type: 'source', externalId }, 10, data, 'adserver');
  };
  const facts = [
    ...[1, 2, 3].map((n) => say('lead.captured', `lead:${n}`, 20, { source: 'ads', campaign: 'spring' })),
    say('lead.captured', 'lead:4', 20, { source: 'unbekannt' }),
    say('lead.captured', 'lead:old', 200, { source: 'ads' }),
    say('lead.contacted', 'lead:1', 19, { channel: 'phone', direction: 'out', outcome: 'reached' }),
    say('lead.rejected', 'lead:2', 18, { reason: 'spam' }),
    say('deal.won', 'deal:1', 5, { leads: ['lead:1', 'lead:4'], amount: euros(9_000) }),
    say('order.placed', 'order:1', 4, { deal: 'deal:1', net: euros(8_000) }),
    say('order.refunded', 'order:1', 3, { net: euros(500), reason: 'broken' }),
    say('payment.received', 'order:1', 2, { amount: euros(7_500) }),
    cost('ads', 400),
    cost('fair', 100),
    say('tracking.lost', { type: 'source', externalId: 'ads' }, 9, {}, 'adserver'),
    say('tracking.restored', { type: 'source', externalId: 'ads' }, 8, {}, 'adserver'),
  ];
  const { answers } = (await api.call('POST', '/api/facts', { key, body: { facts } })).body;
  expect(answers.map(({ status }) => status)).toEqual(facts.map(() => 'recorded'));
  const read = async <T>(path: string) => (await api.call('GET', path, { key })).body as unknown as T;
  return { api, read };
}

test('costs meet the leads of their source, although every system names sources by ids of its own', async () => {
  const { read } = await setting();
  const { rows, unassignedMinor, overall } = await read<Figures>('/api/source-figures?days=90');
  expect(rows.map(({ source, leads, costMinor }) => [source, leads, costMinor])).toEqual([
    ['ads', 3, '40000'],
    ['unbekannt', 1, '0'],
  ]);
  expect(unassignedMinor).toBe('10000');
  expect(rows[0]).toMatchObject({
    perLead: { state: 'too_few', minor: '13333', count: 3, enoughFrom: 10 },
    perOrder: { state: 'too_few', minor: '40000', count: 1, enoughFrom: 5 },
  });
  expect(rows[1]).toMatchObject({ perLead: { state: 'no_costs', minor: null, count: 1 } });
  expect(overall).toMatchObject({ perLead: { state: 'too_few', minor: '12500', count: 4 }, perOrder: { minor: '50000', count: 1 } });
});

test('a deal of two leads is won for both, and its money is counted once, refunds taken off', async () => {
  const { read } = await setting();
  const { rows } = await read<Figures>('/api/source-figures?days=90');
  expect(rows.map(({ source, won, orders, netMinor, receivedMinor }) => [source, won, orders, netMinor, receivedMinor])).toEqual([
    ['ads', 1, 1, '750000', '750000'],
    ['unbekannt', 1, 0, '0', '0'],
  ]);
});

test('the funnel says who ended where, and what those cost', async () => {
  const { read } = await setting();
  const { funnel } = await read<Figures>('/api/source-figures?days=90');
  expect(funnel.map(({ step, reached, ended, open, lossMinor }) => [step, reached, ended, open, lossMinor])).toEqual([
    ['captured', 4, 1, 1, '12500'],
    ['contacted', 2, 0, 0, '0'],
    ['qualified', 2, 0, 0, '0'],
    ['deal', 2, 0, 0, '0'],
    ['won', 2, 0, 0, '0'],
  ]);
  expect((await read<Figures>('/api/source-figures?days=365')).rows[0]).toMatchObject({ source: 'ads', leads: 4 });
});

test('systems say how complete their leads are, and when a source was not measured', async () => {
  const { read } = await setting();
  const { systems, gaps } = await read<Sources>('/api/sources');
  expect(systems.find(({ origin }) => origin === 'crm')).toMatchObject({ leads: 5, unknownSource: 1, withCampaign: 3, withPerson: 0 });
  expect(systems.find(({ origin }) => origin === 'adserver')).toMatchObject({ facts: 4, recent: 4, leads: 0 });
  expect(gaps).toMatchObject([{ source: 'ads' }]);
  expect(gaps[0]?.until).not.toBeNull();
});

test('a works council reads no figure of sources', async () => {
  const { api } = await setting();
  const cookie = await api.cookieFor('w@acme.test', 'works_council');
  for (const path of ['/api/source-figures', '/api/sources', '/api/leads']) {
    expect((await api.call('GET', path, { cookie })).body.code, path).toBe('access.no_permission');
  }
});

import { expect } from 'vitest';
import type { AnswerOf } from '#protocol/endpoint.ts';
import type { listLeads, readInbox, readLead } from '#protocol/endpoints-leads.ts';
import { testApi } from './test-api.ts';

export type LeadPage = AnswerOf<typeof listLeads>;
export type LeadDetail = AnswerOf<typeof readLead>;
export type Inbox = AnswerOf<typeof readInbox>;

const both = { de: 'Guter Lead', en: 'Good lead' };
const definition = {
  key: 'good-lead',
  version: 1,
  subject: 'lead',
  title: both,
  wording: both,
  rule: 'lead.rating >= 3',
  parameters: {},
  examples: [
    { name: 'five', answer: 'yes', snapshot: { lead: { rating: 5 } } },
    { name: 'one', answer: 'no', snapshot: { lead: { rating: 1 } } },
  ],
};

const HOUR_MS = 3_600_000;
const hoursAgo = (hours: number) => new Date(Date.now() - hours * HOUR_MS).toISOString();
/** A fact of the CRM, so many hours ago. */
export const say = (kind: string, subject: string, hours: number, data: object, more: object = {}) => ({
  kind,
  subject,
  occurredAt: hoursAgo(hours),
  source: 'crm',
  data,
  ...more,
});

/** Three leads: a fresh one of Anna, one that nobody answered, and one that was won. */
export async function leadSetting() {
  const api = await testApi();
  const key = await api.key();
  await api.call('POST', '/api/definitions', { key, raw: JSON.stringify(definition) });
  const facts = [
    say('company.recorded', 'company:pohl', 300, { name: 'Pohl Ladenbau' }),
    say('person.recorded', 'person:anna', 300, {
      name: 'Anna Adler',
      email: 'anna@pohl.example',
      phone: '07131 555120',
      company: 'company:pohl',
    }),
    say('lead.captured', 'lead:fresh', 1, { source: 'ads', campaign: 'spring', person: 'person:anna' }, { externalId: 'A-3' }),
    say('lead.assigned', 'lead:fresh', 1, { to: 'Selma' }),
    say('lead.captured', 'lead:tried', 60, { source: 'unbekannt' }, { externalId: 'A-2' }),
    say('lead.contacted', 'lead:tried', 30, { channel: 'phone', direction: 'out', outcome: 'no_answer' }),
    say('lead.captured', 'lead:won', 400, { source: 'ads' }, { externalId: 'A-1' }),
    say('lead.contacted', 'lead:won', 390, { channel: 'phone', direction: 'out', outcome: 'reached' }),
    say('lead.rated', 'lead:won', 380, { quality: 5, by: 'data' }),
    say('deal.won', 'deal:1', 100, { leads: ['lead:won'], amount: { minor: '500000', currency: 'EUR' } }),
    say('order.placed', 'order:1', 90, { deal: 'deal:1', net: { minor: '500000', currency: 'EUR' } }),
  ];
  const { answers } = (await api.call('POST', '/api/facts', { key, body: { facts } })).body;
  expect(answers.map(({ status }) => status)).toEqual(facts.map(() => 'recorded'));
  const read = async <T>(path: string, cookie?: string) =>
    (await api.call('GET', path, cookie === undefined ? { key } : { cookie })).body as unknown as T;
  const names = async (query: string) => (await read<LeadPage>(`/api/leads?${query}`)).leads.map(({ externalId }) => externalId);
  const act = (lead: string, body: object, cookie?: string) =>
    api.call('POST', `/api/leads/${lead}/steps`, cookie === undefined ? { key, body } : { cookie, body });
  return { api, key, read, names, act };
}

/** Of the answer to a step. */
export const factIdOf = (body: unknown) => (body as { factId: string }).factId;

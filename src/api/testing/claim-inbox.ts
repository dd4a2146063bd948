import { expect } from 'vitest';
import type { AnswerOf } from '#protocol/endpoint.ts';
import type { readClaimInbox } from '#protocol/endpoints-claim-inbox.ts';
import { partnerAgreement } from './partner-agreement.ts';
import type { TestApi } from './test-api.ts';

export type ReadClaimInboxAnswer = AnswerOf<typeof readClaimInbox>;

/** A signed contract whose claims wait for the client, for deals from one source. */
export async function agree(api: TestApi, key: string, id: string, source: string): Promise<void> {
  const raw = partnerAgreement(id, new Date().getUTCFullYear())
    .replace('countsWhen: proven', 'countsWhen: accepted')
    .replace('source: [partner]', `source: [${source}]`);
  const { hash } = (await api.call('POST', '/api/agreements', { key, raw })).body;
  for (const party of ['shop', 'partner']) {
    const signed = await api.call('POST', `/api/agreements/${id}/signatures`, { key, body: { hash, party } });
    expect(signed.status).toBe(200);
  }
}

const begun = new Date().toISOString();

/** Leads of one person at one company, won at once. */
export async function winDeals(api: TestApi, key: string, source: string, names: readonly string[]): Promise<void> {
  const about = { occurredAt: new Date().toISOString(), source: 'crm' };
  const behind = [
    {
      ...about,
      occurredAt: begun,
      kind: 'company.recorded',
      subject: 'company:muster',
      externalId: 'c-muster',
      data: { name: 'Muster AG' },
    },
    {
      ...about,
      occurredAt: begun,
      kind: 'person.recorded',
      subject: 'person:erika',
      externalId: 'p-erika',
      data: { name: 'Erika Muster', company: 'company:muster' },
    },
  ];
  const facts = names.flatMap((name) => [
    { ...about, kind: 'lead.captured', subject: `lead:${name}`, externalId: `lead-${name}`, data: { source, person: 'person:erika' } },
    { ...about, kind: 'deal.won', subject: `deal:${name}`, externalId: `deal-${name}`, data: { leads: [`lead:${name}`] } },
  ]);
  const { body } = await api.call('POST', '/api/facts', { key, body: { facts: [...behind, ...facts] } });
  expect(body.answers.filter(({ status }) => status === 'refused')).toEqual([]);
}

export async function inboxOf(api: TestApi, cookie: string, query = ''): Promise<ReadClaimInboxAnswer> {
  const answer = await api.call('GET', `/api/claims${query}`, { cookie });
  expect(answer.status).toBe(200);
  return answer.body as unknown as ReadClaimInboxAnswer;
}

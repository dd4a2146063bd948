import { expect, test } from 'vitest';
import { factIdOf, type Inbox, type LeadDetail, type LeadPage, leadSetting } from './testing/leads.ts';
import { partnerAgreement } from './testing/partner-agreement.ts';
import type { TestApi } from './testing/test-api.ts';

test('leads come newest first, page by page, and say where they stand', async () => {
  const { read, names } = await leadSetting();
  const first = await read<LeadPage>('/api/leads?limit=2');
  expect(first.leads.map(({ externalId, state }) => [externalId, state])).toEqual([
    ['A-3', 'captured'],
    ['A-2', 'captured'],
  ]);
  expect(first.facets).toMatchObject({
    count: 3,
    sources: [
      { source: 'ads', leads: 2 },
      { source: 'unbekannt', leads: 1 },
    ],
  });
  const second = await read<LeadPage>(`/api/leads?limit=2&after=${encodeURIComponent(first.nextAfter ?? '')}`);
  expect(second.leads).toMatchObject([{ externalId: 'A-1', state: 'won', answer: 'yes', contacts: { tries: 1, spoken: true } }]);
  expect(second.nextAfter).toBeUndefined();
  expect(second.facets).toBeUndefined();
  expect(await names('limit=2')).toEqual(['A-3', 'A-2']);
});

test('every filter of the list leaves out what it says', async () => {
  const { read, names } = await leadSetting();
  expect(await names('source=unbekannt')).toEqual(['A-2']);
  expect(await names('state=won')).toEqual(['A-1']);
  expect(await names('answer=yes')).toEqual(['A-1']);
  expect(await names('answer=open')).toEqual(['A-3', 'A-2']);
  expect(await names('answer=no')).toEqual([]);
  expect(await names('notContacted=true')).toEqual(['A-3']);
  expect(await names('days=1')).toEqual(['A-3']);
  const { facets } = await read<LeadPage>('/api/leads');
  expect(await names(`owner=${facets?.owners[0]?.id}`)).toEqual(['A-3']);
  expect((await read<{ code: string }>('/api/leads?definition=nothing')).code).toBe('definition.unknown');
  expect((await read<{ code: string }>('/api/leads?after=nowhere')).code).toBe('input.invalid');
});

test('who may read personal values finds a lead by name, number of the CRM, company and telephone; others by company and number only', async () => {
  const { api, key } = await leadSetting();
  const marketing = await api.cookieFor('m@acme.test', 'marketing');
  const search = async (text: string, cookie?: string) => {
    const found = await api.call('POST', '/api/leads/search', cookie === undefined ? { key, body: { text } } : { cookie, body: { text } });
    return (found.body as unknown as LeadPage).leads.map(({ externalId }) => externalId);
  };
  for (const text of ['adler', 'anna@pohl.example', 'A-3']) expect(await search(text), text).toEqual(['A-3']);
  expect(await search('555120')).toEqual(['A-3']);
  expect(await search('adler', marketing)).toEqual([]);
  expect(await search('A-3', marketing)).toEqual(['A-3']);
  expect((await api.call('POST', '/api/leads/search', { key, body: { text: 'x' } })).status).toBe(400);
});

test('a role without personal values reads no name, address, number or owner, in the list or on the page of a lead', async () => {
  const { api, read } = await leadSetting();
  const marketing = await api.cookieFor('m@acme.test', 'marketing');
  for (const path of ['/api/leads', '/api/leads/lead:fresh', '/api/inbox?owner=all']) {
    const told = JSON.stringify(await read(path, marketing));
    expect(told, path).toContain('A-3');
    for (const secret of ['Adler', 'anna@', '555120', 'Selma']) expect(told, path).not.toContain(secret);
  }
  const seller = await api.cookieFor('s@acme.test', 'sales');
  expect(await read<LeadDetail>('/api/leads/lead:fresh', seller)).toMatchObject({
    lead: { person: { name: 'Anna Adler', phone: '07131 555120' }, company: { name: 'Pohl Ladenbau' }, owner: { name: 'Selma' } },
  });
});

test('the page of a lead shows its deals, orders and what happened, newest first', async () => {
  const { read } = await leadSetting();
  const detail = await read<LeadDetail>('/api/leads/lead:won');
  expect(detail).toMatchObject({
    deals: [{ deal: 'deal:1', amountMinor: '500000', leads: 1 }],
    orders: [{ order: 'order:1', netMinor: '500000', refundedMinor: '0' }],
    claims: [],
  });
  expect(detail.facts.map(({ kind }) => kind)).toEqual(['order.placed', 'deal.won', 'lead.rated', 'lead.contacted', 'lead.captured']);
  expect((await read<{ code: string }>('/api/leads/lead:nobody')).code).toBe('lead.unknown');
});

test('a seller records a contact and takes it back at once; nobody else can take it back', async () => {
  const { api, read, act } = await leadSetting();
  const seller = await api.cookieFor('s@acme.test', 'sales');
  const told = await act('lead:fresh', { step: 'contacted', outcome: 'reached', channel: 'phone', note: 'Rückruf Montag' }, seller);
  expect((await read<LeadDetail>('/api/leads/lead:fresh')).lead.contacts).toMatchObject({ tries: 1, spoken: true });
  const other = await api.cookieFor('o@acme.test', 'sales');
  const path = `/api/lead-steps/${factIdOf(told.body)}/take-back`;
  expect((await api.call('POST', path, { cookie: other })).body.code).toBe('lead.step_unknown');
  expect((await api.call('POST', path, { cookie: seller })).status).toBe(200);
  expect((await read<LeadDetail>('/api/leads/lead:fresh')).lead.contacts).toBeNull();
  expect((await act('lead:nobody', { step: 'accepted' }, seller)).body.code).toBe('lead.unknown');
  const auditor = await api.cookieFor('a@acme.test', 'auditor');
  expect((await act('lead:fresh', { step: 'accepted' }, auditor)).body.code).toBe('access.no_permission');
});

test('every step leaves the lead in the state it says, and a rejection needs a reason', async () => {
  const { read, act } = await leadSetting();
  const steps = [
    [{ step: 'graded', criterion: 'budget', grade: 'A' }, 'captured'],
    [{ step: 'handed_over' }, 'handed_over'],
    [{ step: 'accepted' }, 'accepted'],
    [{ step: 'rejected', reason: 'no-budget', comment: 'erst 2028' }, 'rejected'],
    [{ step: 'recycled' }, 'recycled'],
    [{ step: 'assigned', to: 'Selma' }, 'recycled'],
  ] as const;
  for (const [body, state] of steps) {
    expect((await act('lead:fresh', body)).status, body.step).toBe(200);
    expect((await read<LeadDetail>('/api/leads/lead:fresh')).lead.state, body.step).toBe(state);
  }
  expect((await read<LeadDetail>('/api/leads/lead:fresh')).lead.owner).toMatchObject({ name: 'Selma' });
  expect((await act('lead:fresh', { step: 'rejected' })).status).toBe(400);
});

test('the inbox of a seller holds what is given to the name of the account, the most urgent first', async () => {
  const { api, read, act } = await leadSetting();
  const all = await read<Inbox>('/api/inbox?owner=all');
  expect(all.items.map(({ kind, lead }) => [kind, lead?.externalId])).toEqual([
    ['retry', 'A-2'],
    ['first_contact', 'A-3'],
  ]);
  const own = await read<Inbox>(`/api/inbox?owner=${all.owners[0]?.id}`);
  expect(own).toMatchObject({ known: true, owner: { name: 'Selma' } });
  expect(own.items.map(({ lead }) => lead?.externalId)).toEqual(['A-3']);
  const selma = await read<Inbox>('/api/inbox', await api.cookieFor('selma@acme.test', 'sales'));
  expect(selma).toMatchObject({ known: true, items: own.items });
  const stranger = await api.cookieFor('neu@acme.test', 'sales');
  expect(await read<Inbox>('/api/inbox', stranger)).toMatchObject({ items: [], known: false });
  await act('lead:fresh', { step: 'contacted', outcome: 'reached', channel: 'phone' });
  const asked = await read<Inbox>('/api/inbox?owner=all');
  expect(asked.items.map(({ kind }) => kind)).toEqual(['retry', 'question']);
  expect(asked.items[1]).toMatchObject({ question: { path: 'lead.rating' }, definition: 'good-lead@1' });
});

/** Under an agreement in force, a deal of a lead is claimed. */
async function claimed(api: TestApi, key: string) {
  await api.call('POST', '/api/definitions', { key, raw: 'template: deal-won' });
  const raw = partnerAgreement('north', new Date().getUTCFullYear()).replace('countsWhen: proven', 'countsWhen: accepted');
  const { hash } = (await api.call('POST', '/api/agreements', { key, raw })).body;
  for (const party of ['shop', 'partner']) {
    expect((await api.call('POST', '/api/agreements/north/signatures', { key, body: { hash, party } })).status).toBe(200);
  }
  const facts = [
    { kind: 'lead.captured', subject: 'lead:sold', occurredAt: new Date().toISOString(), source: 'crm', data: { source: 'partner' } },
    { kind: 'deal.won', subject: 'deal:sold', occurredAt: new Date().toISOString(), source: 'crm', data: { leads: ['lead:sold'] } },
  ];
  await api.call('POST', '/api/facts', { key, body: { facts } });
}

test('claims wait in the inbox with the lead they go back to, and stand on its page with what they come to', async () => {
  const { api, key, read } = await leadSetting();
  await claimed(api, key);
  const { items } = await read<Inbox>('/api/inbox?owner=all');
  const claim = items.find(({ kind }) => kind === 'claim');
  expect(claim).toMatchObject({
    lead: { lead: 'lead:sold' },
    claim: { agreementId: 'north', subject: 'deal:sold', state: 'under_review' },
  });
  expect(claim?.dueAt).not.toBeNull();
  const detail = await read<LeadDetail>('/api/leads/lead:sold');
  expect(detail.claims).toMatchObject([{ subject: 'deal:sold', state: 'under_review' }]);
  const service = await api.cookieFor('service@acme.test', 'service');
  expect((await read<LeadDetail>('/api/leads/lead:sold', service)).claims).toBeNull();
  expect((await read<Inbox>('/api/inbox?owner=all', service)).items.some(({ kind }) => kind === 'claim')).toBe(false);
});

test('a lead that somebody writes down by hand has its company, and the same person again is no second lead', async () => {
  const { api, key, read } = await leadSetting();
  const form = (externalId: string) =>
    api.call('POST', '/api/submissions', {
      key,
      body: {
        source: 'app',
        externalId,
        occurredAt: new Date().toISOString(),
        person: { name: 'Bert Brandt', email: 'bert@brandt.example' },
        company: { name: 'Brandt Aufzüge' },
        lead: { source: 'unbekannt', answers: { note: 'rief an' } },
      },
    });
  const { lead, became } = (await form('1')).body as unknown as { lead: string; became: string };
  expect(became).toBe('lead');
  expect(await read<LeadDetail>(`/api/leads/${lead}`)).toMatchObject({
    lead: { source: 'unbekannt', company: { name: 'Brandt Aufzüge' }, person: { name: 'Bert Brandt' } },
  });
  expect((await form('2')).body).toMatchObject({ became: 'touch', lead });
});

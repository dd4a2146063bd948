import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { testApi } from './testing/test-api.ts';

const anna = {
  kind: 'person.recorded',
  subject: { type: 'person', externalId: 'p1' },
  occurredAt: '2026-03-01T09:00:00Z',
  source: 'crm',
  externalId: 'p1',
  data: { name: 'Anna Adler', email: 'anna@adler.test', phone: '+49 30 1234567' },
};

interface Found {
  readonly people: readonly { readonly id: string }[];
}

describe('personal data through the interface', () => {
  it('is found, handed over, and erased after a preview; sending it again is refused', async () => {
    const api = await testApi();
    const cookie = await api.cookieFor('olga@acme.test', 'owner');
    await api.call('POST', '/api/facts', { cookie, body: anna });
    for (const text of ['adler', 'ANNA@', '030 123 45 67']) {
      const found = await api.call('POST', '/api/people/search', { cookie, body: { text } });
      expect(found.body, text).toMatchObject({ people: [{ name: 'Anna Adler', email: 'anna@adler.test' }] });
    }
    const found = await api.call('POST', '/api/people/search', { cookie, body: { text: 'adler' } });
    const { id } = (found.body as unknown as Found).people[0] ?? { id: '' };
    const own = await api.call('GET', `/api/people/${id}/export`, { cookie });
    expect(own.headers.get('content-disposition')).toContain('attachment');
    expect(own.body).toMatchObject({ format: 'belegbar-person-1', values: { [id]: { name: 'Anna Adler' } } });
    const preview = await api.call('POST', `/api/people/${id}/erase`, { cookie, body: { reason: 'request', dryRun: true } });
    expect(preview).toMatchObject({ status: 200, body: { valueCount: 3, factsKept: 1, done: false } });
    const erased = await api.call('POST', `/api/people/${id}/erase`, { cookie, body: { reason: 'request' } });
    expect(erased).toMatchObject({ status: 200, body: { valueCount: 3, done: true } });
    expect(await api.call('POST', '/api/facts', { cookie, body: anna })).toMatchObject({ status: 409, body: { code: 'person.erased' } });
    expect((await api.call('POST', '/api/people/search', { cookie, body: { text: 'adler' } })).body).toEqual({ people: [] });
    expect(JSON.stringify((await api.call('GET', '/api/facts', { cookie })).body)).not.toMatch(/Adler|adler/);
    expect(await api.call('POST', '/api/people/person:nobody/erase', { cookie, body: { reason: 'request' } })).toMatchObject({
      status: 404,
    });
  });

  it('is erased by nobody through a plain fact', async () => {
    const api = await testApi();
    const key = await api.key();
    const forged = { ...anna, kind: 'person.erased', data: { reason: 'request', by: 'me' } };
    expect(await api.call('POST', '/api/facts', { key, body: forged })).toMatchObject({
      status: 403,
      body: { code: 'fact.kind_reserved' },
    });
    const subject = `workspace:${api.workspace.id}`;
    const setting = { ...anna, kind: 'retention.set', subject, data: { rule: 'free_text', months: 1, by: 'me' } };
    expect(await api.call('POST', '/api/facts', { key, body: setting })).toMatchObject({ status: 403 });
  });

  it('is kept for ever until a period is set, and the preview says what would go', async () => {
    const api = await testApi();
    const cookie = await api.cookieFor('olga@acme.test', 'owner');
    await api.call('POST', '/api/facts', { cookie, body: { ...anna, occurredAt: '2019-03-01T09:00:00Z' } });
    expect((await api.call('GET', '/api/retention', { cookie })).body).toMatchObject({ periods: [{ months: null }, {}, {}, {}], runs: [] });
    const asked = { rule: 'contacts_without_lead', months: 36 };
    const due = await api.call('POST', '/api/retention/preview', { cookie, body: asked });
    expect(due.body).toMatchObject({ due: [{ rule: 'contacts_without_lead', people: 1, values: 3 }] });
    const set = await api.call('POST', '/api/retention', { cookie, body: asked });
    expect(set).toMatchObject({ status: 200, body: { periods: [{}, { rule: 'contacts_without_lead', months: 36 }, {}, {}] } });
    expect(await api.call('POST', '/api/retention', { cookie, body: { ...asked, months: 0 } })).toMatchObject({ status: 400 });
  });
});

describe('the backup of a workspace through the interface', () => {
  it('is streamed to its owner and to nobody else, and ends with its own check number', async () => {
    const api = await testApi();
    const cookie = await api.cookieFor('olga@acme.test', 'owner');
    await api.call('POST', '/api/facts', { cookie, body: anna });
    const { status, body, headers } = await api.call('GET', '/api/backup', { cookie });
    expect(status).toBe(200);
    expect(headers.get('content-disposition')).toContain('belegbar-acme.ndjson');
    const text = String(body);
    const end = text.lastIndexOf('{"end"');
    expect(JSON.parse(text.slice(end)).end.sha256).toBe(createHash('sha256').update(text.slice(0, end)).digest('hex'));
    expect(text).toContain('Anna Adler');
    expect(api.failures).toEqual([]);
    expect((await api.call('GET', '/api/backup', { key: await api.key(['facts:read']) })).status).toBe(403);
  });
});

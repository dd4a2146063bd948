import { describe, expect, it } from 'vitest';
import { leadCaptured, testApi } from './testing/test-api.ts';

const settings = { name: 'Kessler Nord', currency: 'CHF', timeZone: 'Europe/Zurich', region: 'DE-HH' };

describe('the settings of a workspace', () => {
  it('are changed by an owner, and its state names its holidays', async () => {
    const api = await testApi();
    const cookie = await api.cookieFor('olga@acme.test', 'owner');
    expect(await api.call('POST', '/api/workspace', { cookie, body: settings })).toMatchObject({ status: 200, body: settings });
    expect(await api.call('GET', '/api/me', { cookie })).toMatchObject({ body: { memberships: [{ workspace: settings }] } });
    expect(await api.call('GET', '/api/holidays?region=DE-HH&year=2026', { cookie })).toMatchObject({
      status: 200,
      body: { holidays: expect.arrayContaining([{ on: '2026-10-31', name: { de: 'Reformationstag', en: 'Reformation Day' } }]) },
    });
  });

  it('keep their currency once an event is recorded, and change in all else', async () => {
    const api = await testApi();
    const key = await api.key();
    await api.call('POST', '/api/facts', { key, body: leadCaptured('1') });
    expect(await api.call('POST', '/api/workspace', { key, body: settings })).toMatchObject({
      status: 409,
      body: { code: 'workspace.currency_fixed', params: { currency: 'EUR' } },
    });
    expect((await api.call('POST', '/api/workspace', { key, body: { ...settings, currency: 'EUR' } })).status).toBe(200);
  });

  it.each([
    ['timeZone', { ...settings, timeZone: 'Mars/Olympus' }],
    ['region', { ...settings, region: 'DE-XX' }],
    ['name', { ...settings, name: ' ' }],
  ])('are refused with a %s that cannot be', async (at, body) => {
    const api = await testApi();
    expect(await api.call('POST', '/api/workspace', { key: await api.key(), body })).toMatchObject({
      status: 400,
      body: { code: 'input.invalid', params: { at: expect.stringContaining(at) } },
    });
  });
});

describe('the language of a person', () => {
  it('follows them to the next sign-in', async () => {
    const api = await testApi();
    const cookie = await api.cookieFor('olga@acme.test', 'owner');
    expect(await api.call('GET', '/api/me', { cookie })).toMatchObject({ body: { person: { language: null } } });
    expect((await api.call('POST', '/api/account/language', { cookie, body: { language: 'en' } })).status).toBe(204);
    expect(await api.call('GET', '/api/me', { cookie: await api.cookieOf('olga@acme.test') })).toMatchObject({
      body: { person: { language: 'en' } },
    });
  });
});

describe('the log read from its end', () => {
  it('gives every event once, the newest first', async () => {
    const api = await testApi();
    const key = await api.key();
    await api.call('POST', '/api/facts', { key, body: { facts: ['1', '2', '3', '4', '5'].map((id) => leadCaptured(id)) } });
    const seen: number[] = [];
    let before: number | undefined = 999_999_999_999_999;
    while (before !== undefined) {
      const { body } = await api.call('GET', `/api/facts?beforeSeq=${before}&limit=2`, { key });
      seen.push(...body.facts.map(({ seq }) => seq));
      before = body.nextBeforeSeq;
    }
    expect(seen).toEqual([4, 3, 2, 1, 0]);
  });
});

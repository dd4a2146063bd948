import { describe, expect, it } from 'vitest';
import { present } from '#core/kernel/assert.ts';
import { createWorkspace } from '#usecases/create-workspace.ts';
import { cookieIn, testApi } from './testing/test-api.ts';

const company = {
  company: 'Müller & Söhne GmbH',
  name: 'Eva Müller',
  email: 'eva@mueller.test',
  currency: 'EUR',
  timeZone: 'Europe/Berlin',
};

describe('a workspace of one’s own', () => {
  it('is opened from the demo as long as the server has no real one, for the person named and nobody else', async () => {
    const api = await testApi();
    const cookie = await api.cookieFor('ruth@kessler.test', 'owner');
    const opened = await api.call('POST', '/api/workspaces', { cookie, body: company });
    expect(opened.status).toBe(201);
    const token = (opened.body as unknown as { readonly token: string }).token;
    const signedIn = await api.call('POST', '/api/session', { body: { token } });
    expect(signedIn).toMatchObject({
      status: 200,
      body: {
        person: { name: 'Eva Müller', email: 'eva@mueller.test' },
        memberships: [{ role: 'owner', workspace: { slug: 'mueller-soehne-gmbh', name: 'Müller & Söhne GmbH', purpose: 'real' } }],
      },
    });
    const me = await api.call('GET', '/api/me', { cookie });
    expect(me.body).toMatchObject({ memberships: [{ workspace: { slug: 'acme' } }] });
  });

  it('is opened again by an owner of a real one only, in their own name and under a short name that is free', async () => {
    const api = await testApi();
    const { ports, access } = api.product;
    const owner = { email: 'eva@mueller.test', name: 'Eva Müller' };
    const first = {
      slug: 'mueller-soehne-gmbh',
      name: 'Müller',
      currency: 'EUR',
      timeZone: 'Europe/Berlin',
      purpose: 'real',
      owner,
    } as const;
    expect((await createWorkspace(ports, access, first)).ok).toBe(true);
    const stranger = await api.cookieFor('ruth@kessler.test', 'owner');
    expect(await api.call('POST', '/api/workspaces', { cookie: stranger, body: company })).toMatchObject({
      status: 403,
      body: { code: 'access.no_permission' },
    });
    const eva = await api.cookieOf('eva@mueller.test');
    const further = await api.call('POST', '/api/workspaces', { cookie: eva, body: { ...company, email: 'somebody@else.test' } });
    expect(further.status).toBe(201);
    expect(present(await ports.workspaces.find('mueller-soehne-gmbh-2'), 'the second').purpose).toBe('real');
    expect(await access.people.findByEmail('somebody@else.test')).toBeUndefined();
  });

  it('needs a company whose name can be an address', async () => {
    const api = await testApi();
    const cookie = await api.cookieFor('ruth@kessler.test', 'owner');
    expect(await api.call('POST', '/api/workspaces', { cookie, body: { ...company, company: '***' } })).toMatchObject({ status: 400 });
    expect(await api.call('POST', '/api/workspaces', { body: company })).toMatchObject({ status: 401 });
  });
});

describe('the name of a person', () => {
  it('is what they say it is, from now on', async () => {
    const api = await testApi();
    const cookie = cookieIn(await api.call('POST', '/api/session', { body: { token: await api.linkFor('root@localhost', 'owner') } }));
    expect((await api.call('POST', '/api/account/name', { cookie, body: { name: 'Ruth Kessler' } })).status).toBe(204);
    expect(await api.call('GET', '/api/me', { cookie })).toMatchObject({ body: { person: { name: 'Ruth Kessler' } } });
  });
});

import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { valueOrThrow } from '#core/kernel/result.ts';
import { demoRoles } from '#usecases/act-as.ts';
import { createWorkspace } from '#usecases/create-workspace.ts';
import { demoAddress } from '#usecases/furnish-demo.ts';
import { cookieIn, testApi } from './testing/test-api.ts';

it('a workspace that is no demo has no stories, no roles to take and no new beginning', async () => {
  const api = await testApi();
  const cookie = await api.cookieFor('owner@acme.test', 'owner');
  const options = { cookie, workspace: 'acme' };
  const before = await api.product.ports.workspaces.list();
  for (const [method, path, body] of [
    ['GET', '/api/demo/stories', undefined],
    ['POST', '/api/demo/role', { role: 'auditor' }],
    ['POST', '/api/demo/reset', undefined],
  ] as const) {
    const { status, body: answer } = await api.call(method, path, body === undefined ? options : { ...options, body });
    expect({ path, status, code: answer.code }).toEqual({ path, status: 403, code: 'workspace.not_a_demo' });
  }
  expect(await api.product.ports.workspaces.list()).toEqual(before);
  await expect(api.product.demo.discard(api.workspace.id)).rejects.toThrow('only a demo workspace');
});

it('a demo is thrown away and furnished again, and a visitor looks at it through every role', { timeout: 120_000 }, async () => {
  const api = await testApi();
  const { ports, access } = api.product;
  const owner = { email: demoAddress('demo', 'leitung'), name: 'Ruth Kessler' };
  const made = { slug: 'demo', name: 'Kessler', currency: 'EUR', timeZone: 'Europe/Berlin', purpose: 'demo', owner } as const;
  const { workspace: first } = valueOrThrow(await createWorkspace(ports, access, made));
  const cookie = await api.cookieOf(owner.email);
  const options = { cookie, workspace: 'demo' };
  // What a reset that was broken off has left behind.
  await ports.workspaces.create({ ...first, id: randomUUID(), slug: 'demo-wird-neu-1' });
  const oldKey = await api.key(['admin'], first);
  expect((await api.call('POST', '/api/demo/role', { ...options, body: { role: 'sales' } })).body.code).toBe('member.unknown');

  expect((await api.call('POST', '/api/demo/reset', options)).status).toBe(204);
  expect((await api.call('GET', '/api/demo/progress', options)).body).toEqual({ progress: null });
  expect(await ports.workspaces.find(first.id)).toBeUndefined();
  expect((await ports.workspaces.list()).map(({ slug }) => slug)).toEqual(['acme', 'demo']);
  expect((await api.call('GET', '/api/members', { key: oldKey })).status).toBe(401);
  const { stories } = (await api.call('GET', '/api/demo/stories', options)).body as unknown as { readonly stories: readonly object[] };
  expect(stories).toHaveLength(6);

  for (const role of demoRoles) {
    const answer = await api.call('POST', '/api/demo/role', { ...options, body: { role } });
    expect(answer.body).toMatchObject({
      memberships: [{ role, workspace: { slug: 'demo' }, ...(role === 'partner' ? { agreements: ['nordlicht'] } : {}) }],
    });
    const visitor = { cookie: cookieIn(answer), workspace: 'demo' };
    // Whoever may not manage the workspace does not throw it away, but everybody finds the way back.
    const { status } = await api.call('GET', '/api/demo/progress', visitor);
    expect({ role, status }).toEqual({ role, status: role === 'owner' ? 200 : 403 });
    const told = await api.call('GET', '/api/demo/stories', visitor);
    expect({ role, status: told.status }).toEqual({ role, status: role === 'works_council' ? 403 : 200 });
    if (told.status === 200) expect(told.body).toEqual({ stories });
    expect((await api.call('POST', '/api/demo/role', { ...visitor, body: { role: 'owner' } })).status).toBe(200);
  }
  const key = await api.key(['claims'], (await ports.workspaces.find('demo')) ?? first);
  expect((await api.call('POST', '/api/demo/role', { key, body: { role: 'owner' } })).body.code).toBe('access.no_permission');

  // Somebody who belongs to a company with real data as well is nobody that a visitor may become.
  const auditor = await access.people.findByEmail(demoAddress('demo', 'pruefung'));
  await access.people.join(auditor?.id ?? '', { workspace: api.workspace.id, role: 'owner', party: null, agreements: [] });
  expect((await api.call('POST', '/api/demo/role', { ...options, body: { role: 'auditor' } })).body.code).toBe('access.no_permission');
});

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createSignInLink, signInUrl } from '#usecases/create-sign-in-link.ts';
import { createWorkspace } from '#usecases/create-workspace.ts';
import { readConfig } from './config.ts';
import { runServer } from './run-server.ts';
import { openProduct } from './wiring.ts';

describe('the server', () => {
  it('serves a data folder from nothing, refuses a second one on it, lets commands attach, and ends in order', {
    timeout: 120_000,
  }, async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'belegbar-server-'));
    onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }));
    const config = readConfig({ dataDir, port: 0 }, {});
    const server = await runServer(config, () => {});
    onTestFinished(() => server.stop());
    expect(await (await fetch(`${server.url}/api/health`)).json()).toMatchObject({ ok: true });

    const client = new Client(server.product.connection);
    await client.connect();
    const { rows } = await client.query('select name from job.schedule');
    await client.end();
    expect(rows.map(({ name }) => name).sort()).toEqual(['daily-retention', 'daily-seal', 'hourly-notices']);

    await expect(runServer(config, () => {})).rejects.toMatchObject({
      refusal: { code: 'data_folder.in_use', params: { pid: process.pid } },
    });

    const command = await openProduct(readConfig({ dataDir }, {}));
    const owner = { email: 'olga@acme.test', name: 'Olga' };
    const request = { slug: 'acme', name: 'Acme', currency: 'EUR', timeZone: 'Europe/Berlin', purpose: 'test', owner } as const;
    expect(await createWorkspace(command.ports, command.access, request)).toMatchObject({ ok: true });
    const link = await createSignInLink(command.access, command.ports.clock, owner.email);
    const url = new URL(link.ok ? signInUrl(command.publicUrl, link.value) : '');
    await command.close();
    // The link leads to the server that runs, although only the server knows its port.
    expect(url.origin).toBe(server.url);
    const body = JSON.stringify({ token: url.hash.slice(1) });
    const signedIn = await fetch(`${url.origin}/api/session`, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
    expect(await signedIn.json()).toMatchObject({ person: owner, memberships: [{ role: 'owner' }] });

    await server.stop();
    await server.ended;
    await expect(fetch(`${server.url}/api/health`)).rejects.toThrow();
  });
});

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openOn } from '#main/wiring.ts';
import type { OwnTableWire } from '#protocol/endpoints-own-table.ts';
import { type TestApi, testApi } from '../../src/api/testing/test-api.ts';
import { commands } from '../../src/cli/registry.ts';
import { runCommandLine } from '../../src/cli/run-command-line.ts';

const FILE = 'beispiel-anfragen.csv';
const sample = readFileSync(join(import.meta.dirname, '../../src/web/public', FILE), 'utf8');

/** What the wizard makes of the table, and its import as the browser sends it. */
async function importInBrowser(api: TestApi): Promise<string> {
  const key = await api.key();
  const looked = new FormData();
  looked.append('files', new File([sample], FILE, { type: 'text/csv' }));
  const { body } = await api.call('POST', '/api/own-table', { key, raw: looked });
  const mapping = (body as unknown as OwnTableWire).mapping ?? '';
  const sent = new FormData();
  sent.append('mapping', new File([mapping], 'saved.mapping.yaml'));
  sent.append('files', new File([sample], FILE));
  expect((await api.call('POST', '/api/imports', { key, raw: sent })).body).toMatchObject({ refusedCount: 0 });
  return mapping;
}

async function importByCommand(api: TestApi, workspace: string, mapping: string): Promise<unknown> {
  const folder = mkdtempSync(join(tmpdir(), 'belegbar-mapping-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const paths = { 'saved.mapping.yaml': mapping, [FILE]: sample };
  for (const [name, text] of Object.entries(paths)) writeFileSync(join(folder, name), text);
  const written = { out: '', err: '' };
  const output = (name: 'out' | 'err') => ({
    isTerminal: false,
    write: (text: string) => {
      written[name] += text;
    },
  });
  const words = ['import', ...Object.keys(paths).map((name) => join(folder, name)), '--workspace', workspace, '--json'];
  const exitCode = await runCommandLine(words, commands, {
    env: { BELEGBAR_HOME: folder, LANG: 'en_GB.UTF-8' },
    stdout: output('out'),
    stderr: output('err'),
    userName: 'ada',
    version: '1.2.3',
    open: () => openOn(api.product.connection, () => 'http://belegbar.test'),
    startServer: () => Promise.reject(new Error('no server here')),
  });
  expect({ exitCode, err: written.err }).toEqual({ exitCode: 0, err: '' });
  return JSON.parse(written.out);
}

/** Every fact of an import without what only its workspace decides: ids and commitments, told apart by the order in which they come up. */
async function factsOf(api: TestApi, workspace: string): Promise<readonly unknown[]> {
  const { facts } = await api.product.ports.log.page({ workspace, actor: 'system' }, -1, 10_000);
  const imported = facts.filter(({ source }) => source !== 'app');
  const numbers = new Map<string, number>();
  const numbered = (id: string) => {
    const known = numbers.get(id) ?? numbers.size;
    numbers.set(id, known);
    return `#${known}`;
  };
  return imported.map(({ kind, version, subject, occurredAt, source, externalId, revision, data }) => {
    const text = JSON.stringify({ kind, version, subject, occurredAt, source, externalId, revision, data });
    return JSON.parse(text.replaceAll(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{64}/g, numbered)) as unknown;
  });
}

test('the mapping the wizard saves gives the same events by the command line', { timeout: 300_000 }, async () => {
  const api = await testApi();
  const mapping = await importInBrowser(api);
  const other = await api.newWorkspace('second');
  const report = await importByCommand(api, other.slug, mapping);
  const inBrowser = await factsOf(api, api.workspace.id);
  expect(report).toMatchObject({ refusedCount: 0, recorded: inBrowser.length });
  expect(inBrowser.length).toBeGreaterThan(160);
  expect(await factsOf(api, other.id)).toEqual(inBrowser);
});

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { valueOrThrow } from '#core/kernel/result.ts';
import { openOn } from '#main/wiring.ts';
import { adoptDefinition } from '#usecases/adopt-definition.ts';
import { createWorkspace } from '#usecases/create-workspace.ts';
import { embeddedServer } from '../../test/database.ts';
import { commands } from './registry.ts';
import { runCommandLine } from './run-command-line.ts';

const both = { de: 'Guter Lead', en: 'Good lead' };
const definition = {
  key: 'good-lead',
  version: 1,
  subject: 'lead',
  title: both,
  wording: both,
  rule: 'lead.rating >= 3',
  overrides: {},
  examples: [
    { name: 'five', answer: 'yes', snapshot: { lead: { rating: 5 } } },
    { name: 'one', answer: 'no', snapshot: { lead: { rating: 1 } } },
  ],
};

/** A command line in this process on a workspace with one lead and two contacts that share an address. */
async function terminal() {
  const connection = await embeddedServer.database();
  const folder = mkdtempSync(join(tmpdir(), 'belegbar-by-hand-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const open = () => openOn(connection, () => 'http://belegbar.test');
  const product = await open();
  onTestFinished(() => product.close());
  const owner = { email: 'owner@shop.test', name: 'Olga' };
  const made = { slug: 'shop', name: 'Shop', currency: 'EUR', timeZone: 'Europe/Berlin', purpose: 'test', owner } as const;
  const { workspace } = valueOrThrow(await createWorkspace(product.ports, product.access, made));
  const asker = { workspace: workspace.id, actor: 'system' };
  valueOrThrow(await adoptDefinition(product.ports, asker, { text: JSON.stringify(definition) }));
  const about = { version: 1, occurredAt: '2026-02-03T09:00:00.000Z', source: 'crm', revision: 1, actor: 'system' };
  await product.ports.log.append(asker, [
    { ...about, kind: 'lead.captured', subject: 'lead:one', data: { source: 'web' } },
    { ...about, kind: 'lead.rated', subject: 'lead:one', data: { quality: 1, by: 'sales' } },
    { ...about, kind: 'person.recorded', subject: 'person:anna', data: { email: 'anna@adler.example' } },
    { ...about, kind: 'person.recorded', subject: 'person:anton', data: { email: 'ANNA@adler.example' } },
  ]);
  const run = async (...words: readonly string[]) => {
    const written = { out: '', err: '' };
    const output = (name: 'out' | 'err') => ({
      isTerminal: false,
      write: (text: string) => {
        written[name] += text;
      },
    });
    const exitCode = await runCommandLine([...words, '--json'], commands, {
      env: { BELEGBAR_HOME: folder, LANG: 'en_GB.UTF-8' },
      stdout: output('out'),
      stderr: output('err'),
      userName: 'ada',
      version: '1.2.3',
      open,
      startServer: () => Promise.reject(new Error('no server here')),
    });
    return { exitCode, ...written };
  };
  const answer = async (...words: readonly string[]) => {
    const { exitCode, out, err } = await run(...words);
    expect({ exitCode, err }, words.join(' ')).toEqual({ exitCode: 0, err: '' });
    return JSON.parse(out);
  };
  return { run, answer };
}

it('a decision by hand is taken back on the command line, and the rule decides again', async () => {
  const { run, answer } = await terminal();
  const grounds = ['--reason', 'facts_incomplete', '--comment', 'rated by mistake'];
  const { factId } = await answer('definitions', 'override', 'good-lead', 'lead:one', 'yes', ...grounds);
  const again = await run('definitions', 'override', 'good-lead', 'lead:one', 'yes', ...grounds);
  expect(again.err).toContain('determination.unchanged');
  await answer('definitions', 'take-back', factId, '--reason', 'it was no mistake');
  expect(await answer('definitions', 'override', 'good-lead', 'lead:one', 'yes', ...grounds, '--dry-run')).toMatchObject({
    factId: null,
    quota: { used: 1 },
  });
  expect((await run('definitions', 'take-back', 'the last one', '--reason', 'x')).exitCode).toBe(2);
});

it('two contacts that are kept apart on the command line are not proposed again', async () => {
  const { answer } = await terminal();
  const { proposals } = await answer('people', 'proposals');
  expect(proposals).toMatchObject([{ certainty: 'certain' }]);
  await answer('people', 'keep-apart', proposals[0].person, proposals[0].into, '--reason', 'two colleagues, one address');
  expect(await answer('people', 'proposals')).toMatchObject({ proposals: [] });
});

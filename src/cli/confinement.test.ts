import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { present } from '#core/kernel/assert.ts';
import { openOn, type Product } from '#main/wiring.ts';
import { createApiKey } from '#usecases/create-api-key.ts';
import { createWorkspace } from '#usecases/create-workspace.ts';
import { invitationUrl, inviteMember } from '#usecases/invite-member.ts';
import { embeddedServer } from '../../test/database.ts';
import type { Command } from './command.ts';
import { commands } from './registry.ts';
import { runCommandLine } from './run-command-line.ts';

/** They run a server or read a file, whatever workspace is named; `workspace` commands are about all of them. */
const aboutNoWorkspace = new Set(['start', 'verify', 'doctor', 'workspace create', 'workspace list', 'link']);

const SECRETS = ['Geheimbund', 'geheim@acme.test', 'lead:geheim'];

async function twoWorkspaces(product: Product): Promise<void> {
  for (const slug of ['acme', 'other']) {
    const name = slug === 'acme' ? 'Geheimbund' : 'Other';
    const owner = { email: slug === 'acme' ? 'geheim@acme.test' : 'owner@other.test', name: 'Olga' };
    await createWorkspace(product.ports, product.access, {
      slug,
      name,
      currency: 'EUR',
      timeZone: 'Europe/Berlin',
      purpose: 'test',
      owner,
    });
  }
}

/** What is there of the first workspace, to see that no command in the second one changed it. */
async function contentOf(product: Product, workspace: string) {
  const asker = { workspace, actor: 'system' };
  return {
    head: await product.ports.log.head(asker),
    agreements: await product.ports.documents.agreements(asker),
    members: await product.access.people.membersOf(workspace),
    keys: await product.access.keys.list(workspace),
    invitations: await product.access.invitations.open(workspace),
    seals: await product.ports.seals.list(asker),
  };
}

/** A line that reaches the command's work: every argument and needed option gets something that exists in the first workspace. */
function lineOf(command: Command, known: Readonly<Record<string, string>>, folder: string): readonly string[] {
  const values = (command.arguments ?? []).map(({ name }) => known[name] ?? join(folder, 'nothing.yaml'));
  const options = Object.entries(command.options ?? {}).flatMap(([name, { required, value }]) => {
    if (required !== true) return [];
    return value === undefined
      ? [`--${name}`]
      : [`--${name}`, known[name] ?? (/YYYY-MM/.test(value) ? '2026-01' : join(folder, 'nothing'))];
  });
  return [...command.name.split(' '), ...values, ...options, '--workspace', 'other', '--json'];
}

it('whoever works in one workspace learns and changes nothing of another, with any command', async () => {
  const connection = await embeddedServer.database();
  const product = await openOn(connection, () => 'http://belegbar.test');
  onTestFinished(() => product.close());
  const folder = mkdtempSync(join(tmpdir(), 'belegbar-walk-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  await twoWorkspaces(product);
  const acme = present(await product.ports.workspaces.find('acme'), 'workspace');
  const asker = { workspace: acme.id, actor: 'system' };
  await product.ports.log.append(asker, [
    {
      kind: 'lead.captured',
      version: 1,
      subject: 'lead:geheim',
      occurredAt: '2026-03-01T09:00:00.000Z',
      source: 'crm',
      revision: 1,
      actor: 'system',
      data: { source: 'Geheimbund' },
    },
  ]);
  const { key } = await createApiKey(product.access, asker, acme, { name: 'Geheimbund', scopes: ['admin'] });
  const invited = await inviteMember(product.ports, product.access, asker, { email: 'neu@geheim.test', role: 'sales' });
  expect(invited.ok && invitationUrl('http://belegbar.test', invited.value.token)).toContain('/invitation#');
  const before = await contentOf(product, acme.id);
  const known = {
    'e-mail': 'neu@geheim.test',
    member: before.members[0]?.id ?? '',
    role: 'auditor',
    key: key.id,
    id: key.id,
    name: 'a name',
    workspace: 'other',
    subject: 'lead:g',
    agreement: 'none',
    file: join(folder, 'nothing.yaml'),
    out: join(folder, 'out'),
  };
  const walked = commands.filter(({ name }) => !aboutNoWorkspace.has(name));
  expect(walked.length).toBeGreaterThan(20);
  for (const command of walked) {
    const said: string[] = [];
    const output = { isTerminal: false, write: (text: string) => void said.push(text) };
    // A command closes what it opened, so each gets the product on connections of its own.
    const open = () => openOn(connection, () => 'http://belegbar.test');
    const line = lineOf(command, known, folder);
    await runCommandLine(line, commands, {
      env: { BELEGBAR_HOME: folder },
      stdout: output,
      stderr: output,
      userName: 'ada',
      version: '1.2.3',
      open,
      startServer: () => Promise.reject(new Error('no server here')),
    });
    expect(said.join(''), line.join(' ')).not.toBe('');
    for (const secret of SECRETS) expect(said.join(''), line.join(' ')).not.toContain(secret);
  }
  expect(await contentOf(product, acme.id)).toEqual(before);
});

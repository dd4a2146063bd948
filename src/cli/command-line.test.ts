import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type RunningDatabase, startEmbeddedPostgres } from '#store/embedded/embedded-postgres.ts';
import * as shop from './shop.fixture.ts';

// Every command is a process of its own, and some tests run a dozen of them.
vi.setConfig({ testTimeout: 120_000 });

const program = join(import.meta.dirname, '../../bin/belegbar.js');
const home = mkdtempSync(join(tmpdir(), 'belegbar-cli-'));
const dataDir = join(home, 'data');
const file = (name: string) => join(home, name);
let database: RunningDatabase;

beforeAll(async () => {
  chmodSync(home, 0o711);
  writeFileSync(file('mapping.yaml'), shop.mapping);
  writeFileSync(file('leads.csv'), shop.leads);
  writeFileSync(file('deals.csv'), shop.deals);
  writeFileSync(file('agreement.yaml'), shop.agreement);
  // Held for all commands, as a running server would hold it; each of them attaches to it.
  database = await startEmbeddedPostgres({ dataDir });
});

afterAll(async () => {
  await database.stop();
  rmSync(home, { recursive: true, force: true });
});

interface Ran {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The command as somebody types it, in a process of its own. */
function start(args: readonly string[]) {
  const env = { ...process.env, LANG: 'en_GB.UTF-8', LC_ALL: '', DATABASE_URL: '' };
  return spawn(process.execPath, [program, ...args, '--data-dir', dataDir], { env, cwd: home });
}

function run(...args: readonly string[]): Promise<Ran> {
  const child = start(args);
  const written = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk) => {
    written.stdout += chunk;
  });
  child.stderr.on('data', (chunk) => {
    written.stderr += chunk;
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (exitCode) => resolve({ exitCode, ...written }));
  });
}

/** The answer for programs of a command that has to succeed. */
async function answer(...args: readonly string[]) {
  const { exitCode, stdout, stderr } = await run(...args, '--json');
  expect(stderr).toBe('');
  expect(exitCode).toBe(0);
  return JSON.parse(stdout);
}

async function refusal(...args: readonly string[]): Promise<string> {
  const { exitCode, stdout, stderr } = await run(...args, '--json');
  expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' });
  return stderr;
}

describe('from an empty data folder to a verified statement', () => {
  it('a workspace is asked for before there is one', async () => {
    const { exitCode, stderr } = await run('imports');
    expect(exitCode).toBe(2);
    expect(stderr).toContain('belegbar workspace create');
  });

  it('a workspace is created once, with a link for its owner', async () => {
    const created = await answer('workspace', 'create', 'shop', '--time-zone', 'Europe/Berlin', '--purpose', 'test');
    expect(created).toMatchObject({ slug: 'shop', currency: 'EUR', timeZone: 'Europe/Berlin', purpose: 'test' });
    expect(created.signInLink).toMatch(/^http:\/\/localhost:7800\/sign-in#[0-9a-f]{48}$/);
    expect(await refusal('workspace', 'create', 'shop')).toMatch(/^workspace\.exists: There is already/);
    expect((await answer('workspace', 'list')).workspaces).toHaveLength(1);
  });

  it('an agreement that lacks something is refused with the list of it', async () => {
    writeFileSync(file('incomplete.yaml'), shop.agreement.replace(/^dispute:[\s\S]*?(?=^processing)/m, ''));
    expect(await refusal('agree', 'propose', file('incomplete.yaml'))).toMatch(/^agreement\.incomplete: .*dispute/);
  });

  it('an agreement is in force when both have signed the same content; this one of 2025 has ended since', async () => {
    const proposed = await answer('agree', 'propose', file('agreement.yaml'), '--on', '2025-01-01');
    expect(proposed).toMatchObject({ id: 'shop-partner', version: 1, recorded: true });
    expect(await refusal('settle', 'shop-partner', '--through', '2025-03')).toMatch(/^agreement\.not_in_force: /);
    expect(await refusal('sign', 'shop-partner', '--as', 'nobody')).toMatch(/^agreement\.party_unknown: /);
    expect(await refusal('sign', 'shop-partner', '--as', 'shop', '--hash', '0000-0000')).toMatch(/^agreement\.hash_mismatch: /);
    const first = await answer('sign', 'shop-partner', '--as', 'shop', '--hash', proposed.checkNumber, '--on', '2025-01-01');
    expect(first).toMatchObject({ state: 'proposed', missingSignatures: ['partner'] });
    const second = await answer('agree', 'sign', 'shop-partner', '--as', 'partner', '--person', 'Ada', '--on', '2025-01-01');
    expect(second).toMatchObject({ state: 'ended', missingSignatures: [] });
    const shown = await run('agree', 'show', 'shop-partner');
    expect(shown.stdout).toContain('ended');
    expect(shown.stdout).toContain('partner: Ada');
  });

  it('a dry run shows what an import would do, and keeps nothing', async () => {
    const report = await answer('import', file('mapping.yaml'), file('leads.csv'), file('deals.csv'), '--dry-run');
    expect(report).toMatchObject({ importId: null, read: 7, recorded: 6, repeated: 0, dryRun: true });
    expect(report.refused).toEqual([
      expect.objectContaining({
        file: 'leads.csv',
        line: 5,
        code: 'import.value_unreadable',
        message: expect.stringContaining('yesterday'),
      }),
    ]);
    expect((await answer('imports')).imports).toEqual([]);
  });

  it('an import records what can be read, and importing again changes nothing', async () => {
    const files = [file('mapping.yaml'), file('leads.csv'), file('deals.csv')];
    const first = await answer('import', ...files);
    expect(first).toMatchObject({ read: 7, recorded: 6, repeated: 0, refusedCount: 1, byKind: { 'lead.captured': 3, 'deal.won': 3 } });
    expect(await answer('import', ...files)).toMatchObject({ read: 7, recorded: 0, repeated: 6 });
    const people = await run('imports');
    expect(people.stdout).toContain('shop-crm');
  });

  it('an import can be undone and done again', async () => {
    const { imports } = await answer('imports');
    expect(await answer('undo-import', imports[0].id)).toMatchObject({ retracted: 6 });
    expect(await answer('import', file('mapping.yaml'), file('leads.csv'), file('deals.csv'))).toMatchObject({ recorded: 6 });
    expect(await refusal('undo-import', 'no-such-import')).toMatch(/^import\.unknown: /);
  });

  it('leads and wins are counted by source', async () => {
    const { rows } = await answer('funnel');
    expect(rows).toEqual([
      expect.objectContaining({ source: 'partner', leads: 2, won: 2 }),
      expect.objectContaining({ source: 'newsletter', leads: 1, won: 1 }),
    ]);
  });

  it('the log is shown in the order it was written', async () => {
    const { facts } = await answer('facts', '--kind', 'deal.won', '--limit', '2');
    expect(facts).toHaveLength(2);
    expect(facts[0].seq).toBeLessThan(facts[1].seq);
  });

  it('claims are those of the partner alone', async () => {
    const { claims, counts } = await answer('claims', 'shop-partner');
    expect(claims).toHaveLength(2);
    expect(counts.counted).toBe(2);
    expect(await refusal('claims', 'no-such-agreement')).toMatch(/^agreement\.unknown: /);
  });

  it('a rejection after the review period is refused, and so is one without evidence', async () => {
    const { claims } = await answer('claims', 'shop-partner');
    const claim = ['reject', 'shop-partner', claims[0].component, claims[0].subject, '--reason', 'duplicate'];
    expect(await refusal(...claim)).toMatch(/^claim\.evidence_missing: /);
    expect(await refusal(...claim, '--evidence', 'CRM 17')).toMatch(/^claim\.review_window_over: /);
  });

  it('a preview and the statement say the same, and a statement is a difference', async () => {
    const preview = await answer('settle', 'shop-partner', '--through', '2025-03', '--dry-run');
    expect(preview).toMatchObject({ statementId: null, totalMinor: '30000', currency: 'EUR' });
    const settled = await answer('settle', 'shop-partner', '--through', '2025-03');
    expect(settled).toMatchObject({ openingMinor: '0', totalMinor: '30000', payableMinor: '30000', closingMinor: '0' });
    expect(settled.lines).toEqual(preview.lines);
    expect(settled.lines[0]).toMatchObject({
      period: '2025-03',
      amountMinor: '15000',
      arithmetic: [{ step: 'unit', amountMinor: '15000' }],
    });
    expect(settled.lines[0].key).toMatch(/^won-deal\/deal:[0-9a-f-]{36}\/1$/);
    expect(await answer('settle', 'shop-partner', '--through', '2025-04')).toMatchObject({ totalMinor: '0', lines: [] });
    expect(await refusal('settle', 'shop-partner', '--through', '2025-03')).toMatch(/^settlement\.period_before_last: /);
    expect(await refusal('settle', 'shop-partner', '--through', '2031-01')).toMatch(/^settlement\.period_outside_term: /);
  });

  it('a proof file is recomputed without a database, and a changed cent is found', async () => {
    const { statements } = await answer('statements', 'shop-partner');
    const { id } = statements.find((statement: { number: number }) => statement.number === 1);
    expect(await answer('statement', id)).toMatchObject({ statementId: id, totalMinor: '30000' });
    await answer('bundle', id, '--out', file('march.json'));
    const verified = await answer('verify', file('march.json'));
    expect(verified).toMatchObject({ ok: true, checked: { lines: 2 }, mismatch: null });
    const root = verified.statement.root;
    expect(await answer('verify', file('march.json'), '--seal', root)).toMatchObject({ ok: true });
    const foreign = await run('verify', file('march.json'), '--seal', '0'.repeat(64), '--json');
    expect(foreign.exitCode).toBe(1);
    writeFileSync(file('forged.json'), readFileSync(file('march.json'), 'utf8').replaceAll('15000', '16000'));
    const forged = await run('verify', file('forged.json'), '--json');
    expect(forged.exitCode).toBe(1);
    expect(JSON.parse(forged.stdout)).toMatchObject({ ok: false, mismatch: { expected: expect.any(String), found: expect.any(String) } });
  });

  it('what is derived equals what the log says, and the doctor finds everything in place', async () => {
    expect(await answer('rebuild', '--verify')).toMatchObject({ mode: 'verify', differences: 0 });
    expect(await answer('seal')).toMatchObject({ root: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect((await answer('doctor')).ok).toBe(true);
  });

  it('people read amounts and sentences in their language', async () => {
    const { statements } = await answer('statements');
    const german = await run('statement', statements.at(-1).id, '--lang', 'de');
    expect(german.stdout).toContain('Auszahlung');
    expect(german.stdout).toMatch(/300,00\s€/);
    const english = await run('statement', statements.at(-1).id);
    expect(english.stdout).toMatch(/300\.00\s€/);
  });
});

describe('a key', () => {
  it('is shown once, listed without its secret, and revoked', async () => {
    const { id, secret } = await answer('key', 'create', 'crm', '--scopes', 'facts:write,facts:read');
    expect(secret).toMatch(/^belegbar_test_/);
    const { keys } = await answer('key', 'list');
    expect(JSON.stringify(keys)).not.toContain(secret);
    await answer('key', 'revoke', id);
    expect(await refusal('key', 'revoke', id)).toMatch(/^access\.key_unknown: /);
  });
});

describe('a second workspace', () => {
  it('makes commands ask which one is meant', async () => {
    await answer('workspace', 'create', 'other', '--purpose', 'test');
    const { exitCode, stderr } = await run('imports');
    expect(exitCode).toBe(2);
    expect(stderr).toContain('--workspace');
    expect((await answer('imports', '--workspace', 'other')).imports).toEqual([]);
    expect(await refusal('imports', '--workspace', 'none')).toMatch(/^workspace\.unknown: /);
  });
});

describe('the server', () => {
  it('is one per data folder, and ends in order when asked', async () => {
    const server = start(['start', '--port', '0', '--json']);
    const first = await new Promise<string>((resolve) => server.stdout.once('data', (chunk) => resolve(String(chunk))));
    const { url } = JSON.parse(first);
    expect((await fetch(`${url}/api/health`)).status).toBe(200);
    expect(await refusal('start', '--port', '0')).toMatch(/^data_folder\.in_use: /);
    expect((await answer('workspace', 'list')).workspaces).toHaveLength(2);
    const ended = new Promise((resolve) => server.once('close', resolve));
    server.kill('SIGTERM');
    expect(await ended).toBe(0);
  });
});

/** A Node.js of this machine that cannot run the product itself. */
const olderNode = (process.env['PATH'] ?? '')
  .split(delimiter)
  .map((folder) => join(folder, 'node'))
  .find((node) => spawnSync(node, ['-p', "'Temporal' in globalThis"], { encoding: 'utf8' }).stdout?.trim() === 'false');

describe.skipIf(olderNode === undefined)('a machine with an older Node.js', () => {
  it('runs the command under the one that came with the packages, and hands its exit code on', () => {
    const run = (...args: readonly string[]) => spawnSync(olderNode ?? '', [program, ...args], { encoding: 'utf8', cwd: home });
    expect(run('--version')).toMatchObject({ status: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) });
    expect(run('verify', 'nowhere.json').status).toBe(2);
  });
});

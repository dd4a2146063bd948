import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type RunningDatabase, startEmbeddedPostgres } from '#store/embedded/embedded-postgres.ts';

// Every command is a process of its own.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

const program = join(import.meta.dirname, '../../bin/belegbar.js');
const home = mkdtempSync(join(tmpdir(), 'belegbar-cli-people-'));
const file = (name: string) => join(home, name);
const databases: RunningDatabase[] = [];

const mapping = `
mapping: people
source: crm
timeZone: Europe/Berlin
files:
  people: people.csv
facts:
  - from: people
    kind: person.recorded
    subject: { type: person, externalId: { column: id } }
    externalId: { column: id }
    occurredAt: { column: day, time: YYYY-MM-DD }
    data:
      name: { column: name }
      email: { column: mail }
`;

beforeAll(async () => {
  chmodSync(home, 0o711);
  writeFileSync(file('mapping.yaml'), mapping);
  writeFileSync(file('people.csv'), 'id,day,name,mail\n1,2025-01-02,Anna Adler,anna@adler.test\n2,2025-01-02,Bert Bauer,bert@bauer.test\n');
  for (const folder of ['one', 'two']) databases.push(await startEmbeddedPostgres({ dataDir: file(folder) }));
});

afterAll(async () => {
  for (const database of databases) await database.stop();
  rmSync(home, { recursive: true, force: true });
});

function run(folder: string, ...args: readonly string[]) {
  const env = { ...process.env, LANG: 'en_GB.UTF-8', LC_ALL: '', DATABASE_URL: '' };
  return spawnSync(process.execPath, [program, ...args, '--json', '--data-dir', file(folder)], { env, cwd: home, encoding: 'utf8' });
}

function answer(folder: string, ...args: readonly string[]) {
  const { status, stdout, stderr } = run(folder, ...args);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return JSON.parse(stdout);
}

describe('on the command line', () => {
  it('a person is found, handed over and erased, and the same import brings nobody back', () => {
    answer('one', 'workspace', 'create', 'probe', '--purpose', 'test');
    expect(answer('one', 'import', file('mapping.yaml'), file('people.csv'))).toMatchObject({ recorded: 2 });
    const { people } = answer('one', 'person', 'find', 'adler');
    expect(people).toEqual([expect.objectContaining({ name: 'Anna Adler', email: 'anna@adler.test' })]);
    expect(answer('one', 'person', 'export', people[0].id, '--out', file('anna.json'))).toMatchObject({ facts: 1 });
    expect(readFileSync(file('anna.json'), 'utf8')).toContain('anna@adler.test');
    expect(answer('one', 'person', 'erase', 'anna@adler', '--dry-run')).toMatchObject({ valueCount: 2, done: false });
    expect(answer('one', 'person', 'erase', 'anna@adler')).toMatchObject({ valueCount: 2, done: true });
    expect(run('one', 'person', 'erase', 'anna@adler').stderr).toMatch(/^person\.unknown: /);
    expect(run('one', 'person', 'erase', 'bauer', '--reason', 'because').status).toBe(2);
    const again = answer('one', 'import', file('mapping.yaml'), file('people.csv'));
    expect(again).toMatchObject({ recorded: 0, repeated: 1, refused: [{ code: 'person.erased', line: 2 }] });
  });

  it('retention periods are set and applied', () => {
    expect(answer('one', 'retention')).toMatchObject({ due: [], runs: [] });
    answer('one', 'retention', 'set', 'contacts_without_lead', '--months', '1');
    expect(answer('one', 'retention', 'apply', '--dry-run')).toMatchObject({ runs: [{ people: 1, values: 2 }] });
    expect(run('one', 'retention', 'set', 'contacts_without_lead', '--months', '0').status).toBe(2);
    answer('one', 'retention', 'set', 'contacts_without_lead', '--months', 'never');
    expect(answer('one', 'retention')).toMatchObject({ due: [] });
  });

  it('a workspace moves to another installation, and its backup there is the same file', () => {
    expect(answer('one', 'export', 'probe', '--to', file('probe.ndjson.gz'))).toMatchObject({ rows: expect.any(Number) });
    expect(existsSync(file('probe.ndjson.gz.partial'))).toBe(false);
    const restored = answer('two', 'restore', file('probe.ndjson.gz'), '--owner', 'olga@probe.test');
    expect(restored).toMatchObject({ slug: 'probe', signInLink: expect.stringContaining('/sign-in#') });
    answer('two', 'export', '--to', file('again.ndjson'));
    expect(readFileSync(file('again.ndjson')).equals(gunzipSync(readFileSync(file('probe.ndjson.gz'))))).toBe(true);
    expect(answer('two', 'rebuild', '--verify')).toMatchObject({ differences: 0 });
    expect(run('two', 'restore', file('probe.ndjson.gz')).stderr).toMatch(/^workspace\.exists: /);
    truncateSync(file('probe.ndjson.gz'), 300);
    expect(run('two', 'restore', file('probe.ndjson.gz')).stderr).toMatch(/^backup\.truncated: /);
    truncateSync(file('again.ndjson'), 700);
    expect(run('two', 'restore', file('again.ndjson')).stderr).toMatch(/^backup\.truncated: /);
    expect(run('one', 'export', 'nowhere', '--to', file('x')).stderr).toMatch(/^workspace\.unknown: /);
    expect(existsSync(file('x'))).toBe(false);
  });
});

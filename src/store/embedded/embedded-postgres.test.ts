import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type RunningDatabase, startEmbeddedPostgres } from './embedded-postgres.ts';
import { type OtherProcess, startOtherProcess } from './other-process.fixture.ts';
import { isAlive, readPostmasterFile } from './postmaster-file.ts';
import { canReach, runsAsRoot, userForPostgres } from './unprivileged-user.ts';

const folders: string[] = [];
const databases: RunningDatabase[] = [];
const others: OtherProcess[] = [];
let sharedDataDir = '';

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'belegbar-embedded-'));
  chmodSync(folder, 0o711);
  folders.push(folder);
  return folder;
}

async function open(dataDir = sharedDataDir, options: Partial<Parameters<typeof startEmbeddedPostgres>[0]> = {}): Promise<RunningDatabase> {
  const database = await startEmbeddedPostgres({ dataDir, ...options });
  databases.push(database);
  return database;
}

async function openElsewhere(...args: Parameters<typeof startOtherProcess>): Promise<OtherProcess> {
  const other = await startOtherProcess(...args);
  others.push(other);
  return other;
}

async function query(url: string, sql: string): Promise<readonly unknown[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<Record<string, unknown>>(sql);
    return rows.map((row) => Object.values(row)[0]);
  } finally {
    await client.end();
  }
}

async function rowsSoon(url: string, sql: string): Promise<readonly unknown[]> {
  for (const beganMs = performance.now(); ; ) {
    try {
      return await query(url, sql);
    } catch (error) {
      if (performance.now() - beganMs > 10_000) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

function serverPid(dataDir = sharedDataDir): number {
  return readPostmasterFile(join(dataDir, 'postgres', 'cluster'))?.pid ?? 0;
}

beforeAll(async () => {
  sharedDataDir = newFolder();
  const database = await startEmbeddedPostgres({ dataDir: sharedDataDir });
  await query(database.url, 'create table ledger_entry (minor bigint)');
  await database.stop();
  return async () => {
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  };
}, 20_000);

afterEach(async () => {
  for (const other of others.splice(0)) await other.kill();
  for (const database of databases.splice(0)) await database.stop();
});

describe('the private PostgreSQL of a data folder', () => {
  test('listens on no network address, writes durably and sorts by code point', async () => {
    const { url } = await open();
    const settings = [
      'listen_addresses',
      'fsync',
      'synchronous_commit',
      'full_page_writes',
      'jit',
      'timezone',
      'data_checksums',
      'server_encoding',
    ];
    const found = await query(
      url,
      `select current_setting(name) from unnest(array['${settings.join("','")}']) with ordinality as t(name, place) order by place`,
    );
    expect(found).toEqual(['', 'on', 'on', 'on', 'off', 'UTC', 'on', 'UTF8']);
    expect(await query(url, `select word from (values ('a'), ('Z'), ('ä'), ('z')) as t(word) order by word`)).toEqual(['Z', 'a', 'z', 'ä']);
  });

  test('keeps what was committed over a restart', async () => {
    const first = await open();
    expect(first.startedHere).toBe(true);
    await query(first.url, 'with gone as (delete from ledger_entry) insert into ledger_entry values (76668)');
    await first.stop();
    expect(serverPid()).toBe(0);
    const second = await open();
    expect(await query(second.url, 'select minor::text from ledger_entry')).toEqual(['76668']);
  });

  test('is started again at the same address when it is killed under a busy app, and nothing acknowledged is lost', async () => {
    const log: string[] = [];
    const { url } = await open(sharedDataDir, { onLog: (line) => log.push(line) });
    await query(url, 'with gone as (delete from ledger_entry) insert into ledger_entry values (2643000)');
    const busy = query(url, 'select pg_sleep(60)').catch(() => 'cut off');
    const killed = serverPid();
    process.kill(killed, 'SIGKILL');
    expect(await busy).toBe('cut off');
    expect(await rowsSoon(url, 'select minor::text from ledger_entry')).toEqual(['2643000']);
    expect(serverPid()).not.toBe(killed);
    expect(log).toContain('PostgreSQL has died; it is started again');
  });

  test('that a killed app left running is adopted, with its data, and ends with its last user', async () => {
    const app = await openElsewhere(sharedDataDir, 'server');
    const pid = serverPid();
    await query(app.url, 'with gone as (delete from ledger_entry) insert into ledger_entry values (1)');
    await app.kill();
    expect(isAlive(pid)).toBe(true);
    const database = await open();
    expect(database.startedHere).toBe(false);
    expect(serverPid()).toBe(pid);
    expect(await query(database.url, 'select minor::text from ledger_entry')).toEqual(['1']);
    await database.stop();
    expect(isAlive(pid)).toBe(false);
  });

  test('recovers when the app and PostgreSQL were both killed', async () => {
    const app = await openElsewhere(sharedDataDir, 'server');
    await query(app.url, 'with gone as (delete from ledger_entry) insert into ledger_entry values (2)');
    await app.kill();
    process.kill(serverPid(), 'SIGKILL');
    const database = await open();
    expect(database.startedHere).toBe(true);
    expect(await query(database.url, 'select minor::text from ledger_entry')).toEqual(['2']);
  });

  test('is not stopped under a command when the server that started it ends, nor under a server by a command', async () => {
    const server = await open();
    const command = await openElsewhere(sharedDataDir, 'command');
    expect(command.startedHere).toBe(false);
    await server.stop();
    const pid = serverPid();
    expect(isAlive(pid)).toBe(true);
    const nextServer = await open();
    await command.leave();
    expect(serverPid()).toBe(pid);
    expect(await query(nextServer.url, 'select 1')).toEqual([1]);
    await nextServer.stop();
    expect(isAlive(pid)).toBe(false);
  });

  test('is started once when several want it at the same time', async () => {
    const all = await Promise.all([open(), open(), open()]);
    expect(all.filter((database) => database.startedHere)).toHaveLength(1);
    await Promise.all(all.map((database) => database.stop()));
    expect(serverPid()).toBe(0);
  });

  test('starts although the process number in a left-over file now belongs to a stranger', async () => {
    const app = await openElsewhere(sharedDataDir, 'command');
    const clusterDir = join(sharedDataDir, 'postgres', 'cluster');
    const stranger = spawn('sleep', ['60'], { ...userForPostgres(clusterDir), stdio: 'ignore' });
    const file = join(clusterDir, 'postmaster.pid');
    const [pid, ...rest] = readFileSync(file, 'utf8').split('\n');
    await app.kill();
    process.kill(Number(pid), 'SIGKILL');
    writeFileSync(file, [stranger.pid, ...rest].join('\n'));
    const database = await open();
    expect(database.startedHere).toBe(true);
    expect(stranger.exitCode).toBe(null);
    expect(await query(database.url, 'select 1')).toEqual([1]);
    stranger.kill('SIGKILL');
  });
});

describe('a data folder in unusual surroundings', () => {
  test('with a path too long for a Unix socket gets its socket elsewhere, closed to others', async () => {
    const dataDir = join(newFolder(), 'a-folder-whose-name-alone-is-longer-than-what-fits-into-the-address-of-a-unix-socket'.repeat(2));
    const database = await open(dataDir, { durable: false });
    expect(database.connection.host).toMatch(/^\/tmp\/belegbar-[0-9a-f]{16}$/);
    expect(await query(database.url, 'select 1')).toEqual([1]);
    await database.stop();
    rmSync(database.connection.host, { recursive: true });
  });

  test('left half made by a crash is made anew; one of another major version is refused in words', async () => {
    const dataDir = newFolder();
    mkdirSync(join(dataDir, 'postgres', 'cluster.unfinished-0', 'base'), { recursive: true });
    const database = await open(dataDir, { durable: false });
    expect(existsSync(join(dataDir, 'postgres', 'cluster.unfinished-0'))).toBe(false);
    await database.stop();
    writeFileSync(join(dataDir, 'postgres', 'cluster', 'PG_VERSION'), '15\n');
    await expect(open(dataDir)).rejects.toThrow(/written by PostgreSQL 15, which PostgreSQL 18 cannot read/);
  });

  test('over TCP, as on Windows, asks for the password', async () => {
    const database = await open(newFolder(), { durable: false, transport: 'loopback' });
    expect(await query(database.url, 'show listen_addresses')).toEqual(['127.0.0.1']);
    await expect(query(database.url.replace(/:[^:@]+@/, ':wrong@'), 'select 1')).rejects.toThrow(/password authentication failed/);
  });

  test.skipIf(!runsAsRoot())(
    'below a folder that only root may enter keeps its database where PostgreSQL may go, and says where',
    async () => {
      const closed = newFolder();
      chmodSync(closed, 0o700);
      const dataDir = join(closed, 'data');
      const stateHome = newFolder();
      const database = await open(dataDir, { durable: false, stateHome });
      expect(database.connection.host.startsWith(`${stateHome}/data-`)).toBe(true);
      expect(existsSync(join(dataDir, 'postgres', 'cluster', 'PG_VERSION'))).toBe(true);
      await database.stop();
      const again = await open(dataDir, { durable: false, stateHome });
      expect(again.connection.host).toBe(database.connection.host);
    },
  );

  test.skipIf(!runsAsRoot())('used by an ordinary user runs as that user, also when root comes later', async (context) => {
    const user = userForPostgres('/nonexistent');
    if (!user || !canReach(user, process.execPath) || !canReach(user, import.meta.dirname)) return context.skip();
    const dataDir = newFolder();
    const place = join(dataDir, 'theirs');
    chmodSync(dataDir, 0o777);
    const theirs = await openElsewhere(place, 'server', user);
    expect(theirs.startedHere).toBe(true);
    expect(await query(theirs.url, 'select 1')).toEqual([1]);
    await theirs.leave();
    const ours = await open(place);
    expect(await query(ours.url, 'select 1')).toEqual([1]);
    await ours.stop();
    const theirsAgain = await openElsewhere(place, 'server', user);
    await theirsAgain.leave();
    return undefined;
  });
});

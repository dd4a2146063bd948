import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { present } from '#core/kernel/assert.ts';
import { isAlive, readPostmasterFile } from '#store/embedded/postmaster-file.ts';

const entry = join(import.meta.dirname, '../../src/main/cli.ts');

/** What dies in a crash. A database that dies alone is started again by the app; an app that dies alone leaves its database running. */
export type Victims = 'app and database' | 'database' | 'app';

/** The product as an operator runs it: a server process, its PostgreSQL, and commands beside it. */
export class RunningProduct {
  readonly dataDir: string;
  /** What the server said since it was started, for whoever has to find out why a round failed. */
  log = '';
  #server: ChildProcess | undefined;
  #url = '';
  readonly #commands = new Set<ChildProcess>();

  readonly #databaseUrl: string | undefined;

  /** With a URL, a server beside others on a database that somebody else runs. */
  constructor(dataDir: string, databaseUrl?: string) {
    this.dataDir = dataDir;
    this.#databaseUrl = databaseUrl;
  }

  get isRunning(): boolean {
    return this.#server !== undefined && isRunning(this.#server);
  }

  /** Of the server process. */
  get pid(): number | undefined {
    return this.#server?.pid;
  }

  get url(): string {
    return this.#url;
  }

  /** Resolves when the server takes requests. */
  async start(): Promise<void> {
    const server = this.#spawn(['start', '--port', '0']);
    this.#server = server;
    this.log = '';
    server.stderr?.on('data', (text) => {
      this.log += String(text);
    });
    let said = '';
    for await (const text of present(server.stdout, 'stdout')) {
      said += String(text);
      if (said.includes('\n')) break;
    }
    if (!said.includes('\n')) throw new Error(`the server ended before it took requests: ${this.log}`);
    server.stdout?.resume();
    this.#url = JSON.parse(said.slice(0, said.indexOf('\n'))).url;
  }

  /** Runs one command beside the server; its answer as JSON, or undefined if it was killed or failed. */
  async command(...args: readonly string[]): Promise<unknown> {
    const command = this.#spawn(args);
    this.#commands.add(command);
    let answer = '';
    command.stdout?.on('data', (text) => {
      answer += String(text);
    });
    let complaint = '';
    command.stderr?.on('data', (text) => {
      complaint += String(text);
    });
    await once(command, 'close');
    this.#commands.delete(command);
    if (command.exitCode !== 0) this.log += complaint;
    return command.exitCode === 0 ? JSON.parse(answer) : undefined;
  }

  /** Kills without any warning, and waits until the killed are gone. */
  async crash(victims: Victims): Promise<void> {
    const database = victims === 'app' ? [] : databaseProcesses(this.dataDir);
    const apps = victims === 'database' ? [] : [this.#server, ...this.#commands].filter((app) => app !== undefined);
    const ends = apps.filter(isRunning).map((app) => once(app, 'exit'));
    for (const app of apps) app.kill('SIGKILL');
    for (const pid of database) killNow(pid);
    await Promise.all(ends);
    while (database.some(isAlive)) await delay(5);
  }

  /** Ends in order, as an operator would. */
  async stop(): Promise<void> {
    if (this.#server === undefined || !isRunning(this.#server)) return;
    const end = once(this.#server, 'exit');
    this.#server.kill('SIGTERM');
    await end;
  }

  #spawn(args: readonly string[]): ChildProcess {
    const { DATABASE_URL: _, ...own } = process.env;
    // A data folder named by flag would be preferred to the URL.
    const [place, env] =
      this.#databaseUrl === undefined
        ? [['--data-dir', this.dataDir], own]
        : [[], { ...own, DATABASE_URL: this.#databaseUrl, BELEGBAR_DATA_DIR: this.dataDir }];
    const all = ['--disable-warning=ExperimentalWarning', entry, ...args, ...place, '--json', '--lang', 'en'];
    return spawn(process.execPath, all, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  }
}

function isRunning(child: ChildProcess): boolean {
  return child.exitCode === null && child.signalCode === null;
}

function killNow(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It ended by itself in the meantime.
  }
}

/** PostgreSQL's main process and, where the system tells, those it has started; the main one first, so that it cannot react. */
export function databaseProcesses(dataDir: string): readonly number[] {
  const main = readPostmasterFile(clusterDirOf(dataDir))?.pid;
  if (main === undefined || !isAlive(main)) return [];
  try {
    return [main, ...readFileSync(`/proc/${main}/task/${main}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number)];
  } catch {
    return [main];
  }
}

function clusterDirOf(dataDir: string): string {
  return join(dataDir, 'postgres', 'cluster');
}

/** How a test reaches the database of a data folder without counting as one of its users. */
export function connectionTo(dataDir: string) {
  const file = present(readPostmasterFile(clusterDirOf(dataDir)) ?? undefined, 'running PostgreSQL');
  return { host: file.socketDir, port: file.port, user: 'belegbar_owner', database: 'belegbar' };
}

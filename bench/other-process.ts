import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';

/** Another process of the run, which says things with `process.send`. */
export interface OtherProcess<Said> {
  readonly child: ChildProcess;
  /** The next thing it says; fails if it ends without a word. */
  said(): Promise<Said>;
  /** Asks it to end and waits until it has. */
  end(): Promise<void>;
}

/** Starts a file of this folder with one argument: what it needs to know, as JSON. */
export function startProcess<Said>(file: string, knowing: unknown): OtherProcess<Said> {
  const child = fork(join(import.meta.dirname, file), [JSON.stringify(knowing)], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const unheard: Said[] = [];
  let hear: ((said: Said) => void) | undefined;
  child.on('message', (message) => {
    if (hear === undefined) unheard.push(message as Said);
    else hear(message as Said);
    hear = undefined;
  });
  return {
    child,
    said: () =>
      new Promise<Said>((resolve, reject) => {
        const waiting = unheard.shift();
        if (waiting !== undefined) return resolve(waiting);
        hear = resolve;
        void ended.then(() => reject(new Error(`${file} ended without a word`)));
      }),
    async end() {
      if (child.connected) child.disconnect();
      await ended;
    },
  };
}

/** What the starting process handed over. */
export function known<Knowing>(): Knowing {
  return JSON.parse(process.argv[2] ?? '{}') as Knowing;
}

/** Says something to the process that started this one. */
export function say(what: object): Promise<void> {
  return new Promise((resolve) => {
    process.send?.(what, undefined, undefined, () => resolve());
  });
}

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { UnprivilegedUser } from './unprivileged-user.ts';

const script = fileURLToPath(new URL('./hold-database.fixture.ts', import.meta.url));
const greeting = z.object({ url: z.string(), startedHere: z.boolean() });

/** Another app on the same data folder, to be asked to leave or to be killed. */
export interface OtherProcess {
  readonly pid: number;
  readonly url: string;
  readonly startedHere: boolean;
  leave(): Promise<void>;
  kill(): Promise<void>;
}

export async function startOtherProcess(
  dataDir: string,
  role: 'server' | 'command',
  user: UnprivilegedUser | null = null,
): Promise<OtherProcess> {
  const child = spawn(process.execPath, [script, dataDir, role], { ...user, cwd: '/', stdio: ['pipe', 'pipe', 'inherit'] });
  const said = greeting.parse(JSON.parse(await firstLine(child)));
  const ended = once(child, 'exit');
  return {
    ...said,
    pid: child.pid ?? 0,
    async leave() {
      child.stdin.write('leave\n');
      await ended;
    },
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

async function firstLine(child: ChildProcess): Promise<string> {
  let text = '';
  for await (const chunk of child.stdout ?? []) {
    text += String(chunk);
    if (text.includes('\n')) break;
  }
  return text;
}

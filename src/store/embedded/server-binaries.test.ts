import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { z } from 'zod';
import { installedPostgres } from './installed-postgres.ts';
import { embeddedBinaries, embeddedPackageDir, program, serverBinariesIn } from './server-binaries.ts';
import { canReach, runsAsRoot, userForPostgres } from './unprivileged-user.ts';

const folder = mkdtempSync(join(tmpdir(), 'belegbar-binaries-'));
chmodSync(folder, 0o755);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The package as npm leaves it when install scripts are switched off. */
function packageWithoutLinks(name: string): string {
  const copy = join(folder, name);
  for (const part of ['package.json', 'native'])
    cpSync(join(embeddedPackageDir(), part), join(copy, part), { recursive: true, verbatimSymlinks: true });
  for (const { target } of links(copy)) rmSync(join(copy, target), { force: true });
  return copy;
}

function links(packageDir: string): readonly { target: string }[] {
  return z.array(z.object({ target: z.string() })).parse(JSON.parse(readFileSync(join(packageDir, 'native', 'pg-symlinks.json'), 'utf8')));
}

test('library links that npm did not make are restored, after which the programs run', () => {
  const packageDir = packageWithoutLinks('no-links');
  const binaries = embeddedBinaries(null, join(folder, 'copies'), packageDir);
  expect(binaries.binDir).toBe(join(packageDir, 'native', 'bin'));
  expect(links(packageDir).every(({ target }) => existsSync(join(packageDir, target)))).toBe(true);
  expect(serverBinariesIn(binaries.binDir)).toEqual(binaries);
});

test.skipIf(!runsAsRoot())('binaries that PostgreSQL’s user cannot read are copied once to where it can, and run there', () => {
  const user = userForPostgres('/nonexistent');
  if (!user) throw new Error('no unprivileged user');
  const packageDir = packageWithoutLinks('closed');
  chmodSync(packageDir, 0o700);
  chmodSync(join(packageDir, 'native', 'bin', 'postgres'), 0o700);
  const binaries = embeddedBinaries(user, join(folder, 'copies'), packageDir);
  const postgres = program(binaries, 'postgres');
  expect(postgres.startsWith(join(folder, 'copies'))).toBe(true);
  expect(canReach(user, postgres)).toBe(true);
  expect(execFileSync(postgres, ['--version'], { ...user, encoding: 'utf8' })).toContain('(PostgreSQL) 18.');
  expect(embeddedBinaries(user, join(folder, 'copies'), packageDir)).toEqual(binaries);
});

test('servers that the machine brings itself are found by their major version', () => {
  for (const { binDir, major } of installedPostgres()) expect(serverBinariesIn(binDir).major).toBe(major);
});

import { existsSync, readdirSync } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';
import { program, type ServerBinaries, serverBinariesIn } from './server-binaries.ts';

/** Where the packages of the distributions put the server binaries of each major version. */
const parentFolders = [
  { folder: '/usr/lib/postgresql', bin: 'bin' },
  { folder: '/opt/homebrew/opt', bin: 'bin', prefix: 'postgresql@' },
  { folder: '/usr/local/opt', bin: 'bin', prefix: 'postgresql@' },
  { folder: '/usr', bin: 'bin', prefix: 'pgsql-' },
];

/** PostgreSQL servers that the machine brings itself, oldest major version first; all of at least `fromMajor`. */
export function installedPostgres(fromMajor = 15): readonly ServerBinaries[] {
  const candidates = parentFolders.flatMap(({ folder, bin, prefix = '' }) =>
    existsSync(folder)
      ? readdirSync(folder)
          .filter((name) => name.startsWith(prefix))
          .map((name) => join(folder, name, bin))
      : [],
  );
  const { PATH = '' } = process.env;
  const onPath = PATH.split(delimiter).filter((folder) => isAbsolute(folder));
  const found = new Map<number, ServerBinaries>();
  for (const binDir of [...candidates, ...onPath]) {
    const binaries = { binDir, major: 0 };
    if (!existsSync(program(binaries, 'postgres')) || !existsSync(program(binaries, 'initdb'))) continue;
    const { major } = serverBinariesIn(binDir);
    if (major >= fromMajor && !found.has(major)) found.set(major, { binDir, major });
  }
  return [...found.values()].toSorted((a, b) => a.major - b.major);
}

import { posix } from 'node:path';
import type { SourceFile } from './source-file.ts';

const core = ['core/kernel', 'core/facts', 'core/definitions', 'core/measures', 'core/promises', 'core/settlement', 'core/proof'];

/** What use cases need from outside: the files of a room that others may see alone. */
const ports = [
  'usecases/ports.ts',
  'usecases/determination-ports.ts',
  'usecases/identity-ports.ts',
  'usecases/today-ports.ts',
  'usecases/lead-ports.ts',
  'usecases/source-figure-ports.ts',
  'usecases/holiday-port.ts',
  'usecases/seal-ports.ts',
  'usecases/upkeep-ports.ts',
];

/** Which rooms a room may import. */
export const roomsOf: Readonly<Record<string, readonly string[]>> = {
  'core/kernel': [],
  'core/facts': ['core/kernel'],
  'core/definitions': core.slice(0, 2),
  'core/measures': core.slice(0, 3),
  'core/promises': core.slice(0, 4),
  'core/settlement': core.slice(0, 5),
  'core/proof': core.slice(0, 6),
  protocol: core,
  usecases: core,
  store: [...core, ...ports],
  connectors: [...core, 'usecases/ports.ts', 'usecases/holiday-port.ts', 'usecases/own-table-ports.ts'],
  jobs: [...core, 'usecases'],
  api: ['core/kernel', 'protocol', 'usecases'],
  cli: ['core/kernel', 'protocol', 'usecases'],
  web: [...core, 'protocol'],
  main: [...core, 'protocol', 'usecases', 'store', 'connectors', 'jobs', 'api', 'cli', 'web'],
};

/** Rooms whose folders are siblings that never import each other. */
const roomsOfSiblings = ['core/measures', 'core/promises'];

/** Which npm packages a room may use; `node:` stands for what Node.js brings along. */
export const packagesOf: Readonly<Record<string, readonly string[]>> = {
  'core/kernel': ['@noble/hashes'],
  'core/facts': [],
  'core/definitions': ['@marcbachmann/cel-js'],
  'core/measures': [],
  'core/promises': ['zod'],
  'core/settlement': [],
  'core/proof': ['zod'],
  protocol: ['zod'],
  usecases: ['yaml'],
  store: ['node:', 'kysely', 'pg', 'pg-copy-streams', 'zod'],
  connectors: ['node:', 'date-holidays', 'papaparse', 'saxes', 'yaml', 'zod'],
  jobs: ['node:', 'pg-boss'],
  api: ['node:', '@hono/node-server', 'better-auth', 'hono', 'zod'],
  cli: ['node:'],
  web: [
    '@fontsource/ibm-plex-mono',
    '@fontsource/ibm-plex-sans',
    '@mantine/core',
    '@mantine/hooks',
    '@mantine/notifications',
    '@mantine/spotlight',
    '@tanstack/react-query',
    '@tanstack/react-router',
    'qrcode-generator',
    'react',
    'react-dom',
    'react-querybuilder',
    'zod',
  ],
  main: ['node:', '@hono/node-server', 'better-auth', 'hono', 'kysely', 'pg'],
};

/** What tests may use besides, wherever they stand. */
const packagesOfTests = ['node:', 'vitest', 'fast-check', 'playwright-core', 'axe-core', 'vite', 'yaml'];

export interface Place {
  readonly room: string;
  /** The folder below the room, if the room is one of siblings. */
  readonly sibling?: string;
  /** Below src/. */
  readonly file: string;
}

/** The room of a file below src/, or undefined if it stands in none. */
export function placeOf(path: string): Place | undefined {
  const file = path.replace(/^src\//, '');
  const room = Object.keys(roomsOf).find((name) => file.startsWith(`${name}/`));
  if (room === undefined) return undefined;
  const sibling = roomsOfSiblings.includes(room) ? file.slice(room.length + 1).split('/')[0] : undefined;
  return sibling === undefined ? { room, file } : { room, sibling, file };
}

function isTest(path: string): boolean {
  return /\.(test|fixture)\.tsx?$/.test(path) || path.includes('/testing/');
}

function packageOf(specifier: string): string {
  if (specifier.startsWith('node:')) return 'node:';
  const parts = specifier.split('/');
  return specifier.startsWith('@') ? parts.slice(0, 2).join('/') : (parts[0] ?? specifier);
}

function judgePackage(from: Place, specifier: string, test: boolean): string | undefined {
  const name = packageOf(specifier);
  if (packagesOf[from.room]?.includes(name) || (test && packagesOfTests.includes(name))) return undefined;
  return `${from.room} may not use ${name}`;
}

function judgeRoom(from: Place, to: Place, test: boolean): string | undefined {
  if (from.room === to.room) {
    return from.sibling === to.sibling ? undefined : `${from.room}/${from.sibling} may not import its sibling ${to.sibling}`;
  }
  // A test of an outer room sets up the real thing, whatever that takes; the core's tests stay as pure as the core.
  if (test && !from.room.startsWith('core/')) return undefined;
  if (to.room === 'main') return 'nobody imports main';
  const allowed = roomsOf[from.room] ?? [];
  return allowed.includes(to.room) || allowed.includes(to.file) ? undefined : `${from.room} may not import ${to.room}`;
}

/** Why this import breaks the law, or undefined. */
function judge(from: Place, specifier: string, test: boolean): string | undefined {
  if (/\.(css|woff2?)(\?.*)?$/.test(specifier) && from.room === 'web') return undefined;
  if (specifier.startsWith('#')) {
    const to = placeOf(`src/${specifier.slice(1)}`);
    if (to === undefined) return `${specifier} lies in no room`;
    const inside = to.room.split('/')[0] === from.room.split('/')[0] && (to.room === from.room || !from.room.startsWith('core/'));
    if (inside && to.sibling === from.sibling) return `inside ${from.room} imports are relative: ${specifier}`;
    return judgeRoom(from, to, test);
  }
  if (!specifier.startsWith('.')) return judgePackage(from, specifier, test);
  const target = posix.join(posix.dirname(`src/${from.file}`), specifier);
  // The composition root says which version runs.
  if (from.room === 'main' && target === 'package.json') return undefined;
  if (test && target.startsWith('test/')) return undefined;
  const to = placeOf(target);
  if (to === undefined || to.room !== from.room || to.sibling !== from.sibling) return `across rooms imports begin with #: ${specifier}`;
  return /\.(ts|tsx|json|css)$/.test(specifier) ? undefined : `imports name the file with its extension: ${specifier}`;
}

/** Every breach of the import law in one file below src/. */
export function importBreaches(file: Pick<SourceFile, 'path' | 'imports'>): string[] {
  const from = placeOf(file.path);
  if (from === undefined) return [`${file.path}: stands in no room`];
  return file.imports.flatMap((specifier) => {
    const breach = judge(from, specifier, isTest(file.path));
    return breach === undefined ? [] : [`${file.path}: ${breach}`];
  });
}

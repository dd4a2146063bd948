import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants } from 'node:zlib';

/**
 * What a browser loads until Heute can be used, JS and CSS, in brotli of the best quality: `npm run check:size`. Follows the build's own
 * list of imports, so it needs no browser; `npm run bench -- web` loads the page in one and says what really came.
 */
export const BUDGET_BYTES = 250_000;

/** Loaded one after the other: the entry, the words of one language, the page, and the menu of the person in its head. */
const stages = ['index.html', 'i18n/de/words.ts', 'pages/today.tsx', 'shell/settings-menu.tsx'] as const;

interface Chunk {
  readonly file: string;
  readonly css?: readonly string[];
  /** Needed before this one runs; what is imported later is not among them. */
  readonly imports?: readonly string[];
}
type Manifest = Readonly<Record<string, Chunk>>;

export interface LoadedFile {
  readonly stage: string;
  readonly file: string;
  readonly plainBytes: number;
  readonly brotliBytes: number;
}

export function brotliBytes(content: Uint8Array): number {
  return brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } }).length;
}

function buildInto(folder: string): void {
  const root = fileURLToPath(new URL('..', import.meta.url));
  const vite = join(root, 'node_modules/vite/bin/vite.js');
  const build = [vite, 'build', '--outDir', folder, '--manifest', '--logLevel', 'error'];
  const run = spawnSync(process.execPath, build, { cwd: root, stdio: ['ignore', 2, 2] });
  if (run.status !== 0) throw new Error(`vite ended with ${run.status ?? run.signal}`);
}

/** The files of each stage that no earlier stage has loaded. */
function filesOf(manifest: Manifest): ReadonlyMap<string, string> {
  const stageOf = new Map<string, string>();
  const visit = (name: string, stage: string): void => {
    const chunk = manifest[name];
    if (chunk === undefined) throw new Error(`the build has no ${name}; has it moved?`);
    if (stageOf.has(chunk.file)) return;
    for (const file of [chunk.file, ...(chunk.css ?? [])]) if (!stageOf.has(file)) stageOf.set(file, stage);
    for (const next of chunk.imports ?? []) visit(next, stage);
  };
  for (const stage of stages) visit(stage, stage);
  return stageOf;
}

/** Builds the web app aside and weighs what Heute needs. */
export function weighToday(): readonly LoadedFile[] {
  const folder = mkdtempSync(join(tmpdir(), 'belegbar-size-'));
  try {
    buildInto(folder);
    const manifest = JSON.parse(readFileSync(join(folder, '.vite/manifest.json'), 'utf8')) as Manifest;
    return [...filesOf(manifest)].map(([file, stage]) => {
      const content = readFileSync(join(folder, file));
      return { stage, file, plainBytes: content.length, brotliBytes: brotliBytes(content) };
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function row(first: string, brotli: number, plain: number): string {
  return `${first.padEnd(52)} ${(brotli / 1_000).toFixed(1).padStart(8)} kB ${(plain / 1_000).toFixed(1).padStart(9)} kB`;
}

function sizeTable(files: readonly LoadedFile[]): string {
  const sum = (some: readonly LoadedFile[], of: 'brotliBytes' | 'plainBytes') => some.reduce((total, file) => total + file[of], 0);
  const lines = stages.flatMap((stage) => {
    const own = files.filter((file) => file.stage === stage).toSorted((a, b) => b.brotliBytes - a.brotliBytes);
    const told = own.filter((file) => file.brotliBytes >= 1_000);
    const rest = own.filter((file) => file.brotliBytes < 1_000);
    return [
      row(stage, sum(own, 'brotliBytes'), sum(own, 'plainBytes')),
      ...told.map(({ file, brotliBytes: brotli, plainBytes }) => row(`  ${file}`, brotli, plainBytes)),
      ...(rest.length === 0 ? [] : [row(`  ${rest.length} smaller files`, sum(rest, 'brotliBytes'), sum(rest, 'plainBytes'))]),
    ];
  });
  return [`${''.padEnd(52)}   brotli 11        plain`, ...lines, row('together', sum(files, 'brotliBytes'), sum(files, 'plainBytes'))].join(
    '\n',
  );
}

if (import.meta.main) {
  const files = weighToday();
  const bytes = files.reduce((total, file) => total + file.brotliBytes, 0);
  console.log(sizeTable(files));
  console.log(`budget ${(BUDGET_BYTES / 1_000).toFixed(0)} kB: ${bytes > BUDGET_BYTES ? 'EXCEEDED' : 'kept'}`);
  if (bytes > BUDGET_BYTES) process.exitCode = 1;
}

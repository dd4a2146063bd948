import { execFileSync, spawnSync } from 'node:child_process';
import { hash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { computeSha256By } from '#core/kernel/hash.ts';
import { type VerifyReport, verifyBundle } from '#core/proof/verify.ts';
import { bundleOf, randomCase, textOf } from './random-bundle.ts';
import { falsified, withOneByteChanged } from './tampering.ts';

const python = process.env['PYTHON'] ?? 'python3';
const hasPython = spawnSync(python, ['-c', 'import sys; sys.exit(sys.version_info < (3, 9))']).status === 0;
const seed = Number(process.env['FC_SEED'] ?? Date.now() % 1_000_000_000);
/** Files in all; every sixth is also falsified in every way. By night more: FC_RUNS=1000. */
const runs = Number(process.env['FC_RUNS'] ?? 60);

interface Tried {
  readonly name: string;
  readonly intact: boolean;
  readonly text: string;
}

/** Both programs on every text; the Python one in one process for all. */
function reportsOn(folder: string, texts: readonly string[]): readonly { readonly own: VerifyReport; readonly theirs: VerifyReport }[] {
  const names = texts.map((text, index) => {
    const name = join(folder, `${index}.json`);
    writeFileSync(name, text);
    return name;
  });
  const list = join(folder, 'files');
  writeFileSync(list, names.join('\n'));
  const ran = spawnSync(python, ['verify.py', '--json', '--files-from', list], { encoding: 'utf8', maxBuffer: 1 << 30 });
  const lines = ran.stdout.trimEnd().split('\n');
  expect(lines.length, ran.stderr).toBe(texts.length);
  return texts.map((text, index) => ({ own: verifyBundle(text), theirs: JSON.parse(lines[index] ?? '') as VerifyReport }));
}

describe.skipIf(!hasPython)('verify.py, the second implementation', () => {
  let folder = '';
  beforeAll(() => {
    computeSha256By((input) => hash('sha256', input, 'hex'));
    folder = mkdtempSync(join(tmpdir(), 'belegbar-verify-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('reaches the same verdict as the product on random proof files, intact or falsified', { timeout: 300_000 + runs * 2_000 }, () => {
    const tried = fc
      .sample(fc.record({ drawn: randomCase, pick: fc.nat() }), { numRuns: runs, seed })
      .flatMap(({ drawn, pick }, index): Tried[] => {
        const file = bundleOf(drawn);
        const text = textOf(file);
        if (index % 6 !== 0) return [{ name: 'intact', intact: true, text }];
        return [
          { name: 'intact', intact: true, text },
          { name: 'one byte', intact: false, text: withOneByteChanged(text, pick) },
          ...falsified(file, pick).map(([name, other]) => ({ name, intact: false, text: other })),
        ];
      });
    const reports = reportsOn(
      folder,
      tried.map(({ text }) => text),
    );
    for (const [index, { own, theirs }] of reports.entries()) {
      const { name, intact } = tried[index] ?? { name: '', intact: false };
      const about = `${name}, file ${index}, FC_SEED=${seed}`;
      if (intact) expect(own.mismatch, about).toBeUndefined();
      if (name === 'one byte') expect(own.ok, about).toBe(false);
      expect(verdict(theirs), about).toEqual(verdict(own));
    }
  });

  test('compares the seal with a root received earlier', () => {
    const [drawn] = fc.sample(randomCase, { numRuns: 1, seed });
    if (drawn === undefined) throw new Error('nothing drawn');
    const file = bundleOf(drawn);
    const name = join(folder, 'sealed.json');
    writeFileSync(name, textOf(file));
    const run = (root: string) => spawnSync(python, ['verify.py', name, '--seal', root], { encoding: 'utf8' });
    expect(run(file.proof.seal.root).status).toBe(0);
    const other = run('0'.repeat(64));
    expect(other.status).toBe(1);
    expect(other.stdout).toContain('DIFFERS in seal');
  });

  test('answers 2 to what it cannot read, and needs nothing but the standard library', () => {
    expect(spawnSync(python, ['verify.py', join(folder, 'nowhere.json')]).status).toBe(2);
    expect(spawnSync(python, ['verify.py', '--frobnicate']).status).toBe(2);
    const imported = [...readFileSync('verify.py', 'utf8').matchAll(/^\s*(?:from|import) (\w+)/gm)].map(([, name]) => name ?? '');
    const standard = execFileSync(python, ['-c', 'import sys; print(*getattr(sys, "stdlib_module_names", []))'], { encoding: 'utf8' });
    if (standard.trim() !== '') expect(standard.split(/\s+/)).toEqual(expect.arrayContaining(imported));
  });
});

/** What must be the same. What a schema says about form is worded differently. */
function verdict({ ok, checked, statement, mismatch }: VerifyReport) {
  if (mismatch?.part === 'form') return { ok, part: mismatch.part };
  return { ok, checked, statement, mismatch };
}

import { hash } from 'node:crypto';
import * as fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { computeSha256By } from '#core/kernel/hash.ts';
import { bundleOf, randomCase, textOf } from '../../../test/conformance/random-bundle.ts';
import { tamperings, withOneByteChanged } from '../../../test/conformance/tampering.ts';
import type { ProofFile } from './proof-file.ts';
import { verifyBundle } from './verify.ts';

beforeAll(() => computeSha256By((input) => hash('sha256', input, 'hex')));

describe('a proof file', () => {
  test('verifies, and any one byte changed in it is found', { timeout: 120_000 }, () => {
    fc.assert(
      fc.property(randomCase, fc.array(fc.nat(), { minLength: 5, maxLength: 5 }), (drawn, picks) => {
        const text = textOf(bundleOf(drawn));
        expect(verifyBundle(text)).toMatchObject({ ok: true });
        for (const pick of picks) expect(verifyBundle(withOneByteChanged(text, pick)).ok).toBe(false);
      }),
      { numRuns: 15 },
    );
  });

  test('verifies against the root received earlier, and against no other', () => {
    const file = firstFile();
    expect(verifyBundle(textOf(file), { seal: file.proof.seal.root }).ok).toBe(true);
    expect(verifyBundle(textOf(file), { seal: '0'.repeat(64) }).mismatch).toMatchObject({ part: 'seal', found: file.proof.seal.root });
  });

  const parts: readonly (readonly [name: string, part: string])[] = [
    ['a higher amount', 'line'],
    ['a higher payable amount', 'line'],
    ['another reason for a line', 'line'],
    ['a line less', 'line'],
    ['a line twice', 'line'],
    ['another fact', 'facts'],
    ['a claim on another component', 'claim'],
    ['a fact of a claim twice', 'form'],
    ['a higher total', 'totals'],
    ['another hash', 'hash'],
    ['another root', 'facts'],
    ['a log twice as long', 'facts'],
    ['a period that does not exist', 'period'],
    ['a boundary half a day later', 'period'],
    ['a calendar more', 'period'],
    ['a calendar less', 'period'],
    ['a version less', 'agreement'],
    ['versions the other way round', 'agreement'],
    ['another rule', 'definition'],
    ['a higher minimum payout', 'agreement'],
    ['an unknown clause', 'form'],
    ['a signature less, in a log of its own', 'agreement'],
  ];
  test.each(parts)('with %s and a fresh digest is refused for its %s', (name, part) => {
    expect(verifyBundle(textOf(firstFalsified(name))).mismatch?.part).toBe(part);
  });

  test('with an earlier statement or balance changed is refused', () => {
    for (const [name, part] of [
      ['an earlier statement that said less', 'hash'],
      ['another hash of an earlier statement', 'hash'],
      ['an earlier statement for another agreement, in a log of its own', 'hash'],
      ['an earlier balance', 'totals'],
    ] as const) {
      expect(verifyBundle(textOf(firstFalsified(name))).mismatch?.part).toBe(part);
    }
  });

  test.each([
    ['no JSON', '{'],
    ['a number beyond all numbers', '{"format":1e999}'],
    ['NUL', '{"format":"\\u0000"}'],
    ['half a character', '{"format":"\\ud800"}'],
    ['something else', '{"format":"other"}'],
    ['nothing', 'null'],
  ])('that is or contains %s cannot be read', (_, text) => {
    expect(verifyBundle(text)).toMatchObject({ ok: false, mismatch: { part: 'form' } });
  });

  test('in which everything is right but the spelling is refused for its form', () => {
    const text = textOf(firstFile());
    expect(verifyBundle(` ${text}`).mismatch).toMatchObject({ part: 'form', where: 'canonical JSON' });
    expect(verifyBundle(JSON.stringify(reversed(JSON.parse(text)))).mismatch).toMatchObject({ part: 'form', where: 'canonical JSON' });
    const digest = /"digest":"(.)/.exec(text)?.[1] ?? '';
    const otherDigest = text.replace(`"digest":"${digest}`, `"digest":"${digest === '0' ? '1' : '0'}`);
    expect(verifyBundle(otherDigest).mismatch).toMatchObject({ part: 'digest' });
  });
});

const drawn: ProofFile[] = [];

/** The same random files for every test, made when they are first needed. */
function* files(): Generator<ProofFile> {
  yield* drawn;
  for (const one of fc.sample(randomCase, { numRuns: 80, seed: 1 }).slice(drawn.length)) {
    const file = bundleOf(one);
    drawn.push(file);
    yield file;
  }
}

function firstFile(): ProofFile {
  for (const file of files()) return file;
  throw new Error('nothing drawn');
}

/** The first file that has something to falsify in this way, falsified. */
function firstFalsified(name: string): ProofFile {
  for (const file of files()) {
    const other = tamperings[name]?.(file, 1);
    if (other !== undefined) return other;
  }
  throw new Error(`no file for ${name}`);
}

function reversed(file: object): object {
  return Object.fromEntries(Object.entries(file).reverse());
}

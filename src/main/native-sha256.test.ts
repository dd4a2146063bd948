import { hash } from 'node:crypto';
import { expect, test } from 'vitest';
import { computeSha256By, hex, sha256, sha256Hex } from '#core/kernel/hash.ts';
import { nativeSha256 } from './native-sha256.ts';

const texts = ['', 'abc', 'ä\u{1F9FE}'.repeat(60_000), `x${'\u{1F9FE}'.repeat(70_000)}`, 'a'.repeat(65_536)];
const portable = texts.map(sha256Hex);

test('the platform computes the same SHA-256 as the portable code', () => {
  computeSha256By(nativeSha256);
  expect(texts.map(sha256Hex)).toEqual(portable);
  expect(texts.map((text) => hex(sha256(text)))).toEqual(portable);
  expect(hex(sha256(new Uint8Array([0]), 'a', 'b'))).toBe(sha256Hex('\u0000ab'));
});

test('a digest that is no SHA-256 is not taken', () => {
  expect(() => computeSha256By((input) => hash('sha512', input, 'hex'))).toThrow('native digest');
});

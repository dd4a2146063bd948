import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalJson, type Json } from './canonical-json.ts';
import { checkNumber, contentHashOf } from './hash.ts';

const withoutNul = fc.string({ unit: 'grapheme' }).filter((text) => text.isWellFormed() && !text.includes('\u0000'));
const json = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constant(null),
    fc.boolean(),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => number + 0),
    fc.integer(),
    withoutNul,
    fc.array(tie('value'), { maxLength: 5 }),
    fc.dictionary(
      withoutNul.filter((key) => key !== '__proto__'),
      tie('value'),
      { maxKeys: 5 },
    ),
  ),
})).value;

/** What JSON.parse makes of the value: negative zero is written as 0. */
const asWritten = (value: Json): unknown => JSON.parse(JSON.stringify(value));

describe('canonical JSON', () => {
  test('read again is the same value', () => {
    fc.assert(
      fc.property(json, (value) => {
        expect(JSON.parse(canonicalJson(value))).toEqual(asWritten(value));
      }),
    );
  });

  test('is one text for one value, whatever the order of its keys', () => {
    const shuffled = fc.dictionary(withoutNul, json, { maxKeys: 6 }).chain((object) =>
      fc.shuffledSubarray(Object.keys(object), { minLength: Object.keys(object).length }).map((keys) => ({
        object,
        other: Object.fromEntries(keys.map((key) => [key, object[key]])),
      })),
    );
    fc.assert(
      fc.property(shuffled, ({ object, other }) => {
        expect(canonicalJson(other)).toBe(canonicalJson(object));
      }),
    );
  });

  test('written twice changes nothing', () => {
    fc.assert(
      fc.property(json, (value) => {
        expect(canonicalJson(JSON.parse(canonicalJson(value)))).toBe(canonicalJson(value));
      }),
    );
  });

  test.each<[string, Json, string]>([
    [
      'keys are sorted by UTF-16 code units',
      { '\u20ac': 1, '\r': 2, '\ufb33': 3, '1': 4, '\ud83d\ude00': 5, '\u0080': 6, '\u00f6': 7 },
      '{"\\r":2,"1":4,"\u0080":6,"\u00f6":7,"\u20ac":1,"\ud83d\ude00":5,"\ufb33":3}',
    ],
    [
      'numbers are written as ECMAScript does',
      [333333333.3333333, 1e30, 4.5, 2e-3, 1e-27, -0, 1e21],
      '[333333333.3333333,1e+30,4.5,0.002,1e-27,0,1e+21]',
    ],
    ['strings escape only what they must', '\u20ac$\u000f\nA\'B"\\\\"/', '"\u20ac$\\u000f\\nA\'B\\"\\\\\\\\\\"/"'],
    ['an absent key and an undefined one are the same', { a: undefined, b: [] }, '{"b":[]}'],
  ])('%s (RFC 8785)', (_, value, expected) => {
    expect(canonicalJson(value)).toBe(expected);
  });

  test.each<[string, Json]>([
    ['NUL', 'a\u0000b'],
    ['half a surrogate pair', '\ud83d'],
    ['a key with half a surrogate pair', { '\ude00': 1 }],
    ['infinity', Number.POSITIVE_INFINITY],
    ['not a number', [Number.NaN]],
  ])('%s has no canonical form', (_, value) => {
    expect(() => canonicalJson(value)).toThrow();
  });
});

test('a document is identified by its hash, and people compare eight digits of it', () => {
  const hash = contentHashOf({ b: 1, a: [true, null, 'x'] });
  expect(hash).toBe(contentHashOf({ a: [true, null, 'x'], b: 1 }));
  expect(hash).not.toBe(contentHashOf({ a: [true, null, 'y'], b: 1 }));
  expect(contentHashOf('')).toBe('12ae32cb1ec02d01eda3581b127c1fee3b0dc53572ed6baf239721a03d82e126');
  expect(checkNumber('7f3a91c2ffff')).toBe('7F3A-91C2');
});

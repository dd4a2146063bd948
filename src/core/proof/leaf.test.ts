import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Fact } from '#core/facts/fact.ts';
import { canonicalJson, type JsonObject } from '#core/kernel/canonical-json.ts';
import { hex, sha256 } from '#core/kernel/hash.ts';
import { factText, leafHash, leafHashOfText } from './leaf.ts';

const FACT: Fact = {
  workspace: 'acme',
  seq: 7,
  id: '0f0e0d0c-0b0a-8908-8706-050403020100',
  kind: 'deal.won',
  version: 1,
  subject: 'deal:42',
  occurredAt: '2026-01-31T23:00:00.000Z',
  recordedAt: '2026-02-01T08:15:30.250Z',
  source: 'crm',
  externalId: 'D-42',
  revision: 1,
  actor: 'key:import',
  data: { net: { minor: '123456', currency: 'EUR' }, note: 'Größe "XL"\n€', probability: 0.25 },
};
const TEXT =
  '{"actor":"key:import","data":{"net":{"currency":"EUR","minor":"123456"},"note":"Größe \\"XL\\"\\n€","probability":0.25},' +
  '"externalId":"D-42","id":"0f0e0d0c-0b0a-8908-8706-050403020100","kind":"deal.won","occurredAt":"2026-01-31T23:00:00.000Z",' +
  '"recordedAt":"2026-02-01T08:15:30.250Z","revision":1,"seq":7,"source":"crm","subject":"deal:42","version":1,"workspace":"acme"}';

const anyText = fc.string({ unit: 'grapheme', maxLength: 20 }).filter((text) => !text.includes('\u0000') && text.isWellFormed());
const anyJson = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.constant(null),
    fc.boolean(),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    anyText,
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(anyText, tie('value'), { maxKeys: 4 }),
  ),
})).value;
const anyFact = fc.record(
  {
    workspace: anyText,
    seq: fc.maxSafeNat(),
    id: anyText,
    kind: anyText,
    version: fc.nat(),
    subject: anyText,
    occurredAt: anyText,
    precision: fc.constantFrom('day', undefined),
    recordedAt: anyText,
    source: anyText,
    externalId: fc.option(anyText, { nil: undefined }),
    revision: fc.nat(),
    actor: anyText,
    data: fc.dictionary(anyText, anyJson, { maxKeys: 5 }),
    supersedes: fc.option(anyText, { nil: undefined }),
    backfilled: fc.constantFrom(true, undefined),
    somethingNew: fc.option(anyText, { nil: undefined }),
  },
  {
    requiredKeys: [
      'workspace',
      'seq',
      'id',
      'kind',
      'version',
      'subject',
      'occurredAt',
      'recordedAt',
      'source',
      'revision',
      'actor',
      'data',
    ],
  },
);

describe('the leaf of a fact', () => {
  test('is the hash of the byte 0 and the canonical text of the fact', () => {
    expect(factText(FACT)).toBe(TEXT);
    expect(leafHash(FACT)).toEqual(sha256(Uint8Array.of(0), TEXT));
    expect(hex(leafHash(FACT))).toBe('f26f72b72212e330a9ab499893b83f7afe1689079fd7053a947ca601cd2684a0');
    expect(leafHashOfText(TEXT)).toEqual(leafHash(FACT));
  });

  test('covers everything a fact carries, in canonical form, also a key nobody knows yet', () => {
    fc.assert(
      fc.property(anyFact, (fact) => {
        expect(factText(fact as Fact)).toBe(canonicalJson(fact as JsonObject));
      }),
      { numRuns: 500 },
    );
  });

  test('does not depend on the order in which keys were written, nor on keys without a value', () => {
    const backwards = Object.fromEntries(Object.entries(FACT).reverse()) as unknown as Fact;
    expect(leafHash(backwards)).toEqual(leafHash(FACT));
    const blank = { ...FACT, supersedes: undefined } as unknown as Fact;
    expect(leafHash(blank)).toEqual(leafHash(FACT));
  });

  test('changes with every single value of the fact', () => {
    const before = hex(leafHash(FACT));
    for (const change of [{ seq: 8 }, { workspace: 'acmf' }, { externalId: 'D-43' }, { data: {} }, { backfilled: true }] as const) {
      expect(hex(leafHash({ ...FACT, ...change }))).not.toBe(before);
    }
  });
});

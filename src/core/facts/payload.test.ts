import { describe, expect, test } from 'vitest';
import type { Json } from '#core/kernel/canonical-json.ts';
import { readPayload } from './fact-kind.ts';
import { referencesIn, subjectTypeOf } from './payload.ts';
import { factKinds, findFactKind, kindPrecedence } from './registry.ts';

function read(kind: string, subject: string, data: Json) {
  const found = findFactKind(kind);
  if (found === undefined) throw new Error(`no kind ${kind}`);
  const result = readPayload(found, subject, data);
  return result.ok ? result.value : `${result.refusal.code}: ${result.refusal.params['field'] ?? result.refusal.params['subject']}`;
}

describe('the vocabulary', () => {
  test('names every kind once, as a noun and what happened to it, about someone', () => {
    const names = factKinds.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const { name, subjects, version } of factKinds) {
      expect(name).toMatch(/^[a-z]+\.[a-z_]+$/);
      expect(subjects.length).toBeGreaterThan(0);
      expect(version).toBeGreaterThanOrEqual(1);
    }
  });

  test('gives each kind its precedence, and an unknown one the last', () => {
    expect(kindPrecedence('lead.captured')).toBeLessThan(kindPrecedence('lead.rejected'));
    expect(kindPrecedence('nothing.known')).toBe(factKinds.length);
  });
});

describe('a payload', () => {
  test.each<[string, string, Json, unknown]>([
    ['lead.captured', 'lead:1', { source: ' unknown ' }, { source: 'unknown' }],
    ['lead.captured', 'lead:1', { source: 'a', medium: null }, { source: 'a' }],
    ['order.placed', 'order:1', { net: { minor: '100', currency: 'EUR' } }, { net: { minor: '100', currency: 'EUR' } }],
    ['deal.won', 'deal:1', { leads: ['lead:1', 'lead:2'] }, { leads: ['lead:1', 'lead:2'] }],
    [
      'appointment.booked',
      'appointment:1',
      { lead: 'lead:1', starts: '2026-01-31T10:00:00+01:00' },
      { lead: 'lead:1', starts: '2026-01-31T09:00:00.000Z' },
    ],
  ])('%s %s %j is read in its one written form', (kind, subject, data, expected) => {
    expect(read(kind, subject, data)).toEqual(expected);
  });

  test.each<[string, string, Json, string]>([
    ['lead.captured', 'lead:1', {}, 'fact.payload_invalid: source'],
    ['lead.captured', 'lead:1', { source: '  ' }, 'fact.payload_invalid: source'],
    ['lead.captured', 'lead:1', { source: 'a', colour: 'red' }, 'fact.payload_invalid: colour'],
    ['lead.captured', 'lead:1', { source: 'a', person: 'lead:2' }, 'fact.payload_invalid: person'],
    ['lead.captured', 'deal:1', { source: 'a' }, 'fact.subject_invalid: deal:1'],
    ['lead.captured', 'lead', { source: 'a' }, 'fact.subject_invalid: lead'],
    ['order.placed', 'order:1', { net: { minor: 100, currency: 'EUR' } }, 'fact.payload_invalid: net'],
    ['order.placed', 'order:1', { net: { minor: '1.00', currency: 'EUR' } }, 'fact.payload_invalid: net'],
    ['order.placed', 'order:1', { net: { minor: '100', currency: 'euro' } }, 'fact.payload_invalid: net'],
    ['lead.rated', 'lead:1', { quality: 6, by: 'x' }, 'fact.payload_invalid: quality'],
    ['lead.rated', 'lead:1', { quality: 4.5, by: 'x' }, 'fact.payload_invalid: quality'],
    ['lead.graded', 'lead:1', { criterion: 'need', grade: 'E', by: 'data' }, 'fact.payload_invalid: grade'],
    ['appointment.booked', 'appointment:1', { lead: 'lead:1', starts: '2026-01-31T10:00:00' }, 'fact.payload_invalid: starts'],
    ['touch.recorded', 'person:1', { touch: 'a\u0000b' }, 'fact.payload_invalid: touch'],
    ['lead.captured', 'lead:1', [], 'fact.payload_invalid: '],
  ])('%s %s %j is refused by name: %s', (kind, subject, data, expected) => {
    expect(read(kind, subject, data)).toBe(expected);
  });

  test('says which subjects it refers to', () => {
    const won = findFactKind('deal.won');
    expect(referencesIn(won?.fields ?? {}, { leads: ['lead:1', 'lead:2'], company: 'company:9', reason: 'lead:3' })).toEqual([
      'lead:1',
      'lead:2',
      'company:9',
    ]);
  });

  test.each([
    ['lead:anna', 'lead'],
    ['person:0f-3.x_1', 'person'],
    ['lead:', undefined],
    ['Lead:1', undefined],
    ['lead:a b', undefined],
    [`lead:${'x'.repeat(81)}`, undefined],
  ])('%s is about a %s', (subject, type) => {
    expect(subjectTypeOf(subject)).toBe(type);
  });
});

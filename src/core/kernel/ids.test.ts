import { expect, test } from 'vitest';
import { derivedId, randomId } from './ids.ts';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

test('an id depends on nothing but its parts', () => {
  expect(derivedId('subject', 'w', 'crm', 'lead', '7')).toBe(derivedId('subject', 'w', 'crm', 'lead', '7'));
  expect(derivedId('subject', 'w', 'crm', 'lead', '7')).toMatch(UUID);
});

test('the border between the parts of an id counts', () => {
  expect(derivedId('ab', 'c')).not.toBe(derivedId('a', 'bc'));
  expect(derivedId('a,b')).not.toBe(derivedId('a', 'b'));
  expect(derivedId('a"', 'b')).not.toBe(derivedId('a', '"b'));
});

test('random bytes become an id of the same form', () => {
  expect(randomId(new Uint8Array(16).fill(255))).toMatch(UUID);
});

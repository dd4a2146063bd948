import { expect, test } from 'vitest';
import { hashOfSearch, queryOf, readSelection, searchFromHash } from './lead-selection.ts';

test('an address keeps what fits and drops everything else', () => {
  const typed = { source: 'google_ads', state: 'won', answer: 'maybe', days: '90', contact: 'none', owner: '', definition: 7, x: 1 };
  expect(readSelection(typed)).toEqual({ source: 'google_ads', state: 'won', days: 90, contact: 'none', definition: '7' });
  expect(readSelection({ days: '0', state: 'sold', source: 'x'.repeat(201) })).toEqual({});
});

test('the server is asked for leads without contact in its own words', () => {
  expect(queryOf({ contact: 'none', source: 'a' })).toEqual({ source: 'a', notContacted: true });
  expect(queryOf({})).toEqual({});
});

test('a search text stands behind the hash and is read back as it was typed', () => {
  for (const text of ['Anna Adler', 'a&b=c#d', '+49 7131']) expect(searchFromHash(`#${hashOfSearch(text)}`)).toBe(text);
  expect(searchFromHash('')).toBe('');
});

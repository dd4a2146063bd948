import { expect, test } from 'vitest';
import { leads as german } from '../i18n/de/leads.ts';
import { leads as english } from '../i18n/en/leads.ts';
import { dueText, spanText } from './span.ts';

const now = Date.parse('2026-03-02T12:00:00Z');
const MINUTE_MS = 60_000;
const at = (minutes: number) => new Date(now + minutes * MINUTE_MS).toISOString();

test.each([
  [190, 'noch 3 h 10 min', '3 h 10 min left'],
  [120, 'noch 2 h', '2 h left'],
  [59, 'noch 59 min', '59 min left'],
  [0, 'noch 0 min', '0 min left'],
  [-1, 'seit 1 min überfällig', 'overdue by 1 min'],
  [-61, 'seit 1 h 1 min überfällig', 'overdue by 1 h 1 min'],
  [-2 * 1_440, 'seit 2 Tagen überfällig', 'overdue by 2 days'],
  [-3 * 1_440 - 5, 'seit 3 Tagen überfällig', 'overdue by 3 days'],
])('what is due in %i minutes is said in words', (minutes, de, en) => {
  expect(dueText({ leads: german }, at(minutes), now)).toBe(de);
  expect(dueText({ leads: english }, at(minutes), now)).toBe(en);
});

test('a span is as exact as its length deserves', () => {
  expect(spanText({ leads: german }, 47.5 * 60 * MINUTE_MS)).toBe('47 h 30 min');
  expect(spanText({ leads: german }, 49 * 60 * MINUTE_MS)).toBe('2 Tage');
  expect(spanText({ leads: german }, -5)).toBe('0 min');
});

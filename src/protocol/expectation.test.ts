import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { present } from '#core/kernel/assert.ts';
import { expectationDe } from './expectation.de.ts';
import { expectationOf } from './expectation.ts';
import { dayWire, hashWire, idParam, monthWire, numberQuery, statedInstant } from './wire.ts';

const cases: readonly (readonly [string, z.ZodType, unknown, string, string])[] = [
  ['an id', idParam, 'x', 'an id such as 5f0c2f5e-7d7a-4b1e-9c55-0a5d2f6b7c11', 'eine Kennung wie 5f0c2f5e-7d7a-4b1e-9c55-0a5d2f6b7c11'],
  ['a month', monthWire, '2026', 'a month such as 2026-01', 'ein Monat wie 2026-01'],
  ['a day', dayWire, '2026', 'a day such as 2026-01-31', 'ein Tag wie 2026-01-31'],
  ['a check number', hashWire, '7F3A', 'a check number of 64 hex digits', 'eine Prüfnummer aus 64 Hexadezimalziffern'],
  ['an instant', statedInstant, 'now', 'an instant such as 2026-01-31T23:00:00Z', 'ein Zeitpunkt wie 2026-01-31T23:00:00Z'],
  ['a number in an address', numberQuery(1, 50), 'many', 'a whole number', 'eine ganze Zahl'],
  ['a number out of bounds', numberQuery(1, 50), '51', 'a number of at most 50', 'eine Zahl von höchstens 50'],
  ['a missing text', z.string(), undefined, 'a text', 'ein Text'],
  ['a long text', z.string().max(3), 'long', 'a text of at most 3 characters', 'ein Text mit höchstens 3 Zeichen'],
  ['an empty list', z.array(z.string()).min(1), [], 'a list with at least 1 entries', 'eine Liste mit 1 oder mehr Einträgen'],
  ['a choice', z.enum(['accept', 'reject']), 'maybe', 'one of: accept, reject', 'einer dieser Werte: accept, reject'],
  ['a switch', z.boolean(), 'yes', 'true or false', 'true oder false'],
  ['a value of many forms', z.union([z.string(), z.number()]), {}, 'a value of the described form', 'ein Wert in der beschriebenen Form'],
];

describe('what a refused field expects', () => {
  it.each(cases)('%s is said in plain English and German', (_what, schema, value, english, german) => {
    const read = schema.safeParse(value);
    const expects = expectationOf(present(read.error?.issues[0], 'issue'));
    expect(expects).toBe(english);
    expect(expectationDe(expects)).toBe(german);
  });
});

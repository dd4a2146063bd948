import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addDays,
  addMonths,
  DAY_MS,
  dayOf,
  fromIso,
  HOUR_MS,
  isDay,
  isTimeZone,
  monthOf,
  parseInstant,
  startOfDay,
  startOfMonth,
  toIso,
  wallTime,
} from './instant.ts';

const zone = fc.constantFrom(
  'Europe/Berlin',
  'America/Sao_Paulo',
  'Pacific/Apia',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Africa/Cairo',
  'UTC',
);
const day = fc
  .integer({ min: fromIso('2000-01-01T00:00:00Z') / DAY_MS, max: fromIso('2037-01-01T00:00:00Z') / DAY_MS })
  .map((count) => toIso(count * DAY_MS).slice(0, 10));

describe('calendars', () => {
  test('months follow one another without gap or overlap in every zone, clock changes included', () => {
    fc.assert(
      fc.property(day, zone, (from, where) => {
        const month = from.slice(0, 7);
        const begin = startOfMonth(month, where);
        const end = startOfMonth(addMonths(month, 1), where);
        expect(end - begin).toBeGreaterThanOrEqual(27 * DAY_MS);
        expect([monthOf(begin, where), monthOf(end - 1, where), monthOf(end, where)]).toEqual([month, month, addMonths(month, 1)]);
      }),
    );
  });

  test('every instant lies in the day that its zone says', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2_100_000_000_000 }), zone, (at, where) => {
        const today = dayOf(at, where);
        expect(startOfDay(today, where)).toBeLessThanOrEqual(at);
        expect(startOfDay(addDays(today, 1), where)).toBeGreaterThan(at);
      }),
    );
  });

  test.each([
    ['2026-03-29', 'Europe/Berlin', 23],
    ['2026-10-25', 'Europe/Berlin', 25],
    ['2026-06-15', 'Europe/Berlin', 24],
    ['2018-11-04', 'America/Sao_Paulo', 23],
  ])('%s in %s has %d hours', (date, where, hours) => {
    expect((startOfDay(addDays(date, 1), where) - startOfDay(date, where)) / HOUR_MS).toBe(hours);
  });

  test.each([
    ['2026-01-31T23:30:00Z', 'Europe/Berlin', '2026-02'],
    ['2026-01-31T23:30:00Z', 'UTC', '2026-01'],
    ['2026-03-31T22:00:00Z', 'Europe/Berlin', '2026-04'],
    ['2026-03-31T21:59:59.999Z', 'Europe/Berlin', '2026-03'],
  ])('%s in %s belongs to %s', (at, where, month) => {
    expect(monthOf(fromIso(at), where)).toBe(month);
  });

  test('a day may begin at one o’clock where midnight is skipped', () => {
    expect(toIso(startOfDay('2018-11-04', 'America/Sao_Paulo'))).toBe('2018-11-04T03:00:00.000Z');
  });

  test('a wall-clock time that comes twice is its first, one that is skipped moves on', () => {
    expect(toIso(wallTime('2026-10-25T02:30', 'Europe/Berlin'))).toBe('2026-10-25T00:30:00.000Z');
    expect(toIso(wallTime('2026-03-29T02:30', 'Europe/Berlin'))).toBe('2026-03-29T01:30:00.000Z');
  });
});

describe('instants', () => {
  test('written and read again are the same', () => {
    fc.assert(
      fc.property(fc.integer({ min: -62_135_596_800_000, max: 253_402_300_799_999 }), (at) => {
        expect(fromIso(toIso(at))).toBe(at);
      }),
    );
  });

  test('their text sorts like time', () => {
    const year2000to2100 = fc.integer({ min: 946_684_800_000, max: 4_102_444_800_000 });
    fc.assert(
      fc.property(year2000to2100, year2000to2100, (a, b) => {
        expect(toIso(a) < toIso(b)).toBe(a < b);
      }),
    );
  });

  test.each([
    ['2026-01-31T09:00:00Z', '2026-01-31T09:00:00.000Z'],
    ['2026-01-31T09:00+01:00', '2026-01-31T08:00:00.000Z'],
    ['2026-01-31T09:00:00.123456Z', '2026-01-31T09:00:00.123Z'],
  ])('%s is read as %s', (text, expected) => {
    const read = parseInstant(text);
    expect(read.ok && toIso(read.value)).toBe(expected);
  });

  test.each(['2026-01-31', '2026-01-31T09:00:00', '2026-02-30T09:00:00Z', '2026-01-31 09:00Z', '31.01.2026', '2026-13-01T00:00:00Z', ''])(
    '%j is no instant',
    (text) => {
      expect(parseInstant(text)).toMatchObject({ ok: false, refusal: { code: 'time.not_an_instant' } });
    },
  );

  test.each([
    ['2028-02-29', true],
    ['2026-02-29', false],
    ['2026-2-9', false],
    ['0000-00-00', false],
  ])('%s is a day: %s', (text, expected) => {
    expect(isDay(text)).toBe(expected);
  });

  test.each([
    ['Europe/Berlin', true],
    ['UTC', true],
    ['Mars/Olympus', false],
    ['+01:00', false],
    ['CET', false],
  ])('%s is a time zone: %s', (text, expected) => {
    expect(isTimeZone(text)).toBe(expected);
  });
});

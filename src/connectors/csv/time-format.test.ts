import { describe, expect, it } from 'vitest';
import { toIso } from '#core/kernel/instant.ts';
import { writeIso } from './iso-writing.ts';
import { timeFormat } from './time-format.ts';

const read = (pattern: string, zone: string, text: string) => {
  const at = timeFormat(pattern, zone)?.read(text);
  return at === undefined ? undefined : toIso(at);
};

describe('a time as another system writes it', () => {
  it.each([
    ['YYYY-MM-DD HH:mm:ss', 'America/Sao_Paulo', '2018-02-26 19:58:54', '2018-02-26T22:58:54.000Z'],
    ['YYYY-MM-DD HH:mm:ss', 'America/Sao_Paulo', '2018-01-26 19:58:54', '2018-01-26T21:58:54.000Z'],
    ['YYYY-MM-DD', 'Europe/Berlin', '2026-01-31', '2026-01-30T23:00:00.000Z'],
    ['DD.MM.YYYY', 'Europe/Berlin', '31.01.2026', '2026-01-30T23:00:00.000Z'],
    ['DD.MM.YYYY HH:mm', 'Europe/Berlin', '31.07.2026 09:05', '2026-07-31T07:05:00.000Z'],
    ['D.M.YYYY', 'UTC', '1.7.2026', '2026-07-01T00:00:00.000Z'],
    ['MM/DD/YYYY', 'UTC', '07/31/2026', '2026-07-31T00:00:00.000Z'],
    ['MM/DD/YY', 'UTC', '07/31/98', '1998-07-31T00:00:00.000Z'],
    ['M/D/YYYY h:mm A', 'UTC', '7/4/2026 12:30 AM', '2026-07-04T00:30:00.000Z'],
    ['M/D/YYYY h:mm A', 'UTC', '7/4/2026 12:30 pm', '2026-07-04T12:30:00.000Z'],
    ['YYYYMMDDHHmmss', 'UTC', '20260731090500', '2026-07-31T09:05:00.000Z'],
    ['YYYY-MM-DDTHH:mm:ss.SSS', 'UTC', '2026-07-31T09:05:00.250', '2026-07-31T09:05:00.250Z'],
    ['DD.MM.YYYY [um] HH:mm [Uhr]', 'UTC', '31.07.2026 um 09:05 Uhr', '2026-07-31T09:05:00.000Z'],
    ['instant', 'Europe/Berlin', '2026-07-31T09:05:00+02:00', '2026-07-31T07:05:00.000Z'],
    ['instant', 'Europe/Berlin', '2026-07-31 09:05:00Z', '2026-07-31T09:05:00.000Z'],
    ['unix', 'UTC', '1785488700', '2026-07-31T09:05:00.000Z'],
    ['unixMs', 'UTC', '1785488700123', '2026-07-31T09:05:00.123Z'],
  ])('%s in %s reads %s as %s', (pattern, zone, text, instant) => {
    expect(read(pattern, zone, text)).toBe(instant);
  });

  it.each([
    ['a time that the spring change skips moves forward', '2026-03-29 02:30:00', '2026-03-29T01:30:00.000Z'],
    ['the time before the skipped hour stays', '2026-03-29 01:59:59', '2026-03-29T00:59:59.000Z'],
    ['a time that the autumn change repeats is its first occurrence', '2026-10-25 02:30:00', '2026-10-25T00:30:00.000Z'],
    ['the hour after the repeated one stays', '2026-10-25 03:00:00', '2026-10-25T02:00:00.000Z'],
  ])('%s', (_, text, instant) => {
    expect(read('YYYY-MM-DD HH:mm:ss', 'Europe/Berlin', text)).toBe(instant);
  });

  it('starts a day at one in the morning where midnight is skipped', () => {
    expect(read('YYYY-MM-DD', 'America/Sao_Paulo', '2017-10-15')).toBe('2017-10-15T03:00:00.000Z');
  });

  it('reads a day that a whole country skipped as the start of the next one', () => {
    expect(read('YYYY-MM-DD HH:mm:ss', 'Pacific/Apia', '2011-12-30 08:00:00')).toBe('2011-12-30T18:00:00.000Z');
  });

  it.each([
    ['YYYY-MM-DD', '2026-02-29'],
    ['YYYY-MM-DD', '2026-13-01'],
    ['YYYY-MM-DD', '26-01-01'],
    ['YYYY-MM-DD', '2026-01-01 '],
    ['YYYY-MM-DD', '2026-01-01 10:00'],
    ['YYYY-MM-DD', '9999-12-31'],
    ['YYYY-MM-DD', '0000-00-00'],
    ['DD.MM.YYYY', '2026-01-31'],
    ['DD.MM.YYYY HH:mm', '31.01.2026 24:00'],
    ['M/D/YYYY h:mm A', '7/4/2026 13:30 PM'],
    ['unix', '12.5'],
    ['instant', '2026-07-31T09:05:00'],
  ])('%s refuses %s', (pattern, text) => {
    expect(read(pattern, 'UTC', text)).toBeUndefined();
  });

  it.each(['', 'YYYY', 'YYYY-MM', 'HH:mm', 'YYYY-MM-DD mm', 'YYYY-MM-DD hh:mm', 'YYYY-MM-DD Q', 'YYYY-MM-DD YYYY'])(
    'the pattern "%s" is refused',
    (pattern) => {
      expect(timeFormat(pattern, 'UTC')).toBeUndefined();
    },
  );

  it('knows whether only the day is known', () => {
    expect(timeFormat('DD.MM.YYYY', 'UTC')?.precision).toBe('day');
    expect(timeFormat('DD.MM.YYYY HH:mm', 'UTC')?.precision).toBe('time');
  });

  it('writes instants as the core does', () => {
    for (const at of [0, -1, 1_785_488_700_123, 1_785_488_700_000, -62_000_000_000_000, 253_402_300_799_000])
      expect(writeIso(at)).toBe(toIso(at));
  });
});

import { describe, expect, it } from 'vitest';
import { checkNumber, createFormat } from './format.ts';

const de = createFormat('de');
const en = createFormat('en');

describe('figures on the screen', () => {
  it('carry a thin space before the currency and a true minus', () => {
    expect(de.money('-123456', 'EUR')).toBe('\u22121.234,56\u202f€');
    expect(en.money(123456n, 'EUR')).toBe('1,234.56\u202f€');
  });

  it('keep every cent of an amount no floating number could hold', () => {
    expect(de.money('900719925474099301', 'EUR')).toBe('9.007.199.254.740.993,01\u202f€');
  });

  it('show an instant on the clocks of the agreement', () => {
    expect(de.moment('2026-10-25T01:30:00.000Z', 'Europe/Berlin')).toBe('25.10.2026, 02:30');
    expect(de.day('2018-01-01T01:00:00.000Z', 'America/Sao_Paulo')).toBe('31.12.2017');
  });

  it('name a month in words', () => {
    expect([de.month('2018-06'), en.month('2018-06')]).toEqual(['Juni 2018', 'June 2018']);
  });

  it('shorten a hash to two groups that two people can compare', () => {
    expect(checkNumber('7f3a91c2b5')).toBe('7F3A-91C2');
  });
});

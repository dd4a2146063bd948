import { describe, expect, test } from 'vitest';
import { publicHolidays } from './public-holidays.ts';

const daysOf = (region: string, year: number) => publicHolidays.inYear(region, year).map(({ on }) => on);

describe('public holidays', () => {
  test('the sixteen German states, nine Austrian and twenty-six Swiss regions are known', () => {
    const counts = { DE: 0, AT: 0, CH: 0 };
    for (const { country } of publicHolidays.regions()) counts[country] += 1;
    expect(counts).toEqual({ DE: 16, AT: 9, CH: 26 });
  });

  test('Epiphany and Corpus Christi are kept in Baden-Württemberg, not in Hamburg', () => {
    expect(daysOf('DE-BW', 2026)).toEqual(expect.arrayContaining(['2026-01-06', '2026-06-04', '2026-11-01']));
    expect(daysOf('DE-HH', 2026)).toEqual(expect.not.arrayContaining(['2026-01-06', '2026-06-04', '2026-11-01']));
    expect(daysOf('DE-HH', 2026)).toContain('2026-10-31');
  });

  test('a holiday has its German and its English name', () => {
    expect(publicHolidays.inYear('DE-NW', 2026).find(({ on }) => on === '2026-04-03')?.name).toEqual({
      de: 'Karfreitag',
      en: 'Good Friday',
    });
  });

  test('an unknown region has none', () => {
    expect(publicHolidays.inYear('DE-XX', 2026)).toEqual([]);
    expect(publicHolidays.inYear('nowhere', 2026)).toEqual([]);
  });
});

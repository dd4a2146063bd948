import HolidayCalendar from 'date-holidays';
import type { HolidayRegion, Holidays, PublicHoliday } from '#usecases/holiday-port.ts';

const countries = ['DE', 'AT', 'CH'] as const;

const regions: readonly HolidayRegion[] = countries.flatMap((country) =>
  Object.entries(new HolidayCalendar().getStates(country, 'de') ?? {})
    .map(([state, name]) => ({ key: `${country}-${state.toUpperCase()}`, country, name }))
    .sort((a, b) => (a.name < b.name ? -1 : 1)),
);

function holidaysOf(region: string, year: number, language: 'de' | 'en') {
  const [country = '', state = ''] = region.split('-');
  return new HolidayCalendar(country, state, { languages: [language], types: ['public'] }).getHolidays(year);
}

/**
 * Days that the library marks `public`. In Germany and Austria a day kept in some municipalities only is not among them; Swiss cantons may leave
 * days to their districts, which the library does not know: it gives a canton as a whole.
 */
function inYear(region: string, year: number): readonly PublicHoliday[] {
  if (!regions.some(({ key }) => key === region)) return [];
  const english = new Map(holidaysOf(region, year, 'en').map(({ date, name }) => [date, name]));
  return holidaysOf(region, year, 'de').map(({ date, name }) => ({
    on: date.slice(0, 10),
    name: { de: name, en: english.get(date) ?? name },
  }));
}

export const publicHolidays: Holidays = { regions: () => regions, inYear };

import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { valueOrThrow } from '#core/kernel/result.ts';
import { lookAtTable } from './guess-table.ts';
import { moneyPatterns, readMoney } from './money-format.ts';
import { fileOf } from './text-file.fixture.ts';
import { timeFormat } from './time-format.ts';

const place = { timeZone: 'Europe/Berlin', currency: 'EUR' };
const two = (n: number) => String(n).padStart(2, '0');

type Parts = { readonly year: number; readonly month: number; readonly day: number; readonly hour: number; readonly minute: number };
const parts = fc.record({
  year: fc.integer({ min: 1990, max: 2060 }),
  month: fc.integer({ min: 1, max: 12 }),
  day: fc.integer({ min: 1, max: 28 }),
  hour: fc.integer({ min: 0, max: 23 }),
  minute: fc.integer({ min: 0, max: 59 }),
});

const writings: readonly (readonly [string, (at: Parts) => string])[] = [
  ['YYYY-MM-DD', ({ year, month, day }) => `${year}-${two(month)}-${two(day)}`],
  ['YYYY-MM-DD HH:mm', ({ year, month, day, hour, minute }) => `${year}-${two(month)}-${two(day)} ${two(hour)}:${two(minute)}`],
  ['DD.MM.YYYY', ({ year, month, day }) => `${two(day)}.${two(month)}.${year}`],
  ['DD.MM.YYYY HH:mm', ({ year, month, day, hour, minute }) => `${two(day)}.${two(month)}.${year} ${two(hour)}:${two(minute)}`],
  ['DD/MM/YYYY', ({ year, month, day }) => `${two(day)}/${two(month)}/${year}`],
  ['MM/DD/YYYY', ({ year, month, day }) => `${two(month)}/${two(day)}/${year}`],
  ['M/D/YYYY', ({ year, month, day }) => `${month}/${day}/${year}`],
];

it('days written in a known pattern are read back as they were, or said to be undecided with the true pattern among those offered', async () => {
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...writings), fc.array(parts, { minLength: 1, maxLength: 20 }), async ([, write], days) => {
      const texts = days.map(write);
      const table = valueOrThrow(await lookAtTable(fileOf('t.csv', `when;x\n${texts.map((text) => `${text};a\n`).join('')}`), place));
      const column = table.columns[0];
      const truly = days.map(({ year, month, day }) => `${year}-${two(month)}-${two(day)}`);
      const read = (column?.times ?? []).map((pattern) => texts.map((text) => timeFormat(pattern, 'UTC')?.readDay(text)));
      expect(read).toContainEqual(truly);
      // Silence is allowed only where every reading offered gives the same days.
      if (column?.undecided === false) expect(new Set(read.map(String)).size).toBe(1);
      else expect(read.length).toBeGreaterThan(1);
    }),
    { numRuns: 150 },
  );
});

it('amounts written in a known way are read back to the cent, or said to be undecided', async () => {
  const groups: Readonly<Record<(typeof moneyPatterns)[number], readonly [string, string]>> = {
    plain: ['', '.'],
    '1,234.56': [',', '.'],
    '1.234,56': ['.', ','],
    '1 234,56': [' ', ','],
    "1'234.56": ["'", '.'],
  };
  const amounts = fc.array(fc.integer({ min: 0, max: 999_999_999 }), { minLength: 1, maxLength: 15 });
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...moneyPatterns), amounts, async (writing, cents) => {
      const [group, decimal] = groups[writing];
      const texts = cents.map((n) => `${String(Math.floor(n / 100)).replaceAll(/\B(?=(\d{3})+$)/g, group)}${decimal}${two(n % 100)}`);
      const table = valueOrThrow(await lookAtTable(fileOf('t.csv', `Betrag;x\n${texts.map((text) => `"${text}";a\n`).join('')}`), place));
      const [column] = table.columns;
      const read = (column?.amounts ?? []).map((one) => texts.map((text) => valueOrThrow(readMoney(text, one, 'EUR'))));
      expect(read).toContainEqual(cents.map(String));
      if (column?.undecided === false) expect(read).toHaveLength(1);
    }),
    { numRuns: 150 },
  );
});

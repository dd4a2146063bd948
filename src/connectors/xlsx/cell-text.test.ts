import { describe, expect, it } from 'vitest';
import { builtInShown, columnOf, decimalOf, momentOf, shownByCode } from './cell-text.ts';

describe('a number in a workbook', () => {
  it.each([
    ['1234.56', '1234.56'],
    ['1234.5599999999999', '1234.56'],
    ['0.10000000000000001', '0.1'],
    ['-4.9000000000000004', '-4.9'],
    ['1.5E3', '1500'],
    ['1E-2', '0.01'],
    ['1.2345678901234567E+20', '123456789012345670000'],
    ['12345678901234567', '12345678901234567'],
    ['00012', '12'],
    ['.5', '0.5'],
    ['5.', '5'],
    ['100.00', '100'],
    ['-0', '0'],
    ['0.99999999999999994', '1'],
    ['99999.999999999996', '100000'],
  ])('stored as %s is the decimal %s', (stored, decimal) => {
    expect(decimalOf(stored)).toBe(decimal);
  });

  it.each(['', '-', '.', 'NaN', '1e99999', '1E500', '0x10', '1,5', '1 000'])('is none where it is stored as "%s"', (stored) => {
    expect(decimalOf(stored)).toBeUndefined();
  });
});

describe('a day in a workbook', () => {
  it.each([
    [45_691, 'day', false, '2025-02-03'],
    [45_691.385416666664, 'moment', false, '2025-02-03 09:15:00'],
    [45_691.385416666664, 'day', false, '2025-02-03 09:15:00'],
    [44_229.385416666664, 'moment', true, '2025-02-03 09:15:00'],
    [1, 'day', false, '1900-01-01'],
    [59, 'day', false, '1900-02-28'],
    [60, 'day', false, '1900-02-29'],
    [61, 'day', false, '1900-03-01'],
    [0, 'day', true, '1904-01-01'],
    [0.75, 'time', false, '18:00:00'],
    [45_691.999999999, 'moment', false, '2025-02-04 00:00:00'],
  ] as const)('%d shown as a %s, counted from 1904: %s, is %s', (serial, shown, is1904, text) => {
    expect(momentOf(serial, shown, is1904)).toBe(text);
  });

  it.each([-1, 2_958_466, Number.NaN, Number.POSITIVE_INFINITY])('is none at %d', (serial) => {
    expect(momentOf(serial, 'day', false)).toBeUndefined();
  });

  it.each([
    ['dd.mm.yyyy', 'day'],
    ['dd.mm.yyyy hh:mm', 'moment'],
    ['[$-407]d. mmmm yyyy;@', 'day'],
    ['[h]:mm:ss', 'time'],
    ['hh:mm AM/PM', 'time'],
    ['yyyy-mm-dd hh:mm:ss.000', 'moment'],
    ['mmm yy', 'day'],
    ['#,##0.00 "EUR pro Tag"', 'number'],
    ['0.00', 'number'],
    ['General', 'number'],
    ['Standard', 'number'],
    ['@', 'number'],
    ['[Red]0.00;[Blue]-0.00', 'number'],
    ['0.00E+00', 'number'],
    ['\\d0', 'number'],
  ])('is shown by the code %s as a %s', (code, shown) => {
    expect(shownByCode(code)).toBe(shown);
  });

  it('is shown by the built-in formats for days', () => {
    expect([0, 2, 9, 14, 17, 20, 22, 46, 49].map(builtInShown)).toEqual([
      'number',
      'number',
      'number',
      'day',
      'day',
      'time',
      'moment',
      'time',
      'number',
    ]);
  });
});

it('the column of a cell is told by its letters', () => {
  expect(['A1', 'Z9', 'AA1', 'XFD1048576', 'a1', 'A', '1', '', undefined].map(columnOf)).toEqual([
    0,
    25,
    26,
    16_383,
    undefined,
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});

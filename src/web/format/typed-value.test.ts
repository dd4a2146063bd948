import { describe, expect, it } from 'vitest';
import { typedValue, valueText } from './typed-value.ts';

describe('what a person types as the value of a lead', () => {
  it.each([
    ['1.250,50', 1250.5],
    ['1250,50', 1250.5],
    ['1,250.50', 1250.5],
    ['250,5', 250.5],
    ['250.5', 250.5],
    ['1.250', 1250],
    ['1.250 €', 1250],
    ['250,', 250],
    ['60', 60],
  ])('%s is read in German and in English writing', (typed, units) => {
    expect(typedValue(typed, 'EUR')).toBe(units);
  });

  it.each(['', 'viel', '1.2.3,4', '12,345.6,7', '-5', '1,005.123', '0,500', '1000001'])('„%s“ is refused and never guessed', (typed) => {
    expect(typedValue(typed, 'EUR')).toBeUndefined();
  });

  it('stands in the field as it is written in the language, and reads back as the same value', () => {
    expect([valueText(1250.5, 'EUR', 'de'), valueText(1250.5, 'EUR', 'en'), valueText(40, 'EUR', 'de')]).toEqual([
      '1250,50',
      '1250.50',
      '40',
    ]);
    expect(typedValue(valueText(1250.5, 'EUR', 'de'), 'EUR')).toBe(1250.5);
  });
});

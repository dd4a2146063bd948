import { describe, expect, it } from 'vitest';
import type { Arithmetic } from '#core/settlement/line.ts';
import { arithmeticWordsDe } from './arithmetic-words.de.ts';
import { arithmeticWordsEn } from './arithmetic-words.en.ts';
import { moneyTextDe, moneyTextEn, percentTextDe } from './money-text.ts';

const thin = '\u202f';

describe('money in words', () => {
  it.each([
    ['1234567', 'EUR', `12.345,67${thin}€`, `12,345.67${thin}€`],
    ['-5', 'EUR', `−0,05${thin}€`, `−0.05${thin}€`],
    ['2643000', 'BRL', `26.430,00${thin}R$`, `26,430.00${thin}R$`],
    ['1000', 'JPY', `1.000${thin}JPY`, `1,000${thin}JPY`],
    ['123456789012345678', 'KWD', `123.456.789.012.345,678${thin}KWD`, `123,456,789,012,345.678${thin}KWD`],
  ])('%s %s', (minor, currency, de, en) => {
    expect(moneyTextDe(minor, currency)).toBe(de);
    expect(moneyTextEn(BigInt(minor), currency)).toBe(en);
  });

  it('writes a rate without idle zeros', () => {
    expect(['500', '550', '1', '-25', '10000'].map(percentTextDe)).toEqual([
      `5${thin}%`,
      `5,5${thin}%`,
      `0,01${thin}%`,
      `−0,25${thin}%`,
      `100${thin}%`,
    ]);
  });
});

describe('the arithmetic of a line in words', () => {
  it.each<[Arithmetic, string, string]>([
    [
      { step: 'percentage', netMinor: '15330', rateBasisPoints: '500', amountMinor: '767' },
      `5${thin}% von 153,30${thin}€ Nettoumsatz = 7,67${thin}€, einmal gerundet.`,
      `5${thin}% of 153.30${thin}€ net revenue = 7.67${thin}€, rounded once.`,
    ],
    [
      { step: 'tier', position: 51, tier: 2, amountMinor: '12000', window: '2026-Q1' },
      `Ergebnis Nummer 51 im 1. Quartal 2026: Staffel 2, 120,00${thin}€.`,
      `Result number 51 in quarter 1 of 2026: tier 2, 120.00${thin}€.`,
    ],
    [
      { step: 'capped_amount', limitMinor: '600000', usedMinor: '595000', amountMinor: '5000', window: '2026-03' },
      `Obergrenze im März 2026: 6.000,00${thin}€, davon vorher verbraucht: 5.950,00${thin}€. Für diese Zeile bleiben 50,00${thin}€.`,
      `Cap of 6,000.00${thin}€ in March 2026, 5,950.00${thin}€ of it used before: 50.00${thin}€ remain for this line.`,
    ],
    [
      { step: 'refund', refundedMinor: '3333', ofMinor: '15000', fromHeldMinor: '0' },
      `Dem Kunden wurden netto 33,33${thin}€ erstattet. Rückbelastung im selben Anteil von 150,00${thin}€.`,
      `The customer was refunded 33.33${thin}€ net. Taken back in the same share of 150.00${thin}€.`,
    ],
  ])('%o', (step, de, en) => {
    expect(arithmeticWordsDe(step, 'EUR')).toBe(de);
    expect(arithmeticWordsEn(step, 'EUR')).toBe(en);
  });
});

import { describe, expect, it } from 'vitest';
import { type MoneyPattern, readMoney } from './money-format.ts';

describe('an amount as another system writes it', () => {
  it.each<[MoneyPattern, string, string, string]>([
    ['plain', '53.99', 'BRL', '5399'],
    ['plain', '54.0', 'BRL', '5400'],
    ['plain', '1234', 'EUR', '123400'],
    ['plain', '1234', 'JPY', '1234'],
    ['plain', '1.234', 'KWD', '1234'],
    ['plain', '-0.00', 'EUR', '0'],
    ['1.234,56', '1.234,56', 'EUR', '123456'],
    ['1.234,56', '1234,56', 'EUR', '123456'],
    ['1.234,56', '1.234', 'EUR', '123400'],
    ['1.234,56', '1.234.567,8', 'EUR', '123456780'],
    ['1.234,56', '1.234,56 €', 'EUR', '123456'],
    ['1.234,56', 'EUR 1.234,56', 'EUR', '123456'],
    ['1.234,56', '-1.234,56 €', 'EUR', '-123456'],
    ['1.234,56', '1.234,56-', 'EUR', '-123456'],
    ['1.234,56', '−12,00', 'EUR', '-1200'],
    ['1.234,56', 'R$ 1.234,56', 'BRL', '123456'],
    ['1,234.56', '1,234.56', 'USD', '123456'],
    ['1,234.56', '$1,234.56', 'USD', '123456'],
    ['1,234.56', '-$1,234.56', 'USD', '-123456'],
    ['1,234.56', '1,234', 'USD', '123400'],
    ['1 234,56', '1 234,56', 'EUR', '123456'],
    ["1'234.56", "CHF 1'234.56", 'CHF', '123456'],
  ])('%s: %s in %s is %s minor units', (pattern, text, currency, minor) => {
    expect(readMoney(text, pattern, currency)).toEqual({ ok: true, value: minor });
  });

  it.each<[MoneyPattern, string, string]>([
    ['plain', '1,234.56', 'EUR'],
    ['plain', '1e3', 'EUR'],
    ['plain', '', 'EUR'],
    ['1.234,56', '1,234.56', 'EUR'],
    ['1.234,56', '12.34', 'EUR'],
    ['1.234,56', '1.23.456', 'EUR'],
    ['1.234,56', '$ 12,00', 'EUR'],
    ['1,234.56', '1.234,56', 'USD'],
    ['1,234.56', '12,34', 'USD'],
  ])('%s refuses %s rather than guess', (pattern, text, currency) => {
    expect(readMoney(text, pattern, currency)).toMatchObject({ ok: false, refusal: { code: 'money.unreadable' } });
  });

  it('refuses parts of a minor unit', () => {
    expect(readMoney('1,234', '1.234,56', 'EUR')).toMatchObject({ ok: false, refusal: { code: 'money.too_many_digits' } });
    expect(readMoney('1.230', 'plain', 'EUR')).toEqual({ ok: true, value: '123' });
  });
});

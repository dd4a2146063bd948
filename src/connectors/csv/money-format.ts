import { parseDecimalMinor } from '#core/kernel/money.ts';
import { ok, type Result, refuse } from '#core/kernel/result.ts';

/** How amounts are written: by the example of one thousand two hundred thirty-four and fifty-six hundredths, or plain (1234.56). */
export const moneyPatterns = ['plain', '1,234.56', '1.234,56', '1 234,56', "1'234.56"] as const;

export type MoneyPattern = (typeof moneyPatterns)[number];

interface Writing {
  /** Without group separators, or with all of them in their places. */
  readonly shape: RegExp;
  readonly groups: RegExp;
  readonly decimal: '.' | ',';
}

const WRITINGS: Readonly<Record<MoneyPattern, Writing>> = {
  plain: { shape: /^\d+(\.\d+)?$/, groups: /,/g, decimal: '.' },
  '1,234.56': { shape: /^(\d+|\d{1,3}(,\d{3})+)(\.\d+)?$/, groups: /,/g, decimal: '.' },
  '1.234,56': { shape: /^(\d+|\d{1,3}(\.\d{3})+)(,\d+)?$/, groups: /\./g, decimal: ',' },
  '1 234,56': { shape: /^(\d+|\d{1,3}([ \u00a0\u202f]\d{3})+)(,\d+)?$/, groups: /[ \u00a0\u202f]/g, decimal: ',' },
  "1'234.56": { shape: /^(\d+|\d{1,3}(['’]\d{3})+)(\.\d+)?$/, groups: /['’]/g, decimal: '.' },
};

const SYMBOLS: Readonly<Record<string, string>> = { EUR: '€', USD: '$', GBP: '£', JPY: '¥', BRL: 'R$', CHF: 'Fr.', PLN: 'zł', CZK: 'Kč' };
const PLAIN_DIGITS = /^\d{1,15}(\.\d{1,2})?$/;

/**
 * An amount as its system writes it in minor units, as a string of digits. The sign may lead or trail, the currency's own code or sign may
 * stand beside the amount. Refusals: money.unreadable, money.too_many_digits.
 */
export function readMoney(text: string, pattern: MoneyPattern, currency: string): Result<string> {
  let amount = text;
  let negative = false;
  if (!PLAIN_DIGITS.test(amount)) {
    for (const sign of [currency, SYMBOLS[currency]]) {
      if (sign !== undefined) amount = without(amount, sign);
    }
    if (/^[-−]/.test(amount)) [negative, amount] = [true, amount.slice(1).trim()];
    else if (/[-−]$/.test(amount)) [negative, amount] = [true, amount.slice(0, -1).trim()];
    const symbol = SYMBOLS[currency];
    if (symbol !== undefined) amount = without(amount, symbol);
  }
  const writing = WRITINGS[pattern];
  if (!writing.shape.test(amount)) return refuse('money.unreadable', { value: text.slice(0, 40) });
  const plain = amount.replace(writing.groups, '').replace(writing.decimal, '.');
  const minor = parseDecimalMinor(negative ? `-${plain}` : plain, currency);
  return minor.ok ? ok(minor.value.toString()) : minor;
}

function without(amount: string, sign: string): string {
  if (amount.startsWith(sign)) return amount.slice(sign.length).trim();
  return amount.endsWith(sign) ? amount.slice(0, -sign.length).trim() : amount;
}

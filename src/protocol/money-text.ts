import { formatDecimal } from '#core/kernel/money.ts';

const THIN_SPACE = '\u202f';
const MINUS = '\u2212';

interface Separators {
  readonly group: string;
  readonly decimal: string;
}

const SIGNS: Readonly<Record<string, string>> = { EUR: '€', USD: '$', GBP: '£', BRL: 'R$' };

function moneyText(minor: bigint | string, currency: string, { group, decimal }: Separators): string {
  const value = BigInt(minor);
  const [whole = '', fraction] = formatDecimal(value < 0n ? -value : value, currency).split('.');
  const grouped = whole.replaceAll(/\B(?=(\d{3})+$)/g, group);
  const digits = fraction === undefined ? grouped : `${grouped}${decimal}${fraction}`;
  return `${value < 0n ? MINUS : ''}${digits}${THIN_SPACE}${SIGNS[currency] ?? currency}`;
}

/** 1234567 -> "12.345,67 €" with a true minus and a narrow space that does not break. */
export function moneyTextDe(minor: bigint | string, currency: string): string {
  return moneyText(minor, currency, { group: '.', decimal: ',' });
}

/** 1234567 -> "12,345.67 €" */
export function moneyTextEn(minor: bigint | string, currency: string): string {
  return moneyText(minor, currency, { group: ',', decimal: '.' });
}

function percentText(basisPoints: string, decimal: string): string {
  const value = BigInt(basisPoints);
  const positive = value < 0n ? -value : value;
  const fraction = (positive % 100n).toString().padStart(2, '0').replace(/0+$/, '');
  return `${value < 0n ? MINUS : ''}${positive / 100n}${fraction === '' ? '' : decimal + fraction}${THIN_SPACE}%`;
}

/** "550" -> "5,5 %" */
export function percentTextDe(basisPoints: string): string {
  return percentText(basisPoints, ',');
}

/** "550" -> "5.5 %" */
export function percentTextEn(basisPoints: string): string {
  return percentText(basisPoints, '.');
}

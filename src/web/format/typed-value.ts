import { minorDigits, parseDecimalMinor } from '#core/kernel/money.ts';
import { typedDecimal } from '#core/promises/agreements/draft-answers.ts';
import type { Language } from '../i18n/language.ts';
import { LARGEST_VALUE } from '../wire/comparison-search.ts';

/** An amount in German or English writing in whole units of its currency; undefined where it cannot be read: never a guess. */
export function typedValue(text: string, currency: string): number | undefined {
  // A separator at the end is what stands there while somebody types on.
  const minor = parseDecimalMinor(typedDecimal(text.trim().replace(/[.,]$/, ''), currency), currency);
  if (!minor.ok || minor.value < 0n) return undefined;
  const units = Number(minor.value) / 10 ** minorDigits(currency);
  return units <= LARGEST_VALUE ? units : undefined;
}

/** The same amount as it stands in a field: without groups, and without the decimals of a whole amount. */
export function valueText(units: number, currency: string, language: Language): string {
  if (Number.isInteger(units)) return String(units);
  return units.toFixed(minorDigits(currency)).replace('.', language === 'de' ? ',' : '.');
}

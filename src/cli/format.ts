import type { IsoInstant } from '#core/kernel/instant.ts';
import { moneyTextDe, moneyTextEn } from '#protocol/money-text.ts';
import type { Language } from './language.ts';

/** Minor units as people write the amount. */
export function moneyText(minor: bigint | string, currency: string, language: Language): string {
  return language === 'de' ? moneyTextDe(minor, currency) : moneyTextEn(minor, currency);
}

export function countText(count: number | bigint, language: Language): string {
  return new Intl.NumberFormat(language).format(count);
}

/** A UTC instant, to the second: a command line has no reader's time zone. */
export function instantText(at: IsoInstant | null): string {
  return at === null ? '–' : at.replace('T', ' ').replace(/\.\d+Z$/, 'Z');
}

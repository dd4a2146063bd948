import { moneyTextDe, moneyTextEn, percentTextDe, percentTextEn } from '#protocol/money-text.ts';
import type { Language } from '../i18n/language.ts';

const NARROW_SPACE = '\u202f';
const TRUE_MINUS = '\u2212';
const locales = { de: 'de-DE', en: 'en-GB' } as const;

/** Numbers, money and time as people of one language write them. */
export interface Format {
  /** Minor units with the currency behind a thin space: "1.234,56 €". */
  readonly money: (minor: bigint | string, currency: string) => string;
  /** The same with a plus before gains: for differences. */
  readonly change: (minor: bigint | string, currency: string) => string;
  readonly count: (n: number) => string;
  readonly decimal: (n: number, digits: number) => string;
  readonly share: (share: number, digits?: number) => string;
  readonly basisPoints: (points: bigint | string | number) => string;
  readonly bytes: (n: number) => string;
  readonly day: (iso: string, zone?: string) => string;
  /** A day with its weekday: "Fr., 03.04.2026". */
  readonly weekday: (iso: string, zone?: string) => string;
  readonly moment: (iso: string, zone?: string) => string;
  /** A near instant as people say it: "Fr 14:30". */
  readonly weekMoment: (iso: string, zone?: string) => string;
  /** A near day with its weekday: "Mi., 25.11.". */
  readonly nearDay: (iso: string, zone?: string) => string;
  /** YYYY-MM as "Juni 2018". */
  readonly month: (month: string) => string;
  /** The same in a column: "Jun 2018". */
  readonly shortMonth: (month: string) => string;
  readonly list: (parts: readonly string[]) => string;
  /** One of several: "a, b oder c". */
  readonly either: (parts: readonly string[]) => string;
}

export function createFormat(language: Language): Format {
  const locale = locales[language];
  const plain = new Intl.NumberFormat(locale);
  const money = language === 'de' ? moneyTextDe : moneyTextEn;
  const basisPoints = language === 'de' ? percentTextDe : percentTextEn;

  const time = (options: Intl.DateTimeFormatOptions) => (iso: string, zone?: string) =>
    new Intl.DateTimeFormat(locale, { ...options, ...(zone === undefined ? {} : { timeZone: zone }) }).format(new Date(iso));

  return {
    money,
    change: (minor, currency) => (BigInt(minor) > 0n ? `+${money(minor, currency)}` : money(minor, currency)),
    count: (n) => plain.format(n).replace('-', TRUE_MINUS),
    decimal: (n, digits) => new Intl.NumberFormat(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(n),
    share: (share, digits = 1) =>
      `${new Intl.NumberFormat(locale, { maximumFractionDigits: digits, minimumFractionDigits: digits }).format(share * 100)}${NARROW_SPACE}%`,
    basisPoints: (points) => basisPoints(String(points)),
    bytes: (n) => {
      if (n < 1_000) return `${plain.format(n)}${NARROW_SPACE}B`;
      const [value, unit] = n < 1_000_000 ? [n / 1_000, 'kB'] : [n / 1_000_000, 'MB'];
      return `${new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }).format(value)}${NARROW_SPACE}${unit}`;
    },
    day: time({ day: '2-digit', month: '2-digit', year: 'numeric' }),
    weekday: time({ weekday: 'short', day: '2-digit', month: '2-digit', year: 'numeric' }),
    moment: time({ day: '2-digit', month: '2-digit', year: 'numeric', hour: '2-digit', minute: '2-digit' }),
    weekMoment: time({ weekday: 'short', hour: '2-digit', minute: '2-digit' }),
    nearDay: time({ weekday: 'short', day: '2-digit', month: '2-digit' }),
    month: (month) =>
      new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(new Date(`${month}-15T00:00:00Z`)),
    shortMonth: (month) =>
      new Intl.DateTimeFormat(locale, { month: 'short', year: 'numeric', timeZone: 'UTC' }).format(new Date(`${month}-15T00:00:00Z`)),
    list: (parts) => new Intl.ListFormat(locale, { type: 'conjunction' }).format(parts),
    either: (parts) => new Intl.ListFormat(locale, { type: 'disjunction' }).format(parts),
  };
}

/** A hash as people compare it: the first eight characters in two groups, "7F3A-91C2". */
export function checkNumber(hash: string): string {
  const head = hash
    .replace(/^sha256:/, '')
    .slice(0, 8)
    .toUpperCase();
  return `${head.slice(0, 4)}-${head.slice(4)}`;
}

/** The readable end of `type:id`: enough to tell two subjects apart at a glance. */
export function shortSubject(subject: string): string {
  const at = subject.indexOf(':');
  return subject.slice(at + 1, at + 9);
}

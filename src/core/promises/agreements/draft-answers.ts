import type { ClaimSubject } from '#core/definitions/snapshot-shape.ts';
import type { IsoDay } from '#core/kernel/instant.ts';
import { minorDigits } from '#core/kernel/money.ts';
import type { Agreement, Bilingual } from './agreement.ts';

/** The prices the one page offers; whoever needs another writes the document. */
export const draftPrices = ['per_unit', 'graduated', 'percentage', 'fixed'] as const;
export type DraftPrice = (typeof draftPrices)[number];

export interface DraftTier {
  /** Inclusive; the last tier has none, whatever stands here. */
  readonly upTo: number | null;
  readonly amount: string;
}

/** The standard texts that a person may word otherwise. */
export const draftTexts = [
  'title',
  'result',
  'sources',
  'baseline',
  'payerReview',
  'payerReport',
  'payeeTags',
  'payeeReport',
  'evidence',
  'acceptance',
  'exit',
  'dispute',
] as const;
export type DraftText = (typeof draftTexts)[number];

export interface DraftResult {
  readonly key: string;
  readonly version: number;
  readonly subject: ClaimSubject;
  readonly title: Bilingual;
}

/**
 * What the page asks, as it is asked: amounts are texts as people type them, numbers that were cleared are null. Everything else of a
 * contract follows from it.
 */
export interface DraftAnswers {
  readonly id: string;
  readonly currency: string;
  readonly timeZone: string;
  readonly payer: DraftParty;
  readonly payee: DraftParty;
  /** Absent until somebody has chosen what counts. */
  readonly result: DraftResult | null;
  readonly price: DraftPrice;
  readonly amount: string;
  readonly tiers: readonly DraftTier[];
  /** In percent, as typed: "3" or "2,5". */
  readonly percent: string;
  /** Of a milestone. */
  readonly dueWithinDays: number | null;
  readonly capBy: 'count' | 'amount' | 'none';
  readonly capCount: number | null;
  readonly capAmount: string;
  readonly from: IsoDay;
  readonly to: IsoDay;
  readonly reviewDays: number | null;
  readonly silence: boolean;
  readonly rule: Agreement['attribution']['rule'];
  readonly lookBackDays: number | null;
  readonly sources: readonly string[];
  readonly campaigns: readonly string[];
  readonly payerPerson: string;
  readonly payeePerson: string;
  readonly arbiter: string;
  readonly noticeDays: number | null;
  readonly dedupDays: number | null;
  readonly holdBackPercent: number | null;
  readonly holdBackDays: number | null;
  readonly clawBackDays: number | null;
  readonly minimumPayout: string;
  readonly dataSource: string;
  readonly processingDocument: string;
  readonly processingOn: IsoDay;
  readonly texts: Readonly<Partial<Record<DraftText, Bilingual>>>;
}

export interface DraftParty {
  readonly key: string;
  readonly name: string;
  readonly business: boolean;
  readonly vatId: string;
}

/** Which prices fit a result: a share needs an order with its net amount, and a milestone has one price. */
export function fittingPrices(subject: ClaimSubject | undefined): readonly DraftPrice[] {
  if (subject === 'milestone') return ['fixed'];
  return subject === 'order' ? ['per_unit', 'graduated', 'percentage'] : ['per_unit', 'graduated'];
}

/** The answers before anybody has answered: the guardrails are set, names and amounts are not. */
export function freshAnswers(known: {
  readonly payer: DraftParty;
  readonly currency: string;
  readonly timeZone: string;
  readonly from: IsoDay;
  readonly to: IsoDay;
}): DraftAnswers {
  return {
    ...known,
    id: '',
    payee: { key: 'agency', name: '', business: true, vatId: '' },
    result: null,
    price: 'per_unit',
    amount: '',
    tiers: [
      { upTo: 5, amount: '' },
      { upTo: null, amount: '' },
    ],
    percent: '',
    dueWithinDays: 30,
    capBy: 'count',
    capCount: null,
    capAmount: '',
    reviewDays: 14,
    silence: true,
    rule: 'last',
    lookBackDays: 90,
    sources: [],
    campaigns: [],
    payerPerson: '',
    payeePerson: '',
    arbiter: '',
    noticeDays: 30,
    dedupDays: 180,
    holdBackPercent: 10,
    holdBackDays: 60,
    clawBackDays: 180,
    minimumPayout: '50',
    dataSource: 'crm',
    processingDocument: '',
    processingOn: known.from,
    texts: {},
  };
}

/** The answers with what does not fit the result put right: changing what counts never leaves an impossible contract behind. */
export function fittingAnswers(answers: DraftAnswers): DraftAnswers {
  const prices = fittingPrices(answers.result?.subject);
  const price = prices.includes(answers.price) ? answers.price : (prices[0] ?? 'per_unit');
  const capBy =
    price === 'fixed'
      ? 'none'
      : price === 'percentage'
        ? 'amount'
        : price === 'per_unit' && answers.capBy === 'none'
          ? 'count'
          : answers.capBy;
  return { ...answers, price, capBy };
}

const umlauts: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss' };
const legalForms = /\b(gmbh|ag|kg|ohg|gbr|ug|mbh|ltd|limited|inc|llc|se|e\.?k\.?|co)\b\.?/g;

/** A short name for documents and links from a company's name: "Agentur Nordlicht GmbH" is `agentur-nordlicht`. */
export function shortKey(name: string, otherwise: string): string {
  const plain = name
    .toLowerCase()
    .replace(/[äöüß]/g, (letter) => umlauts[letter] ?? '')
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(legalForms, ' ')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+/, '')
    .slice(0, 40)
    .replace(/-+$/, '');
  return plain === '' ? otherwise : plain;
}

/** The first of `name`, `name-2`, `name-3` that is not taken. */
export function freeKey(name: string, taken: readonly string[]): string {
  if (!taken.includes(name)) return name;
  let count = 2;
  while (taken.includes(`${name}-${count}`)) count += 1;
  return `${name}-${count}`;
}

/**
 * An amount as Germans or the English type it, as the document writes it: "1.234,50", "1,234.50" and "1234.5" are one amount each. A lone
 * separator before three digits groups thousands, for "1.500" is never meant as 1.50; currencies with three decimals are the exception. No group begins
 * with 0, so "0,500" is no thousands: it stays as typed and is no amount.
 */
export function typedDecimal(text: string, currency: string): string {
  const plain = text.replace(/[\s\u00a0\u202f€$£]/g, '');
  const last = Math.max(plain.lastIndexOf(','), plain.lastIndexOf('.'));
  if (last === -1) return plain;
  const separators = plain.replace(/[^.,]/g, '');
  const isMixed = new Set(separators).size > 1;
  const isGrouped = !isMixed && (separators.length > 1 || (plain.length - last === 4 && minorDigits(currency) !== 3));
  const whole = plain.slice(0, isGrouped ? undefined : last);
  if (/[.,]/.test(whole) && !/^[1-9]\d{0,2}([.,])\d{3}(\1\d{3})*$/.test(whole)) return plain;
  const digits = whole.replace(/[.,]/g, '');
  return isGrouped ? digits : `${digits}.${plain.slice(last + 1)}`;
}

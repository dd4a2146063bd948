import type { JsonObject } from '#core/kernel/canonical-json.ts';
import { type Instant, type IsoDay, isDay, startOfDay } from '#core/kernel/instant.ts';
import { formatDecimal, parseDecimalMinor } from '#core/kernel/money.ts';
import type { Agreement, Bilingual, ComponentClause, Obligation, PriceClause } from './agreement.ts';
import { type DraftAnswers, type DraftParty, type DraftText, fittingAnswers, typedDecimal } from './draft-answers.ts';
import { standardsOf } from './draft-texts.ts';
import { halfWorded, textsOf } from './own-wording.ts';

/** Where an answer is missing or cannot hold: the name of the field, so that the page can lead there. */
export interface DraftGap {
  readonly field: DraftField;
  readonly problem: 'missing' | 'not_an_amount' | 'not_a_day' | 'order' | 'too_small' | 'too_large' | 'one_language';
}
export type DraftField =
  | Exclude<keyof DraftAnswers, 'id' | 'currency' | 'timeZone' | 'texts' | 'payer' | 'payee'>
  | 'payerName'
  | 'payeeName'
  | `tier${number}`
  | `text-${DraftText}`;

export interface Draft {
  /** The document as far as the answers go; what is a gap stands in it as an empty text or 0. */
  readonly agreement: Agreement;
  /** Empty if the document is complete. */
  readonly gaps: readonly DraftGap[];
}

/** The only component of a drafted contract. */
export const draftComponent = 'result';
const NOTICE_DAYS = 3;
const LEAST_DAYS_FOR_SILENCE = 7;

/** A whole contract from the answers of one page. What has no gaps passes every check of an agreement. */
export function draftAgreement(typed: DraftAnswers, component = draftComponent): Draft {
  const answers = fittingAnswers(typed);
  const texts = textsOf(answers);
  const gaps: DraftGap[] = [];
  const { result, attribution, review } = partsOf(answers, gaps);
  const { payer, payee } = partiesOf(answers, gaps);
  const silence = silenceOf(answers);
  const agreement: Agreement = {
    id: answers.id,
    version: 1,
    kind: 'result_contract',
    title: texts.title,
    parties: { payer, payee },
    currency: answers.currency,
    timeZone: answers.timeZone,
    term: termOf(answers, gaps),
    definitions: answers.result === null ? [] : [{ key: answers.result.key, version: answers.result.version, hash: '' }],
    dataSources: [{ source: needed(answers.dataSource, 'dataSource', gaps), provides: texts.sources }],
    baseline: { notNeededBecause: texts.baseline },
    attribution,
    components: [componentOf(answers, component, texts, result, gaps)],
    review,
    settlement: {
      period: 'month',
      lookBackDays: Math.max(60, review.days + 30),
      runOutMonths: 3,
      minimumPayout: amount(answers.minimumPayout, 'minimumPayout', answers.currency, gaps),
      rounding: 'half_up',
    },
    obligations: obligationsOf(answers, texts, silence),
    exit: { noticeDays: whole(answers.noticeDays, 'noticeDays', 0, 3_660, gaps), text: texts.exit },
    dispute: {
      text: texts.dispute,
      payer: needed(answers.payerPerson, 'payerPerson', gaps),
      payee: needed(answers.payeePerson, 'payeePerson', gaps),
      ...(answers.arbiter.trim() === '' ? {} : { arbiter: answers.arbiter.trim() }),
    },
    processing: {
      article: '28',
      document: needed(answers.processingDocument, 'processingDocument', gaps),
      on: day(answers.processingOn, 'processingOn', gaps),
    },
  };
  for (const name of halfWorded(answers)) gaps.push({ field: `text-${name}`, problem: 'one_language' });
  return { agreement, gaps };
}

/** The draft as it is proposed: definitions are bound to their content when it is read, not by whoever drafts. */
export function writtenForm(agreement: Agreement): JsonObject {
  const definitions = agreement.definitions.map(({ hash, ...binding }) => (hash === '' ? binding : { ...binding, hash }));
  return JSON.parse(JSON.stringify({ ...agreement, definitions })) as JsonObject;
}

/** Silence may stand for acceptance between businesses only, and only with a week to answer. */
export function silenceOf({ silence, payer, payee, reviewDays }: DraftAnswers): boolean {
  return silence && payer.business && payee.business && (reviewDays ?? 0) >= LEAST_DAYS_FOR_SILENCE;
}

/** A hold-back is between businesses only. */
export function mayHoldBack({ payer, payee }: DraftAnswers): boolean {
  return payer.business && payee.business;
}

function partsOf(answers: DraftAnswers, gaps: DraftGap[]) {
  if (answers.result === null) gaps.push({ field: 'result', problem: 'missing' });
  const sources = named(answers.sources);
  const campaigns = named(answers.campaigns);
  if (sources.length === 0 && campaigns.length === 0) gaps.push({ field: 'sources', problem: 'missing' });
  const days = whole(answers.reviewDays, 'reviewDays', 1, 365, gaps);
  return {
    result: answers.result === null ? '' : `${answers.result.key}@${answers.result.version}`,
    attribution: {
      rule: answers.rule,
      lookBackDays: whole(answers.lookBackDays, 'lookBackDays', 0, 3_660, gaps),
      partnerTouches: {
        ...(sources.length === 0 ? {} : { source: sources }),
        ...(campaigns.length === 0 ? {} : { campaign: campaigns }),
      },
    },
    review: {
      days,
      countsWhen: 'accepted' as const,
      reasons: standardsOf[answers.result?.subject ?? 'lead'].reasons,
      ...(silenceOf(answers) ? { silence: { noticeWithinDays: NOTICE_DAYS } } : {}),
      wonAfterAllDays: 180,
    },
  };
}

function named(names: readonly string[]): readonly string[] {
  return [...new Set(names.map((name) => name.trim()).filter((name) => name !== ''))];
}

function partiesOf({ payer, payee }: DraftAnswers, gaps: DraftGap[]) {
  const party = ({ key, name, business, vatId }: DraftParty, field: 'payerName' | 'payeeName') => ({
    key,
    name: needed(name, field, gaps),
    business,
    ...(vatId.trim() === '' ? {} : { vatId: vatId.trim() }),
  });
  // Signatures name parties by these keys, so two companies of one name need two.
  const key = payee.key === payer.key ? `${payee.key}-2` : payee.key;
  return { payer: party(payer, 'payerName'), payee: party({ ...payee, key }, 'payeeName') };
}

function termOf({ from, to, timeZone }: DraftAnswers, gaps: DraftGap[]) {
  const term = { from: day(from, 'from', gaps), to: day(to, 'to', gaps) };
  if (isDay(from) && isDay(to)) {
    if (to < from) gaps.push({ field: 'to', problem: 'order' });
    else if (startOfDay(to, timeZone) - startOfDay(from, timeZone) > LONGEST_TERM_MS) gaps.push({ field: 'to', problem: 'too_large' });
  }
  return term;
}

const LONGEST_TERM_MS: Instant = 3_660 * 86_400_000;

function componentOf(
  answers: DraftAnswers,
  key: string,
  texts: Readonly<Record<DraftText, Bilingual>>,
  result: string,
  gaps: DraftGap[],
): ComponentClause {
  const { after, measuredDays, dedupBy, clawBack, takes } = standardsOf[answers.result?.subject ?? 'lead'];
  const core = { key, title: texts.result, result, price: priceOf(answers, gaps), measurement: { after, days: measuredDays } };
  const share = answers.holdBackPercent === null ? 0 : whole(answers.holdBackPercent, 'holdBackPercent', 0, 100, gaps);
  const holdBack =
    share === 0 || !mayHoldBack(answers)
      ? {}
      : {
          holdBack: {
            shareBasisPoints: share * 100,
            releaseAfterDays: whole(answers.holdBackDays, 'holdBackDays', 1, 3_660, gaps),
            ...(answers.result?.subject === 'order' ? { condition: { when: 'paid' as const, otherwise: 'forfeit' as const } } : {}),
          },
        };
  if (answers.price === 'fixed') {
    const dueWithinDays = whole(answers.dueWithinDays, 'dueWithinDays', 1, 3_660, gaps);
    const { evidence, acceptance } = texts;
    return { ...core, ...holdBack, milestone: { phase: 1, evidence, acceptance, dueWithinDays } };
  }
  const taken = answers.clawBackDays === null ? 0 : whole(answers.clawBackDays, 'clawBackDays', 0, 3_660, gaps);
  return {
    ...core,
    ...(dedupBy === undefined
      ? {}
      : { dedup: { by: dedupBy, days: dedupBy === 'order' ? 'forever' : whole(answers.dedupDays, 'dedupDays', 0, 3_660, gaps) } }),
    ...capsOf(answers, gaps),
    ...holdBack,
    ...(taken === 0 || clawBack.length === 0 ? {} : { clawBack: { days: taken, events: clawBack, takes } }),
  };
}

/** A limit that is not known yet is left out, for a limit of 0 would read as an agreement on nothing. */
function capsOf(answers: DraftAnswers, gaps: DraftGap[]): Pick<ComponentClause, 'caps'> {
  if (answers.capBy === 'count') {
    const limit = whole(answers.capCount, 'capCount', 1, 1_000_000, gaps);
    return limit === 0 ? {} : { caps: { count: { limit, window: 'month' } } };
  }
  if (answers.capBy === 'none') return {};
  return { caps: { amount: { limit: amount(answers.capAmount, 'capAmount', answers.currency, gaps), window: 'month' } } };
}

function priceOf(answers: DraftAnswers, gaps: DraftGap[]): PriceClause {
  const { currency } = answers;
  switch (answers.price) {
    case 'per_unit':
      return { model: 'per_unit', amount: amount(answers.amount, 'amount', currency, gaps) };
    case 'fixed':
      return { model: 'fixed', amount: amount(answers.amount, 'amount', currency, gaps) };
    case 'percentage':
      return { model: 'percentage', of: 'net_revenue', rateBasisPoints: basisPoints(answers.percent, gaps) };
    case 'graduated':
      return { model: 'graduated', window: 'month', tiers: tiersOf(answers, gaps) };
  }
}

function tiersOf({ tiers, currency }: DraftAnswers, gaps: DraftGap[]) {
  let before = 0;
  return tiers.map((tier, index) => {
    const field = `tier${index}` as const;
    const price = amount(tier.amount, field, currency, gaps);
    if (index === tiers.length - 1) return { amount: price };
    const upTo = whole(tier.upTo, field, 1, 1_000_000, gaps);
    if (upTo > 0 && upTo <= before) gaps.push({ field, problem: 'order' });
    before = upTo;
    return { upTo, amount: price };
  });
}

function obligationsOf(answers: DraftAnswers, texts: Readonly<Record<DraftText, Bilingual>>, silence: boolean): Agreement['obligations'] {
  const exit = { kind: 'may_exit', afterBreaches: 3 } as const;
  const isMilestone = answers.price === 'fixed';
  const payer: readonly Obligation[] = [
    { key: 'review', text: texts.payerReview, consequence: silence ? { kind: 'silence_counts' } : exit },
    { key: 'report-results', text: texts.payerReport, consequence: { kind: isMilestone ? 'deadline_moves' : 'may_pause' } },
  ];
  const payee: readonly Obligation[] = [
    { key: 'tag-leads', text: texts.payeeTags, consequence: exit },
    { key: 'monthly-report', text: texts.payeeReport, consequence: exit },
  ];
  return { payer, payee };
}

function needed(text: string, field: DraftField, gaps: DraftGap[]): string {
  const trimmed = text.trim();
  if (trimmed === '') gaps.push({ field, problem: 'missing' });
  return trimmed;
}

function day(text: string, field: DraftField, gaps: DraftGap[]): IsoDay {
  if (text === '') gaps.push({ field, problem: 'missing' });
  else if (!isDay(text)) gaps.push({ field, problem: 'not_a_day' });
  return text;
}

function whole(value: number | null, field: DraftField, least: number, most: number, gaps: DraftGap[]): number {
  if (value === null || !Number.isSafeInteger(value)) gaps.push({ field, problem: 'missing' });
  else if (value < least) gaps.push({ field, problem: 'too_small' });
  else if (value > most) gaps.push({ field, problem: 'too_large' });
  return value ?? 0;
}

/** More would not fit the written form of an amount. */
const LARGEST_MINOR = 10n ** 12n;

function amount(text: string, field: DraftField, currency: string, gaps: DraftGap[]): string {
  if (text.trim() === '') {
    gaps.push({ field, problem: 'missing' });
    return '';
  }
  const minor = parseDecimalMinor(typedDecimal(text, currency), currency);
  if (!minor.ok || minor.value < 0n) {
    gaps.push({ field, problem: 'not_an_amount' });
    return '';
  }
  if (minor.value > LARGEST_MINOR) gaps.push({ field, problem: 'too_large' });
  return formatDecimal(minor.value, currency);
}

/** "2,5" percent are 250 basis points. */
function basisPoints(text: string, gaps: DraftGap[]): number {
  const plain = typedDecimal(text.replace(/%/g, ''), 'EUR');
  const [whole = '', part = ''] = plain.split('.');
  const points = /^\d{1,3}$/.test(whole) && /^\d{0,2}$/.test(part) ? Number(whole) * 100 + Number(part.padEnd(2, '0')) : 0;
  if (text.trim() === '') gaps.push({ field: 'percent', problem: 'missing' });
  else if (points < 1 || points > 10_000) gaps.push({ field: 'percent', problem: 'not_an_amount' });
  return points;
}

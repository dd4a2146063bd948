import type { Definition } from '#core/definitions/definition.ts';
import { isObject, type Json } from '#core/kernel/canonical-json.ts';
import { deepEqual } from '#core/kernel/deep-equal.ts';
import type { IsoDay } from '#core/kernel/instant.ts';
import type { Agreement, Bilingual, ComponentClause } from './agreement.ts';
import { type Draft, draftAgreement } from './draft-agreement.ts';
import { type DraftAnswers, type DraftText, draftTexts, freshAnswers } from './draft-answers.ts';
import { textsOf } from './own-wording.ts';

/** The components whose price the page can ask for; the others stay as they are signed. */
export function draftableComponents({ components }: Agreement): readonly ComponentClause[] {
  return components.filter(({ price, caps }) => {
    const isAsked =
      price.model === 'per_unit' ||
      price.model === 'fixed' ||
      (price.model === 'graduated' && price.window === 'month') ||
      (price.model === 'percentage' && price.of === 'net_revenue');
    const isMonthly = [caps?.count, caps?.amount].every((cap) => cap === undefined || cap.window === 'month');
    return isAsked && isMonthly && (caps?.count === undefined || caps.amount === undefined);
  });
}

/** What a person would have answered to get this contract, as far as the page asks; `component` is the one whose price is shown. */
export function answersOf(agreement: Agreement, component: ComponentClause, definition: Definition | undefined): DraftAnswers {
  const { parties, attribution, review, exit, dispute, settlement, processing, term } = agreement;
  const { price, caps, holdBack, clawBack, dedup, milestone } = component;
  const [key = '', version = '1'] = component.result.split('@');
  const fresh = freshAnswers({
    payer: { ...parties.payer, vatId: parties.payer.vatId ?? '' },
    currency: agreement.currency,
    timeZone: agreement.timeZone,
    ...term,
  });
  const answers: DraftAnswers = {
    ...fresh,
    id: agreement.id,
    payee: { ...parties.payee, vatId: parties.payee.vatId ?? '' },
    result: definition === undefined ? null : { key, version: Number(version), subject: definition.subject, title: definition.title },
    ...pricesOf(price),
    dueWithinDays: milestone?.dueWithinDays ?? null,
    capBy: caps?.count !== undefined ? 'count' : caps?.amount !== undefined ? 'amount' : 'none',
    capCount: caps?.count?.limit ?? null,
    capAmount: caps?.amount?.limit ?? '',
    reviewDays: review.days,
    silence: review.silence !== undefined,
    rule: attribution.rule,
    lookBackDays: attribution.lookBackDays,
    sources: attribution.partnerTouches.source ?? [],
    campaigns: attribution.partnerTouches.campaign ?? [],
    payerPerson: dispute.payer,
    payeePerson: dispute.payee,
    arbiter: dispute.arbiter ?? '',
    noticeDays: exit.noticeDays,
    dedupDays: typeof dedup?.days === 'number' ? dedup.days : fresh.dedupDays,
    holdBackPercent: holdBack === undefined ? 0 : Math.round(holdBack.shareBasisPoints / 100),
    holdBackDays: holdBack?.releaseAfterDays ?? fresh.holdBackDays,
    clawBackDays: clawBack?.days ?? 0,
    minimumPayout: settlement.minimumPayout,
    dataSource: agreement.dataSources[0]?.source ?? '',
    processingDocument: processing.document,
    processingOn: processing.on,
  };
  // What is worded as usual goes on following the answers: "within 14 days" becomes 30 with them.
  const usual = textsOf(answers);
  const worded = Object.entries(wordedTexts(agreement, component)).filter(([name, text]) => !deepEqual(text, usual[name as DraftText]));
  return { ...answers, texts: Object.fromEntries(worded) };
}

function pricesOf(price: ComponentClause['price']): Partial<DraftAnswers> {
  switch (price.model) {
    case 'per_unit':
    case 'fixed':
      return { price: price.model, amount: price.amount };
    case 'graduated':
      return { price: 'graduated', tiers: price.tiers.map(({ upTo, amount }) => ({ upTo: upTo ?? null, amount })) };
    case 'percentage':
      return { price: 'percentage', percent: (price.rateBasisPoints / 100).toFixed(2) };
    default:
      return {};
  }
}

/** The signed wording, where the page has a field for it. */
function wordedTexts(agreement: Agreement, component: ComponentClause): DraftAnswers['texts'] {
  const promise = (side: 'payer' | 'payee', key: string) => agreement.obligations[side].find((one) => one.key === key)?.text;
  const worded: Record<DraftText, Bilingual | undefined> = {
    title: agreement.title,
    result: component.title,
    sources: agreement.dataSources[0]?.provides,
    baseline: 'notNeededBecause' in agreement.baseline ? agreement.baseline.notNeededBecause : undefined,
    payerReview: promise('payer', 'review'),
    payerReport: promise('payer', 'report-results'),
    payeeTags: promise('payee', 'tag-leads'),
    payeeReport: promise('payee', 'monthly-report'),
    evidence: component.milestone?.evidence,
    acceptance: component.milestone?.acceptance,
    exit: agreement.exit.text,
    dispute: agreement.dispute.text,
  };
  return Object.fromEntries(draftTexts.flatMap((name) => (worded[name] === undefined ? [] : [[name, worded[name]]])));
}

export interface Amendment {
  readonly signed: Agreement;
  /** Its component whose answers were changed. */
  readonly component: string;
  readonly before: DraftAnswers;
  readonly after: DraftAnswers;
  /** Higher than every version proposed so far. */
  readonly version: number;
  readonly effectiveFrom: IsoDay;
}

/**
 * The signed contract with what the person changed and nothing else: clauses the page does not ask about stay word for word. The gaps are
 * those of the new answers.
 */
export function amendmentDraft({ signed, component, before, after, version, effectiveFrom }: Amendment): Draft {
  const drafted = draftAgreement(after, component);
  const was = draftAgreement(before, component);
  const known = new Set(was.gaps.map(({ field }) => field));
  const merged = withChanges(signed as unknown as Json, was.agreement as unknown as Json, drafted.agreement as unknown as Json);
  const agreement = coherent(signed, { ...(merged as unknown as Agreement), id: signed.id, version, effectiveFrom });
  return { agreement, gaps: drafted.gaps.filter(({ field }) => !known.has(field)) };
}

/** What hangs on an answer in clauses the page does not ask about: the look-back outlasts the review, and silence is promised where it counts. */
function coherent(signed: Agreement, amended: Agreement): Agreement {
  const { silence, ...review } = amended.review;
  const counts = review.countsWhen === 'accepted' && silence !== undefined;
  const least = review.days === signed.review.days ? 0 : review.days + 30;
  const kept = (side: 'payer' | 'payee') =>
    amended.obligations[side]
      .filter(({ key }) => signed.obligations[side].some((one) => one.key === key))
      .map(({ consequence, ...promise }) =>
        consequence === undefined || (consequence.kind === 'silence_counts' && !counts) ? promise : { ...promise, consequence },
      );
  return {
    ...amended,
    review: counts ? { ...review, silence } : review,
    settlement: { ...amended.settlement, lookBackDays: Math.max(signed.settlement.lookBackDays, least) },
    obligations: { payer: kept('payer'), payee: kept('payee') },
  };
}

/** `base` with every difference between `was` and `is` carried over; parts of lists go by their key. */
function withChanges(base: Json | undefined, was: Json | undefined, is: Json | undefined): Json | undefined {
  if (deepEqual(was, is)) return base;
  const [a, b, c] = [partsByKey(base), partsByKey(was), partsByKey(is)];
  if (a === undefined || b === undefined || c === undefined) return is;
  const names = [...new Set([...Object.keys(a), ...Object.keys(c)])];
  const merged = names.flatMap((name): [string, Json][] => {
    const value = withChanges(a[name], b[name], c[name]);
    return value === undefined ? [] : [[name, value]];
  });
  return Array.isArray(base) ? merged.map(([, value]) => value) : (Object.fromEntries(merged) as Json);
}

function partsByKey(value: Json | undefined): Readonly<Record<string, Json | undefined>> | undefined {
  if (value === undefined || value === null || typeof value !== 'object') return undefined;
  if (!Array.isArray(value)) return value as Readonly<Record<string, Json>>;
  const parts = value.map((item: Json): [string, Json] => [isObject(item) ? String(item['key'] ?? '') : '', item]);
  return parts.length === 0 || parts.some(([key]) => key === '') ? undefined : Object.fromEntries(parts);
}

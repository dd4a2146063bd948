import * as z from 'zod';
import { isDay, isTimeZone } from '#core/kernel/instant.ts';
import { isCurrency } from '#core/kernel/money.ts';

/** The written form of an agreement. What is not named here is refused, so that no clause is silently ignored. */
const key = z.string().regex(/^[a-z][a-z0-9_-]{0,59}$/, 'small letters, digits, - and _, beginning with a letter');
const words = z.string().trim().min(1).max(4_000);
const bilingual = z.strictObject({ de: words, en: words });
const day = z.string().refine(isDay, 'a day such as 2026-01-31');
const days = z.int().min(0).max(3_660);
const window = z.enum(['month', 'quarter', 'term']);
/** YAML reads 150.00 as a number; both forms mean the same decimal. */
const decimal = z
  .union([z.string(), z.number()])
  .transform(String)
  .pipe(z.string().regex(/^\d{1,12}(\.\d{1,3})?$/, 'an amount such as 150.00'));

const party = z.strictObject({ key, name: words, business: z.boolean(), vatId: z.string().max(40).optional() });

const tier = z.strictObject({ upTo: z.int().min(1).max(1_000_000_000).optional(), amount: decimal });

const price = z.discriminatedUnion('model', [
  z.strictObject({ model: z.literal('per_unit'), amount: decimal }),
  z.strictObject({ model: z.literal('graduated'), window, tiers: z.array(tier).min(1).max(50) }),
  z.strictObject({ model: z.literal('volume'), tiers: z.array(tier).min(1).max(50) }),
  z.strictObject({ model: z.literal('package'), size: z.int().min(1).max(1_000_000), amount: decimal, window }),
  z.strictObject({
    model: z.literal('percentage'),
    of: z.enum(['net_revenue', 'contribution_margin']),
    rateBasisPoints: z.int().min(1).max(10_000),
  }),
  z.strictObject({ model: z.literal('fixed'), amount: decimal }),
  z.strictObject({ model: z.literal('uplift'), metric: key, amountPerPoint: decimal, limit: decimal }),
]);

const share = z.int().min(1).max(10_000);
const above = z.enum(['drop', 'carry']).optional();
const holdBack = z.strictObject({
  shareBasisPoints: share,
  releaseAfterDays: days,
  condition: z.strictObject({ when: z.enum(['paid', 'retained']), otherwise: z.enum(['release', 'forfeit']) }).optional(),
  forfeitOnEnd: z.boolean().optional(),
});
const clawBack = z.strictObject({
  days,
  events: z
    .array(z.enum(['refund', 'chargeback', 'deal_reopened', 'churn']))
    .min(1)
    .max(4),
  takes: z.enum(['proportional', 'full']),
});
const milestone = z.strictObject({
  phase: z.int().min(1).max(100),
  evidence: bilingual,
  acceptance: bilingual,
  dueWithinDays: days.optional(),
  late: z.strictObject({ perDayBasisPoints: share, atMostBasisPoints: share }).optional(),
});
const tax = z.strictObject({
  treatment: z.enum(['standard', 'reduced', 'zero', 'reverse_charge', 'small_business']),
  rateBasisPoints: z.int().min(0).max(10_000),
});
const rate = z
  .union([z.string(), z.number()])
  .transform(String)
  .pipe(z.string().regex(/^\d{1,9}(\.\d{1,9})?$/, 'a rate such as 0.9215'));
const pinnedRate = z.strictObject({ currency: z.string().refine(isCurrency, 'a currency such as USD'), rate, on: day, source: words });

const component = z.strictObject({
  key,
  title: bilingual,
  result: z.string().regex(/^[a-z][a-z0-9-]{0,59}@\d{1,7}$/, 'a definition and its version such as deal-won@1'),
  price,
  measurement: z.strictObject({ after: z.enum(['lead_captured', 'deal_won', 'term_begun']), days }),
  dedup: z
    .strictObject({ by: z.enum(['lead', 'contact', 'company', 'deal', 'order']), days: z.union([days, z.literal('forever')]) })
    .optional(),
  caps: z
    .strictObject({
      count: z.strictObject({ limit: z.int().min(0).max(1_000_000_000), window, above }).optional(),
      amount: z.strictObject({ limit: decimal, window, above }).optional(),
    })
    .optional(),
  floor: z.strictObject({ amount: decimal, window }).optional(),
  holdBack: holdBack.optional(),
  clawBack: clawBack.optional(),
  milestone: milestone.optional(),
  tax: tax.optional(),
});

const matches = z.array(z.string().min(1).max(200)).min(1).max(200).optional();
const consequence = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.enum(['silence_counts', 'deadline_moves', 'may_pause']) }),
  z.strictObject({
    kind: z.literal('no_charge'),
    source: z.string().regex(/^source:[0-9a-zA-Z._-]{1,80}$/, 'a source such as source:ga4'),
  }),
  z.strictObject({ kind: z.literal('may_exit'), afterBreaches: z.int().min(1).max(1_000) }),
]);
const obligation = z.strictObject({ key, text: bilingual, consequence: consequence.optional() });
const binding = z.strictObject({
  key: z.string(),
  version: z.int().min(1),
  hash: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional(),
});

export const agreementSchema = z.strictObject({
  id: key,
  version: z.int().min(1).max(1_000_000).default(1),
  kind: z.literal('result_contract'),
  title: bilingual,
  parties: z.strictObject({ payer: party, payee: party }),
  currency: z.string().refine(isCurrency, 'a currency such as EUR'),
  timeZone: z.string().refine(isTimeZone, 'a time zone such as Europe/Berlin'),
  term: z.strictObject({ from: day, to: day }),
  definitions: z.array(binding).min(1).max(50),
  dataSources: z
    .array(z.strictObject({ source: z.string().min(1).max(200), provides: bilingual }))
    .min(1)
    .max(50),
  baseline: z.union([
    z.strictObject({ notNeededBecause: bilingual }),
    z.strictObject({ metric: words, period: words, value: words, n: z.int().min(0), source: words }),
  ]),
  attribution: z.strictObject({
    rule: z.enum(['first', 'last', 'last_non_direct']),
    lookBackDays: days,
    partnerTouches: z.strictObject({ source: matches, medium: matches, campaign: matches }),
  }),
  components: z.array(component).min(1).max(50),
  review: z.strictObject({
    days,
    countsWhen: z.enum(['accepted', 'proven']),
    reasons: z
      .array(z.strictObject({ key, label: bilingual, criterion: z.string().max(60).optional() }))
      .min(1)
      .max(50),
    silence: z.strictObject({ noticeWithinDays: days }).optional(),
    wonAfterAllDays: days.optional(),
  }),
  settlement: z.strictObject({
    period: z.literal('month'),
    lookBackDays: days,
    runOutMonths: z.int().min(0).max(60),
    minimumPayout: decimal,
    rounding: z.enum(['half_up', 'half_even']).default('half_up'),
  }),
  tax: tax.optional(),
  rates: z.array(pinnedRate).max(50).optional(),
  effectiveFrom: day.optional(),
  obligations: z.strictObject({ payer: z.array(obligation).min(1).max(50), payee: z.array(obligation).min(1).max(50) }),
  exit: z.strictObject({ noticeDays: days, text: bilingual }),
  dispute: z.strictObject({ text: bilingual, payer: words, payee: words, arbiter: words.optional() }),
  processing: z.strictObject({ article: z.enum(['26', '28']), document: words, on: day }),
});

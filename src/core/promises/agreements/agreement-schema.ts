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
  z.strictObject({ model: z.literal('percentage'), of: z.literal('net_revenue'), rateBasisPoints: z.int().min(1).max(10_000) }),
]);

const component = z.strictObject({
  key,
  title: bilingual,
  result: z.string().regex(/^[a-z][a-z0-9-]{0,59}@\d{1,7}$/, 'a definition and its version such as deal-won@1'),
  price,
  measurement: z.strictObject({ after: z.enum(['lead_captured', 'deal_won']), days }),
  dedup: z
    .strictObject({ by: z.enum(['lead', 'contact', 'company', 'deal', 'order']), days: z.union([days, z.literal('forever')]) })
    .optional(),
  caps: z
    .strictObject({
      count: z.strictObject({ limit: z.int().min(0).max(1_000_000_000), window }).optional(),
      amount: z.strictObject({ limit: decimal, window }).optional(),
    })
    .optional(),
});

const matches = z.array(z.string().min(1).max(200)).min(1).max(200).optional();
const obligation = z.strictObject({ key, text: bilingual });
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
  }),
  settlement: z.strictObject({
    period: z.literal('month'),
    lookBackDays: days,
    runOutMonths: z.int().min(0).max(60),
    minimumPayout: decimal,
    rounding: z.enum(['half_up', 'half_even']).default('half_up'),
  }),
  obligations: z.strictObject({ payer: z.array(obligation).min(1).max(50), payee: z.array(obligation).min(1).max(50) }),
  exit: z.strictObject({ noticeDays: days, text: bilingual }),
  dispute: z.strictObject({ text: bilingual, payer: words, payee: words, arbiter: words.optional() }),
  processing: z.strictObject({ article: z.enum(['26', '28']), document: words, on: day }),
});

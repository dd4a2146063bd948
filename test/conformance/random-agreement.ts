import * as fc from 'fast-check';
import type { Definition } from '#core/definitions/definition.ts';
import type { ClaimSubject } from '#core/definitions/snapshot-shape.ts';
import { definitionTemplates } from '#core/definitions/templates/registry.ts';

const both = (text: string) => ({ de: text, en: text });

/** Rules that between them use everything a rule may say; some can fail or stay open. */
const rules: Readonly<Record<ClaimSubject, readonly string[]>> = {
  lead: [
    'lead.accepted || (lead.rating >= 3 && !lead.rejected)',
    'touches.exists(t, t.medium == "cpc" && t.at >= lead.capturedAt - duration("720h")) ? answers.budget > 1000 : answered["team"]',
    'count([grades.need == "A", grades.budget != "D", lead.rating > 2]) >= 2',
    'deals.exists(d, d.won) || appointments.filter(a, a.outcome == "held").size() > 0',
    'person.position.contains("lead") && company.employees % 7 < 4 || touched("demo") > 1 // people who decide',
    'has(lead.campaign) && lead.campaign in ["spring", r"sum\\mer", \'autumn\'] && "budget" in answers',
    'appointments.exists_one(a, a.rescheduled > 0) || touches.map(t, t.source).exists(s, s == "linkedin")',
    'size(lead.source) > 3 && (lead.source.startsWith("g") || lead.source.endsWith("in"))',
    'atMost(1, [grades.need == "D", grades.budget == "D", answers.budget < 500])',
    'deals.all(d, appointments.exists(a, a.starts < d.openedAt + duration("48h30m")))',
    'lead.rating / (lead.rating - 3) > -1',
    'touches.filter(t, t.source == "linkedin").size() < 2 && engagement.demo + engagement["webinar"] * 2 >= 1',
    'person.language == "de" ? grades.need in ["A", "B"] : grades.budget in ["A", "B"]',
    'touches[0].source == "google" && lead.capturedAt > timestamp("2026-01-20T01:00:00+01:00")',
  ],
  appointment: [
    '!appointment.cancelled && appointment.starts > timestamp("2026-01-20T00:00:00Z") && appointment.rescheduled < 2',
    'appointment.outcome == "held" && appointment.evidence in ["attendance_log", "both_confirmed", "host"]',
    'appointment.starts - appointment.bookedAt >= duration("24h") && lead.source != "direct"',
  ],
  deal: [
    'deal.won && deal.amountMinor >= 500000 && deal.currency == "EUR"',
    'orders.exists(o, o.paid) || deal.stage in ["won", "signed"]',
    'deal.wonAt - deal.openedAt < duration("480h")',
    '(deal.won || deal.lost) && touched("demo") >= 1',
  ],
  order: [
    'order.netMinor - order.refundedMinor > 10000',
    'order.paid && !deal.lost',
    'order.customer.startsWith("company:") ? company.employees > 10 : person.language == "de"',
    'order.paidMinor * 2 > order.netMinor || deal.won',
  ],
};

const ownDefinitions: readonly Definition[] = Object.entries(rules).flatMap(([subject, texts]) =>
  texts.map((rule, index) => ({
    key: `own-${subject}-${index}`,
    version: 1,
    subject: subject as ClaimSubject,
    title: both(rule),
    wording: both(rule),
    rule,
    examples: [{ name: 'nothing is known', answer: 'open' as const, snapshot: {} }],
  })),
);

/** The templates with parameters that the events of random-events.ts can meet. */
const definitions: readonly Definition[] = [
  ...definitionTemplates.map((one) =>
    one.key === 'qualified-lead-icp' ? { ...one, parameters: { employeesAtLeast: 50, industry: 'retail' } } : one,
  ),
  ...ownDefinitions.map((one, index) => (index % 2 === 0 ? one : { ...one, overrides: {} })),
];

const days = (min: number, max: number) => fc.integer({ min, max });
const window = fc.constantFrom('month', 'quarter', 'term');
const amount = fc.integer({ min: 0, max: 50_000 }).map(String);

const price = (percentage: boolean) =>
  fc.oneof(
    fc.record({ model: fc.constant('per_unit'), amount }),
    fc
      .record({ model: fc.constant('graduated'), window, tiers: fc.uniqueArray(fc.integer({ min: 1, max: 6 }), { maxLength: 3 }) })
      .chain(({ model, window: where, tiers }) =>
        fc.array(amount, { minLength: tiers.length + 1, maxLength: tiers.length + 1 }).map((amounts) => {
          const bounds = [...tiers].sort((a, b) => a - b);
          return {
            model,
            window: where,
            tiers: amounts.map((one, i) => (i < bounds.length ? { upTo: bounds[i], amount: one } : { amount: one })),
          };
        }),
      ),
    ...(percentage
      ? [
          fc.record({
            model: fc.constant('percentage'),
            of: fc.constant('net_revenue'),
            rateBasisPoints: fc.oneof(fc.constantFrom(500, 1_000, 5_000), fc.integer({ min: 1, max: 10_000 })),
          }),
        ]
      : []),
  );

const easy = ['deal-won', 'order-placed', 'order-paid', 'appointment-held', 'own-lead-0', 'own-lead-3', 'own-lead-7', 'own-deal-1'];

/** What is easily met is drawn most often, so that most cases have something to settle. */
const anyDefinition = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...definitions.filter(({ key }) => easy.includes(key))) },
  { weight: 2, arbitrary: fc.constantFrom(...definitions) },
);

const component = anyDefinition.chain((definition) => {
  const isOrder = definition.subject === 'order';
  const caps = fc.record(
    { count: fc.record({ limit: fc.integer({ min: 0, max: 5 }), window }), amount: fc.record({ limit: amount, window }) },
    { requiredKeys: ['count'] },
  );
  return fc
    .record(
      {
        price: price(isOrder),
        measurement: fc.record({
          after: fc.constantFrom(...(isOrder ? ['lead_captured', 'deal_won'] : ['lead_captured'])),
          days: days(5, 200),
        }),
        dedup: fc.record({
          by: fc.constantFrom('lead', 'contact', 'company', 'deal', 'order'),
          days: fc.oneof(days(0, 60), fc.constant('forever')),
        }),
        caps,
      },
      { requiredKeys: ['price', 'measurement'] },
    )
    .map((clause) => ({
      definition,
      clause: {
        ...clause,
        ...(clause.price.model === 'graduated' || clause.caps !== undefined ? {} : { caps: { count: { limit: 4, window: 'term' } } }),
      },
    }));
});

const broad = { source: ['google', 'linkedin', 'partner', 'direct'] };
const partnerTouches = fc.constantFrom<Record<string, string[]>>(
  broad,
  broad,
  broad,
  { source: ['google', 'linkedin', 'partner'] },
  { source: ['google', 'linkedin', 'direct'], medium: ['cpc', 'mail'] },
  { medium: ['cpc'] },
);

const party = (key: string) => ({ key, name: key, business: true });

/** A contract as a draft, valid by construction, with the definitions it binds. */
export const randomAgreement = fc
  .record({
    components: fc.array(component, { minLength: 1, maxLength: 3 }),
    currency: fc.constantFrom('EUR', 'EUR', 'JPY', 'KWD'),
    timeZone: fc.constantFrom('Europe/Berlin', 'UTC', 'America/Santiago', 'Asia/Kolkata', 'Pacific/Apia', 'America/New_York'),
    from: fc.constantFrom('2026-01-01', '2026-01-15', '2025-12-31'),
    to: fc.constantFrom('2026-03-31', '2026-04-14', '2026-02-28', '2026-06-30'),
    attribution: fc.record({ rule: fc.constantFrom('first', 'last', 'last_non_direct'), lookBackDays: days(0, 90), partnerTouches }),
    reviewDays: days(0, 40),
    countsWhen: fc.constantFrom('accepted', 'proven'),
    lockAfter: days(0, 40),
    runOutMonths: fc.integer({ min: 0, max: 4 }),
    minimumPayout: amount,
    rounding: fc.constantFrom('half_up', 'half_even'),
  })
  .map((drawn) => {
    const used = [...new Set(drawn.components.map(({ definition }) => definition))];
    const raw: Record<string, unknown> = {
      id: 'contract',
      version: 1,
      kind: 'result_contract',
      title: both('Ergebnisvertrag „Frühjahr“'),
      parties: { payer: party('client'), payee: party('partner') },
      currency: drawn.currency,
      timeZone: drawn.timeZone,
      term: { from: drawn.from, to: drawn.to },
      definitions: used.map(({ key, version }) => ({ key, version })),
      dataSources: [{ source: 'crm', provides: both('everything') }],
      baseline: { notNeededBecause: both('new') },
      attribution: drawn.attribution,
      components: drawn.components.map(({ definition, clause }, index) => ({
        key: `part-${index}`,
        title: both('part'),
        result: `${definition.key}@${definition.version}`,
        ...clause,
      })),
      review: { days: drawn.reviewDays, countsWhen: drawn.countsWhen, reasons: [{ key: 'other', label: both('other') }] },
      settlement: {
        period: 'month',
        lookBackDays: drawn.reviewDays + drawn.lockAfter,
        runOutMonths: drawn.runOutMonths,
        minimumPayout: drawn.minimumPayout,
        rounding: drawn.rounding,
      },
      obligations: { payer: [{ key: 'pay', text: both('pays') }], payee: [{ key: 'work', text: both('works') }] },
      exit: { noticeDays: 30, text: both('in writing') },
      dispute: { text: both('talk first'), payer: 'A', payee: 'B' },
      processing: { article: '28', document: 'avv', on: '2025-12-01' },
    };
    return { raw, definitions: used };
  });

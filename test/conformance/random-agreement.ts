import * as fc from 'fast-check';
import type { Definition } from '#core/definitions/definition.ts';
import { easyDefinitions, randomDefinitions } from './random-definitions.ts';

const both = (text: string) => ({ de: text, en: text });

/** Fives and tens, as the hours of the events are: windows then end exactly where something happens. */
const days = (...most: readonly number[]) => fc.oneof(fc.constantFrom(...most), fc.integer({ min: 0, max: Math.max(...most) }));
const someWindow = fc.constantFrom('month', 'month', 'quarter', 'term');
/** Few amounts, so that sums meet limits and minimum payouts exactly; odd ones, so that shares of them end in halves. */
const amount = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom('0', '5', '15', '33', '100', '150', '300') },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 50_000 }).map(String) },
);
const sometimes = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 2 });
const share = fc.oneof(fc.constantFrom(1_000, 3_333, 5_000, 10_000), fc.integer({ min: 1, max: 10_000 }));

const tiers = fc.uniqueArray(fc.integer({ min: 1, max: 6 }), { maxLength: 3 }).chain((drawn) => {
  const bounds = [...drawn].sort((a, b) => a - b);
  const tier = (one: string, index: number) => (index < bounds.length ? { upTo: bounds[index], amount: one } : { amount: one });
  return fc.array(amount, { minLength: bounds.length + 1, maxLength: bounds.length + 1 }).map((amounts) => amounts.map(tier));
});

const percentage = fc.record({
  model: fc.constant('percentage'),
  of: fc.constant('net_revenue'),
  rateBasisPoints: fc.oneof(fc.constantFrom(500, 1_000, 5_000), fc.integer({ min: 1, max: 10_000 })),
});

const price = (isOrder: boolean) =>
  fc.oneof(
    fc.record({ model: fc.constant('per_unit'), amount }),
    fc.record({ model: fc.constant('graduated'), window: someWindow, tiers }),
    fc.record({ model: fc.constant('volume'), tiers }),
    fc.record({ model: fc.constant('package'), size: fc.integer({ min: 1, max: 4 }), amount, window: someWindow }),
    ...(isOrder ? [percentage, percentage, percentage] : []),
  );

const cap = <T>(limit: fc.Arbitrary<T>) =>
  fc.record(
    {
      limit,
      window: fc.constantFrom('month', 'month', 'month', 'quarter', 'term'),
      above: fc.constantFrom('drop', 'carry', 'carry', 'carry'),
    },
    { requiredKeys: ['limit', 'window'] },
  );
const caps = fc
  .record(
    { count: cap(fc.integer({ min: 0, max: 3 })), amount: cap(fc.constantFrom('5', '20', '45', '100', '150', '301')) },
    { requiredKeys: [] },
  )
  .filter(({ count, amount: money }) => count !== undefined || money !== undefined)
  .map((drawn) => (drawn.count?.above === 'carry' && drawn.amount ? { ...drawn, amount: { ...drawn.amount, above: 'drop' } } : drawn));

const holdBack = (conditions: readonly string[]) =>
  fc.record(
    {
      shareBasisPoints: share,
      releaseAfterDays: days(0, 20, 45, 90),
      condition: fc.record({ when: fc.constantFrom(...conditions), otherwise: fc.constantFrom('release', 'forfeit') }),
      forfeitOnEnd: fc.boolean(),
    },
    { requiredKeys: ['shareBasisPoints', 'releaseAfterDays'] },
  );

const eventsOf: Readonly<Record<string, readonly string[]>> = {
  order: ['refund', 'chargeback', 'churn'],
  deal: ['chargeback', 'deal_reopened', 'churn'],
};

const clawBack = (subject: string) => {
  const events = eventsOf[subject] ?? ['churn'];
  return fc.record({
    days: days(10, 30, 60, 120),
    events: fc.subarray([...events], { minLength: 1 }),
    takes: subject === 'order' ? fc.constantFrom('proportional', 'proportional', 'full') : fc.constant('full'),
  });
};

const milestone = fc.record({
  definition: fc.constantFrom(...randomDefinitions.filter(({ subject }) => subject === 'milestone')),
  clause: fc
    .record(
      {
        price: fc.record({ model: fc.constant('fixed'), amount }),
        measurement: fc.record({ after: fc.constant('term_begun'), days: days(60, 120, 200) }),
        holdBack: holdBack(['paid']),
        late: fc.record({ perDayBasisPoints: fc.constantFrom(50, 333, 1_000), atMostBasisPoints: fc.constantFrom(500, 5_000, 10_000) }),
        dueWithinDays: days(5, 10, 30, 45),
      },
      { requiredKeys: ['price', 'measurement'] },
    )
    .map(({ late, dueWithinDays, ...rest }) => {
      const due = dueWithinDays === undefined ? {} : { dueWithinDays, ...(late === undefined ? {} : { late }) };
      return { ...rest, milestone: { phase: 1, evidence: both('a record'), acceptance: both('signed'), ...due } };
    }),
});

const measured = fc
  .oneof(
    // What is easily met is drawn most often, so that most cases have something to settle.
    { weight: 8, arbitrary: fc.constantFrom(...easyDefinitions) },
    { weight: 2, arbitrary: fc.constantFrom(...randomDefinitions.filter(({ subject }) => subject !== 'milestone')) },
  )
  .chain((definition) => {
    const { subject } = definition;
    const isOrder = subject === 'order';
    const clause = fc.record(
      {
        price: price(isOrder),
        measurement: fc.record({
          after: fc.constantFrom(...(isOrder ? ['lead_captured', 'deal_won'] : ['lead_captured'])),
          days: days(10, 30, 90, 200, 200),
        }),
        dedup: sometimes(
          fc.record({
            by: fc.constantFrom('lead', 'contact', 'company', 'deal', 'order'),
            days: fc.oneof(fc.constantFrom(0, 5, 10, 15, 30), fc.constant('forever')),
          }),
        ),
        caps,
        floor: sometimes(fc.record({ amount, window: someWindow })),
        holdBack: holdBack(['paid', 'retained']),
        clawBack: clawBack(subject),
      },
      { requiredKeys: ['price', 'measurement'] },
    );
    const isBounded = (model: string) => model === 'graduated' || model === 'volume';
    return clause.map((drawn) => ({
      definition,
      clause: {
        ...drawn,
        ...(isBounded(drawn.price.model) || drawn.caps !== undefined ? {} : { caps: { count: { limit: 4, window: 'term' } } }),
      },
    }));
  });

const component = fc.oneof({ weight: 5, arbitrary: measured }, { weight: 1, arbitrary: milestone });
type Component = typeof component extends fc.Arbitrary<infer T> ? T : never;

const broad = { source: ['google', 'linkedin', 'partner', 'direct', 'other'] };
const partnerTouches = fc.constantFrom<Record<string, string[]>>(
  broad,
  broad,
  broad,
  broad,
  { source: ['google', 'linkedin', 'partner'] },
  { source: ['google', 'linkedin', 'direct'], medium: ['cpc', 'mail'] },
  { medium: ['cpc'] },
);

/** What one version may say otherwise than another. */
const version = fc.record({
  components: fc.array(component, { minLength: 2, maxLength: 4 }),
  attribution: fc.record({ rule: fc.constantFrom('first', 'last', 'last_non_direct'), lookBackDays: days(5, 30, 90), partnerTouches }),
  reviewDays: days(0, 5, 10, 15, 30, 40),
  countsWhen: fc.constantFrom('accepted', 'accepted', 'proven'),
  silence: fc.constantFrom(true, true, false),
  noticeWithinDays: fc.constantFrom(0, 5, 10, 20),
  wonAfterAllDays: fc.option(days(0, 30, 60, 120), { nil: undefined }),
  lockAfter: days(0, 5, 10, 40),
  runOutMonths: fc.integer({ min: 0, max: 4 }),
  minimumPayout: fc.oneof({ weight: 2, arbitrary: amount }, { weight: 3, arbitrary: fc.constant(undefined) }),
  usd: fc.option(fc.constantFrom('0.92', '1.5', '0.333', '161'), { nil: undefined }),
  moves: fc.boolean(),
});
type Version = typeof version extends fc.Arbitrary<infer T> ? T : never;

/** What all versions share, because settled periods rest on it. */
const frame = fc.record({
  currency: fc.constantFrom('EUR', 'EUR', 'JPY', 'KWD'),
  timeZone: fc.constantFrom('Europe/Berlin', 'UTC', 'UTC', 'America/Santiago', 'Asia/Kolkata', 'Pacific/Apia', 'America/New_York'),
  from: fc.constantFrom('2026-01-01', '2026-01-15', '2025-12-31'),
  rounding: fc.constantFrom('half_up', 'half_even'),
});

const lastDay = fc.constantFrom('2026-03-31', '2026-04-14', '2026-02-28', '2026-06-30');

/** A contract in one to three versions, each valid by construction, with the definitions they bind. */
export interface RandomAgreement {
  readonly versions: readonly Record<string, unknown>[];
  readonly definitions: readonly Definition[];
}

/** A later version keeps most parts of the one before; the term stays or ends with another month. */
function amended(first: Version, changes: readonly Version[], keeps: readonly boolean[]): readonly Version[] {
  const versions = [first];
  for (const change of changes) {
    const before = versions[versions.length - 1] ?? first;
    const components = change.components.map((one, index): Component => (keeps[index] ? (before.components[index] ?? one) : one));
    versions.push(keeps[3] ? { ...before, components } : { ...change, components });
  }
  return versions;
}

export function randomAgreement(versionsAtMost: number): fc.Arbitrary<RandomAgreement> {
  return fc
    .record({
      first: version,
      changes: fc.array(version, { maxLength: versionsAtMost - 1 }),
      keeps: fc.array(fc.boolean(), { minLength: 5, maxLength: 5 }),
      frame,
      to: lastDay,
      later: fc.constantFrom('2026-07-31', '2026-05-31', '2026-06-30'),
    })
    .map(({ first, changes, keeps, frame: shared, to, later }) => {
      const versions = amended(first, changes, keeps);
      const used = [...new Set(versions.flatMap(({ components }) => components.map(({ definition }) => definition)))];
      const raws = versions.map((one, index) =>
        documentOf(one, index, { ...shared, to: index > 0 && keeps[4] && to < later ? later : to }),
      );
      return { versions: raws, definitions: used };
    });
}

function amountOf(price: object | undefined): string | undefined {
  return price !== undefined && 'amount' in price && typeof price.amount === 'string' ? price.amount : undefined;
}

const party = (key: string) => ({ key, name: key, business: true });

function documentOf(drawn: Version, index: number, shared: Record<'currency' | 'timeZone' | 'from' | 'to' | 'rounding', string>) {
  const { components, reviewDays, silence, wonAfterAllDays, usd } = drawn;
  // Silence needs a week of review, something to accept, and a look-back beyond the review.
  const hasSilence = silence && drawn.countsWhen === 'accepted' && reviewDays >= 7;
  const due = components.some(({ clause }) => 'milestone' in clause && 'dueWithinDays' in clause.milestone);
  const used = [...new Set(components.map(({ definition }) => definition))];
  return {
    id: 'contract',
    version: index + 1,
    kind: 'result_contract',
    title: both('Ergebnisvertrag „Frühjahr“'),
    parties: { payer: party('client'), payee: party('partner') },
    currency: shared.currency,
    timeZone: shared.timeZone,
    term: { from: shared.from, to: shared.to },
    definitions: used.map(({ key, version: number }) => ({ key, version: number })),
    dataSources: [{ source: 'crm', provides: both('everything') }],
    baseline: { notNeededBecause: both('new') },
    attribution: drawn.attribution,
    components: components.map(({ definition, clause }, place) => ({
      key: `part-${place}`,
      title: both('part'),
      result: `${definition.key}@${definition.version}`,
      ...clause,
    })),
    review: {
      days: reviewDays,
      countsWhen: drawn.countsWhen,
      reasons: [{ key: 'other', label: both('other') }],
      ...(hasSilence ? { silence: { noticeWithinDays: Math.min(drawn.noticeWithinDays, reviewDays - 1) } } : {}),
      ...(wonAfterAllDays === undefined ? {} : { wonAfterAllDays }),
    },
    settlement: {
      period: 'month',
      lookBackDays: reviewDays + drawn.lockAfter + (hasSilence ? 1 : 0),
      runOutMonths: drawn.runOutMonths,
      // What one result pays is met exactly by one result.
      minimumPayout: drawn.minimumPayout ?? amountOf(components[0]?.clause.price) ?? '0',
      rounding: shared.rounding,
    },
    ...(usd === undefined ? {} : { rates: [{ currency: 'USD', rate: usd, on: '2026-01-01', source: 'a bank' }] }),
    ...(index === 0 ? {} : { effectiveFrom: shared.from }),
    obligations: {
      payer: [{ key: 'pay', text: both('pays'), ...(drawn.moves && due ? { consequence: { kind: 'deadline_moves' } } : {}) }],
      payee: [{ key: 'track', text: both('tracks'), ...(drawn.moves ? { consequence: { kind: 'no_charge', source: 'source:ga4' } } : {}) }],
    },
    exit: { noticeDays: 30, text: both('in writing') },
    dispute: { text: both('talk first'), payer: 'A', payee: 'B' },
    processing: { article: '28', document: 'avv', on: '2025-12-01' },
  };
}

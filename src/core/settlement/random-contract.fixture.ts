import * as fc from 'fast-check';
import type { Definition } from '#core/definitions/definition.ts';
import { dealWon } from '#core/definitions/templates/deal-won.ts';
import { milestoneEvidenced } from '#core/definitions/templates/milestone-evidenced.ts';
import { orderPlaced } from '#core/definitions/templates/order-placed.ts';
import type { JsonObject } from '#core/kernel/canonical-json.ts';
import { valueOrThrow } from '#core/kernel/result.ts';
import type { Agreement } from '#core/promises/agreements/agreement.ts';
import { amendmentProblems } from '#core/promises/agreements/amendment.ts';
import { definitionRef, readAgreement } from '#core/promises/agreements/read-agreement.ts';

const both = { de: 'Beispiel', en: 'example' };
export const ZONE = 'Europe/Berlin';

const gradedLead: Definition = {
  key: 'graded-lead',
  version: 1,
  subject: 'lead',
  title: both,
  wording: both,
  rule: 'grades.need == "A"',
  examples: [],
};
const capturedLead: Definition = { ...gradedLead, version: 2, rule: 'lead.source != ""' };
export const randomDefinitions = [gradedLead, capturedLead, dealWon, orderPlaced, milestoneEvidenced];
const known = new Map(randomDefinitions.map((definition) => [definitionRef(definition), definition]));

const one = <T>(...values: readonly T[]) => fc.constantFrom(...values);
const maybe = <T>(arbitrary: fc.Arbitrary<T>, freq = 2) => fc.option(arbitrary, { nil: undefined, freq });
const rarely = <T>(arbitrary: fc.Arbitrary<T>) => fc.oneof({ weight: 4, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary });
const amount = one('100.00', '60.00', '33.33', '0.00');
const window = one('month', 'quarter', 'term');
const tiers = fc
  .tuple(fc.integer({ min: 1, max: 2 }), fc.integer({ min: 1, max: 2 }), amount, amount, amount)
  .map(([a, b, x, y, z]) => [{ upTo: a, amount: x }, { upTo: a + b, amount: y }, { amount: z }]);
const unitPrice = fc.oneof(
  fc.record({ model: one('per_unit'), amount }),
  fc.record({ model: one('graduated'), window, tiers }),
  fc.record({ model: one('volume'), tiers }),
  fc.record({ model: one('package'), size: fc.integer({ min: 1, max: 3 }), amount, window }),
);
const sharePrice = fc.record({ model: one('percentage'), of: one('net_revenue'), rateBasisPoints: one(500, 333) });
const fixedPrice = fc.record({ model: one('fixed'), amount });
const countCap = fc.record({ limit: fc.integer({ min: 1, max: 4 }), window, above: one('drop', 'carry') });
const amountCap = fc.record({ limit: one('150.00', '60.00', '400.00'), window, above: one('drop', 'carry') });
const caps = fc
  .record({ count: maybe(countCap), amount: maybe(amountCap) })
  .map(({ count, amount: limit }) =>
    count === undefined && limit === undefined
      ? { amount: { limit: '250.00', window: 'month' } }
      : { count: count?.above === 'carry' && limit?.above === 'carry' ? { ...count, above: 'drop' } : count, amount: limit },
  );
const dedup = maybe(fc.record({ by: one('lead', 'contact', 'deal', 'company'), days: one<number | 'forever'>(0, 10, 30, 'forever') }));
const condition = fc.record({ when: one('paid', 'retained'), otherwise: one('release', 'forfeit') });
const holdBack = maybe(
  fc.record({
    shareBasisPoints: one(1000, 3333, 10_000),
    releaseAfterDays: one(0, 20, 45, 90),
    condition: maybe(condition),
    forfeitOnEnd: maybe(fc.boolean()),
  }),
);
const floor = rarely(fc.record({ amount: one('120.00', '50.00'), window }));
const clawBack = (events: readonly string[], takes: readonly string[]) =>
  maybe(fc.record({ days: one(20, 60, 120), events: fc.shuffledSubarray([...events], { minLength: 1 }), takes: one(...takes) }));

const clauses = {
  lead: fc.record({ price: unitPrice, caps, dedup, holdBack, floor, after: one('lead_captured'), clawBack: clawBack(['churn'], ['full']) }),
  won: fc.record({
    price: unitPrice,
    caps,
    dedup,
    holdBack,
    floor,
    after: one('lead_captured'),
    clawBack: clawBack(['churn', 'deal_reopened', 'chargeback'], ['full']),
  }),
  share: fc.record({
    price: fc.oneof(sharePrice, sharePrice, unitPrice),
    caps,
    dedup,
    holdBack,
    floor,
    after: one('lead_captured', 'deal_won'),
    clawBack: clawBack(['refund', 'churn', 'chargeback'], ['proportional', 'proportional', 'full']),
  }),
  setup: fc.record({
    price: fixedPrice,
    holdBack: maybe(fc.record({ shareBasisPoints: one(1000, 5000), releaseAfterDays: one(0, 45) })),
    after: one('term_begun'),
    milestone: fc
      .record({ dueWithinDays: one(5, 20), late: maybe(fc.record({ perDayBasisPoints: one(100, 2000), atMostBasisPoints: one(3000) })) })
      .map((due) => ({ phase: 1, evidence: both, acceptance: both, ...due })),
  }),
} satisfies Record<string, fc.Arbitrary<{ readonly after: string; readonly [clause: string]: unknown }>>;

const results: Readonly<Record<string, fc.Arbitrary<string>>> = {
  lead: one('graded-lead@1', 'graded-lead@1', 'graded-lead@2'),
  won: one('deal-won@1'),
  share: one('order-placed@1'),
  setup: one('milestone-evidenced@1'),
};

const component = (key: keyof typeof clauses): fc.Arbitrary<JsonObject> =>
  fc
    .tuple(clauses[key] as fc.Arbitrary<{ readonly after: string }>, results[key] ?? one(''), one(20, 90, 180, 180))
    .map(([{ after, ...parts }, result, days]) =>
      JSON.parse(JSON.stringify({ key, title: both, result, measurement: { after, days }, ...parts })),
    );

const components = fc
  .tuple(component('lead'), component('won'), component('share'), component('setup'))
  .chain((all) => fc.shuffledSubarray(all, { minLength: 1 }));

const review = fc
  .record({
    days: one(0, 3, 10),
    countsWhen: one('accepted', 'accepted', 'proven'),
    silence: maybe(fc.record({ noticeWithinDays: one(0, 3) })),
    wonAfterAllDays: maybe(one(0, 30, 90)),
  })
  .map(({ days, countsWhen, silence, ...more }) => {
    const isSilent = silence !== undefined && countsWhen === 'accepted' && days >= 7;
    return { days, countsWhen, reasons: [{ key: 'spam', label: both }], ...(isSilent ? { silence } : {}), ...more };
  });

/** What a version may say anew. */
const terms = fc.record({
  components,
  review,
  attribution: fc.record({
    rule: one('first', 'last', 'last_non_direct'),
    lookBackDays: one(0, 10, 90),
    partnerTouches: fc.constant({ source: ['agency'] }),
  }),
  moreLookBackDays: one(1, 20, 60),
  runOutMonths: fc.integer({ min: 0, max: 3 }),
  minimumPayout: one('0.00', '120.00'),
  rate: maybe(one('0.9', '1.07')),
});
type Terms = typeof terms extends fc.Arbitrary<infer T> ? T : never;

const signedOnce = {
  id: 'random',
  kind: 'result_contract',
  title: both,
  parties: { payer: { key: 'payer', name: 'P', business: true }, payee: { key: 'payee', name: 'Q', business: true } },
  currency: 'EUR',
  timeZone: ZONE,
  definitions: randomDefinitions.map(({ key, version }) => ({ key, version })),
  dataSources: [{ source: 'crm', provides: both }],
  baseline: { notNeededBecause: both },
  exit: { noticeDays: 30, text: both },
  dispute: { text: both, payer: 'A', payee: 'B' },
  processing: { article: '28', document: 'D', on: '2025-12-01' },
};

function documentOf({ components: parts, review: judged, attribution, moreLookBackDays, rate, ...settlement }: Terms, fixed: object) {
  const waits = parts.some(({ key }) => key === 'setup') ? { consequence: { kind: 'deadline_moves' } } : {};
  return {
    ...signedOnce,
    components: parts,
    review: judged,
    attribution,
    settlement: { period: 'month', lookBackDays: judged.days + moreLookBackDays, ...settlement },
    ...(rate === undefined ? {} : { rates: [{ currency: 'USD', rate, on: '2025-12-31', source: 'ECB' }] }),
    obligations: {
      payer: [{ key: 'access', text: both, ...waits }],
      payee: [{ key: 'tracking', text: both, consequence: { kind: 'no_charge', source: 'source:ga4' } }],
    },
    ...fixed,
  };
}

/** An agreement with the versions that amend it, and when each is signed. */
export interface RandomContract {
  readonly documents: readonly Agreement[];
  /** Half days from the first day of the year to the last signature of each version. */
  readonly signedAtStep: readonly number[];
}

const amendment = fc.record({
  terms,
  prolongsTo: maybe(one('2026-04-30'), 4),
  signedAtStep: fc.integer({ min: 8, max: 150 }),
  inDays: one(0, 0, 1, 5, 30),
});

/** Contracts with clauses drawn from all that can be agreed, amended up to twice; short months and run-out months included. */
export const contracts: fc.Arbitrary<RandomContract> = fc
  .record({
    term: one(['2026-01-01', '2026-03-31'], ['2026-01-17', '2026-03-10'], ['2026-01-05', '2026-02-20'], ['2026-01-10', '2026-01-25']),
    rounding: one('half_up', 'half_even'),
    first: terms,
    firstSignedAtStep: one(0, 0, 0, 0, 40),
    amendments: fc.oneof(
      { weight: 2, arbitrary: fc.constant([]) },
      { weight: 1, arbitrary: fc.array(amendment, { minLength: 1, maxLength: 2 }) },
    ),
  })
  .map(({ term: [from, to], rounding, first, firstSignedAtStep, amendments }) => {
    const fixed = { term: { from, to } };
    const documents = [versionOf(first, { ...fixed }, rounding)];
    const signedAtStep = [firstSignedAtStep];
    for (const { terms: drawn, prolongsTo, signedAtStep: step, inDays } of [...amendments].sort(
      (a, b) => a.signedAtStep - b.signedAtStep,
    )) {
      const signed = documents[documents.length - 1];
      if (signed === undefined) continue;
      const term = { from: signed.term.from, to: prolongsTo ?? signed.term.to };
      const effectiveFrom = new Date(Date.UTC(2026, 0, 1 + Math.ceil(step / 2) + inDays)).toISOString().slice(0, 10);
      const amended = { ...drawn, components: drawn.components.map((part) => keepingTermClauses(part, signed)) };
      const document = versionOf(amended, { term, version: signed.version + 1, effectiveFrom }, rounding);
      if (amendmentProblems(signed, document).length > 0) continue;
      documents.push(document);
      signedAtStep.push(Math.max(step, signedAtStep[signedAtStep.length - 1] ?? 0));
    }
    return { documents, signedAtStep };
  });

function versionOf(drawn: Terms, fixed: object, rounding: string): Agreement {
  const { settlement, ...document } = documentOf(drawn, fixed);
  return valueOrThrow(readAgreement({ ...document, settlement: { ...settlement, rounding } }, known));
}

/** A clause over the whole term cannot be amended, so an amendment takes it over. */
function keepingTermClauses(part: JsonObject, signed: Agreement): JsonObject {
  const before = signed.components.find(({ key }) => key === part['key']);
  if (before === undefined) return part;
  const drawn = part as JsonObject & { readonly caps?: JsonObject };
  const kept: Record<string, unknown> = { ...drawn };
  if ('window' in before.price && before.price.window === 'term') kept['price'] = before.price;
  if (before.floor?.window === 'term') kept['floor'] = before.floor;
  const caps = { ...drawn.caps } as Record<string, unknown>;
  if (before.caps?.count?.window === 'term') caps['count'] = before.caps.count;
  if (before.caps?.amount?.window === 'term') caps['amount'] = before.caps.amount;
  if (drawn.caps !== undefined) kept['caps'] = oneCarries(caps);
  return kept as JsonObject;
}

function oneCarries(caps: Record<string, unknown>): Record<string, unknown> {
  const { count, amount: limit } = caps as { count?: { above?: string }; amount?: { above?: string } };
  return count?.above === 'carry' && limit?.above === 'carry' ? { count } : caps;
}

import * as fc from 'fast-check';
import type { Definition } from '#core/definitions/definition.ts';
import { edgesAmong, factsInScope, scopeOf } from '#core/definitions/scope.ts';
import { dealWon } from '#core/definitions/templates/deal-won.ts';
import { orderPlaced } from '#core/definitions/templates/order-placed.ts';
import type { Fact } from '#core/facts/fact.ts';
import type { JsonObject } from '#core/kernel/canonical-json.ts';
import { HOUR_MS, type Instant, startOfDay, toIso } from '#core/kernel/instant.ts';
import { valueOrThrow } from '#core/kernel/result.ts';
import { definitionRef, readAgreement } from '#core/promises/agreements/read-agreement.ts';
import type { ClaimHistory } from './claim.ts';
import { claimHistories } from './claim-history.ts';
import { type Contract, contractOf } from './contract.ts';

const both = { de: 'Beispiel', en: 'example' };
const zone = 'Europe/Berlin';
/** Facts fall on a grid of some hours, so that they often meet the boundaries of months, windows and locks. */
const STEP_MS = 12 * HOUR_MS;
const start = startOfDay('2026-01-01', zone);

const gradedLead: Definition = {
  key: 'graded-lead',
  version: 1,
  subject: 'lead',
  title: both,
  wording: both,
  rule: 'grades.need == "A"',
  examples: [],
};
const definitions = [gradedLead, dealWon, orderPlaced];
const known = new Map(definitions.map((definition) => [definitionRef(definition), definition]));

const amount = fc.constantFrom('100.00', '60.00', '33.33', '0.00');
const window = fc.constantFrom('month', 'quarter', 'term');
const tiers = fc
  .tuple(fc.integer({ min: 1, max: 2 }), fc.integer({ min: 1, max: 2 }), amount, amount, amount)
  .map(([a, b, x, y, z]) => [{ upTo: a, amount: x }, { upTo: a + b, amount: y }, { amount: z }]);
const unitPrice = fc.oneof(
  fc.record({ model: fc.constant('per_unit'), amount }),
  fc.record({ model: fc.constant('graduated'), window, tiers }),
);
const sharePrice = fc.record({
  model: fc.constant('percentage'),
  of: fc.constant('net_revenue'),
  rateBasisPoints: fc.constantFrom(500, 333),
});
const caps = fc.oneof(
  fc.record({ amount: fc.record({ limit: fc.constantFrom('150.00', '60.00', '400.00'), window }) }),
  fc.record({ count: fc.record({ limit: fc.integer({ min: 1, max: 3 }), window }) }),
  fc.record({
    count: fc.record({ limit: fc.integer({ min: 1, max: 4 }), window }),
    amount: fc.record({ limit: fc.constantFrom('150.00', '250.00'), window }),
  }),
);
const dedup = fc.option(
  fc.record({ by: fc.constantFrom('lead', 'contact', 'deal', 'company'), days: fc.constantFrom(0, 10, 30, 'forever') }),
  { nil: undefined, freq: 1 },
);
const component = (key: string, result: string, price: fc.Arbitrary<unknown>, after: fc.Arbitrary<string>) =>
  fc.record({ price, caps, dedup, after, days: fc.constantFrom(5, 60, 90, 180) }).map(({ after: anchor, days, ...clauses }) => ({
    key,
    title: both,
    result,
    measurement: { after: anchor, days },
    ...JSON.parse(JSON.stringify(clauses)),
  }));

const parties = { payer: { key: 'payer', name: 'P', business: true }, payee: { key: 'payee', name: 'Q', business: true } };
const settledParts = {
  id: 'random',
  kind: 'result_contract',
  title: both,
  parties,
  currency: 'EUR',
  timeZone: zone,
  definitions: definitions.map(({ key, version }) => ({ key, version })),
  dataSources: [{ source: 'crm', provides: both }],
  baseline: { notNeededBecause: both },
  obligations: { payer: [{ key: 'o', text: both }], payee: [{ key: 'o', text: both }] },
  exit: { noticeDays: 30, text: both },
  dispute: { text: both, payer: 'A', payee: 'B' },
  processing: { article: '28', document: 'D', on: '2025-12-01' },
};

/** A contract with clauses drawn from all that can be agreed, short months and run-out months included. */
export const contracts: fc.Arbitrary<Contract> = fc
  .record({
    term: fc.constantFrom(
      ['2026-01-01', '2026-03-31'],
      ['2026-01-17', '2026-03-10'],
      ['2026-01-05', '2026-02-20'],
      ['2026-01-10', '2026-01-25'],
    ),
    components: fc
      .tuple(
        component('lead', 'graded-lead@1', unitPrice, fc.constant('lead_captured')),
        component('won', 'deal-won@1', unitPrice, fc.constant('lead_captured')),
        component('share', 'order-placed@1', sharePrice, fc.constantFrom('lead_captured', 'deal_won')),
      )
      .chain((all) => fc.shuffledSubarray(all, { minLength: 1 })),
    attribution: fc.record({
      rule: fc.constantFrom('first', 'last', 'last_non_direct'),
      lookBackDays: fc.constantFrom(0, 10, 90),
      partnerTouches: fc.constant({ source: ['agency'] }),
    }),
    reviewDays: fc.constantFrom(0, 3, 10),
    countsWhen: fc.constantFrom('accepted', 'proven'),
    moreLookBackDays: fc.constantFrom(0, 20, 60),
    runOutMonths: fc.integer({ min: 0, max: 3 }),
    minimumPayout: fc.constantFrom('0.00', '120.00'),
    rounding: fc.constantFrom('half_up', 'half_even'),
    signedAfterSteps: fc.constantFrom(0, 0, 0, 0, 40),
  })
  .map(({ term: [from, to], components, attribution, reviewDays, countsWhen, moreLookBackDays, signedAfterSteps, ...settlement }) => {
    const agreement = readAgreement(
      {
        ...settledParts,
        term: { from, to },
        components,
        attribution,
        review: { days: reviewDays, countsWhen, reasons: [{ key: 'spam', label: both }] },
        settlement: { period: 'month', lookBackDays: reviewDays + moreLookBackDays, ...settlement },
      },
      known,
    );
    return valueOrThrow(contractOf(valueOrThrow(agreement), definitions, toIso(start + signedAfterSteps * STEP_MS)));
  });

type Said = readonly [kind: string, subject: string, data: JsonObject];
const one = <T>(...values: readonly T[]) => fc.constantFrom(...values);
const say = (kind: string, subject: fc.Arbitrary<string>, data: Record<string, fc.Arbitrary<unknown>>, optional: readonly string[] = []) =>
  fc
    .tuple(subject, fc.record(data, { requiredKeys: Object.keys(data).filter((key) => !optional.includes(key)) }))
    .map(([about, payload]): Said => [kind, about, payload as JsonObject]);
const people = one('person:1', 'person:2');
const source = one('agency', 'agency', 'agency', 'agency', 'agency', 'agency', 'agency', 'google', 'direct');
const net = one('10000', '3335', '1', '250049').map((minor) => ({ minor, currency: 'EUR' }));
const concerned = { agreement: fc.constant('agreement:random'), component: one('lead', 'won', 'share') };

interface Event {
  readonly said: Said;
  readonly atStep: number;
  readonly delaySteps: number;
  /** What it does to an earlier event, chosen by its number. */
  readonly against?: { readonly how: 'corrects' | 'retracts'; readonly which: number };
}

const lateBySteps = fc.oneof(
  { weight: 4, arbitrary: fc.constant(0) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 20 }) },
  { weight: 1, arbitrary: fc.integer({ min: 20, max: 140 }) },
);

/** Something said about a subject some steps after its result. */
function later(said: fc.Arbitrary<Said>): fc.Arbitrary<Event> {
  return fc.record({ said, atStep: fc.integer({ min: 0, max: 24 }), delaySteps: fc.constantFrom(0, 0, 0, 60) });
}

/** A result, perhaps with what the parties decide on it. */
function life(claim: string, between: readonly [number, number], ...facts: readonly fc.Arbitrary<Said>[]): fc.Arbitrary<readonly Event[]> {
  const about = fc.constant(claim);
  const decision = fc.oneof(
    later(say('claim.accepted', about, concerned, ['component'])),
    later(say('claim.rejected', about, { ...concerned, reason: one('spam') }, ['component'])),
    later(say('claim.contested', about, { ...concerned, by: one('payer', 'payee') }, ['component'])),
    later(say('claim.decided', about, { ...concerned, outcome: one('counted', 'rejected') }, ['component'])),
    ...(claim.startsWith('lead:') ? [later(say('lead.rejected', about, { reason: one('spam') }))] : []),
  );
  const decisions = fc.oneof(
    { weight: 2, arbitrary: fc.constant<Event[]>([]) },
    { weight: 1, arbitrary: fc.array(decision, { maxLength: 3 }) },
  );
  return fc
    .record({ atStep: fc.integer({ min: between[0], max: between[1] }), delaySteps: lateBySteps, facts: fc.tuple(...facts), decisions })
    .map(({ atStep, delaySteps, facts: results, decisions: decided }) => [
      ...results.map((said) => ({ said, atStep, delaySteps })),
      ...decided.map((mark: Event) => ({ ...mark, atStep: atStep + delaySteps + mark.atStep })),
    ]);
}

const lead = (id: string) =>
  life(
    id,
    [0, 130],
    say('lead.captured', fc.constant(id), { source, person: people, company: one('company:1', 'company:2') }, ['person', 'company']),
    say('lead.graded', fc.constant(id), { criterion: one('need'), grade: one('A', 'A', 'A', 'A', 'A', 'B'), by: one('person') }),
  );
const deal = (id: string, ...leads: string[]) =>
  life(id, [0, 160], say('deal.won', fc.constant(id), { leads: fc.shuffledSubarray(leads, { minLength: 1 }) }));
const order = (id: string, of: string) => life(id, [60, 190], say('order.placed', fc.constant(id), { deal: fc.constant(of), net }));

const lives = fc
  .tuple(
    ...['lead:1', 'lead:2', 'lead:3', 'lead:4'].map(lead),
    deal('deal:1', 'lead:1'),
    deal('deal:2', 'lead:2', 'lead:3'),
    deal('deal:3', 'lead:4'),
    order('order:1', 'deal:1'),
    order('order:2', 'deal:1'),
    order('order:3', 'deal:2'),
  )
  .chain((all) => fc.subarray(all, { minLength: 7 }))
  .map((chosen) => chosen.flat());

const aside = fc.record({
  said: fc.oneof(
    say('touch.recorded', people, { touch: one('visit'), source }, ['source']),
    say('person.merged', one('person:2'), { into: one('person:1'), reason: one('same') }),
    say('person.unmerged', one('person:2'), { from: one('person:1'), reason: one('other') }),
    say('order.placed', one('order:1', 'order:3'), { deal: one('deal:1', 'deal:3'), net }),
    say('lead.captured', one('lead:1', 'lead:2'), { source, person: people }),
  ),
  atStep: fc.integer({ min: 0, max: 200 }),
  delaySteps: lateBySteps,
  against: fc.record({ how: one('corrects' as const, 'corrects' as const, 'retracts' as const), which: fc.nat(60) }),
});

/** Facts with corrections of the heads of their chains and retractions of anything, in the order of recording. */
export const factLogs: fc.Arbitrary<readonly Fact[]> = fc
  .tuple(lives, fc.array(aside, { maxLength: 5 }))
  .map(([lived, asides]) => logOf([...lived, ...asides].sort((a, b) => a.atStep + a.delaySteps - (b.atStep + b.delaySteps))));

function logOf(events: readonly Event[]): readonly Fact[] {
  const facts: Fact[] = [];
  for (const {
    said: [kind, subject, data],
    atStep,
    delaySteps,
    against,
  } of events) {
    const recordedAt = toIso(start + (atStep + delaySteps) * STEP_MS);
    const target = against === undefined ? undefined : facts[against.which % Math.max(1, facts.length)];
    const id = `f${facts.length}`;
    const place = {
      workspace: 'w',
      seq: facts.length,
      id,
      version: 1,
      recordedAt,
      source: 's',
      externalId: id,
      revision: 1,
      actor: 'system',
    };
    const occurredAt = toIso(start + atStep * STEP_MS);
    if (target === undefined || against === undefined) facts.push({ ...place, kind, subject, occurredAt, data });
    else if (against.how === 'retracts') {
      const retraction = { fact: target.id, reason: 'r', by: 'b' };
      facts.push({ ...place, kind: 'fact.retracted', subject: `fact:${target.id}`, occurredAt, data: retraction });
    } else {
      // A correction says the same kind about the same subject anew; of another event only its time is taken.
      const same = kind === target.kind ? { ...data } : target.data;
      const isHead = !facts.some(({ supersedes }) => supersedes === target.id) && target.kind !== 'fact.retracted';
      if (isHead) facts.push({ ...place, kind: target.kind, subject: target.subject, occurredAt, data: same, supersedes: target.id });
    }
  }
  return facts;
}

/** Months and cuts that only go forward. */
export const cutSequences: fc.Arbitrary<readonly { readonly month: number; readonly cut: Instant }[]> = fc
  .array(fc.record({ month: fc.constantFrom(0, 1, 1, 2, 2, 3, 5), step: fc.integer({ min: 20, max: 320 }) }), {
    minLength: 2,
    maxLength: 6,
  })
  .map((drawn) => {
    const months = drawn.map(({ month }) => month).sort((a, b) => a - b);
    const steps = drawn.map(({ step }) => step).sort((a, b) => a - b);
    return months.map((month, index) => ({ month, cut: start + (steps[index] ?? 0) * STEP_MS }));
  });

export function claimsOf(contract: Contract, facts: readonly Fact[]): readonly ClaimHistory[] {
  const subjects = [...new Set(facts.map(({ subject }) => subject))].filter((subject) => /^(lead|deal|order):/.test(subject));
  const edges = edgesAmong(facts);
  return subjects.flatMap((subject) =>
    claimHistories(contract, subject, factsInScope(facts, scopeOf(subject, edges))).map(({ history }) => history),
  );
}

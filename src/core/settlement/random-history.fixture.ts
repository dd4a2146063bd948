import * as fc from 'fast-check';
import type { Fact } from '#core/facts/fact.ts';
import type { JsonObject } from '#core/kernel/canonical-json.ts';
import { HOUR_MS, type Instant, startOfDay, toIso } from '#core/kernel/instant.ts';
import type { Agreement } from '#core/promises/agreements/agreement.ts';
import { agreementHash } from '#core/promises/agreements/read-agreement.ts';
import { type RandomContract, ZONE } from './random-contract.fixture.ts';

/** Facts fall on a grid of some hours, so that they often meet the boundaries of months, windows and locks. */
const STEP_MS = 12 * HOUR_MS;
const start = startOfDay('2026-01-01', ZONE);
const instantOf = (step: number) => toIso(start + step * STEP_MS);
const dayOf = (step: number) => new Date(Date.UTC(2026, 0, 1 + Math.ceil(step / 2))).toISOString().slice(0, 10);

type Said = readonly [kind: string, subject: string, data: JsonObject];
const one = <T>(...values: readonly T[]) => fc.constantFrom(...values);
const say = (kind: string, subject: fc.Arbitrary<string>, data: Record<string, fc.Arbitrary<unknown>>, optional: readonly string[] = []) =>
  fc
    .tuple(subject, fc.record(data, { requiredKeys: Object.keys(data).filter((key) => !optional.includes(key)) }))
    .map(([about, payload]): Said => [kind, about, payload as JsonObject]);
const people = one('person:1', 'person:2');
const source = one(...Array.from({ length: 10 }, () => 'agency'), 'google', 'direct');
const net = fc.record({ minor: one('10000', '3335', '1', '250049'), currency: one('EUR', 'EUR', 'EUR', 'USD') });
const AGREEMENT = 'agreement:random';
const concerned = { agreement: fc.constant(AGREEMENT), component: one('lead', 'won', 'share', 'setup') };

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
function later(said: fc.Arbitrary<Said>, upToSteps = 24): fc.Arbitrary<Event> {
  return fc.record({ said, atStep: fc.integer({ min: 0, max: upToSteps }), delaySteps: fc.constantFrom(0, 0, 0, 60) });
}

const refund = (about: fc.Arbitrary<string>) => later(say('order.refunded', about, { net, reason: one('r') }), 160);
const reversal = (about: fc.Arbitrary<string>) => later(say('payment.reversed', about, { amount: net }), 100);
const churn = (about: fc.Arbitrary<string>) => later(say('subscription.ended', about, { reason: one('r') }), 100);

/** A result, perhaps with what the parties decide on it and what becomes of it. */
function life(claim: string, between: readonly [number, number], ...facts: readonly fc.Arbitrary<Said>[]): fc.Arbitrary<readonly Event[]> {
  const about = fc.constant(claim);
  const decision = fc.oneof(
    later(say('claim.accepted', about, concerned, ['component'])),
    later(say('claim.rejected', about, { ...concerned, reason: one('spam') }, ['component'])),
    later(say('claim.contested', about, { ...concerned, by: one('payer', 'payee') }, ['component'])),
    later(
      say('claim.decided', about, { ...concerned, outcome: one('counted', 'rejected'), by: one('payer', 'payee', 'arbiter') }, [
        'component',
      ]),
    ),
    ...(claim.startsWith('lead:') ? [later(say('lead.rejected', about, { reason: one('spam') }))] : []),
    later(
      say('notice.delivered', about, { ...concerned, notice: one('silence'), deadline: one(instantOf(60)), channel: one('mail') }, [
        'component',
      ]),
    ),
    later(say('holdback.condition_met', about, { agreement: fc.constant(AGREEMENT), condition: one('paid', 'retained') })),
    later(say('holdback.condition_failed', about, { agreement: fc.constant(AGREEMENT), condition: one('paid', 'retained') })),
    ...(claim.startsWith('order:') ? [refund(about), refund(about), refund(about), reversal(about)] : []),
    ...(claim.startsWith('deal:') ? [later(say('deal.reopened', about, { reason: one('r') })), churn(about), reversal(about)] : []),
  );
  const decisions = fc.oneof(
    { weight: 1, arbitrary: fc.constant<Event[]>([]) },
    { weight: 1, arbitrary: fc.array(decision, { minLength: 1, maxLength: 4 }) },
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

const MILESTONE = 'milestone:random.setup';
const about = { agreement: fc.constant(AGREEMENT) };
const milestone = fc
  .tuple(
    life(MILESTONE, [0, 60], say('milestone.evidenced', fc.constant(MILESTONE), { ...about, evidence: one('e') })),
    fc.option(
      fc.record({
        madeAtStep: fc.integer({ min: 0, max: 20 }),
        forSteps: fc.integer({ min: 0, max: 30 }),
        answer: fc.integer({ min: 0, max: 60 }),
      }),
      {
        nil: undefined,
      },
    ),
  )
  .map(([lived, waits]): readonly Event[] => {
    if (waits === undefined) return lived;
    const { madeAtStep, forSteps, answer } = waits;
    const asked = {
      agreement: AGREEMENT,
      request: 'access',
      to: 'payer',
      dueAt: instantOf(madeAtStep + forSteps),
      milestone: MILESTONE,
      question: 'q',
    };
    return [
      ...lived,
      { said: ['request.made', 'request:1', asked], atStep: madeAtStep, delaySteps: 0 },
      { said: ['request.answered', 'request:1', { agreement: AGREEMENT }], atStep: madeAtStep + answer, delaySteps: 0 },
    ];
  });

/** The agreement itself is paused, ended early, or not to be measured for a while. */
const course: fc.Arbitrary<readonly Event[]> = fc
  .tuple(
    stretch('agreement.paused', 'agreement.resumed', AGREEMENT, { reason: 'r', by: 'system' }),
    stretch('tracking.lost', 'tracking.restored', 'source:ga4', {}),
    fc.option(fc.record({ atStep: fc.integer({ min: 2, max: 130 }), inSteps: fc.integer({ min: 0, max: 60 }) }), {
      nil: undefined,
      freq: 4,
    }),
    fc.integer({ min: 0, max: 4 }),
  )
  .map(([pauses, outages, end, which]) => {
    const lastOn = end === undefined ? '' : dayOf(end.atStep + end.inSteps);
    const ended: Event[] =
      end === undefined || which !== 2
        ? []
        : [{ said: ['agreement.ended', AGREEMENT, { lastOn, reason: 'r', by: 'system' }], atStep: end.atStep, delaySteps: 0 }];
    return [...(which === 0 ? pauses : []), ...(which === 1 ? outages : []), ...ended];
  });

function stretch(begins: string, ends: string, subject: string, data: JsonObject): fc.Arbitrary<readonly Event[]> {
  return fc
    .record({
      atStep: fc.integer({ min: 0, max: 100 }),
      forSteps: fc.option(fc.integer({ min: 0, max: 30 })),
      delaySteps: fc.constantFrom(0, 0, 20, 120),
    })
    .map(({ atStep, forSteps, delaySteps }): readonly Event[] => [
      { said: [begins, subject, data], atStep, delaySteps },
      ...(forSteps === null ? [] : [{ said: [ends, subject, data] as Said, atStep: atStep + forSteps, delaySteps }]),
    ]);
}

const lives = fc
  .tuple(
    ...['lead:1', 'lead:2', 'lead:3', 'lead:4'].map(lead),
    deal('deal:1', 'lead:1'),
    deal('deal:2', 'lead:2', 'lead:3'),
    deal('deal:3', 'lead:4'),
    order('order:1', 'deal:1'),
    order('order:2', 'deal:1'),
    order('order:3', 'deal:2'),
    milestone,
  )
  .chain((all) => fc.subarray(all, { minLength: 9 }))
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

/** Signatures, facts of all kinds, corrections of the heads of their chains and retractions, in the order of recording. */
export function factLogs({ documents, signedAtStep }: RandomContract): fc.Arbitrary<readonly Fact[]> {
  const signings = documents.flatMap((document, index) => signingOf(document, signedAtStep[index] ?? 0));
  return fc
    .tuple(lives, fc.array(aside, { maxLength: 5 }), course)
    .map(([lived, asides, happened]) =>
      logOf([...signings, ...lived, ...asides, ...happened].sort((a, b) => a.atStep + a.delaySteps - (b.atStep + b.delaySteps))),
    );
}

function signingOf(document: Agreement, atStep: number): readonly Event[] {
  const hash = agreementHash(document);
  const effectiveFrom = toIso(startOfDay(document.effectiveFrom ?? document.term.from, ZONE));
  const said = (kind: string, data: JsonObject): Event => ({ said: [kind, AGREEMENT, { hash, ...data }], atStep, delaySteps: 0 });
  return [
    said('agreement.proposed', { by: 'system', effectiveFrom }),
    said('agreement.signed', { party: document.parties.payer.key, person: 'person:1' }),
    said('agreement.signed', { party: document.parties.payee.key, person: 'person:2' }),
  ];
}

/** What the parties signed and the end they declared stay as they are. */
const settled = new Set(['agreement.proposed', 'agreement.signed', 'agreement.ended', 'fact.retracted']);

function logOf(events: readonly Event[]): readonly Fact[] {
  const facts: Fact[] = [];
  for (const {
    said: [kind, subject, data],
    atStep,
    delaySteps,
    against,
  } of events) {
    const recordedAt = instantOf(atStep + delaySteps);
    const others = against === undefined ? [] : facts.filter((fact) => !settled.has(fact.kind));
    const target = against === undefined ? undefined : others[against.which % Math.max(1, others.length)];
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
    const occurredAt = instantOf(atStep);
    if (target === undefined || against === undefined) facts.push({ ...place, kind, subject, occurredAt, data });
    else if (against.how === 'retracts') {
      const retraction = { fact: target.id, reason: 'r', by: 'b' };
      facts.push({ ...place, kind: 'fact.retracted', subject: `fact:${target.id}`, occurredAt, data: retraction });
    } else {
      // A correction says the same kind about the same subject anew; of another event only its time is taken.
      const same = kind === target.kind ? { ...data } : target.data;
      const isHead = !facts.some(({ supersedes }) => supersedes === target.id);
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

import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Fact } from '#core/facts/fact.ts';
import { hashed, viewAsOf } from '#core/facts/view.ts';
import type { JsonObject } from '#core/kernel/canonical-json.ts';
import { fromIso, toIso } from '#core/kernel/instant.ts';
import { valueOrThrow } from '#core/kernel/result.ts';
import { type Determination, determine } from './determination.ts';
import { relevantKinds } from './relevance.ts';
import { compileRule } from './rule.ts';
import { edgesAmong, factsInScope, scopeOf } from './scope.ts';
import type { ClaimSubject } from './snapshot-shape.ts';
import { determinationAsOf, determinationTimeline } from './timeline.ts';

const both = { de: 'Beispiel', en: 'example' };
const start = fromIso('2026-03-01T00:00:00Z');
const eur = (minor: number) => ({ minor: String(minor), currency: 'EUR' });

const rules: readonly (readonly [ClaimSubject, string])[] = [
  ['lead', 'grades.need == "A"'],
  ['deal', 'deal.won'],
  ['order', 'order.paidMinor >= 100'],
  ['appointment', 'appointment.outcome == "held"'],
  ['lead', 'atLeast(2, [grades.need == "A", grades.budget == "A", grades.timeline in ["A", "B"]])'],
  ['lead', '!lead.rejected && (company.employees >= 1200 || touched("demo") >= 2)'],
  ['lead', '!has(company.region) && appointments.exists(a, a.outcome == "held") || touches.exists(t, t.medium == "cpc")'],
  ['lead', 'deals.exists(d, d.won) && person.position == "CEO"'],
  ['appointment', 'appointment.outcome == "held" && lead.source == "google"'],
  ['deal', 'deal.won && (deal.amountMinor > 5 || lead.source == "google" || orders.exists(o, o.paid))'],
  ['order', 'order.paid && !(lead.source == "fair") && (company.employees > 5 || deal.won)'],
];
/** Every other definition lets persons decide otherwise. */
const compiled = rules.map(([subject, rule], index) =>
  valueOrThrow(
    compileRule({
      key: 'x',
      version: 1,
      subject,
      title: both,
      wording: both,
      rule,
      ...(index % 2 === 0 ? { overrides: {} } : {}),
      examples: [],
    }),
  ),
);

const one = <T>(...values: readonly T[]) => fc.constantFrom(...values);
const people = one('person:1', 'person:2');
const companies = one('company:1', 'company:2');
const leads = one('lead:1', 'lead:2');
const deals = one('deal:1', 'deal:2');

type Said = readonly [kind: string, subject: string, data: JsonObject];
const say = (
  kind: string,
  subject: fc.Arbitrary<string>,
  data: Readonly<Record<string, fc.Arbitrary<unknown>>>,
  optional: readonly string[] = [],
) =>
  fc
    .tuple(subject, fc.record(data, { requiredKeys: Object.keys(data).filter((key) => !optional.includes(key)) }))
    .map(([about, payload]): Said => [kind, about, payload as JsonObject]);

const said: fc.Arbitrary<Said> = fc.oneof(
  say('lead.captured', leads, { source: one('google', 'fair'), person: people, company: companies }, ['person', 'company']),
  say('lead.graded', leads, { criterion: one('need', 'budget', 'timeline'), grade: one('A', 'B', 'C') }),
  say('lead.rejected', leads, { reason: one('spam') }),
  say('lead.recycled', leads, {}),
  say('lead.acknowledged', leads, { channel: one('mail') }),
  say('person.recorded', people, { position: one('CEO', 'CTO'), company: companies }, ['position', 'company']),
  say('person.merged', one('person:2'), { into: one('person:1'), reason: one('same') }),
  say('person.unmerged', one('person:2'), { from: one('person:1'), reason: one('other') }),
  say('company.recorded', companies, { name: one('W'), employees: one(1199, 1200), region: one('BY') }, ['employees', 'region']),
  say('touch.recorded', people, { touch: one('demo', 'visit'), medium: one('cpc', 'email') }, ['medium']),
  say('appointment.booked', one('appointment:1'), { lead: leads, starts: one('2026-03-05T09:00:00.000Z') }),
  say('appointment.evidenced', one('appointment:1'), {
    outcome: one('held', 'no_show_guest', 'unknown'),
    evidence: one('host', 'calendar', 'attendance_log'),
  }),
  say('appointment.rescheduled', one('appointment:1'), { starts: one('2026-03-06T09:00:00.000Z') }),
  say('deal.opened', deals, { leads: fc.uniqueArray(leads, { minLength: 1 }), company: companies, amount: one(eur(3), eur(9)) }, [
    'company',
    'amount',
  ]),
  say('deal.won', deals, { leads: fc.uniqueArray(leads), amount: one(eur(9)) }, ['leads', 'amount']),
  say('deal.lost', deals, { reason: one('price') }),
  say('order.placed', one('order:1'), { deal: deals, net: one(eur(100)), vat: one(eur(19)), customer: fc.oneof(people, companies) }, [
    'deal',
    'vat',
    'customer',
  ]),
  say('payment.received', one('order:1'), { amount: one(eur(60), eur(119)) }),
  say('payment.reversed', one('order:1'), { amount: one(eur(60)) }),
  say('determination.overridden', one('lead:1', 'deal:1', 'order:1', 'appointment:1'), {
    definition: one('x@1', 'x@1', 'x@2'),
    answer: one('yes', 'no'),
    reason: one('other'),
    comment: one('hmac'),
  }),
);

interface Step {
  readonly said: Said;
  readonly happened: number;
  readonly learned: number;
  readonly mode: 'new' | 'correct' | 'retract';
  readonly target: number;
}
const step: fc.Arbitrary<Step> = fc.record({
  said,
  happened: fc.nat(8),
  learned: fc.nat(2),
  mode: fc.constantFrom('new', 'new', 'new', 'correct', 'retract'),
  target: fc.nat(),
});

/** A log: recordedAt never decreases, corrections and retractions name an earlier fact. */
function logOf(steps: readonly Step[]): readonly Fact[] {
  const facts: Fact[] = [];
  let learned = 0;
  for (const [seq, { said: told, happened, learned: later, mode, target }] of steps.entries()) {
    learned += later;
    const earlier = facts[target % Math.max(1, facts.length)];
    const other = earlier === undefined || mode === 'new' ? undefined : earlier;
    const retracts = other !== undefined && mode === 'retract';
    const corrects = other !== undefined && mode === 'correct' && other.kind !== 'fact.retracted';
    const [kind, subject, data]: Said = retracts ? ['fact.retracted', `fact:${other.id}`, { fact: other.id, reason: 'x', by: 'y' }] : told;
    facts.push({
      workspace: 'w',
      seq,
      id: `f${seq}`,
      kind: corrects ? (told[0].split('.')[0] === other.kind.split('.')[0] ? kind : other.kind) : kind,
      version: 1,
      subject: corrects ? other.subject : subject,
      occurredAt: toIso(start + happened * 3_600_000),
      recordedAt: toIso(start + learned * 3_600_000),
      source: 'test',
      externalId: `x${seq}`,
      revision: 1,
      actor: 'system',
      data: corrects && told[0] !== other.kind ? other.data : data,
      ...(corrects ? { supersedes: other.id } : {}),
    });
  }
  return facts;
}

const first: readonly Said[] = [
  ['person.recorded', 'person:1', { position: 'CEO', company: 'company:1' }],
  ['lead.captured', 'lead:1', { source: 'google', person: 'person:1' }],
  ['appointment.booked', 'appointment:1', { lead: 'lead:1', starts: '2026-03-05T09:00:00.000Z' }],
  ['deal.opened', 'deal:1', { leads: ['lead:2', 'lead:1'], amount: eur(9) }],
  ['order.placed', 'order:1', { deal: 'deal:1', net: eur(100), vat: eur(19) }],
];
/** Histories begin with what founds the subjects, at any instant, and go on with anything. */
const log = fc
  .tuple(
    fc.array(fc.nat(8), { minLength: first.length, maxLength: first.length }),
    fc.array(step, { minLength: 5, maxLength: 35, size: 'max' }),
  )
  .map(([when, steps]) => {
    const founding = first.map((said, index): Step => ({ said, happened: when[index] ?? 0, learned: 0, mode: 'new', target: 0 }));
    return logOf([...founding, ...steps]);
  });
const brief = (d: Determination | undefined) => (d === undefined ? 'open' : `${d.answer} ${d.at ?? ''} ${d.override?.factId ?? ''}`.trim());

test('the timeline at v equals the determination on the view as of v, and needs only the facts of the scope', () => {
  fc.assert(
    fc.property(log, (facts) => {
      const all = facts.map(hashed);
      const views = [...new Set(facts.map((fact) => fromIso(fact.recordedAt)))].map((at) => ({ at, view: viewAsOf(all, at) }));
      for (const rule of compiled) {
        const subject = `${rule.definition.subject}:1`;
        const scoped = factsInScope(facts, scopeOf(subject, edgesAmong(facts))).map(hashed);
        const timeline = determinationTimeline(rule, subject, scoped);
        for (const { at, view } of views) {
          const expected = brief(determine(rule, subject, view));
          expect([rule.definition.rule, at, brief(determinationAsOf(timeline, at))]).toEqual([rule.definition.rule, at, expected]);
        }
        const briefs = timeline.map((entry) => brief(entry.determination));
        expect(briefs.some((text, index) => index > 0 && text === briefs[index - 1])).toBe(false);
      }
    }),
    { numRuns: 100 },
  );
});

test('the order in which facts arrive in the program changes nothing', () => {
  fc.assert(
    fc.property(log, fc.array(fc.nat(), { minLength: 40, maxLength: 40 }), (facts, keys) => {
      const shuffled = facts
        .map((fact, index) => [keys[index] ?? 0, fact] as const)
        .sort((a, b) => a[0] - b[0])
        .map(([, fact]) => hashed(fact));
      for (const rule of compiled) {
        const subject = `${rule.definition.subject}:1`;
        expect(determinationTimeline(rule, subject, shuffled)).toEqual(determinationTimeline(rule, subject, facts.map(hashed)));
      }
    }),
  );
});

test('the facts that a determination names are enough to reach it again', () => {
  fc.assert(
    fc.property(log, (facts) => {
      const view = viewAsOf(facts.map(hashed), start + 60 * 3_600_000);
      for (const rule of compiled) {
        const subject = `${rule.definition.subject}:1`;
        const found = determine(rule, subject, view);
        const named = view.filter(({ fact }) => found.facts.includes(fact.id));
        const decides = (kind: string) => relevantKinds(rule).has(kind) || kind === 'determination.overridden';
        expect(named.every(({ fact }) => decides(fact.kind))).toBe(true);
        expect(determine(rule, subject, named)).toEqual(found);
      }
    }),
    { numRuns: 300 },
  );
});

import * as fc from 'fast-check';
import type { JsonObject } from '#core/kernel/canonical-json.ts';
import { overridable } from './random-definitions.ts';

/** The hour from which events of a case are counted. */
export const START = Date.parse('2026-01-01T00:00:00.000Z');

/** Something that happened `hours` after the start and was recorded `late` hours after that. */
export interface Event {
  readonly kind: string;
  readonly subject: string;
  readonly hours: number;
  readonly late: number;
  readonly data: JsonObject;
  /** Corrects or retracts a fact recorded before, counted round the log; a moved correction also says when anew. */
  readonly against?: { readonly how: 'correct' | 'retract'; readonly index: number; readonly moved: boolean };
}

const source = fc.constantFrom('google', 'linkedin', 'partner', 'direct', 'other');
const medium = fc.constantFrom('cpc', 'mail', 'organic');
const one = (type: string, count: number) => fc.nat(count - 1).map((index) => `${type}:${index}`);
const person = one('person', 4);
const company = one('company', 3);
const lead = one('lead', 9);
const milestone = fc.constantFrom(
  'milestone:contract.part-0',
  'milestone:contract.part-1',
  'milestone:contract.part-2',
  'milestone:contract.part-3',
);
const request = one('request', 5);
const agreement = fc.constant('AGREEMENT');
const money = fc
  .tuple(
    // Odd small ones, of which half and a tenth end in a half.
    fc.oneof(fc.constantFrom(10_000, 11_900, 1_900, 5, 15, 25, 1_005), fc.integer({ min: 0, max: 900_000 })),
    fc.constantFrom('EUR', 'EUR', 'EUR', 'EUR', 'JPY', 'JPY', 'KWD', 'USD'),
  )
  .map(([minor, currency]) => ({ minor: String(minor), currency }));
const at = fc.integer({ min: 0, max: 200 }).map((days) => new Date(START + days * 86_400_000).toISOString());
const some = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const answers = fc.record(
  {
    budget: fc.oneof(fc.integer({ min: 0, max: 5_000 }), fc.double({ min: -1e9, max: 1e22, noNaN: true })),
    '\u{1F600}': fc.boolean(),
    '\uff5e': fc.constant(1),
    '10': fc.constant('x'),
    '9': fc.string(),
  },
  { requiredKeys: [] },
);
const decision = { agreement, component: some(fc.constantFrom('part-0', 'part-0', 'part-1', 'part-2')) };
const proof = { agreement, evidence: fc.constant('hmac') };
const customer = fc.oneof(person, company, one('deal', 7));

const drafts: readonly (readonly [
  weight: number,
  kind: string,
  subject: fc.Arbitrary<string>,
  data: Record<string, fc.Arbitrary<unknown>>,
])[] = [
  [
    10,
    'lead.captured',
    lead,
    {
      person: some(person),
      company: some(company),
      source,
      medium: some(medium),
      campaign: some(fc.constantFrom('spring', 'sum\\mer')),
      answers: some(answers),
    },
  ],
  [
    10,
    'lead.graded',
    lead,
    {
      criterion: fc.constantFrom('need', 'budget', 'authority', 'timeline'),
      grade: fc.constantFrom('A', 'A', 'A', 'B', 'C', 'D'),
      by: fc.constant('person'),
    },
  ],
  [2, 'lead.answered', lead, { question: fc.constantFrom('team', 'size'), answer: fc.constant('hmac') }],
  [3, 'lead.rated', lead, { quality: fc.integer({ min: 1, max: 5 }), by: fc.constant('sales') }],
  [3, 'lead.accepted', lead, {}],
  [2, 'lead.rejected', lead, { reason: fc.constant('other') }],
  [1, 'lead.recycled', lead, {}],
  [
    4,
    'person.recorded',
    person,
    { position: some(fc.constantFrom('team lead', 'buyer')), company: some(company), language: some(fc.constantFrom('de', 'en')) },
  ],
  [1, 'person.merged', person, { into: person, reason: fc.constant('same') }],
  [1, 'person.unmerged', person, { from: person, reason: fc.constant('other') }],
  [
    4,
    'company.recorded',
    company,
    {
      name: fc.constant('Müller & Söhne'),
      industry: some(fc.constantFrom('retail', 'steel')),
      employees: some(fc.integer({ min: 15, max: 100 })),
    },
  ],
  [
    6,
    'touch.recorded',
    person,
    {
      touch: fc.constantFrom('demo', 'webinar', 'pricing_page', 'visit'),
      source: fc.option(source, { nil: undefined, freq: 8 }),
      medium: some(medium),
    },
  ],
  [6, 'appointment.booked', one('appointment', 5), { lead, starts: at, ends: some(at), channel: some(fc.constant('video')) }],
  [4, 'appointment.rescheduled', one('appointment', 5), { starts: at }],
  [1, 'appointment.cancelled', one('appointment', 5), {}],
  [
    6,
    'appointment.evidenced',
    one('appointment', 5),
    {
      outcome: fc.constantFrom('held', 'held', 'held', 'no_show_guest', 'unknown'),
      evidence: fc.constantFrom('attendance_log', 'both_confirmed', 'host', 'calendar'),
    },
  ],
  [
    4,
    'deal.opened',
    one('deal', 7),
    {
      leads: fc.uniqueArray(lead, { minLength: 1, maxLength: 2 }),
      company: some(company),
      stage: some(fc.constantFrom('offer', 'signed')),
      amount: some(money),
    },
  ],
  [2, 'deal.stage_changed', one('deal', 7), { stage: fc.constantFrom('offer', 'signed', 'won'), amount: some(money) }],
  [9, 'deal.won', one('deal', 7), { leads: some(fc.uniqueArray(lead, { minLength: 1, maxLength: 2 })), amount: some(money) }],
  [1, 'deal.lost', one('deal', 7), { reason: fc.constant('price') }],
  [1, 'deal.reopened', one('deal', 7), { reason: fc.constant('again') }],
  [9, 'order.placed', one('order', 8), { customer: some(fc.oneof(person, company)), deal: one('deal', 7), net: money, vat: some(money) }],
  [5, 'payment.received', one('order', 8), { amount: money }],
  [2, 'payment.reversed', one('order', 8), { amount: money }],
  [1, 'payment.reversed', one('deal', 7), { amount: money }],
  [3, 'order.refunded', one('order', 8), { net: money, reason: fc.constant('back') }],
  [2, 'subscription.ended', customer, { reason: fc.constant('left') }],
  [5, 'milestone.evidenced', milestone, proof],
  [1, 'milestone.accepted', milestone, proof],
  [1, 'milestone.refused', milestone, proof],
  [
    6,
    'request.made',
    request,
    {
      agreement,
      request: fc.constantFrom('approval', 'access'),
      to: fc.constantFrom('payer', 'payer', 'payee'),
      dueAt: at,
      milestone: some(milestone),
      question: fc.constant('hmac'),
    },
  ],
  [2, 'request.answered', request, { agreement, answer: fc.constant('hmac') }],
  [1, 'request.withdrawn', request, { agreement }],
];

const anyClaim = fc.oneof(
  { weight: 2, arbitrary: lead },
  ...[one('deal', 7), one('order', 8), one('appointment', 5), milestone].map((arbitrary) => ({ weight: 1, arbitrary })),
);
const condition = { ...decision, condition: fc.constantFrom('paid', 'retained'), evidence: fc.constant('hmac') };
const decisions: typeof drafts = [
  [8, 'claim.accepted', anyClaim, decision],
  [7, 'claim.rejected', anyClaim, { ...decision, reason: fc.constant('other') }],
  [
    8,
    'determination.overridden',
    anyClaim,
    {
      definition: fc.constantFrom(...overridable),
      answer: fc.constantFrom('yes', 'no'),
      reason: fc.constant('other'),
      comment: fc.constant('hmac'),
    },
  ],
  [4, 'claim.contested', anyClaim, { ...decision, by: fc.constantFrom('payer', 'payee') }],
  [
    5,
    'claim.decided',
    anyClaim,
    { ...decision, outcome: fc.constantFrom('counted', 'rejected'), by: fc.constantFrom('payer', 'payee', 'arbiter') },
  ],
  [9, 'notice.delivered', anyClaim, { ...decision, notice: fc.constant('silence'), deadline: at, channel: fc.constant('mail') }],
  [3, 'holdback.condition_met', anyClaim, condition],
  [2, 'holdback.condition_failed', anyClaim, condition],
];

const late = fc.oneof(
  { weight: 5, arbitrary: fc.constant(0) },
  { weight: 2, arbitrary: fc.integer({ min: 1, max: 20 }).map((part) => part * 120) },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 2_500 }) },
);

const event = (hours: fc.Arbitrary<number>, [weight, kind, subject, data]: (typeof drafts)[number], minData: Partial<Event> = {}) => ({
  weight,
  arbitrary: fc
    .record({
      subject,
      hours,
      late,
      data: fc.record(data),
    })
    // Absent is absent: undefined members never reach a log.
    .map((drawn): Event => ({ kind, ...drawn, data: JSON.parse(JSON.stringify(drawn.data)) as JsonObject, ...minData })),
});

// Few different hours, so that some facts happen at the same instant and windows end exactly at a fact; days begin in other zones, too.
const shift = fc.constantFrom(0, 0, 0, 0, 0, 0, -1, -2);
const hoursIn = (from: number, to: number) =>
  fc.oneof(
    { weight: 3, arbitrary: fc.tuple(fc.integer({ min: from / 5, max: to / 5 }), shift).map(([part, hours]) => part * 120 + hours) },
    { weight: 1, arbitrary: fc.integer({ min: from, max: to }).map((part) => part * 24) },
  );
const early = hoursIn(0, 100);
// Decisions have deadlines, so most of them follow soon; some come after every lock.
const later = fc.oneof({ weight: 2, arbitrary: hoursIn(0, 60) }, { weight: 1, arbitrary: hoursIn(10, 250) });

const happened = fc.oneof(...drafts.map((draft) => event(early, draft)));
const decided = fc.oneof(...decisions.map((draft) => event(later, draft)));
const corrected = fc
  .tuple(
    fc.oneof(happened, decided),
    fc.record({ how: fc.constantFrom('correct' as const, 'retract' as const), index: fc.nat(500), moved: fc.boolean() }),
  )
  .map(([drawn, against]): Event => ({ ...drawn, late: drawn.late + 100, against }));

const stormy = fc
  .tuple(
    fc.array(happened, { minLength: 80, maxLength: 200, size: 'max' }),
    fc.array(decided, { minLength: 10, maxLength: 80, size: 'max' }),
    fc.array(corrected, { maxLength: 15, size: 'max' }),
  )
  .map((parts) => parts.flat());

const founding = ['lead.captured', 'appointment.booked', 'deal.won', 'order.placed', 'milestone.evidenced'];
const founded = fc.oneof(...drafts.filter(([, kind]) => founding.includes(kind)).map((draft) => event(early, draft)));

/** Where everything happens once and little is corrected, claims stay: ranks, tiers, caps and rests are then what matters. */
const calm = fc
  .tuple(
    fc.uniqueArray(founded, { minLength: 25, maxLength: 29, selector: ({ kind, subject }) => `${kind} ${subject}`, size: 'max' }),
    fc.array(happened, { minLength: 5, maxLength: 25, size: 'max' }),
    fc.array(decided, { minLength: 10, maxLength: 60, size: 'max' }),
    fc.array(corrected, { maxLength: 3, size: 'max' }),
  )
  .map((parts) => parts.flat());

export const randomEvents: fc.Arbitrary<readonly Event[]> = fc.oneof(stormy, calm);

import { describe, expect, test } from 'vitest';
import type { Fact } from '#core/facts/fact.ts';
import { hashed, viewAsOf } from '#core/facts/view.ts';
import type { JsonObject } from '#core/kernel/canonical-json.ts';
import { fromIso } from '#core/kernel/instant.ts';
import { valueOrThrow } from '#core/kernel/result.ts';
import { checkDefinition } from './check-definition.ts';
import type { Definition } from './definition.ts';
import { type Determination, determine } from './determination.ts';
import { compileRule, type Rule } from './rule.ts';
import type { ClaimSubject } from './snapshot-shape.ts';
import { appointmentHeld } from './templates/appointment-held.ts';
import { dealWon } from './templates/deal-won.ts';
import { orderPaid } from './templates/order-paid.ts';
import { qualifiedLeadIcp } from './templates/qualified-lead-icp.ts';
import { qualifiedLeadThreeA } from './templates/qualified-lead-three-a.ts';
import { determinationTimeline } from './timeline.ts';

const both = { de: 'Beispiel', en: 'example' };

function ruleFor(subject: ClaimSubject, rule: string): Rule {
  const definition: Definition = { key: 'x', version: 1, subject, title: both, wording: both, rule, examples: [] };
  return valueOrThrow(compileRule(definition));
}

/** March 2026, day and hour. */
const on = (day: number, hour = 9): string => `2026-03-${String(day).padStart(2, '0')}T${String(hour).padStart(2, '0')}:00:00.000Z`;

interface Told {
  readonly id?: string;
  readonly recorded?: number;
  readonly supersedes?: string;
}

let count = 0;
function fact(kind: string, subject: string, day: number, data: JsonObject, told: Told = {}): Fact {
  count += 1;
  const { id = `f${count}`, recorded = day, supersedes } = told;
  return {
    workspace: 'w',
    seq: count,
    id,
    kind,
    version: 1,
    subject,
    occurredAt: on(day),
    recordedAt: on(recorded),
    source: 'test',
    revision: 1,
    actor: 'system',
    data,
    ...(supersedes === undefined ? {} : { supersedes }),
  };
}

const captured = (day: number, data: JsonObject = {}, told?: Told) =>
  fact('lead.captured', 'lead:1', day, { source: 'google', ...data }, told);
const graded = (day: number, criterion: string, grade: string, told?: Told) =>
  fact('lead.graded', 'lead:1', day, { criterion, grade, by: 'person' }, told);

function determined(rule: Rule, subject: string, facts: readonly Fact[], view = on(31)): Determination {
  return determine(rule, subject, viewAsOf(facts.map(hashed), fromIso(view)));
}

const brief = ({ answer, at, missing, message }: Determination) => ({
  answer,
  ...(at && { at }),
  ...(missing && { missing }),
  ...(message && { message }),
});

const threeA = valueOrThrow(checkDefinition(qualifiedLeadThreeA));

describe('a qualified lead', () => {
  const criteria = [graded(3, 'budget', 'A'), graded(5, 'authority', 'A'), graded(9, 'need', 'A'), graded(7, 'timeline', 'B')];

  test('counts from the day on which the last criterion is met, whatever the order of the others', () => {
    const found = determined(threeA, 'lead:1', [captured(2), ...criteria]);
    expect(brief(found)).toEqual({ answer: 'yes', at: on(9) });
    expect(found.facts).toHaveLength(5);
    expect(found.definition).toEqual({ key: 'qualified-lead-three-a', version: 1, hash: threeA.hash });
  });

  test('is open while the budget is unknown, and the next question is the budget', () => {
    expect(brief(determined(threeA, 'lead:1', [captured(2), ...criteria.slice(1)]))).toEqual({
      answer: 'open',
      missing: ['grades.budget'],
    });
  });

  test('stays qualified when a grade falls later, because only corrections change what was', () => {
    expect(brief(determined(threeA, 'lead:1', [captured(2), ...criteria, graded(12, 'need', 'D')]))).toEqual({ answer: 'yes', at: on(9) });
  });

  test('stays qualified when it is rejected: the rejection is judged by the review window of the contract', () => {
    const rejected = fact('lead.rejected', 'lead:1', 12, { reason: 'no_budget' });
    expect(brief(determined(threeA, 'lead:1', [captured(2), ...criteria, rejected]))).toEqual({ answer: 'yes', at: on(9) });
  });

  test('does not qualify if the rule asks for leads that were not rejected before, until sales takes it back', () => {
    const rule = ruleFor('lead', '!lead.rejected && grades.need == "A"');
    const facts = [captured(2), fact('lead.rejected', 'lead:1', 3, { reason: 'spam' }), graded(5, 'need', 'A')];
    expect(brief(determined(rule, 'lead:1', facts))).toEqual({ answer: 'no' });
    expect(brief(determined(rule, 'lead:1', [...facts, fact('lead.recycled', 'lead:1', 8, {})]))).toEqual({ answer: 'yes', at: on(8) });
  });

  test('is never qualified before it was captured, even if a grade is dated earlier', () => {
    expect(brief(determined(ruleFor('lead', 'grades.need == "A"'), 'lead:1', [captured(4), graded(2, 'need', 'A')]))).toEqual({
      answer: 'yes',
      at: on(4),
    });
  });

  test('misses itself once its capture is retracted', () => {
    const first = captured(2, {}, { id: 'first' });
    const facts = [first, ...criteria, fact('fact.retracted', 'fact:first', 20, { fact: 'first', reason: 'test', by: 'x' })];
    expect(brief(determined(threeA, 'lead:1', facts))).toEqual({ answer: 'open', missing: ['lead'] });
    expect(brief(determined(threeA, 'lead:1', facts, on(19)))).toEqual({ answer: 'yes', at: on(9) });
  });

  test('shows an error in its facts instead of an answer', () => {
    const rule = ruleFor('lead', 'answers.budget > 1000');
    expect(brief(determined(rule, 'lead:1', [captured(2, { answers: { budget: 'plenty' } })]))).toEqual({
      answer: 'failed',
      message: 'cannot compare a string > a int',
    });
  });

  test('counts from the day its company has 1,200 employees, not with 1,199', () => {
    const company = (day: number, employees: number) =>
      fact('company.recorded', 'company:1', day, { name: 'Werk', employees, industry: 'mechanical engineering' });
    const facts = [
      captured(2, { person: 'person:1' }),
      fact('person.recorded', 'person:1', 1, { company: 'company:1' }),
      company(1, 1199),
      graded(3, 'need', 'B'),
      fact('appointment.booked', 'appointment:1', 4, { lead: 'lead:1', starts: on(6) }),
    ];
    const icp = valueOrThrow(checkDefinition(qualifiedLeadIcp));
    expect(brief(determined(icp, 'lead:1', facts))).toEqual({ answer: 'no' });
    expect(brief(determined(icp, 'lead:1', [...facts, company(8, 1200)]))).toEqual({ answer: 'yes', at: on(8) });
  });
});

describe('touches', () => {
  const rule = ruleFor('lead', 'touched("webinar") >= 2');
  const touch = (day: number, person: string) => fact('touch.recorded', person, day, { touch: 'webinar' });
  const facts = [captured(2, { person: 'person:1' }), touch(1, 'person:1'), touch(5, 'person:2')];
  const merged = fact('person.merged', 'person:2', 20, { into: 'person:1', reason: 'same address' });

  test('of two people who turn out to be one are counted together, from the day they happened', () => {
    expect(brief(determined(rule, 'lead:1', facts))).toEqual({ answer: 'no' });
    expect(brief(determined(rule, 'lead:1', [...facts, merged]))).toEqual({ answer: 'yes', at: on(5) });
  });

  test('are told apart again when the merge is undone', () => {
    const unmerged = fact('person.unmerged', 'person:2', 25, { from: 'person:1', reason: 'two people' });
    expect(brief(determined(rule, 'lead:1', [...facts, merged, unmerged]))).toEqual({ answer: 'no' });
  });

  test('of someone unknown leave the question open', () => {
    expect(brief(determined(rule, 'lead:1', [captured(2)]))).toEqual({ answer: 'open', missing: ['engagement.webinar'] });
  });
});

describe('an appointment', () => {
  const held = valueOrThrow(checkDefinition(appointmentHeld));
  const booked = fact('appointment.booked', 'appointment:1', 2, { lead: 'lead:1', starts: on(6) });
  const says = (day: number, evidence: string, outcome: string) =>
    fact('appointment.evidenced', 'appointment:1', day, { evidence, outcome });

  const ladder: readonly [string, readonly Fact[], JsonObject][] = [
    ['without evidence is open', [], { answer: 'open', missing: ['appointment.outcome'] }],
    [
      'marked by the host as a no-show, shown by the log as held, was held',
      [says(7, 'host', 'no_show_guest'), says(8, 'attendance_log', 'held')],
      { answer: 'yes', at: on(8) },
    ],
    [
      'shown by the log as a no-show is not held because the calendar says so',
      [says(7, 'attendance_log', 'no_show_guest'), says(8, 'calendar', 'held')],
      { answer: 'no' },
    ],
    [
      'of which the log knows nothing is judged by the host',
      [says(7, 'attendance_log', 'unknown'), says(8, 'host', 'held')],
      { answer: 'yes', at: on(8) },
    ],
    [
      'that was moved is judged by what was said about the new date',
      [
        says(6, 'host', 'rescheduled'),
        fact('appointment.rescheduled', 'appointment:1', 7, { starts: on(10) }),
        says(10, 'calendar', 'held'),
      ],
      { answer: 'yes', at: on(10) },
    ],
  ];
  for (const [title, facts, expected] of ladder) {
    test(title, () => expect(brief(determined(held, 'appointment:1', [booked, ...facts]))).toEqual(expected));
  }
});

describe('deals and orders', () => {
  test('a deal lost after it was open is not won, and a reopened one is open again', () => {
    const rule = valueOrThrow(checkDefinition(dealWon));
    const facts = [
      fact('deal.opened', 'deal:1', 2, { leads: ['lead:1'], stage: 'offer' }),
      fact('deal.lost', 'deal:1', 5, { reason: 'price' }),
    ];
    expect(brief(determined(rule, 'deal:1', facts.slice(0, 1)))).toEqual({ answer: 'open', missing: ['deal.won'] });
    expect(brief(determined(rule, 'deal:1', facts))).toEqual({ answer: 'no' });
    const again = [...facts, fact('deal.reopened', 'deal:1', 8, { reason: 'budget found' })];
    expect(brief(determined(rule, 'deal:1', again))).toEqual({ answer: 'open', missing: ['deal.won'] });
    expect(brief(determined(rule, 'deal:1', [...again, fact('deal.won', 'deal:1', 9, {})]))).toEqual({ answer: 'yes', at: on(9) });
  });

  test('an order sees the lead of its deal that was captured first, not the one named first', () => {
    const rule = ruleFor('order', 'lead.source == "fair" && company.region == "BY"');
    const facts = [
      fact('lead.captured', 'lead:2', 1, { source: 'fair' }),
      captured(3),
      fact('company.recorded', 'company:1', 1, { name: 'Werk', region: 'BY' }),
      fact('deal.won', 'deal:1', 5, { leads: ['lead:1', 'lead:2'], company: 'company:1' }),
      fact('order.placed', 'order:1', 6, { deal: 'deal:1', net: { minor: '10000', currency: 'EUR' } }),
    ];
    expect(brief(determined(rule, 'order:1', facts))).toEqual({ answer: 'yes', at: on(6) });
  });

  test('an order is paid on the day its payments cover net and VAT, a reversal before that day counts', () => {
    const rule = valueOrThrow(checkDefinition(orderPaid));
    const pay = (day: number, minor: string, kind = 'payment.received') =>
      fact(kind, 'order:1', day, { amount: { minor, currency: 'EUR' } });
    const placed = fact('order.placed', 'order:1', 2, {
      net: { minor: '10000', currency: 'EUR' },
      vat: { minor: '1900', currency: 'EUR' },
    });
    const facts = [placed, pay(1, '5000'), pay(3, '6900'), pay(3, '6900', 'payment.reversed')];
    expect(brief(determined(rule, 'order:1', facts))).toEqual({ answer: 'no' });
    expect(brief(determined(rule, 'order:1', [...facts, pay(9, '6900')]))).toEqual({ answer: 'yes', at: on(9) });
  });

  test('an order without known VAT is not paid below net, and unknown from net on', () => {
    const rule = valueOrThrow(checkDefinition(orderPaid));
    const placed = fact('order.placed', 'order:1', 2, { net: { minor: '10000', currency: 'EUR' } });
    const pay = (minor: string) => fact('payment.received', 'order:1', 3, { amount: { minor, currency: 'EUR' } });
    expect(brief(determined(rule, 'order:1', [placed, pay('9999')]))).toEqual({ answer: 'no' });
    expect(brief(determined(rule, 'order:1', [placed, pay('10000')]))).toEqual({ answer: 'open', missing: ['order.paid'] });
  });
});

test('the timeline shows when each answer was known: late facts, a correction and its retraction', () => {
  const rule = ruleFor('lead', 'grades.need == "A"');
  const facts = [
    captured(2),
    graded(3, 'need', 'A', { id: 'grade', recorded: 6 }),
    graded(3, 'need', 'C', { id: 'correction', recorded: 10, supersedes: 'grade' }),
    fact('fact.retracted', 'fact:correction', 15, { fact: 'correction', reason: 'wrong lead', by: 'x' }),
    graded(18, 'need', 'D'),
  ];
  const timeline = determinationTimeline(rule, 'lead:1', facts.map(hashed));
  expect(timeline.map(({ knownAt, determination }) => [knownAt, determination.answer, determination.at])).toEqual([
    [fromIso(on(2)), 'open', undefined],
    [fromIso(on(6)), 'yes', on(3)],
    [fromIso(on(10)), 'no', undefined],
    [fromIso(on(15)), 'yes', on(3)],
  ]);
});

import { describe, expect, test } from 'vitest';
import type { Json } from '#core/kernel/canonical-json.ts';
import { both, changed, complete, known } from './agreement.fixture.ts';
import { readAgreement } from './read-agreement.ts';

function problemsOf(document: unknown): string {
  const read = readAgreement(document, known);
  const problems = read.ok ? [] : read.refusal.params['problems'];
  return Array.isArray(problems) ? problems.join('\n') : '';
}

const holdBack = { shareBasisPoints: 1000, releaseAfterDays: 90 };
const clawBack = { days: 60, events: ['refund'], takes: 'proportional' };
const silence = { noticeWithinDays: 2 };

describe('a clause that can be agreed', () => {
  test.each<[what: string, document: Json]>([
    ['one component of each kind', complete],
    ['a volume price', changed('components.0.price', { model: 'volume', tiers: [{ upTo: 10, amount: '50' }, { amount: '40' }] })],
    ['a package', changed('components.0.price', { model: 'package', size: 5, amount: '400', window: 'quarter' })],
    ['a cap that carries', changed('components.0.caps.amount.above', 'carry')],
    ['a floor', changed('components.0.floor', { amount: '500', window: 'month' })],
    [
      'a hold-back that waits for payment',
      changed('components.1.holdBack', { ...holdBack, condition: { when: 'paid', otherwise: 'forfeit' } }),
    ],
    ['a claw-back in proportion', changed('components.1.clawBack', clawBack)],
    ['a claw-back of a reopened deal', changed('components.0.clawBack', { days: 90, events: ['deal_reopened', 'churn'], takes: 'full' })],
    ['silence with a notice', changed('review.silence', silence)],
    ['a pinned rate', changed('rates', [{ currency: 'USD', rate: '0.9215', on: '2026-01-02', source: 'ECB' }])],
    ['a small business without VAT', changed('tax', { treatment: 'small_business', rateBasisPoints: 0 })],
    ['a deduction for delay', changed('components.2.milestone.late', { perDayBasisPoints: 50, atMostBasisPoints: 1000 })],
    [
      'an obligation that moves a deadline',
      changed('obligations.payer', [{ key: 'access', text: both, consequence: { kind: 'deadline_moves' } }]),
    ],
  ])('is %s', (_what, document) => {
    expect(problemsOf(document)).toBe('');
  });
});

describe('a clause is refused:', () => {
  const consumer = (path: string, value: Json) => changed('parties.payee.business', false, changed(path, value));
  test.each<[what: string, document: Json, problem: string]>([
    [
      'an uplift, until metrics measure it',
      changed('components.0.price', { model: 'uplift', metric: 'close-rate', amountPerPoint: '100', limit: '5000' }),
      'metrics are not measured here yet',
    ],
    ['a share of the margin, until it is measured', changed('components.1.price.of', 'contribution_margin'), 'use net_revenue'],
    ['a hold-back from an employee', consumer('components.0.holdBack', holdBack), 'keep what they have earned'],
    ['silence of a consumer', consumer('review.silence', silence), 'between businesses only'],
    ['silence after six days', changed('review.days', 6, changed('review.silence', silence)), 'at least 7 days'],
    ['a notice on the last day', changed('review.silence', { noticeWithinDays: 14 }), 'before its last day'],
    [
      'silence where results count when proven',
      changed('review.countsWhen', 'proven', changed('review.silence', silence)),
      'nothing to accept',
    ],
    [
      'silence that no period waits for',
      changed('settlement.lookBackDays', 14, changed('review.silence', silence)),
      'the look-back must be longer',
    ],
    [
      'silence as a consequence without the clause',
      changed('obligations.payer', [{ key: 'a', text: both, consequence: { kind: 'silence_counts' } }]),
      'needs review.silence',
    ],
    [
      'a refund of a deal',
      changed('components.0.clawBack', { days: 1, events: ['refund'], takes: 'full' }),
      'refund happens to a claim about order',
    ],
    ['a share of a deal taken back', changed('components.0.clawBack', { days: 1, events: ['churn'], takes: 'proportional' }), 'use full'],
    [
      'two caps that carry',
      changed('components.0.caps', {
        count: { limit: 5, window: 'month', above: 'carry' },
        amount: { limit: '9', window: 'month', above: 'carry' },
      }),
      'only one of the two caps',
    ],
    ['a milestone priced per unit', changed('components.2.price', { model: 'per_unit', amount: '1' }), 'needs all three'],
    ['a deal priced as a milestone', changed('components.0.price', { model: 'fixed', amount: '1' }), 'needs all three'],
    ['a capped milestone', changed('components.2.caps', { count: { limit: 1, window: 'term' } }), 'reached once'],
    [
      'a deduction without a deadline',
      changed('components.2.milestone', {
        phase: 1,
        evidence: both,
        acceptance: both,
        late: { perDayBasisPoints: 1, atMostBasisPoints: 1 },
      }),
      'needs a deadline',
    ],
    [
      'a retained milestone',
      changed('components.2.holdBack', { ...holdBack, condition: { when: 'retained', otherwise: 'release' } }),
      'no customer to retain',
    ],
    [
      'reverse charge without VAT ids',
      changed('tax', { treatment: 'reverse_charge', rateBasisPoints: 0 }),
      'needs the vatId of both parties',
    ],
    ['a small business that charges VAT', changed('tax', { treatment: 'small_business', rateBasisPoints: 1900 }), 'means a rate of 0'],
    ['standard VAT of nothing', changed('tax', { treatment: 'standard', rateBasisPoints: 0 }), 'needs a rate above 0'],
    ['a rate of the own currency', changed('rates', [{ currency: 'EUR', rate: '1', on: '2026-01-02', source: 'ECB' }]), 'own currency'],
    ['a rate of nothing', changed('rates', [{ currency: 'USD', rate: '0', on: '2026-01-02', source: 'ECB' }]), 'is 0'],
  ])('%s', (_what, document, problem) => {
    expect(problemsOf(document)).toContain(problem);
  });
});

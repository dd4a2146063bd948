import { describe, expect, test } from 'vitest';
import type { Json } from '#core/kernel/canonical-json.ts';
import { valueOrThrow } from '#core/kernel/result.ts';
import { changed, complete, known } from './agreement.fixture.ts';
import { amendmentProblems } from './amendment.ts';
import { readAgreement } from './read-agreement.ts';

const read = (document: Json) => valueOrThrow(readAgreement(document, known));
const next = (document: Json, effectiveFrom: string | undefined = '2026-07-01') =>
  changed('version', 2, changed('effectiveFrom', effectiveFrom, document));
const problems = (amended: Json, signed: Json = complete) => amendmentProblems(read(signed), read(amended)).join('\n');

describe('an amendment', () => {
  test.each<[what: string, amended: Json]>([
    ['a price', changed('components.0.price.amount', '175.00')],
    ['a monthly cap', changed('components.0.caps.amount.limit', '9000.00')],
    ['the end of the term, from one month end to another', changed('term.to', '2027-06-30')],
    ['who decides disputes', changed('dispute.arbiter', 'Chamber of Commerce')],
    ['its components', changed('components', [complete.components[0]])],
  ])('changes %s', (_what, amended) => {
    expect(problems(next(amended))).toBe('');
  });

  test.each<[what: string, amended: Json, problem: string]>([
    ['without a day from which it holds', changed('version', 2), 'effectiveFrom: say from which day'],
    ['outside the term', next(complete, '2027-01-01'), 'outside the term'],
    ['with the number of the signed version', changed('effectiveFrom', '2026-07-01'), 'has a higher number'],
    ['to another currency', next(changed('currency', 'CHF')), 'currency: EUR is signed and stays'],
    ['to another party', next(changed('parties.payee.key', 'other')), 'parties.payee.key'],
    ['to another beginning', next(changed('term.from', '2026-02-01')), 'term.from'],
    [
      'to another pinned rate',
      next(changed('rates', [{ currency: 'USD', rate: '0.95', on: '2026-07-01', source: 'ECB' }])),
      'USD is pinned at 0.92 and stays',
    ],
    [
      'to another claw-back',
      next(changed('components.1.clawBack', { days: 60, events: ['refund'], takes: 'full' })),
      'only its days can be amended',
    ],
    ['to an end in a month that has begun', next(changed('term.to', '2026-07-15')), 'cuts a month that has begun'],
    ['to an end before it holds', next(changed('term.to', '2026-05-31')), 'cannot end before its amendment holds'],
  ])('is refused %s', (_what, amended, problem) => {
    const clawBack = { days: 60, events: ['refund'], takes: 'proportional' };
    const rates = [{ currency: 'USD', rate: '0.92', on: '2026-01-02', source: 'ECB' }];
    const signed = changed('rates', rates, changed('components.1.clawBack', clawBack));
    expect(problems(amended, signed)).toContain(problem);
  });

  test('cannot change a clause over the whole term, whose window has long begun', () => {
    const signed = changed('components.0.caps.amount.window', 'term');
    expect(problems(next(changed('components.0.caps.amount.limit', '9000.00', signed)), signed)).toContain(
      'a clause over the whole term neither changes',
    );
  });

  test('begins a clause by quarter with a quarter', () => {
    const quarterly = changed('components.0.caps.amount.window', 'quarter');
    expect(problems(next(quarterly, '2026-08-01'))).toContain('begins with a quarter');
    expect(problems(next(quarterly, '2026-07-01'))).toBe('');
  });
});

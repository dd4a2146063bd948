import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { laws } from './laws.fixture.ts';
import { settings, statements } from './random-setting.fixture.ts';

/** Runs of each law; at night BELEGBAR_NIGHTLY states a larger number, and `npm run laws` runs all of them side by side. */
const numRuns = Number(process.env['BELEGBAR_NIGHTLY'] ?? 40);

test.each(laws)('$title', { timeout: 60_000 + numRuns * 500 }, ({ breaches }) => {
  fc.assert(
    fc.property(settings, (setting) => {
      expect(breaches(setting)).toEqual([]);
    }),
    { numRuns },
  );
});

test('the random histories reach what the laws speak about', () => {
  const seen = new Set<string>();
  for (const setting of fc.sample(settings, { numRuns: 400, seed: 7 })) {
    if (setting.contract.documents.length > 1) seen.add('amended');
    for (const { kind } of setting.facts) seen.add(kind);
    for (const { lines } of statements(setting)) {
      for (const { change, arithmetic } of lines) for (const what of [change, ...arithmetic.map(({ step }) => step)]) seen.add(what);
    }
  }
  const reached = [
    ...['new', 'adjustment', 'reversal', 'amended'],
    ...['unit', 'tier', 'volume', 'package', 'percentage', 'fixed', 'floor', 'held'],
    ...['capped_count', 'capped_amount', 'carried', 'under_review', 'disputed', 'decided', 'refund', 'release', 'forfeit'],
    ...['agreement.paused', 'agreement.ended', 'tracking.lost', 'order.refunded', 'payment.reversed', 'deal.reopened'],
    ...['subscription.ended', 'notice.delivered', 'holdback.condition_met', 'request.made', 'person.merged', 'fact.retracted'],
  ];
  for (const what of reached) expect(seen).toContain(what);
});

import { describe, expect, test } from 'vitest';
import { FOREVER } from '#core/facts/view.ts';
import { DAY_MS, startOfDay, startOfMonth } from '#core/kernel/instant.ts';
import type { ClaimDecision, ClaimHistory } from './claim.ts';
import { settle } from './settle.ts';
import type { SettlementTerms } from './terms.ts';
import { unamended } from './terms-history.ts';

const months = ['2026-01', '2026-02', '2026-03', '2026-04', '2026-05'];
const day = (text: string) => startOfDay(text, 'UTC');
const terms: SettlementTerms = {
  currency: 'EUR',
  periods: months
    .slice(0, -1)
    .map((key, index) => ({ key, from: startOfMonth(key, 'UTC'), until: startOfMonth(months[index + 1] ?? key, 'UTC'), quarterKey: 'q' })),
  termPeriodCount: 4,
  lookBackMs: 20 * DAY_MS,
  reviewMs: 0,
  countsWhen: 'proven',
  rates: [],
  minimumPayoutMinor: 0n,
  rounding: 'half_up',
  components: [
    {
      key: 'lead',
      price: { model: 'per_unit', amountMinor: 10_000n },
      capAmount: { limit: 6_000n, window: 'month', above: 'carry' },
      holdBack: {
        shareBasisPoints: 10_000n,
        releaseAfterMs: 90 * DAY_MS,
        forfeitOnEnd: false,
        condition: { key: 'retained', otherwise: 'forfeit' },
      },
    },
  ],
};

function decision(kind: ClaimDecision['kind'], on: string): ClaimDecision {
  const at = day(on);
  return { kind, by: 'payer', factId: on, recordedAt: at, occurredAt: at, spans: [{ from: at, until: FOREVER }] };
}

/** January pays 60.00 of a lead, which is all held; the payer objects before February, to which 40.00 were carried, is settled. */
function linesWith(...decisions: readonly ClaimDecision[]): readonly string[] {
  const result = { resultAt: day('2026-01-10'), inWindow: true };
  const objection = decision('contested', '2026-02-27');
  const claim: ClaimHistory = {
    component: 'lead',
    subject: 'lead:1',
    states: [{ knownAt: day('2026-01-10'), result }],
    decisions: [objection, ...decisions],
    refunds: [],
    notices: [],
    endings: [],
  };
  return settle(unamended(terms), [claim], 3, day('2026-05-10')).lines.map(
    (line) => `${line.period} ${line.occurrence}: ${line.underReviewMinor} ${line.heldMinor} ${line.payableMinor}`,
  );
}

describe('a claim of which a part had counted before an objection', () => {
  test('forfeits what is held of the one part and what is to be held of the other', () => {
    expect(linesWith()).toEqual(['0 1: 0 6000 0', '1 2: 4000 0 0', '3 forfeit: -4000 -6000 0']);
  });

  test('keeps that part when the rest is rejected, and only that part can be forfeited', () => {
    const rejected = decision('rejected_by_decision', '2026-04-02');
    expect(linesWith(rejected)).toEqual(['0 1: 0 6000 0', '1 2: 4000 0 0', '2 decided: -4000 0 0', '3 forfeit: 0 -6000 0']);
  });

  test('is held as a whole once the rest counts', () => {
    const counted = decision('counted_by_decision', '2026-04-02');
    expect(linesWith(counted)).toEqual(['0 1: 0 6000 0', '1 2: 4000 0 0', '2 decided: -4000 4000 0', '3 forfeit: 0 -10000 0']);
  });
});

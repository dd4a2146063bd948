import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { fromIso, type Instant, startOfMonth } from '#core/kernel/instant.ts';
import type { ClaimDecision, ClaimHistory } from '#core/settlement/claim.ts';
import type { StatementLine } from '#core/settlement/line.ts';
import { settle } from '#core/settlement/settle.ts';
import { statementLines } from '#core/settlement/statement.ts';
import type { SettlementTerms, Tier } from '#core/settlement/terms.ts';
import { unamended } from '#core/settlement/terms-history.ts';

interface Run {
  readonly as_of: string;
  readonly valid_leads: number;
  readonly amount: number;
  readonly delta: number;
  readonly holdback_delta: number;
  readonly payout_delta: number;
  readonly posted_total: number;
  readonly held_total: number;
}

interface Scenario {
  readonly name: string;
  readonly tariff: string;
  readonly cap: number | null;
  readonly floor: number;
  readonly holdback_pct: number;
  readonly runs: readonly Run[];
}

interface TierMode {
  readonly n: number;
  readonly marginal: number;
  readonly retroactive: number;
}

const file = join(process.env['BELEGBAR_REFERENCE'] ?? '', 'vectors/settlement.json');
const vectors = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : { own_scenarios: [], tier_modes: [] };
const scenarios: readonly Scenario[] = vectors.own_scenarios;
const tierModes: readonly TierMode[] = vectors.tier_modes;
const DAY_MS = 86_400_000;

/** "5000 ct for lead 1..10, 4000 ct from 11 (marginal tiers), one period" */
function tiersOf(tariff: string): readonly Tier[] {
  const [, first, upTo, then] = /^(\d+) ct for lead 1\.\.(\d+), (\d+) ct from \d+ \(marginal tiers\), one period$/.exec(tariff) ?? [];
  if (first === undefined || upTo === undefined || then === undefined) throw new Error(`unreadable tariff: ${tariff}`);
  return [{ upTo: Number(upTo), amountMinor: BigInt(first) }, { amountMinor: BigInt(then) }];
}

/** One period, January 2025, open for long enough that every run recounts it. */
function termsOf(price: SettlementTerms['components'][number]['price'], cap: number | null, holdBackPercent: number): SettlementTerms {
  const period = { key: '2025-01', from: startOfMonth('2025-01', 'UTC'), until: startOfMonth('2025-02', 'UTC'), quarterKey: '2025-Q1' };
  return {
    currency: 'EUR',
    periods: [period],
    termPeriodCount: 1,
    lookBackMs: 90 * DAY_MS,
    reviewMs: 90 * DAY_MS,
    countsWhen: 'proven',
    rates: [],
    minimumPayoutMinor: 0n,
    rounding: 'half_up',
    components: [
      {
        key: 'lead',
        price,
        ...(cap === null ? {} : { capAmount: { limit: BigInt(cap), window: 'month', above: 'drop' } }),
        ...(holdBackPercent === 0
          ? {}
          : { holdBack: { shareBasisPoints: BigInt(holdBackPercent * 100), releaseAfterMs: 365 * DAY_MS, forfeitOnEnd: false } }),
      },
    ],
  };
}

function lead(number: number, knownAt: Instant): ClaimHistory & { readonly decisions: ClaimDecision[] } {
  const resultAt = fromIso('2025-01-02T00:00:00Z') + number * 60_000;
  const subject = `lead:${String(number).padStart(4, '0')}`;
  const states = [{ knownAt, result: { resultAt, inWindow: true } }];
  return { component: 'lead', subject, states, decisions: [], refunds: [], notices: [], endings: [] };
}

/**
 * A history with the stated number of valid leads at each run: where there are more, late leads became known; where there are
 * fewer, the last ones were rejected in time. A rejection recounts, as the scenario called "clawback" does.
 */
function historyOf(runs: readonly Run[]): readonly ClaimHistory[] {
  const claims: ReturnType<typeof lead>[] = [];
  const valid: ReturnType<typeof lead>[] = [];
  for (const { as_of, valid_leads } of runs) {
    const at = fromIso(`${as_of}T00:00:00Z`);
    while (valid.length < valid_leads) {
      const added = lead(claims.length, at);
      claims.push(added);
      valid.push(added);
    }
    for (const rejected of valid.splice(valid_leads)) {
      const span = { from: at, until: Number.POSITIVE_INFINITY };
      rejected.decisions.push({ kind: 'rejected', factId: rejected.subject, occurredAt: at, recordedAt: at, spans: [span] });
    }
  }
  return claims;
}

function figuresOf(runs: readonly Run[], terms: SettlementTerms) {
  const claims = historyOf(runs);
  let stated: readonly StatementLine[] = [];
  const sum = (lines: readonly StatementLine[], figure: 'amountMinor' | 'heldMinor' | 'payableMinor') =>
    Number(lines.reduce((total, line) => total + line[figure], 0n));
  return runs.map(({ as_of }) => {
    const lines = statementLines(settle(unamended(terms), claims, 0, fromIso(`${as_of}T12:00:00Z`)).lines, stated);
    stated = [...stated, ...lines];
    return {
      delta: sum(lines, 'amountMinor'),
      holdback_delta: sum(lines, 'heldMinor'),
      payout_delta: sum(lines, 'payableMinor'),
      posted_total: sum(stated, 'amountMinor'),
      held_total: sum(stated, 'heldMinor'),
    };
  });
}

const withoutFloor = scenarios.filter(({ floor }) => floor === 0);
const withFloor = scenarios.filter(({ floor }) => floor !== 0);

describe.skipIf(scenarios.length === 0)('the published settlement scenarios', () => {
  test.each(withoutFloor)('$name: every run books only the difference', ({ tariff, cap, holdback_pct, runs }) => {
    const terms = termsOf({ model: 'graduated', window: 'month', tiers: tiersOf(tariff) }, cap, holdback_pct);
    const expected = runs.map(({ delta, holdback_delta, payout_delta, posted_total, held_total }) => ({
      delta,
      holdback_delta,
      payout_delta,
      posted_total,
      held_total,
    }));
    expect(figuresOf(runs, terms)).toEqual(expected);
  });

  test.skip.each(withFloor)('$name: minimum fees (floors) are no clause of these contracts yet', () => {});
});

describe.skipIf(tierModes.length === 0)('the published tier modes', () => {
  const tiers = [{ upTo: 10, amountMinor: 5000n }, { amountMinor: 4000n }];
  const total = (price: SettlementTerms['components'][number]['price'], count: number) => {
    const claims = Array.from({ length: count }, (_, index) => lead(index, fromIso('2025-01-20T00:00:00Z')));
    return Number(
      settle(unamended(termsOf(price, null, 0)), claims, 0, fromIso('2025-02-01T00:00:00Z')).lines.reduce(
        (sum, line) => sum + line.amountMinor,
        0n,
      ),
    );
  };

  test.each(tierModes)('$n leads cost $marginal cents if each tier has its own price', ({ n, marginal }) => {
    expect(total({ model: 'graduated', window: 'month', tiers }, n)).toBe(marginal);
  });

  test.each(tierModes)('$n leads cost $retroactive cents if the reached tier holds for all', ({ n, retroactive }) => {
    expect(total({ model: 'volume', tiers }, n)).toBe(retroactive);
  });
});

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { DAY_MS, fromIso } from '#core/kernel/instant.ts';
import type { ClaimHistory } from '#core/settlement/claim.ts';
import type { StatementLine } from '#core/settlement/line.ts';
import { settle } from '#core/settlement/settle.ts';
import { statementLines } from '#core/settlement/statement.ts';
import type { SettlementTerms, Tier } from '#core/settlement/terms.ts';
import { unamended } from '#core/settlement/terms-history.ts';
import { lead, oneMonth } from './one-month.ts';

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

/** "5000 ct for lead 1..10, 4000 ct from 11 (marginal tiers), one period" */
function tiersOf(tariff: string): readonly Tier[] {
  const [, first, upTo, then] = /^(\d+) ct for lead 1\.\.(\d+), (\d+) ct from \d+ \(marginal tiers\), one period$/.exec(tariff) ?? [];
  if (first === undefined || upTo === undefined || then === undefined) throw new Error(`unreadable tariff: ${tariff}`);
  return [{ upTo: Number(upTo), amountMinor: BigInt(first) }, { amountMinor: BigInt(then) }];
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

/** The scenario's clauses as terms of one month. */
function agreed({ tariff, cap, floor, holdback_pct }: Scenario): SettlementTerms {
  return oneMonth({
    price: { model: 'graduated', window: 'month', tiers: tiersOf(tariff) },
    ...(cap === null ? {} : { capAmount: { limit: BigInt(cap), window: 'month', above: 'drop' } }),
    ...(floor === 0 ? {} : { floor: { limitMinor: BigInt(floor), window: 'month' } }),
    ...(holdback_pct === 0
      ? {}
      : { holdBack: { shareBasisPoints: BigInt(holdback_pct * 100), releaseAfterMs: 365 * DAY_MS, forfeitOnEnd: false } }),
  });
}

const withoutFloor = scenarios.filter(({ floor }) => floor === 0);
const withFloor = scenarios.filter(({ floor }) => floor !== 0);

describe.skipIf(scenarios.length === 0)('the published settlement scenarios', () => {
  test.each(withoutFloor)('$name: every run books only the difference', (scenario) => {
    const expected = scenario.runs.map(({ delta, holdback_delta, payout_delta, posted_total, held_total }) => ({
      delta,
      holdback_delta,
      payout_delta,
      posted_total,
      held_total,
    }));
    expect(figuresOf(scenario.runs, agreed(scenario))).toEqual(expected);
  });

  test.each(withFloor)('$name: the floor tops up to the cent', (scenario) => {
    const amounts = figuresOf(scenario.runs, agreed(scenario)).map(({ delta, posted_total }) => ({ delta, posted_total }));
    expect(amounts).toEqual(scenario.runs.map(({ delta, posted_total }) => ({ delta, posted_total })));
  });

  test.each(withFloor)('$name: nothing of the top-up is held back, for it holds no rank; only results may still fall away', (scenario) => {
    const held = scenario.runs.map(({ valid_leads }) => (valid_leads * 5_000 * scenario.holdback_pct) / 100);
    expect(figuresOf(scenario.runs, agreed(scenario)).map(({ held_total }) => held_total)).toEqual(held);
  });
});

describe.skipIf(tierModes.length === 0)('the published tier modes', () => {
  const tiers = [{ upTo: 10, amountMinor: 5000n }, { amountMinor: 4000n }];
  const total = (price: SettlementTerms['components'][number]['price'], count: number) => {
    const claims = Array.from({ length: count }, (_, index) => lead(index, fromIso('2025-01-20T00:00:00Z')));
    return Number(
      settle(unamended(oneMonth({ price })), claims, 0, fromIso('2025-02-01T00:00:00Z')).lines.reduce(
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

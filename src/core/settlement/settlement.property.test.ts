import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalJson, type Json } from '#core/kernel/canonical-json.ts';
import type { Instant } from '#core/kernel/instant.ts';
import type { ClaimHistory } from './claim.ts';
import type { Contract } from './contract.ts';
import { handOverFromJson, handOverJson } from './hand-over.ts';
import { postingsOf } from './ledger.ts';
import { isNumbered, type SettledLine, type StatementLine } from './line.ts';
import { claimsOf, contracts, cutSequences, factLogs } from './random-history.fixture.ts';
import { settle } from './settle.ts';
import { resultAt } from './standing.ts';
import { linesInForce, statementLines, statementTotals } from './statement.ts';
import { windowKey } from './terms.ts';
import { lockInstants } from './terms-history.ts';
import { lineFromWire, type WireLine, wireLine } from './wire.ts';

/** Runs of each law; at night BELEGBAR_NIGHTLY states a larger number. */
const numRuns = Number(process.env['BELEGBAR_NIGHTLY'] ?? 40);

interface Setting {
  readonly contract: Contract;
  readonly claims: readonly ClaimHistory[];
  readonly cuts: readonly Cut[];
}

interface Cut {
  readonly through: number;
  readonly cut: Instant;
}

const histories = fc.record({ contract: contracts, facts: factLogs, cuts: cutSequences });
const settings: fc.Arbitrary<Setting> = histories.map(({ contract, facts, cuts }) => ({
  contract,
  claims: claimsOf(contract, facts),
  cuts: within(contract, cuts),
}));

function within({ terms }: Contract, cuts: readonly { readonly month: number; readonly cut: Instant }[]): readonly Cut[] {
  return cuts.map(({ month, cut }) => ({ through: Math.min(month, terms.periods.length - 1), cut }));
}

function always(title: string, law: (setting: Setting) => void): void {
  test(title, () => {
    fc.assert(fc.property(settings, law), { numRuns });
  });
}

/** Statement by statement, from scratch. */
function statements({ contract: { versions }, claims, cuts }: Setting): readonly (Cut & { readonly lines: readonly StatementLine[] })[] {
  let stated: readonly StatementLine[] = [];
  return cuts.map(({ through, cut }) => {
    const lines = statementLines(settle(versions, claims, through, cut).lines, stated);
    stated = [...stated, ...lines];
    return { through, cut, lines };
  });
}

function lastSettlement({ contract: { versions }, claims, cuts }: Setting): readonly SettledLine[] {
  const last = cuts.at(-1);
  return last === undefined ? [] : settle(versions, claims, last.through, last.cut).lines;
}

function figures(lines: Iterable<SettledLine>): readonly string[] {
  return [...lines]
    .map(({ period, component, subject, occurrence, amountMinor, underReviewMinor, heldMinor, payableMinor }) =>
      [period, component, subject, occurrence, amountMinor, underReviewMinor, heldMinor, payableMinor].join(' '),
    )
    .sort();
}

always('statements sum to one settlement from scratch, per line key and in total', (setting) => {
  const stated = statements(setting).flatMap(({ lines }) => lines);
  const once = lastSettlement(setting);
  expect(figures(linesInForce(stated).values())).toEqual(figures(once));
  const sum = (lines: readonly SettledLine[]) => lines.reduce((total, line) => total + line.payableMinor, 0n);
  expect(sum(stated)).toBe(sum(once));
});

always('a settlement that goes on where the last one left off says the same', ({ contract: { versions }, claims, cuts }) => {
  let earlier: Parameters<typeof settle>[4];
  for (const { through, cut } of cuts) {
    const now = settle(versions, claims, through, cut, earlier);
    const lines = [...(earlier?.lockedLines ?? []), ...now.lines];
    expect(figures(lines)).toEqual(figures(settle(versions, claims, through, cut).lines));
    const handOver = handOverFromJson(JSON.parse(canonicalJson(handOverJson(now.handOver))));
    earlier = { handOver, lockedLines: lines.filter(({ period }) => period < handOver.from) };
  }
});

test('the order in which facts arrive changes nothing', () => {
  const orders = histories.chain(({ contract, facts, cuts }) =>
    fc
      .shuffledSubarray([...facts], { minLength: facts.length, maxLength: facts.length })
      .map((shuffled) => ({ contract, facts, shuffled, cuts })),
  );
  fc.assert(
    fc.property(orders, ({ contract, facts, shuffled, cuts: drawn }) => {
      const cuts = within(contract, drawn);
      const lines = (order: typeof facts) =>
        statements({ contract, claims: claimsOf(contract, order), cuts }).map((statement) => statement.lines);
      expect(lines(shuffled)).toEqual(lines(facts));
    }),
    { numRuns },
  );
});

always('the amount of every line is what is under review, held and payable of it, and its postings sum to zero', (setting) => {
  for (const { lines } of statements(setting)) {
    for (const line of lines) {
      expect(line.amountMinor).toBe(line.underReviewMinor + line.heldMinor + line.payableMinor);
      expect(postingsOf(line).reduce((sum, { minor }) => sum + minor, 0n)).toBe(0n);
    }
  }
});

always('opening and total are paid or carried, and nothing negative is ever paid', (setting) => {
  let openingMinor = 0n;
  for (const { lines } of statements(setting)) {
    const totals = statementTotals(openingMinor, lines, setting.contract.terms.minimumPayoutMinor, false);
    expect(totals.openingMinor).toBe(openingMinor);
    expect(totals.openingMinor + totals.totalMinor).toBe(totals.payableMinor + totals.closingMinor);
    expect(totals.payableMinor).toBeGreaterThanOrEqual(0n);
    openingMinor = totals.closingMinor;
  }
});

always('no window pays more than its caps', (setting) => {
  const { terms } = setting.contract;
  const lines = lastSettlement(setting).filter(isNumbered);
  for (const { key, capAmount, capCount } of terms.components) {
    const own = lines.filter((line) => line.component === key);
    const keyOf = (line: SettledLine, window: Parameters<typeof windowKey>[1]) => {
      const period = terms.periods[line.period];
      return period === undefined ? '' : windowKey(period, window);
    };
    if (capAmount !== undefined) {
      for (const window of new Set(own.map((line) => keyOf(line, capAmount.window)))) {
        const paid = own.filter((line) => keyOf(line, capAmount.window) === window).reduce((sum, line) => sum + line.amountMinor, 0n);
        expect(paid).toBeLessThanOrEqual(capAmount.limit);
      }
    }
    if (capCount !== undefined) {
      for (const window of new Set(own.map((line) => keyOf(line, capCount.window)))) {
        const paid = own.filter((line) => keyOf(line, capCount.window) === window && line.amountMinor !== 0n);
        expect(paid.length).toBeLessThanOrEqual(capCount.limit);
      }
    }
  }
});

always('once a period has locked, nothing changes its lines', (setting) => {
  const locks = lockInstants(setting.contract.versions);
  let before: Cut | undefined;
  for (const { lines, through, cut } of statements(setting)) {
    for (const { period } of lines) {
      const wasLocked = before !== undefined && period <= before.through && (locks[period] ?? 0) <= before.cut;
      expect(wasLocked).toBe(false);
    }
    before = { through, cut };
  }
});

always('a claim is placed once, not before the period of its result', (setting) => {
  const { terms } = setting.contract;
  const placed = lastSettlement(setting).filter(({ occurrence }) => occurrence === '1');
  expect(new Set(placed.map(({ component, subject }) => `${component} ${subject}`)).size).toBe(placed.length);
  for (const { line, result } of placedResults(setting)) {
    const isLastOfTerm = line.period >= terms.termPeriodCount - 1;
    expect(result.inWindow).toBe(true);
    expect(isLastOfTerm || result.resultAt < (terms.periods[line.period]?.until ?? 0)).toBe(true);
  }
});

always('no two placed claims of one key lie within the dedup window of each other', (setting) => {
  const placed = placedResults(setting);
  for (const { key, dedupWindowMs } of setting.contract.terms.components) {
    if (dedupWindowMs === undefined) continue;
    const own = placed.filter(({ line, result }) => line.component === key && result.dedupKey !== undefined);
    for (const [index, a] of own.entries()) {
      for (const b of own.slice(index + 1)) {
        if (a.result.dedupKey !== b.result.dedupKey) continue;
        expect(dedupWindowMs).not.toBe('forever');
        expect(Math.abs(a.result.resultAt - b.result.resultAt)).toBeGreaterThan(Number(dedupWindowMs));
      }
    }
  }
});

always('a statement line survives its way over the wire', (setting) => {
  for (const { lines } of statements(setting)) {
    for (const line of lines) {
      const wire = JSON.parse(canonicalJson(wireLine(line) as unknown as Json)) as WireLine;
      expect(lineFromWire(wire)).toEqual(line);
    }
  }
});

test('the random histories reach what the laws speak about', () => {
  const seen = new Set<string>();
  for (const setting of fc.sample(settings, { numRuns: 150, seed: 7 })) {
    for (const { lines } of statements(setting)) {
      for (const { change, arithmetic } of lines) for (const what of [change, ...arithmetic.map(({ step }) => step)]) seen.add(what);
    }
  }
  const reached = [
    'new',
    'adjustment',
    'reversal',
    'unit',
    'tier',
    'percentage',
    'capped_count',
    'capped_amount',
    'under_review',
    'disputed',
    'decided',
  ];
  expect([...seen].sort()).toEqual(reached.sort());
});

/** The numbered lines with the result that the view of their period saw. */
function placedResults(setting: Setting) {
  const { terms } = setting.contract;
  const locks = lockInstants(setting.contract.versions);
  const cut = setting.cuts.at(-1)?.cut ?? 0;
  return lastSettlement(setting)
    .filter(isNumbered)
    .flatMap((line) => {
      const history = setting.claims.find(({ component, subject }) => component === line.component && subject === line.subject);
      const seen = history && resultAt(history, Math.min(cut, locks[line.period] ?? 0));
      return seen === undefined ? [] : [{ line, result: seen.result }];
    });
}

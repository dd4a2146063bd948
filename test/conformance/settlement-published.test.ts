import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { fromIso, type Instant } from '#core/kernel/instant.ts';
import { allocate, BASIS_POINTS } from '#core/kernel/money.ts';
import type { ClaimHistory } from '#core/settlement/claim.ts';
import { settle } from '#core/settlement/settle.ts';
import { statementLines } from '#core/settlement/statement.ts';
import { amountIn, type ComponentTerms, type Price, type Tier } from '#core/settlement/terms.ts';
import { unamended } from '#core/settlement/terms-history.ts';
import { lead, oneMonth } from './one-month.ts';

const file = join(process.env['BELEGBAR_REFERENCE'] ?? '', 'vectors/settlement.json');
const isThere = existsSync(file);
const { lago, killbill, numscript, tigerbeetle } = isThere ? JSON.parse(readFileSync(file, 'utf8')) : {};

const known = fromIso('2025-01-20T00:00:00Z');
const cut = fromIso('2025-02-01T00:00:00Z');
/** The published figures are decimals of the main unit. */
const minor = (amount: number) => BigInt(Math.round(amount * 100));

function linesOf(component: Omit<ComponentTerms, 'key'>, claims: readonly ClaimHistory[], at: Instant = cut) {
  return settle(unamended(oneMonth(component)), claims, 0, at).lines;
}

const leads = (count: number) => Array.from({ length: count }, (_, index) => lead(index, known));
const sumOf = (lines: readonly { readonly amountMinor: bigint }[]) => lines.reduce((sum, { amountMinor }) => sum + amountMinor, 0n);
const costOf = (price: Price, count: number) => sumOf(linesOf({ price }, leads(count)));

type Range = readonly [from: number, upTo: number | null, perUnit: number, flat: number];
const tiersOf = (ranges: readonly Range[]): readonly Tier[] =>
  ranges.map(([, upTo, perUnit]) => ({ ...(upTo === null ? {} : { upTo }), amountMinor: minor(perUnit) }));
const rangeOf = (ranges: readonly Range[], units: number) => ranges.findIndex(([, upTo]) => upTo === null || units <= upTo);

describe.skipIf(!isThere)('the published charge models of Lago', () => {
  test('graduated ranges cost the same per unit; their flat fees are no part of a result and would be a component of their own', () => {
    const { ranges, cases } = lago.graduated as { readonly ranges: readonly Range[]; readonly cases: readonly [number, number][] };
    for (const [units, amount] of cases) {
      const flat = ranges.slice(0, rangeOf(ranges, units) + 1).reduce((sum, [, , , fee]) => sum + fee, 0);
      expect(costOf({ model: 'graduated', window: 'month', tiers: tiersOf(ranges) }, units)).toBe(minor(amount - flat));
    }
  });

  test('the reached range of a volume price holds for all units; units are whole results here, so the half unit is left out', () => {
    const { ranges, cases } = lago.volume as { readonly ranges: readonly Range[]; readonly cases: readonly [number, number][] };
    for (const [units, amount] of cases.filter(([count]) => Number.isInteger(count))) {
      const flat = ranges[rangeOf(ranges, units)]?.[3] ?? 0;
      expect(costOf({ model: 'volume', tiers: tiersOf(ranges) }, units)).toBe(minor(amount - flat));
    }
  });

  test('every started package is charged; free units are results that do not count', () => {
    const { amount, size, cases } = lago.package;
    for (const one of cases as readonly { readonly units: number; readonly free: number; readonly amount: number }[]) {
      const price = { model: 'package', size, amountMinor: minor(amount), window: 'month' } as const;
      expect(costOf(price, Math.max(0, one.units - one.free))).toBe(minor(one.amount));
    }
  });

  test('a percentage is rounded once per line, so that its lines sum to the total; Lago rounds the sum of unrounded fees', () => {
    const { events, rate, plain } = lago.percentage.min_max as {
      readonly events: readonly number[];
      readonly rate: number;
      readonly plain: number;
    };
    const claims = events.map((net, index) => lead(index, known, minor(net)));
    const price = { model: 'percentage', of: 'net_revenue', rateBasisPoints: minor(rate) } as const;
    const amounts = linesOf({ price }, claims).map(({ amountMinor }) => amountMinor);
    expect(amounts).toEqual([30n, 239n, 29_900n]);
    expect(amounts.reduce((a, b) => a + b)).toBe(minor(plain));
    const fee = lago.percentage.cases.at(-1) as { readonly units: number; readonly rate: number; readonly amount: number };
    const [only] = linesOf({ price: { ...price, rateBasisPoints: minor(fee.rate) } }, [lead(0, known, minor(fee.units))]);
    expect([only?.amountMinor, fee.amount]).toEqual([12n, 0.116]);
  });

  test('a share has one rate on purpose: what would cross rates by its size is agreed as two components', () => {
    const { ranges, cases } = lago.graduated_percentage as {
      readonly ranges: readonly Range[];
      readonly cases: readonly [number, number][];
    };
    const [units, amount] = cases.at(-1) ?? [0, 0];
    const flat = ranges.reduce((sum, [, , , fee]) => sum + fee, 0);
    const oneRate = { model: 'percentage', of: 'net_revenue', rateBasisPoints: minor(ranges[0]?.[2] ?? 0) } as const;
    const [line] = linesOf({ price: oneRate }, [lead(0, known, minor(units))]);
    expect([line?.amountMinor, minor(amount - flat)]).toEqual([21n, 33n]);
  });

  test('tiers are not prorated on purpose: a short month has the same thresholds and prices as a whole one', () => {
    const { ranges } = lago.prorated_graduated as { readonly ranges: readonly Range[] };
    const price = { model: 'graduated', window: 'month', tiers: tiersOf(ranges) } as const;
    const short = unamended(oneMonth({ price }, { shortMonths: { '2025-01': { days: 10, of: 31 } } }));
    expect(sumOf(settle(short, leads(6), 0, cut).lines)).toBe(costOf(price, 6));
  });
});

interface Usage {
  readonly tiers: readonly (readonly [blockSize: number, maxBlocks: number, price: number])[];
  readonly units: number;
  readonly ALL_TIERS: readonly number[];
  readonly TOP_TIER: number;
}

describe.skipIf(!isThere)('the published usage and repair figures of Kill Bill', () => {
  test('blocks in all tiers are graduated prices, the top tier alone is a volume price', () => {
    const { tiers, units, ALL_TIERS, TOP_TIER } = killbill.usage.tiers3 as Usage;
    let upTo = 0;
    const ours = tiers.map(([block, most, price], index, all) => {
      upTo += block * most;
      return { ...(index === all.length - 1 ? {} : { upTo }), amountMinor: minor(price) };
    });
    const expected = ALL_TIERS.reduce((a, b) => a + b);
    expect(costOf({ model: 'graduated', window: 'month', tiers: ours }, units)).toBe(minor(expected));
    expect(costOf({ model: 'volume', tiers: ours }, units)).toBe(minor(TOP_TIER));
  });

  test('a started block is a started package', () => {
    const [[first], [, second]] = [killbill.usage.tiers2.tiers, killbill.usage.tiers2.tiers] as [
      [[number, number, number]],
      [unknown, [number, number, number]],
    ];
    const { units, ALL_TIERS } = killbill.usage.tiers2 as { readonly units: number; readonly ALL_TIERS: readonly number[] };
    const inFirst = first[0] * first[1];
    const blocks = ([size, , price]: readonly [number, number, number], count: number) =>
      costOf({ model: 'package', size, amountMinor: minor(price), window: 'month' }, count);
    expect([blocks(first, inFirst), blocks(second, units - inFirst)]).toEqual(ALL_TIERS.map(minor));
  });

  test('usage that arrives late is billed as the difference to what was billed before', () => {
    const { block, price, period1_units, already_billed1, expected_missing1 } = killbill.usage.late_usage;
    const early = Array.from({ length: block }, (_, index) => lead(index, known));
    const total = (period1_units as readonly number[]).reduce((a, b) => a + b);
    const late = Array.from({ length: total - block }, (_, index) => lead(block + index, fromIso('2025-02-10T00:00:00Z')));
    const terms = unamended(oneMonth({ price: { model: 'package', size: block, amountMinor: minor(price), window: 'month' } }));
    const billed = statementLines(settle(terms, [...early, ...late], 0, cut).lines, []);
    const missing = statementLines(settle(terms, [...early, ...late], 0, fromIso('2025-02-11T00:00:00Z')).lines, billed);
    expect([sumOf(billed), sumOf(missing)]).toEqual([minor(already_billed1), minor(expected_missing1)]);
  });

  test('a part of a period costs its days', () => {
    const keep = (rate: number, days: number, of: number) =>
      amountIn(
        { limit: minor(rate), window: 'month' },
        'm',
        oneMonth({ price: { model: 'per_unit', amountMinor: 0n } }, { shortMonths: { m: { days, of } } }),
      );
    const daysFrom = (from: string, to: string) => Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
    const [month, blocked, year, cutYear] = killbill.repair.cases;
    expect(keep(month.rate, daysFrom(month.period[0], month.cut), daysFrom(month.period[0], month.period[1]))).toBe(minor(month.keep));
    expect(keep(blocked.rate, daysFrom(blocked.period[0], blocked.block), daysFrom(blocked.period[0], blocked.period[1]))).toBe(
      minor(blocked.keep),
    );
    expect(-keep(year.rate, daysFrom(year.block[0], year.block[1]), daysFrom(year.period[0], year.period[1]))).toBe(minor(year.repair));
    expect(keep(cutYear.rate, daysFrom(cutYear.period[0], cutYear.cut), daysFrom(cutYear.period[0], cutYear.period[1]))).toBe(
      minor(cutYear.keep),
    );
  });
});

interface NumscriptCase {
  readonly file: string;
  readonly send?: number | string;
  readonly parts?: readonly (readonly [share: string, to: string])[];
  readonly caps?: readonly (readonly [to: string, most: number | 'remaining'])[];
  readonly expected?: Readonly<Record<string, number | string>>;
}

/** A share of a script as a part of a million. */
function partsOf(parts: NonNullable<NumscriptCase['parts']>): readonly bigint[] {
  const stated = parts.map(([share]) => {
    const [over, under] = share.endsWith('%') ? [Number(share.slice(0, -1)), 100] : share.split('/').map(Number);
    return over === undefined || under === undefined || share === 'remaining' ? undefined : BigInt(Math.round((over * 3_000_000) / under));
  });
  const rest = 3_000_000n - stated.reduce<bigint>((sum, part) => sum + (part ?? 0n), 0n);
  return stated.map((part) => part ?? rest);
}

const scripts: readonly NumscriptCase[] = numscript?.cases ?? [];
const splits = scripts.filter(({ send, parts, expected }) => send !== undefined && parts !== undefined && expected !== undefined);
/** Numscript gives the units that are left to whoever is listed first; we give them to the largest remainders. */
const givenToTheFirst: Readonly<Record<string, readonly bigint[]>> = {
  'script-tests/allocation.num': [12n, 1n, 2n],
  'script-tests/dynamic-allocation.num': [12n, 2n, 1n],
};

describe.skipIf(!isThere)('the published allocations of numscript', () => {
  test.each(splits.filter(({ file: name }) => !(name in givenToTheFirst)))('$file splits alike', ({ send, parts = [], expected = {} }) => {
    const shares = allocate(BigInt(send ?? 0), partsOf(parts));
    const ours = parts.map(([, to], index) => [to, shares[index] ?? 0n] as const).filter(([to, amount]) => to !== 'kept' && amount !== 0n);
    expect(Object.fromEntries(ours)).toEqual(Object.fromEntries(Object.entries(expected).map(([to, amount]) => [to, BigInt(amount)])));
  });

  test.each(splits.filter(({ file: name }) => name in givenToTheFirst))(
    '$file splits by largest remainder here, not in the order of the list: nobody gains by standing first',
    ({ file: name, send, parts = [] }) => {
      expect(allocate(BigInt(send ?? 0), partsOf(parts))).toEqual(givenToTheFirst[name]);
    },
  );

  const capped = scripts.filter(({ send, caps }) => send !== undefined && typeof caps?.[0]?.[1] === 'number' && caps[0][1] >= 0);
  test.each(capped)(
    '$file: what a limit lets through first is what a cap pays; the rest is left over',
    ({ send, caps = [], expected = {} }) => {
      const [[to, most] = ['', 0]] = caps;
      const price = { model: 'per_unit', amountMinor: BigInt(send ?? 0) } as const;
      const [line] = linesOf({ price, capAmount: { limit: BigInt(most), window: 'month', above: 'drop' } }, leads(1));
      const others = Object.entries(expected).filter(([name]) => name !== to);
      const left = others.reduce((sum, [, amount]) => sum + BigInt(amount), 0n);
      expect(line?.amountMinor).toBe(to === 'kept' ? BigInt(most) : BigInt(expected[to] ?? 0));
      expect(BigInt(send ?? 0) - (line?.amountMinor ?? 0n)).toBe(left);
    },
  );

  test('an amount beyond what a double can hold stays exact', () => {
    const { send = 0 } = scripts.find(({ file: name }) => name.endsWith('big-int.num')) ?? {};
    expect(costOf({ model: 'per_unit', amountMinor: BigInt(send) }, 1)).toBe(BigInt(send));
  });
});

describe.skipIf(!isThere)('the published two-phase transfers of TigerBeetle', () => {
  const at = fromIso('2025-05-10T00:00:00Z');
  const decided = (kind: 'counted_by_decision' | 'rejected_by_decision', amount: number) => {
    const span = { from: at, until: Number.POSITIVE_INFINITY };
    const claim: ClaimHistory = { ...lead(0, known), decisions: [{ kind, factId: 'd', occurredAt: at, recordedAt: at, spans: [span] }] };
    const component = { price: { model: 'per_unit', amountMinor: BigInt(amount) } } as const;
    const terms = unamended(oneMonth(component, { countsWhen: 'accepted', reviewMs: 0 }));
    const lines = settle(terms, [claim], 1, fromIso('2025-05-11T00:00:00Z')).lines;
    const sum = (figure: 'underReviewMinor' | 'payableMinor') => Number(lines.reduce((total, line) => total + line[figure], 0n));
    return { lines: lines.length, pending: sum('underReviewMinor'), posted: sum('payableMinor') };
  };

  test('a claim under review that is counted is posted in full, one that is rejected is voided, each by a line of its own', () => {
    const [whole, , voided] = tigerbeetle.two_phase;
    expect(decided('counted_by_decision', whole.pending)).toEqual({ lines: 2, ...whole.result });
    expect(decided('rejected_by_decision', voided.pending)).toEqual({ lines: 2, ...voided.result });
  });

  test('a part is never posted: a claim counts or it does not, and a part of its price goes back as a refund', () => {
    const [, part] = tigerbeetle.two_phase as readonly { readonly pending: number; readonly post?: number }[];
    expect(part?.post).toBeLessThan(part?.pending ?? 0);
    expect(decided('counted_by_decision', part?.pending ?? 0).posted).toBe(part?.pending);
  });

  test('a correction is a transfer back, never a change: ten per cent of each of two lines', () => {
    const { original, adjust_10pct } = tigerbeetle.correction as {
      readonly [name: string]: readonly (readonly [string, string, number])[];
    };
    const back = (original ?? []).map(([, , amount], index) => {
      const refund = { rootFactId: 'r', occurredAt: at, recordedAt: at, spans: [{ from: at, until: Number.POSITIVE_INFINITY }] };
      const claim = { ...lead(index, known), refunds: [{ ...refund, shareBasisPoints: BASIS_POINTS / 10n }] };
      const component = { price: { model: 'per_unit', amountMinor: BigInt(amount) }, clawBackMs: Number.MAX_SAFE_INTEGER } as const;
      const lines = settle(unamended(oneMonth(component)), [claim], 2, fromIso('2025-05-11T00:00:00Z')).lines;
      return lines.map(({ occurrence, amountMinor }) => [occurrence, Number(amountMinor)]);
    });
    const expected = (original ?? []).map(([, , amount], index) => [
      ['1', amount],
      ['refund:r', -(adjust_10pct?.[index]?.[2] ?? 0)],
    ]);
    expect(back).toEqual(expected);
  });
});

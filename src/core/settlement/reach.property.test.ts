import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { DAY_MS, type Instant, startOfMonth } from '#core/kernel/instant.ts';
import type { ClaimHistory } from './claim.ts';
import type { SettledLine } from './line.ts';
import { blockingReach, claimsInPlay, movingReach, type Reach } from './reach.ts';
import { settle } from './settle.ts';
import { lockInstants, newestTerms, type TermsHistory, unamended } from './terms-history.ts';

const numRuns = Number(process.env['BELEGBAR_NIGHTLY'] ?? 200);
const begin = startOfMonth('2026-01', 'UTC');
const KEYS = ['01', '02', '03', '04', '05', '06', '07'];
const months = KEYS.map((month) => startOfMonth(`2026-${month}`, 'UTC'));

function termsWith(dedupWindowMs: number | 'forever' | undefined): TermsHistory {
  const periods = months
    .slice(0, -1)
    .map((from, index) => ({ key: `2026-${KEYS[index]}`, from, until: months[index + 1] ?? from, quarterKey: 'q' }));
  const component = { key: 'lead', price: { model: 'per_unit', amountMinor: 100n } } as const;
  return unamended({
    currency: 'EUR',
    periods,
    termPeriodCount: 5,
    lookBackMs: 10 * DAY_MS,
    reviewMs: 5 * DAY_MS,
    countsWhen: 'proven',
    rates: [],
    minimumPayoutMinor: 0n,
    rounding: 'half_up',
    components: [dedupWindowMs === undefined ? component : { ...component, dedupWindowMs }],
  });
}

const claim = fc.record({
  resultDay: fc.integer({ min: 0, max: 150 }),
  lateDays: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.integer({ min: 0, max: 120 }) }),
  person: fc.constantFrom('a', 'a', 'b'),
  rejectedAfterDays: fc.option(fc.constantFrom(1, 5, 6), { freq: 4 }),
});
const settings = fc.record({
  dedup: fc.constantFrom(20 * DAY_MS, 35 * DAY_MS, 'forever' as const, undefined),
  drawn: fc.array(claim, { minLength: 2, maxLength: 8 }),
  cutDays: fc.array(fc.integer({ min: 10, max: 230 }), { minLength: 2, maxLength: 5 }).map((days) => [...days].sort((a, b) => a - b)),
});

interface Drawn {
  readonly resultDay: number;
  readonly lateDays: number;
  readonly person: string;
  readonly rejectedAfterDays: number | null;
}

function historyOf({ resultDay, lateDays, person, rejectedAfterDays }: Drawn, index: number): ClaimHistory {
  const resultAt = begin + resultDay * DAY_MS;
  const knownAt = resultAt + lateDays * DAY_MS;
  const at = knownAt + (rejectedAfterDays ?? 0) * DAY_MS;
  const rejection = {
    kind: 'rejected',
    factId: `r${index}`,
    occurredAt: at,
    recordedAt: at,
    spans: [{ from: at, until: Number.POSITIVE_INFINITY }],
  } as const;
  const result = { resultAt, inWindow: true, dedupKey: person };
  const decisions = rejectedAfterDays === null ? [] : [rejection];
  return { component: 'lead', subject: `lead:${index}`, states: [{ knownAt, result }], decisions, refunds: [], notices: [], endings: [] };
}

/** What the store answers: by the latest result, or by the latest change. */
function stored(claims: readonly ClaimHistory[], { since, changedSince }: Reach): readonly ClaimHistory[] {
  if (since === null || changedSince === null) return claims;
  const lastResultAt = ({ states }: ClaimHistory) => Math.max(...states.map(({ result }) => result?.resultAt ?? 0));
  const changedAt = ({ states, decisions }: ClaimHistory) =>
    Math.max(...[...states.map((s) => s.knownAt), ...decisions.map((d) => d.recordedAt)]);
  return claims.filter((claim) => lastResultAt(claim) >= since || changedAt(claim) > changedSince);
}

test('an open period says the same if only the claims in its reach are looked at', () => {
  fc.assert(
    fc.property(settings, ({ dedup, drawn, cutDays }) => {
      const versions = termsWith(dedup);
      const claims = drawn.map(historyOf);
      let lines: readonly SettledLine[] = [];
      let handOver: ReturnType<typeof settle>['handOver'] | undefined;
      for (const days of cutDays) {
        const cut: Instant = begin + days * DAY_MS;
        const from = handOver?.from ?? 0;
        const locked = lines.filter(({ period }) => period < from);
        const reach = movingReach(versions, handOver);
        const moving = stored(claims, reach);
        const wider = blockingReach(versions, reach, moving);
        const inReach = wider === undefined ? moving : stored(claims, wider);
        const subjects = new Set(inReach.map(({ subject }) => subject));
        const lockedLines = locked.filter(({ subject }) => subjects.has(subject));
        const earlier = handOver === undefined ? undefined : { handOver, lockedLines };
        const now = settle(versions, claimsInPlay(inReach, moving, lockedLines), newestTerms(versions).periods.length - 1, cut, earlier);
        lines = [...locked, ...now.lines];
        handOver = now.handOver;
        expect(placesOf(lines)).toEqual(placesOf(settle(versions, claims, newestTerms(versions).periods.length - 1, cut).lines));
      }
    }),
    { numRuns },
  );
});

test('a repeated lead that January passed over is not paid in February, once January has locked', () => {
  const versions = termsWith(30 * DAY_MS);
  const first = historyOf({ resultDay: 0, lateDays: 0, person: 'a', rejectedAfterDays: null }, 1);
  const repeated = historyOf({ resultDay: 25, lateDays: 0, person: 'a', rejectedAfterDays: null }, 2);
  const reach = movingReach(versions, { from: 1, components: [] });
  const moving = stored([first, repeated], reach);
  expect(moving).toEqual([]);
  const inReach = stored([first, repeated], blockingReach(versions, reach, moving) ?? reach);
  expect(inReach.map(({ subject }) => subject)).toEqual(['lead:2']);
  expect(claimsInPlay(inReach, moving, [])).toEqual([]);
});

test('what a cap carried over a lock is loaded, although nothing of it is outstanding and nothing of it changed', () => {
  const rest = { subject: 'lead:7', fromWindow: '2026-01', restMinor: '100', whole: true };
  const component = { key: 'lead', ranked: [], usedCount: [], usedMinor: [], rests: [rest] };
  expect(movingReach(termsWith(undefined), { from: 1, components: [component] }).carried).toEqual(['lead:7']);
});

test('what was taken back in the first open month is loaded, although it was recorded before the month before had locked', () => {
  const versions = termsWith(undefined);
  const { changedSince } = movingReach(versions, { from: 1, components: [] });
  const recordedAt = startOfMonth('2026-02', 'UTC') + DAY_MS;
  expect(recordedAt).toBeLessThan(lockInstants(versions)[0] ?? 0);
  expect(recordedAt).toBeGreaterThan(changedSince ?? 0);
});

function placesOf(lines: readonly SettledLine[]): readonly string[] {
  return lines.map(({ period, subject, occurrence, payableMinor }) => `${period} ${subject} ${occurrence} ${payableMinor}`).sort();
}

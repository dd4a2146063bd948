import { canonicalJson, type Json } from '#core/kernel/canonical-json.ts';
import type { ClaimHistory } from './claim.ts';
import { handOverFromJson, handOverJson } from './hand-over.ts';
import { postingsOf } from './ledger.ts';
import { type Amounts, lineKeyText, type SettledLine } from './line.ts';
import { resumedLines, type Setting, type Stated, shuffled, statements } from './random-setting.fixture.ts';
import { blockingReach, claimsInPlay, movingReach, type Reach } from './reach.ts';
import { linesInForce, statementTotals } from './statement.ts';
import { lockInstants } from './terms-history.ts';
import { capsHold, dedupHolds, floorsHold, placedOnce } from './window-laws.fixture.ts';
import { lineFromWire, type WireLine, wireLine } from './wire.ts';

/** What always holds, whatever was agreed and whatever happened. */
export interface Law {
  readonly title: string;
  /** What breaks it in this setting; nothing if it holds. */
  readonly breaches: (setting: Setting) => readonly string[];
}

export const laws: readonly Law[] = [
  { title: 'statements sum to one settlement from scratch, per line key and in total', breaches: sumToScratch },
  { title: 'a settlement that goes on where the last one left off says the same', breaches: goOn },
  { title: 'an open period says the same if only the claims in its reach are loaded', breaches: reachIsEnough },
  { title: 'the order in which facts arrive changes nothing', breaches: anyOrder },
  { title: 'the amount of every line is what is under review, held and payable of it, and its postings sum to zero', breaches: linesAddUp },
  { title: 'opening and total are paid or carried, and nothing negative is ever paid', breaches: totalsAddUp },
  {
    title: 'nothing is ever taken that was not earned: no claim falls below zero, in no figure and on no statement',
    breaches: neverBelowZero,
  },
  { title: 'no window pays more than its caps', breaches: capsHold },
  { title: 'a window that is over pays its floor exactly, or more', breaches: floorsHold },
  { title: 'once a period has locked, nothing changes its lines', breaches: locksHold },
  { title: 'a claim is placed once, not before the period of its result', breaches: placedOnce },
  { title: 'no two placed claims of one key lie within the dedup window of each other', breaches: dedupHolds },
  { title: 'a statement line survives its way over the wire', breaches: wireHolds },
];

function figures(lines: Iterable<SettledLine>): readonly string[] {
  return [...lines].map((line) => `${line.period} ${lineKeyText(line)}: ${amounts(line)}`).sort();
}

function amounts({ amountMinor, underReviewMinor, heldMinor, payableMinor }: Amounts): string {
  return `${amountMinor} = ${underReviewMinor} under review + ${heldMinor} held + ${payableMinor} payable`;
}

function differences(found: readonly string[], expected: readonly string[], where: string): readonly string[] {
  const [a, b] = [new Set(found), new Set(expected)];
  return [
    ...found.filter((line) => !b.has(line)).map((line) => `${where} says ${line}`),
    ...expected.filter((line) => !a.has(line)).map((line) => `${where} lacks ${line}`),
  ];
}

function sumToScratch(setting: Setting): readonly string[] {
  const all = statements(setting);
  const once = all.at(-1)?.settled ?? [];
  const stated = all.flatMap(({ lines }) => lines);
  const sum = (lines: readonly SettledLine[]) => lines.reduce((total, line) => total + line.payableMinor, 0n);
  const total = sum(stated) === sum(once) ? [] : [`all statements pay ${sum(stated)}, from scratch it is ${sum(once)}`];
  return [...differences(figures(linesInForce(stated).values()), figures(once), 'the sum of the statements'), ...total];
}

const kept = (handOver: Parameters<typeof handOverJson>[0]) => handOverFromJson(JSON.parse(canonicalJson(handOverJson(handOver))));

function goOn(setting: Setting): readonly string[] {
  return compared(
    setting,
    resumedLines(setting, ({ claims }) => claims, kept),
  );
}

function compared(setting: Setting, lines: readonly (readonly SettledLine[])[]): readonly string[] {
  return statements(setting).flatMap(({ settled }, index) =>
    differences(figures(lines[index] ?? []), figures(settled), `statement ${index + 1}`),
  );
}

function reachIsEnough(setting: Setting): readonly string[] {
  const lines = resumedLines(
    setting,
    ({ contract: { versions }, claims }, locked, handOver) => {
      const reach = movingReach(versions, handOver);
      const moving = loaded(claims, locked, reach);
      const wider = blockingReach(versions, reach, moving);
      const inReach = wider === undefined ? moving : loaded(claims, locked, wider);
      const subjects = new Set(inReach.map(({ subject }) => subject));
      return claimsInPlay(
        inReach,
        moving,
        locked.filter(({ subject }) => subjects.has(subject)),
      );
    },
    kept,
  );
  return compared(setting, lines);
}

/** What the store answers: by the latest result, by the latest change, or because money of it is outstanding. */
function loaded(claims: readonly ClaimHistory[], locked: readonly SettledLine[], { since, changedSince, carried }: Reach) {
  if (since === null || changedSince === null) return claims;
  return claims.filter((claim) => {
    const own = locked.filter(({ component, subject }) => component === claim.component && subject === claim.subject);
    const left = (figure: 'underReviewMinor' | 'heldMinor') => own.reduce((sum, line) => sum + line[figure], 0n);
    if (left('underReviewMinor') !== 0n || left('heldMinor') !== 0n || carried.includes(claim.subject)) return true;
    return latestResultOf(claim) >= since || latestChangeOf(claim) > changedSince;
  });
}

function latestResultOf({ states }: ClaimHistory): number {
  return Math.max(...states.map(({ result }) => result?.resultAt ?? Number.NEGATIVE_INFINITY));
}

function latestChangeOf({ states, decisions, refunds, notices, endings, conditions = [] }: ClaimHistory): number {
  const marks = [...decisions, ...refunds, ...notices, ...endings, ...conditions];
  const bounds = marks.flatMap(({ spans }) => spans.flatMap(({ from, until }) => [from, until])).filter(Number.isFinite);
  return Math.max(...states.map(({ knownAt }) => knownAt), ...bounds);
}

function anyOrder(setting: Setting): readonly string[] {
  const other = statements(shuffled(setting));
  return statements(setting).flatMap(({ lines }, index) =>
    differences(figures(other[index]?.lines ?? []), figures(lines), `statement ${index + 1} of facts in another order`),
  );
}

function linesAddUp(setting: Setting): readonly string[] {
  return statements(setting).flatMap(({ lines }) =>
    lines.flatMap((line) => {
      const isWhole = line.amountMinor === line.underReviewMinor + line.heldMinor + line.payableMinor;
      const isZero = postingsOf(line).reduce((sum, { minor }) => sum + minor, 0n) === 0n;
      return isWhole && isZero ? [] : [`${lineKeyText(line)}: ${amounts(line)}`];
    }),
  );
}

function totalsAddUp(setting: Setting): readonly string[] {
  let openingMinor = 0n;
  return statements(setting).flatMap(({ lines, contract }, index) => {
    const totals = statementTotals(openingMinor, lines, contract.terms.minimumPayoutMinor, false);
    const isRight =
      totals.openingMinor === openingMinor &&
      totals.openingMinor + totals.totalMinor === totals.payableMinor + totals.closingMinor &&
      totals.payableMinor >= 0n;
    openingMinor = totals.closingMinor;
    return isRight ? [] : [`statement ${index + 1}: the totals do not add up`];
  });
}

const figureNames = ['amountMinor', 'underReviewMinor', 'heldMinor', 'payableMinor'] as const;

/** Each claim's figures, added up period by period: at the end of each period none is below zero. */
function neverBelowZero(setting: Setting): readonly string[] {
  return statements(setting).flatMap(({ settled }) => {
    const sums = new Map<string, Amounts>();
    const breaches: string[] = [];
    for (const line of [...settled].sort((a, b) => a.period - b.period)) {
      const key = `${line.component}/${line.subject}`;
      const before = sums.get(key) ?? { amountMinor: 0n, underReviewMinor: 0n, heldMinor: 0n, payableMinor: 0n };
      const after = Object.fromEntries(figureNames.map((name) => [name, before[name] + line[name]])) as unknown as Amounts;
      sums.set(key, after);
      const isLastOfPeriod = !settled.some(
        (other) =>
          other.subject === line.subject &&
          other.component === line.component &&
          other.period === line.period &&
          settled.indexOf(other) > settled.indexOf(line),
      );
      if (isLastOfPeriod && figureNames.some((name) => after[name] < 0n))
        breaches.push(`${key} after period ${line.period}: ${amounts(after)}`);
    }
    return breaches;
  });
}

function locksHold(setting: Setting): readonly string[] {
  let before: Stated | undefined;
  return statements(setting).flatMap((stated) => {
    const locks = lockInstants(stated.contract.versions);
    const earlier = before;
    before = stated;
    if (earlier === undefined) return [];
    return stated.lines
      .filter(({ period }) => period <= earlier.through && (locks[period] ?? 0) <= earlier.cut)
      .map((line) => `period ${line.period} was locked, and now there is ${lineKeyText(line)}: ${amounts(line)}`);
  });
}

function wireHolds(setting: Setting): readonly string[] {
  return statements(setting).flatMap(({ lines }) =>
    lines.flatMap((line) => {
      const wire = canonicalJson(wireLine(line) as unknown as Json);
      const back = canonicalJson(wireLine(lineFromWire(JSON.parse(wire) as WireLine)) as unknown as Json);
      return wire === back ? [] : [`${wire} comes back as ${back}`];
    }),
  );
}

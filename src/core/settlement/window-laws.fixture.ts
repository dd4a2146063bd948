import { isNumbered, lineKeyText, type SettledLine } from './line.ts';
import { type Setting, type Stated, statements } from './random-setting.fixture.ts';
import { resultAt } from './standing.ts';
import { amountIn, countIn, windowKey } from './terms.ts';
import { componentAt, componentKeys, knownVersions, lockInstants, newestTerms, windowedClause } from './terms-history.ts';

/** A component in each period, with the versions that the period's own view knows. */
function* periodsOf({ contract: { versions }, cut, through, settled }: Stated) {
  const locks = lockInstants(versions);
  for (const component of componentKeys(versions)) {
    for (let index = 0; index <= through; index += 1) {
      const view = Math.min(cut, locks[index] ?? cut);
      const known = knownVersions(versions, view);
      const terms = newestTerms(known);
      const period = terms.periods[index];
      if (period === undefined) continue;
      const lines = settled.filter((line) => line.component === component && line.period === index);
      yield { component, index, view, known, terms, period, lines };
    }
  }
}

/** No window pays more than its caps: those of the clause that the window began with. */
export function capsHold(setting: Setting): readonly string[] {
  return statements(setting).flatMap((stated) => {
    const paid = new Map<string, { sum: bigint; limit: bigint }>();
    const add = (key: string, sum: bigint, limit: bigint) => {
      const before = paid.get(key) ?? { sum: 0n, limit: 0n };
      paid.set(key, { sum: before.sum + sum, limit: limit > before.limit ? limit : before.limit });
    };
    for (const { component, index, known, terms, period, lines } of periodsOf(stated)) {
      const numbered = lines.filter(isNumbered);
      // Results after the end meet the whole limit.
      const isLast = index >= terms.termPeriodCount - 1;
      const amount = windowedClause(known, component, index, ({ capAmount }) => capAmount);
      const count = windowedClause(known, component, index, ({ capCount }) => capCount);
      if (amount !== undefined) {
        const key = windowKey(period, amount.window);
        const sum = numbered.reduce((total, line) => total + line.amountMinor, 0n);
        add(`${component} amount in ${key}`, sum, isLast ? amount.limit : amountIn(amount, key, terms));
      }
      if (count !== undefined) {
        const key = windowKey(period, count.window);
        const places = BigInt(numbered.filter((line) => line.amountMinor !== 0n && takesPlace(line, stated.settled)).length);
        add(`${component} count in ${key}`, places, BigInt(isLast ? count.limit : countIn(count, key, terms)));
      }
    }
    return [...paid].flatMap(([key, { sum, limit }]) => (sum > limit ? [`${key}: ${sum} of at most ${limit}`] : []));
  });
}

/** The rest of a claim that an amount cap cut in two takes no second place under a count cap; a claim carried as a whole takes its first. */
function takesPlace(line: SettledLine, settled: readonly SettledLine[]): boolean {
  return !isCarried(line) || !settled.some((other) => isNumbered(other) && isEarlierPart(other, line) && other.amountMinor !== 0n);
}

function isEarlierPart(a: SettledLine, b: SettledLine): boolean {
  return a.component === b.component && a.subject === b.subject && Number(a.occurrence) < Number(b.occurrence);
}

function isCarried({ arithmetic }: SettledLine): boolean {
  return arithmetic.some(({ step }) => step === 'carried');
}

/** What a window that is over earned, topped up to its floor and not a cent more. */
export function floorsHold(setting: Setting): readonly string[] {
  return statements(setting).flatMap((stated) => {
    const windows = new Map<string, { earned: bigint; floor: bigint; limit: bigint; isOver: boolean }>();
    for (const { component, index, view, known, terms, period, lines } of periodsOf(stated)) {
      const floor = windowedClause(known, component, index, (clauses) => clauses.floor);
      if (floor === undefined || index >= terms.termPeriodCount) continue;
      const key = windowKey(period, floor.window);
      const next = index + 1 < terms.termPeriodCount ? terms.periods[index + 1] : undefined;
      // What was over before both had signed owes nothing.
      const isOwed = period.until > (known[0]?.effectiveFrom ?? 0);
      const isOver = isOwed && view >= period.until && (next === undefined || windowKey(next, floor.window) !== key);
      const before = windows.get(`${component} in ${key}`) ?? { earned: 0n, floor: 0n };
      const sum = (fits: (line: SettledLine) => boolean) => lines.filter(fits).reduce((total, line) => total + line.amountMinor, 0n);
      windows.set(`${component} in ${key}`, {
        earned: before.earned + sum(isNumbered),
        floor: before.floor + sum(({ occurrence }) => occurrence.startsWith('floor:')),
        limit: amountIn({ limit: floor.limitMinor, window: floor.window }, key, terms),
        isOver,
      });
    }
    return [...windows].flatMap(([key, { earned, floor, limit, isOver }]) => {
      const missing = isOver && limit > earned ? limit - earned : 0n;
      return floor === missing ? [] : [`floor of ${key}: ${earned} earned, ${floor} added, ${limit} agreed`];
    });
  });
}

/** The lines by which claims took their place, with the result that the view of their period saw; a carried rest follows from an earlier place. */
function placedResults({ contract: { versions }, claims, cut, settled }: Stated) {
  const locks = lockInstants(versions);
  return settled
    .filter((line) => isNumbered(line) && !isCarried(line))
    .flatMap((line) => {
      const history = claims.find(({ component, subject }) => component === line.component && subject === line.subject);
      const view = Math.min(cut, locks[line.period] ?? cut);
      const seen = history && resultAt(history, view);
      return seen === undefined ? [] : [{ line, result: seen.result, known: knownVersions(versions, view) }];
    });
}

/** One first line per claim, and none in a period that ended before the result. */
export function placedOnce(setting: Setting): readonly string[] {
  return statements(setting).flatMap((stated) => {
    const first = stated.settled.filter(({ occurrence }) => occurrence === '1').map(({ component, subject }) => `${component} ${subject}`);
    const twice = first.filter((key, index) => first.indexOf(key) !== index).map((key) => `${key} is placed twice`);
    const early = placedResults(stated).flatMap(({ line, result, known }) => {
      const terms = newestTerms(known);
      const isInTime = line.period >= terms.termPeriodCount - 1 || result.resultAt < (terms.periods[line.period]?.until ?? 0);
      return isInTime ? [] : [`${lineKeyText(line)} is placed in period ${line.period}, before its result`];
    });
    return [...twice, ...early];
  });
}

/** Two placed claims of one key are further apart than the window. */
export function dedupHolds(setting: Setting): readonly string[] {
  return statements(setting).flatMap((stated) => {
    const placed = placedResults(stated).filter(({ line, result }) => line.occurrence === '1' && result.dedupKey !== undefined);
    return placed.flatMap((a, index) =>
      placed.slice(index + 1).flatMap((b) => {
        if (a.line.component !== b.line.component || a.result.dedupKey !== b.result.dedupKey) return [];
        const windows = [a, b].map(({ known, line, result }) => componentAt(known, line.component, result.resultAt)?.dedupWindowMs);
        const apart = Math.abs(a.result.resultAt - b.result.resultAt);
        const isNear = windows.every((window) => window !== undefined && (window === 'forever' || apart <= window));
        return isNear ? [`${a.line.subject} and ${b.line.subject} are one ${a.result.dedupKey}`] : [];
      }),
    );
  });
}

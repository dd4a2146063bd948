import { isNothing, lineKeyText, minusAmounts, NOTHING, type SettledLine, type StatementLine, type Totals } from './line.ts';

/**
 * A statement is a difference: what the periods now say, minus everything stated before, per period and line key. Earlier lines
 * are never changed; a new line, an adjustment or a reversal says what moved. Sorted by period, component, subject, occurrence.
 */
export function statementLines(now: readonly SettledLine[], stated: readonly StatementLine[]): readonly StatementLine[] {
  const before = linesInForce(stated);
  const lines: StatementLine[] = [];
  for (const line of now) {
    const key = placeKey(line);
    const earlier = before.get(key);
    before.delete(key);
    const difference = minusAmounts(line, earlier ?? NOTHING);
    if (earlier === undefined) lines.push({ ...line, change: 'new' });
    else if (!isNothing(difference)) lines.push({ ...line, ...difference, change: 'adjustment' });
  }
  for (const earlier of before.values()) lines.push({ ...earlier, ...minusAmounts(NOTHING, earlier), change: 'reversal' });
  return lines.sort(byPlace);
}

/** What several statements together say now: per period and key the sum of the lines, unless the last of them took it back. */
export function linesInForce(stated: readonly StatementLine[]): Map<string, SettledLine> {
  const inForce = new Map<string, SettledLine>();
  for (const { change, ...line } of stated) {
    const key = placeKey(line);
    const sum = inForce.get(key);
    if (change === 'reversal') inForce.delete(key);
    else inForce.set(key, sum === undefined ? line : { ...line, ...minusAmounts(sum, minusAmounts(NOTHING, line)) });
  }
  return inForce;
}

function placeKey(line: SettledLine): string {
  return `${line.period}/${lineKeyText(line)}`;
}

function byPlace(a: SettledLine, b: SettledLine): number {
  return a.period - b.period || compare(a.component, b.component) || compare(a.subject, b.subject) || compare(a.occurrence, b.occurrence);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/**
 * `opening + total = payable + closing`. Nothing is paid while the balance is negative or below the minimum payout; the last
 * statement waives the minimum, and a negative rest becomes a claim of the payer.
 */
export function statementTotals(
  openingMinor: bigint,
  lines: readonly StatementLine[],
  minimumPayoutMinor: bigint,
  isLast: boolean,
): Totals {
  const totalMinor = lines.reduce((sum, line) => sum + line.payableMinor, 0n);
  const balance = openingMinor + totalMinor;
  const payableMinor = balance > 0n && (isLast || balance >= minimumPayoutMinor) ? balance : 0n;
  return { openingMinor, totalMinor, payableMinor, closingMinor: balance - payableMinor };
}

/** A line as use cases hand it out: amounts as integers, the period by its index. */
interface Line {
  readonly component: string;
  readonly subject: string;
  readonly occurrence: string;
  readonly period: number;
  readonly change: 'new' | 'adjustment' | 'reversal';
  readonly amountMinor: bigint;
  readonly underReviewMinor: bigint;
  readonly heldMinor: bigint;
  readonly payableMinor: bigint;
}

interface Totals {
  readonly openingMinor: bigint;
  readonly totalMinor: bigint;
  readonly payableMinor: bigint;
  readonly closingMinor: bigint;
}

/** A line on the wire: amounts as digits, the period by its month. */
export function lineWire<A>(line: Line & { readonly arithmetic: readonly A[] }, periodKeys: readonly string[]) {
  const { component, subject, occurrence } = line;
  return {
    key: `${component}/${subject}/${occurrence}`,
    component,
    subject,
    occurrence,
    period: periodKeys[line.period] ?? '',
    change: line.change,
    amountMinor: String(line.amountMinor),
    underReviewMinor: String(line.underReviewMinor),
    heldMinor: String(line.heldMinor),
    payableMinor: String(line.payableMinor),
    arithmetic: [...line.arithmetic],
  };
}

export function totalsWire(totals: Totals) {
  return {
    openingMinor: String(totals.openingMinor),
    totalMinor: String(totals.totalMinor),
    payableMinor: String(totals.payableMinor),
    closingMinor: String(totals.closingMinor),
  };
}

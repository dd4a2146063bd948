import type { SettledLine } from './line.ts';

/** How the money of one agreement stands now, in minor units of its currency. */
export interface OpenMoney {
  /** Confirmed and in no statement that asks for payment yet; negative where the payee owes. */
  readonly certainMinor: bigint;
  readonly inReviewMinor: bigint;
  readonly contestedMinor: bigint;
  readonly heldMinor: bigint;
}

/**
 * Splits what all lines say now by how their claims stand. `contested` names claims as `component/subject`; `askedMinor` is what closed
 * statements have asked to be paid.
 */
export function openMoney(lines: readonly SettledLine[], contested: ReadonlySet<string>, askedMinor: bigint): OpenMoney {
  let [payable, inReview, disputed, held] = [0n, 0n, 0n, 0n];
  for (const line of lines) {
    payable += line.payableMinor;
    held += line.heldMinor;
    if (contested.has(`${line.component}/${line.subject}`)) disputed += line.underReviewMinor;
    else inReview += line.underReviewMinor;
  }
  return { certainMinor: payable - askedMinor, inReviewMinor: inReview, contestedMinor: disputed, heldMinor: held };
}

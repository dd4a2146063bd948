import type { Agreement } from '#core/promises/agreements/agreement.ts';

function nextMonth(month: string): string {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, '0')}`;
}

/** Months of the term and its run-out, from the last settled one on: statements never go back. */
export function settleableMonths(agreement: Agreement, lastThrough: string | undefined): readonly string[] {
  const months: string[] = [];
  let month = agreement.term.from.slice(0, 7);
  const end = agreement.term.to.slice(0, 7);
  for (let runOut = 0; runOut <= agreement.settlement.runOutMonths; month = nextMonth(month)) {
    if (lastThrough === undefined || month >= lastThrough) months.push(month);
    if (month >= end) runOut += 1;
  }
  return months;
}

/** The month people most likely mean: the first complete one that is not settled, else the one that is running. */
export function defaultMonth(months: readonly string[], now: Date, lastThrough: string | undefined): string {
  const running = now.toISOString().slice(0, 7);
  const unsettled = months.filter((month) => lastThrough === undefined || month > lastThrough);
  return unsettled.find((month) => month <= running) ?? months.filter((month) => month <= running).at(-1) ?? months[0] ?? '';
}

/** One figure of the product beside its reference; `ratio` is what the target is about. */
export interface Ratio {
  readonly name: string;
  readonly ours: string;
  readonly reference: string;
  readonly ratio: number;
  readonly target: { readonly atLeast: number } | { readonly atMost: number };
}

/** What is worth knowing beside the ratios and has no target. */
export interface Measured {
  readonly ratios: readonly Ratio[];
  readonly notes: readonly string[];
}

export function isMet({ ratio, target }: Ratio): boolean {
  return 'atLeast' in target ? ratio >= target.atLeast : ratio <= target.atMost;
}

const HEADINGS = ['measured', 'product', 'reference', 'ratio', 'target', ''];

export function ratioTable(ratios: readonly Ratio[]): string {
  const rows = [
    HEADINGS,
    ...ratios.map((row) => [
      row.name,
      row.ours,
      row.reference,
      row.ratio.toFixed(2),
      'atLeast' in row.target ? `>= ${row.target.atLeast}` : `<= ${row.target.atMost}`,
      isMet(row) ? 'met' : 'MISSED',
    ]),
  ];
  const widths = HEADINGS.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const text = (row: readonly string[]) =>
    row.map((cell, column) => (column === 3 ? cell.padStart(5) : cell.padEnd(widths[column] ?? 0))).join('  ');
  const [head = [], ...body] = rows;
  return [text(head), '-'.repeat(text(head).length), ...body.map(text)].join('\n');
}

import { type Movement, movements } from '#core/settlement/movement.ts';

/** What one looks at in a statement; it stands in the address. */
export interface StatementSearch {
  /** The number of a line as people count, from one: the same that recomputing names. */
  readonly line?: number;
  readonly show?: Movement;
}

/** Whatever stands in an address that names no line and no kind of change is left out. */
export function statementSearch(raw: Readonly<Record<string, unknown>>): StatementSearch {
  const line = Number(raw['line']);
  const show = movements.find((one) => one === raw['show']);
  return { ...(Number.isInteger(line) && line > 0 ? { line } : {}), ...(show === undefined ? {} : { show }) };
}

import { lineKeyText, type StatementLine, type Totals } from '#core/settlement/line.ts';
import type { TaxedSum } from '#core/settlement/taxes.ts';
import { type WireTotals, wireLine, wireTotals } from '#core/settlement/wire.ts';
import type { StatementLineWire, TaxedSumWire } from './endpoints-statements.ts';

/** A line as the interface and `--json` write it: amounts as digits, the period by its month. */
export function lineOnWire(line: StatementLine & { readonly externalId?: string }, periodKeys: readonly string[]): StatementLineWire {
  const { arithmetic, period, ...wire } = wireLine(line);
  const name = line.externalId === undefined ? {} : { externalId: line.externalId };
  return { key: lineKeyText(line), ...wire, ...name, period: periodKeys[period] ?? String(period), arithmetic: [...arithmetic] };
}

export function totalsOnWire(totals: Totals): WireTotals {
  return wireTotals(totals);
}

export function taxesOnWire(taxes: readonly TaxedSum[]): TaxedSumWire[] {
  return taxes.map(({ netMinor, vatMinor, grossMinor, ...tax }) => ({
    ...tax,
    netMinor: String(netMinor),
    vatMinor: String(vatMinor),
    grossMinor: String(grossMinor),
  }));
}

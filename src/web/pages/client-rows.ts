import type { ClientWire, ContractMoneyWire } from '#protocol/endpoints-today.ts';

/** One contract of one client; without a contract for a client that shows none. */
export interface ClientRow {
  readonly slug: string;
  readonly name: string;
  readonly locked: boolean;
  readonly contract?: ContractMoneyWire;
}

/** The next review that ends comes first, then the larger amount of what is certain; clients without a contract come last. */
export function clientRows(clients: readonly ClientWire[]): readonly ClientRow[] {
  const rows = clients.flatMap(({ slug, name, locked, contracts }): readonly ClientRow[] =>
    contracts.length === 0 ? [{ slug, name, locked }] : contracts.map((contract) => ({ slug, name, locked, contract })),
  );
  return rows.sort((a, b) => compare(dueOf(a), dueOf(b)) || compareMinor(b, a) || compare(a.name, b.name));
}

/** Later than any date there is. */
const NEVER = '~';

function dueOf({ contract }: ClientRow): string {
  return contract === undefined ? `${NEVER}${NEVER}` : (contract.inReview.until ?? NEVER);
}

function compareMinor(a: ClientRow, b: ClientRow): number {
  const [one, other] = [BigInt(a.contract?.certainMinor ?? 0), BigInt(b.contract?.certainMinor ?? 0)];
  return one < other ? -1 : one > other ? 1 : 0;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

const columns = {
  certain: (contract: ContractMoneyWire) => contract.certainMinor,
  review: (contract: ContractMoneyWire) => contract.inReview.minor,
  contested: (contract: ContractMoneyWire) => contract.contested.minor,
  owedPartner: (contract: ContractMoneyWire) => contract.owed.minor,
  owingPartner: (contract: ContractMoneyWire) => contract.owingMinor,
};
export type ClientColumn = keyof typeof columns;

export interface CurrencyTotal {
  readonly currency: string;
  readonly minors: readonly { readonly column: ClientColumn; readonly minor: bigint }[];
}

/** Amounts of different currencies are never added. */
export function totalsPerCurrency(rows: readonly ClientRow[]): readonly CurrencyTotal[] {
  const contracts = rows.flatMap(({ contract }) => (contract === undefined ? [] : [contract]));
  const currencies = [...new Set(contracts.map(({ currency }) => currency))].sort();
  return currencies.map((currency) => {
    const own = contracts.filter((contract) => contract.currency === currency);
    const names = Object.keys(columns) as ClientColumn[];
    return {
      currency,
      minors: names.map((column) => ({ column, minor: own.reduce((sum, one) => sum + BigInt(columns[column](one)), 0n) })),
    };
  });
}

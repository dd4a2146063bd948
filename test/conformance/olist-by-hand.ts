import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * What the two example contracts come to, computed straight from the rows of the export in the shortest way that is right, and
 * sharing nothing with the product. Months and quarters are those of the wall clock in the rows.
 */
export interface OlistRows {
  readonly leads: readonly { readonly mql_id: string; readonly origin: string }[];
  readonly deals: readonly { readonly mql_id: string; readonly seller_id: string; readonly won_date: string }[];
  readonly items: readonly {
    readonly order_id: string;
    readonly order_item_id: string;
    readonly seller_id: string;
    readonly shipping_limit_date: string;
    readonly price: string;
  }[];
}

/** One line that is due, named by the external id of its result. */
export interface DueLine {
  readonly externalId: string;
  readonly month: string;
  readonly amountMinor: bigint;
}

export function readOlist(folder: string): OlistRows {
  const rows = <R>(file: string) => rowsOf(readFileSync(join(folder, file), 'utf8')) as readonly R[];
  return {
    leads: rows('olist_marketing_qualified_leads_dataset.csv'),
    deals: rows('olist_closed_deals_dataset.csv'),
    items: rows('order_items_of_won_sellers.csv'),
  };
}

/** None of the columns used here stands behind a quoted one. */
function rowsOf(csv: string): readonly Readonly<Record<string, string>>[] {
  const [header = '', ...lines] = csv.trim().split(/\r?\n/);
  const columns = header.split(',');
  return lines.map((line) => {
    const cells = line.split(',');
    return Object.fromEntries(columns.map((column, place) => [column, cells[place] ?? '']));
  });
}

const NINETY_DAYS_MS = 90 * 24 * 3_600_000;

/** Items of sellers of one origin, at most 90 x 24 hours after the win of the seller, with their price. */
function itemsThatCount({ leads, deals, items }: OlistRows, origin: string) {
  const origins = new Map(leads.map((lead) => [lead.mql_id, lead.origin]));
  const wonAt = new Map(
    deals.filter((deal) => origins.get(deal.mql_id) === origin).map((deal) => [deal.seller_id, instantMs(deal.won_date)]),
  );
  return items.flatMap((item) => {
    const won = wonAt.get(item.seller_id);
    if (won === undefined) return [];
    const afterMs = instantMs(item.shipping_limit_date) - won;
    const externalId = `${item.order_id}-${item.order_item_id}`;
    const counts = afterMs >= 0 && afterMs <= NINETY_DAYS_MS;
    return counts ? [{ externalId, month: item.shipping_limit_date.slice(0, 7), netMinor: minorOf(item.price) }] : [];
  });
}

export function revenueByHand(rows: OlistRows, origin: string): bigint {
  return itemsThatCount(rows, origin).reduce((sum, { netMinor }) => sum + netMinor, 0n);
}

/** A share of each item, rounded half up once per item. */
export function revenueShareByHand(rows: OlistRows, origin: string, basisPoints: bigint): readonly DueLine[] {
  return itemsThatCount(rows, origin).map(({ netMinor, ...item }) => ({
    ...item,
    amountMinor: (netMinor * basisPoints + 5_000n) / 10_000n,
  }));
}

export interface PerDealTerms {
  readonly origin: string;
  /** Whole units of currency, as the price and the cap. */
  readonly first: number;
  /** Later ones in a quarter are cheaper. */
  readonly dearUpTo: number;
  readonly later: number;
  readonly monthCap: number;
}

/** A price per win, lower later in the quarter, up to a sum per month; wins at the same moment go in the order of their subjects. */
export function perDealByHand(rows: OlistRows, terms: PerDealTerms, subjectOf: (externalId: string) => string): readonly DueLine[] {
  const origins = new Map(rows.leads.map((lead) => [lead.mql_id, lead.origin]));
  const wins = rows.deals
    .filter((deal) => origins.get(deal.mql_id) === terms.origin)
    .map((deal) => ({ externalId: deal.mql_id, won: deal.won_date, subject: subjectOf(deal.mql_id) }))
    .sort((a, b) => (a.won === b.won ? (a.subject < b.subject ? -1 : 1) : a.won < b.won ? -1 : 1));
  const counts = new Map<string, number>();
  const paid = new Map<string, bigint>();
  return wins.map(({ externalId, won }) => {
    const month = won.slice(0, 7);
    const quarter = `${won.slice(0, 4)}-${Math.ceil(Number(won.slice(5, 7)) / 3)}`;
    const position = (counts.get(quarter) ?? 0) + 1;
    counts.set(quarter, position);
    const price = BigInt(position <= terms.dearUpTo ? terms.first : terms.later) * 100n;
    const left = BigInt(terms.monthCap) * 100n - (paid.get(month) ?? 0n);
    const amountMinor = price < left ? price : left;
    paid.set(month, (paid.get(month) ?? 0n) + amountMinor);
    return { externalId, month, amountMinor };
  });
}

/** The rows give the time on a clock in São Paulo, where summer time ended within these data. */
function instantMs(wallClock: string): number {
  return Temporal.PlainDateTime.from(wallClock).toZonedDateTime('America/Sao_Paulo').epochMilliseconds;
}

/** "53.99", "54.0" or "54" in cents. */
function minorOf(price: string): bigint {
  const [whole = '0', fraction = ''] = price.split('.');
  return BigInt(whole) * 100n + BigInt(fraction.padEnd(2, '0').slice(0, 2));
}

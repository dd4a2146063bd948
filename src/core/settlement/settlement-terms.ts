import { addDays, addMonths, DAY_MS, type IsoDay, type IsoMonth, startOfDay } from '#core/kernel/instant.ts';
import { divideRounded, parseDecimalMinor } from '#core/kernel/money.ts';
import { valueOrThrow } from '#core/kernel/result.ts';
import type { Agreement, ComponentClause, PriceClause } from '#core/promises/agreements/agreement.ts';
import type { Cap, ComponentTerms, Period, Price, SettlementTerms, Window } from './terms.ts';

/** What `settle` needs of an agreement that was read and checked: calendars as instants, amounts in minor units. */
export function settlementTerms(agreement: Agreement): SettlementTerms {
  const { settlement, review, currency } = agreement;
  const term = termPeriods(agreement);
  return {
    currency,
    periods: [...term, ...runOutPeriods(agreement)],
    termPeriodCount: term.length,
    lookBackMs: settlement.lookBackDays * DAY_MS,
    reviewMs: review.days * DAY_MS,
    countsWhen: review.countsWhen,
    minimumPayoutMinor: minor(settlement.minimumPayout, currency),
    rounding: settlement.rounding,
    components: agreement.components.map((component) => componentTerms(component, agreement)),
  };
}

/** The calendar months of the term; the first and last may be short. */
function termPeriods({ term, timeZone }: Agreement): Period[] {
  const end = addDays(term.to, 1);
  const periods: Period[] = [];
  for (let from = term.from; from < end; from = nextMonthStart(from)) {
    const next = nextMonthStart(from);
    periods.push(period(from.slice(0, 7), from, earlier(next, end), timeZone));
  }
  return periods;
}

function earlier(a: IsoDay, b: IsoDay): IsoDay {
  return [a, b].sort()[0] ?? a;
}

/** Months after the term in which late results, decisions and refunds still settle; the first takes in the rest of a broken month. */
function runOutPeriods({ term, timeZone, settlement }: Agreement): Period[] {
  const periods: Period[] = [];
  let from = addDays(term.to, 1);
  for (let count = 0; count < settlement.runOutMonths; count += 1) {
    const next = from.endsWith('-01') ? nextMonthStart(from) : nextMonthStart(nextMonthStart(from));
    periods.push(period(addMonths(next.slice(0, 7), -1), from, next, timeZone));
    from = next;
  }
  return periods;
}

function nextMonthStart(day: IsoDay): IsoDay {
  return `${addMonths(day.slice(0, 7), 1)}-01`;
}

function period(key: IsoMonth, from: IsoDay, until: IsoDay, timeZone: string): Period {
  const quarter = Math.ceil(Number(key.slice(5)) / 3);
  return { key, from: startOfDay(from, timeZone), until: startOfDay(until, timeZone), quarterKey: `${key.slice(0, 4)}-Q${quarter}` };
}

function componentTerms(component: ComponentClause, agreement: Agreement): ComponentTerms {
  const { key, price, caps, dedup } = component;
  const { currency, settlement } = agreement;
  return {
    key,
    price: priceTerms(price, currency),
    ...(caps?.count === undefined ? {} : { capCount: capTerms(caps.count, caps.count.limit, agreement, wholeShare) }),
    ...(caps?.amount === undefined
      ? {}
      : {
          capAmount: capTerms(caps.amount, minor(caps.amount.limit, currency), agreement, (limit, { days, of }) =>
            divideRounded(limit * BigInt(days), BigInt(of), settlement.rounding),
          ),
        }),
    ...(dedup === undefined ? {} : { dedupWindowMs: dedup.days === 'forever' ? 'forever' : dedup.days * DAY_MS }),
  };
}

/** A cap by month is prorated where the term cuts a month short; quarters and the term keep the limit that was agreed for them. */
function capTerms<Limit>(
  { window }: { readonly window: Window },
  limit: Limit,
  agreement: Agreement,
  shareOf: (limit: Limit, short: ShortMonth) => Limit,
): Cap<Limit> {
  const short = window === 'month' ? shortMonths(agreement) : [];
  const cap = { limit, window, above: 'drop' } as const;
  if (short.length === 0) return cap;
  return { ...cap, shortLimits: Object.fromEntries(short.map((month) => [month.key, shareOf(limit, month)])) };
}

/** Counts are rounded down. */
function wholeShare(limit: number, { days, of }: ShortMonth): number {
  return Number((BigInt(limit) * BigInt(days)) / BigInt(of));
}

interface ShortMonth {
  readonly key: IsoMonth;
  /** Days inside the term, of all days of the month. */
  readonly days: number;
  readonly of: number;
}

/** The first and the last month of the term, if only a part of them lies inside it. */
function shortMonths({ term }: Agreement): readonly ShortMonth[] {
  const keys = [...new Set([term.from.slice(0, 7), term.to.slice(0, 7)])];
  const months = keys.map((key) => {
    const of = Number(addDays(nextMonthStart(`${key}-01`), -1).slice(8));
    const first = term.from.startsWith(key) ? Number(term.from.slice(8)) : 1;
    const last = term.to.startsWith(key) ? Number(term.to.slice(8)) : of;
    return { key, days: last - first + 1, of };
  });
  return months.filter(({ days, of }) => days < of);
}

function priceTerms(price: PriceClause, currency: string): Price {
  switch (price.model) {
    case 'per_unit':
      return { model: 'per_unit', amountMinor: minor(price.amount, currency) };
    case 'graduated':
      return {
        model: 'graduated',
        window: price.window,
        tiers: price.tiers.map(({ upTo, amount }) => ({ ...(upTo === undefined ? {} : { upTo }), amountMinor: minor(amount, currency) })),
      };
    case 'percentage':
      return { model: 'percentage', of: price.of, rateBasisPoints: BigInt(price.rateBasisPoints) };
  }
}

function minor(amount: string, currency: string): bigint {
  return valueOrThrow(parseDecimalMinor(amount, currency));
}

import { addDays, addMonths, DAY_MS, type IsoDay, type IsoMonth, startOfDay } from '#core/kernel/instant.ts';
import { minorDigits, parseDecimalMinor } from '#core/kernel/money.ts';
import { valueOrThrow } from '#core/kernel/result.ts';
import type {
  Agreement,
  ComponentClause,
  HoldBackClause,
  MilestoneClause,
  PinnedRate,
  TierClause,
} from '#core/promises/agreements/agreement.ts';
import type { Cap, ComponentTerms, HoldBack, LateDeduction, Period, Price, SettlementTerms, ShortMonth, Window } from './terms.ts';

/** What `settle` needs of an agreement that was read and checked: calendars as instants, amounts in minor units. */
export function settlementTerms(agreement: Agreement): SettlementTerms {
  const { settlement, review, currency } = agreement;
  const term = termPeriods(agreement);
  const short = shortMonths(agreement);
  return {
    currency,
    periods: [...term, ...runOutPeriods(agreement)],
    termPeriodCount: term.length,
    ...(Object.keys(short).length === 0 ? {} : { shortMonths: short }),
    lookBackMs: settlement.lookBackDays * DAY_MS,
    reviewMs: review.days * DAY_MS,
    countsWhen: review.countsWhen,
    ...(review.silence === undefined ? {} : { silence: { noticeGraceMs: review.silence.noticeWithinDays * DAY_MS } }),
    rates: (agreement.rates ?? []).map((one) => pinnedRate(one, currency)),
    minimumPayoutMinor: minor(settlement.minimumPayout, currency),
    rounding: settlement.rounding,
    components: agreement.components.map((component) => componentTerms(component, currency)),
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

/** A decimal rate as a fraction of minor units: the two currencies may have different digits. */
function pinnedRate({ currency: foreign, rate }: PinnedRate, currency: string): SettlementTerms['rates'][number] {
  const [whole = '0', decimals = ''] = rate.split('.');
  const shift = minorDigits(currency) - minorDigits(foreign) - decimals.length;
  const digits = BigInt(`${whole}${decimals}`);
  const power = 10n ** BigInt(Math.abs(shift));
  return { currency: foreign, numerator: shift > 0 ? digits * power : digits, denominator: shift > 0 ? 1n : power };
}

function componentTerms(component: ComponentClause, currency: string): ComponentTerms {
  const { key, caps, dedup, floor, holdBack, clawBack } = component;
  const money = (amount: string) => minor(amount, currency);
  return {
    key,
    price: priceTerms(component, currency),
    ...(caps?.count === undefined ? {} : { capCount: capTerms(caps.count, caps.count.limit) }),
    ...(caps?.amount === undefined ? {} : { capAmount: capTerms(caps.amount, money(caps.amount.limit)) }),
    ...(floor === undefined ? {} : { floor: { limitMinor: money(floor.amount), window: floor.window } }),
    // An order is a claim's own subject and has one place anyway.
    ...(dedup === undefined || dedup.by === 'order' ? {} : { dedupWindowMs: dedup.days === 'forever' ? 'forever' : dedup.days * DAY_MS }),
    ...(holdBack === undefined ? {} : { holdBack: holdBackTerms(holdBack) }),
    ...(clawBack === undefined ? {} : { clawBackMs: clawBack.days * DAY_MS }),
  };
}

function holdBackTerms({ shareBasisPoints, releaseAfterDays, forfeitOnEnd, condition }: HoldBackClause): HoldBack {
  return {
    shareBasisPoints: BigInt(shareBasisPoints),
    releaseAfterMs: releaseAfterDays * DAY_MS,
    forfeitOnEnd: forfeitOnEnd ?? false,
    ...(condition === undefined ? {} : { condition: { key: condition.when, otherwise: condition.otherwise } }),
  };
}

function capTerms<Limit>(
  { window, above = 'drop' }: { readonly window: Window; readonly above?: 'drop' | 'carry' },
  limit: Limit,
): Cap<Limit> {
  return { limit, window, above };
}

/** The first and the last month of the term, if only a part of them lies inside it. */
function shortMonths({ term }: Agreement): Readonly<Record<IsoMonth, ShortMonth>> {
  const keys = [...new Set([term.from.slice(0, 7), term.to.slice(0, 7)])];
  const months = keys.map((key) => {
    const of = Number(addDays(nextMonthStart(`${key}-01`), -1).slice(8));
    const first = term.from.startsWith(key) ? Number(term.from.slice(8)) : 1;
    const last = term.to.startsWith(key) ? Number(term.to.slice(8)) : of;
    return { key, days: last - first + 1, of };
  });
  return Object.fromEntries(months.filter(({ days, of }) => days < of).map(({ key, ...short }) => [key, short]));
}

function priceTerms({ price, milestone }: ComponentClause, currency: string): Price {
  const tiers = (clauses: readonly TierClause[]) =>
    clauses.map(({ upTo, amount }) => ({ ...(upTo === undefined ? {} : { upTo }), amountMinor: minor(amount, currency) }));
  switch (price.model) {
    case 'per_unit':
      return { model: 'per_unit', amountMinor: minor(price.amount, currency) };
    case 'graduated':
      return { model: 'graduated', window: price.window, tiers: tiers(price.tiers) };
    case 'volume':
      return { model: 'volume', tiers: tiers(price.tiers) };
    case 'package':
      return { model: 'package', size: price.size, amountMinor: minor(price.amount, currency), window: price.window };
    case 'percentage':
      if (price.of === 'contribution_margin') return unsignable(price.of);
      return { model: 'percentage', of: 'net_revenue', rateBasisPoints: BigInt(price.rateBasisPoints) };
    case 'fixed':
      return { model: 'fixed', amountMinor: minor(price.amount, currency), ...lateTerms(milestone?.late) };
    case 'uplift':
      return unsignable(price.model);
  }
}

function lateTerms(late: MilestoneClause['late']): { readonly late?: LateDeduction } {
  if (late === undefined) return {};
  return { late: { perDayBasisPoints: BigInt(late.perDayBasisPoints), atMostBasisPoints: BigInt(late.atMostBasisPoints) } };
}

/** The checks of an agreement refuse such prices until there are metrics, so none is ever settled. */
function unsignable(model: string): never {
  throw new Error(`an agreement with the price model ${model} cannot be signed yet`);
}

function minor(amount: string, currency: string): bigint {
  return valueOrThrow(parseDecimalMinor(amount, currency));
}

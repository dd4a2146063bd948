import { addDays, type IsoDay } from '#core/kernel/instant.ts';
import { type DemoCalendar, dayOfLocal, daysLater, hasHappened, type LocalTime, workingDay } from './calendar.ts';
import type { Dice } from './dice.ts';
import type { Enquiry } from './enquiries.ts';
import { REFUNDED } from './outlines.ts';

/** An offer to somebody who enquired: won, lost with a reason, or still with the customer. */
export interface Deal {
  /** D-001, ... by the time of its enquiry. */
  readonly number: string;
  readonly enquiry: Enquiry;
  readonly openedAt: LocalTime;
  readonly netEuros: number;
  readonly wonAt?: LocalTime;
  readonly lost?: { readonly at: LocalTime; readonly reason: string };
  readonly order?: Order;
}

export interface Order {
  readonly number: string;
  readonly at: LocalTime;
  readonly netEuros: number;
  readonly invoice: { readonly number: string; readonly at: LocalTime; readonly dueOn: IsoDay };
  readonly paidAt?: LocalTime;
  readonly refund?: { readonly at: LocalTime; readonly netEuros: number };
}

const reasons = ['Preis', 'Mitbewerber war schneller', 'Projekt verschoben', 'Budget gestrichen', 'keine Rückmeldung'] as const;
/** How many of those that only showed interest got an offer all the same. */
const OFFERS_TO_INTERESTED = 34;
const LOST_AFTER_DAYS = 75;

export function dealsOf(enquiries: readonly Enquiry[], calendar: DemoCalendar, chance: Dice): readonly Deal[] {
  const old = enquiries.filter(({ at }) => at < addDays(calendar.today, -10));
  const interested = old.filter((one) => !one.isQualified && one.deal === undefined && /^[AB]{2}/.test(one.grades));
  const offered = new Set(interested.slice(0, OFFERS_TO_INTERESTED));
  const open = old.filter((one) => one.deal !== undefined || one.isQualified || offered.has(one));
  return open.map((enquiry, index) => dealOf(enquiry, `D-${String(index + 1).padStart(3, '0')}`, calendar, chance));
}

function dealOf(enquiry: Enquiry, number: string, calendar: DemoCalendar, chance: Dice): Deal {
  const openedAt = daysLater(enquiry.at, 4);
  const { deal } = enquiry;
  if (deal !== undefined) {
    const wonAt = daysLater(enquiry.at, deal.cycleDays);
    return { number, enquiry, openedAt, netEuros: deal.netEuros, wonAt, order: orderOf(enquiry, number, wonAt, calendar) };
  }
  const netEuros = chance.between(28, 420) * 100;
  const lostAt = daysLater(enquiry.at, chance.between(20, LOST_AFTER_DAYS));
  const isLost = hasHappened(calendar, lostAt) && (enquiry.at < addDays(calendar.today, -180) || chance.below(4) > 0);
  return { number, enquiry, openedAt, netEuros, ...(isLost ? { lost: { at: lostAt, reason: chance.pick(reasons) } } : {}) };
}

/** Ordered three days after the win, invoiced after delivery, paid within a month; what lies ahead is not there yet. */
function orderOf(enquiry: Enquiry, number: string, wonAt: LocalTime, calendar: DemoCalendar): Order {
  const netEuros = enquiry.deal?.netEuros ?? 0;
  const at = onWorkingDay(daysLater(wonAt, 3));
  const invoicedAt = onWorkingDay(daysLater(at, 9));
  const paidAt = onWorkingDay(daysLater(invoicedAt, 21));
  const refundAt = onWorkingDay(daysLater(at, REFUNDED.afterDays));
  return {
    number: number.replace('D', 'B'),
    at,
    netEuros,
    invoice: { number: number.replace('D', 'RE'), at: invoicedAt, dueOn: addDays(dayOfLocal(invoicedAt), 30) },
    ...(hasHappened(calendar, paidAt) ? { paidAt } : {}),
    ...(isRefunded(enquiry) ? { refund: { at: refundAt, netEuros: REFUNDED.netEuros } } : {}),
  };
}

export function isRefunded({ deal }: Enquiry): boolean {
  return deal?.of === 'agency' && deal.month === REFUNDED.month && deal.index === REFUNDED.index;
}

function onWorkingDay(at: LocalTime): LocalTime {
  return `${workingDay(dayOfLocal(at))}${at.slice(10)}`;
}

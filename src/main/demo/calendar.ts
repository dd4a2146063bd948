import {
  addDays,
  addMonths,
  fromIso,
  type IsoDay,
  type IsoInstant,
  type IsoMonth,
  startOfMonth,
  toIso,
  wallTime,
} from '#core/kernel/instant.ts';

/** Where the company sits; its tables are written in this zone. */
export const DEMO_ZONE = 'Europe/Berlin';

/** A wall-clock time of the company, YYYY-MM-DDTHH:mm. Sorts like time. */
export type LocalTime = string;

/**
 * The twelve months of the demo. What happens lies in `from <= day < today`. The contract's term begins with the first whole month; the
 * days before it, and the last month as far as it has come, make up the twelfth.
 */
export interface DemoCalendar {
  readonly today: IsoDay;
  readonly from: IsoDay;
  /** The twelve months of the term so far, the last one usually unfinished. */
  readonly months: readonly IsoMonth[];
  readonly signedAt: { readonly payer: LocalTime; readonly payee: LocalTime };
}

/** Months whose statements have surely been cut. */
export const WHOLE_MONTHS = 11;
/** A statement is cut so many days after the end of its month. */
const CUT_AFTER_DAYS = 6;

export function demoCalendar(today: IsoDay): DemoCalendar {
  const from = Temporal.PlainDate.from(today).subtract({ years: 1 }).toString();
  const first = from.endsWith('-01') ? from.slice(0, 7) : addMonths(from.slice(0, 7), 1);
  const months = Array.from({ length: WHOLE_MONTHS + 1 }, (_, index) => addMonths(first, index));
  return {
    today,
    from,
    months,
    signedAt: { payer: `${addDays(`${first}-01`, -9)}T10:20`, payee: `${addDays(`${first}-01`, -7)}T15:05` },
  };
}

/** The day of a month, its last one where the month is shorter. */
export function dayIn(month: IsoMonth, day: number): IsoDay {
  return Temporal.PlainYearMonth.from(month).toPlainDate({ day }).toString();
}

/** All days with `first <= day < end`. */
export function daysBetween(first: IsoDay, end: IsoDay): readonly IsoDay[] {
  const days: IsoDay[] = [];
  for (let day = first; day < end; day = addDays(day, 1)) days.push(day);
  return days;
}

export function isWeekend(day: IsoDay): boolean {
  return Temporal.PlainDate.from(day).dayOfWeek > 5;
}

/** The first working day on or after a day. */
export function workingDay(day: IsoDay): IsoDay {
  return isWeekend(day) ? workingDay(addDays(day, 1)) : day;
}

export function dayOfLocal(at: LocalTime): IsoDay {
  return at.slice(0, 10);
}

/** So many days later at the same time of day. */
export function daysLater(at: LocalTime, days: number): LocalTime {
  return `${addDays(dayOfLocal(at), days)}${at.slice(10)}`;
}

export function hoursLater(at: LocalTime, hours: number): LocalTime {
  return Temporal.PlainDateTime.from(at).add({ hours }).toString({ smallestUnit: 'minute' });
}

export function instantOf(at: LocalTime): IsoInstant {
  return toIso(wallTime(at, DEMO_ZONE));
}

/** The way the company's tables write it: 31.01.2026 14:05. */
export function germanTime(at: LocalTime): string {
  return `${germanDay(dayOfLocal(at))} ${at.slice(11)}`;
}

export function germanDay(day: IsoDay): string {
  return `${day.slice(8, 10)}.${day.slice(5, 7)}.${day.slice(0, 4)}`;
}

/** The months closed by statements so far and what each of them knew: some days after its month, as people would. */
export function closingsOf({ months, today }: DemoCalendar): readonly { readonly through: IsoMonth; readonly asOf: IsoInstant }[] {
  return months.flatMap((through) => {
    const cutOn = addDays(`${addMonths(through, 1)}-01`, CUT_AFTER_DAYS);
    const asOf = instantOf(`${cutOn}T09:00`);
    return cutOn < today && fromIso(asOf) > startOfMonth(through, DEMO_ZONE) ? [{ through, asOf }] : [];
  });
}

/** Whether something has happened by now: before the day on which the demo is made begins. */
export function hasHappened({ today }: DemoCalendar, at: LocalTime): boolean {
  return at < `${today}T00:00`;
}

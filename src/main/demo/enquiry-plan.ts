import { addDays, type IsoDay, type IsoMonth } from '#core/kernel/instant.ts';
import { type DemoCalendar, dayIn, daysBetween, isWeekend, type LocalTime, WHOLE_MONTHS } from './calendar.ts';
import type { Dice } from './dice.ts';
import { type DealOutline, dealOutlines, type StoryLead, storyLeads } from './outlines.ts';

export type Channel = 'google_ads' | 'linkedin' | 'messe' | 'industrieportal' | 'empfehlung' | 'unbekannt';

/** When an enquiry came, from where, and what it is meant to become; names and grades are drawn for it later. */
export interface PlannedEnquiry {
  readonly at: LocalTime;
  readonly channel: Channel;
  /** By the definition of the contract. */
  readonly isQualified: boolean;
  readonly deal?: DealOutline;
  readonly story?: StoryLead;
}

export const ENQUIRIES_A_MONTH = 26;
/** In twelve months; 19 of 312 are six per cent. */
const enquiriesOf: Readonly<Record<Channel, number>> = {
  google_ads: 106,
  linkedin: 56,
  messe: 37,
  industrieportal: 50,
  empfehlung: 44,
  unbekannt: 19,
};
/** Qualified enquiries in each whole month: those of the agency's channels, and the others. Six more fall into the rest of the year. */
export const qualifiedOfAgency = [3, 4, 4, 7, 4, 4, 5, 3, 4, 3, 4] as const;
const qualifiedOfOthers = [2, 2, 2, 1, 2, 2, 2, 2, 2, 2, 1] as const;
/** Where those come from when there is no fair, in turn. */
const otherChannels: readonly Channel[] = ['industrieportal', 'empfehlung', 'empfehlung', 'unbekannt', 'industrieportal'];
const QUALIFIED_IN_REST = 6;
/** So many of them are the agency's newest, so that some claim waits for a decision. */
const NEWEST_OF_AGENCY = 3;
/** The agency's qualified enquiries come in the first days of a month, in the last whole month until late. */
const SPREAD_DAYS = 15;
const LATE_SPREAD_DAYS = 24;
/** Enquiries of the two trade fairs that did not qualify, in the month of each and the one after it. */
const atFairs: Readonly<Record<number, number>> = { 2: 13, 3: 2, 8: 12, 9: 3 };
/** A lead is graded within some days, so that the newest are still open. */
const GRADED_AFTER_DAYS = 6;

/** All enquiries of the twelve months, oldest first. */
export function planEnquiries(calendar: DemoCalendar, chance: Dice): readonly PlannedEnquiry[] {
  const left = { ...enquiriesOf };
  const take = (channel: Channel): Channel => {
    left[channel] -= 1;
    return channel;
  };
  const qualified = calendar.months.slice(0, WHOLE_MONTHS).flatMap((_, month) => qualifiedIn(calendar, month, chance, take));
  const free: { readonly at: LocalTime; readonly channel: Channel | undefined }[] = [];
  for (const [month, name] of calendar.months.slice(0, WHOLE_MONTHS).entries()) {
    const count = ENQUIRIES_A_MONTH - (qualifiedOfAgency[month] ?? 0) - (qualifiedOfOthers[month] ?? 0);
    const days = daysBetween(`${name}-01`, addDays(dayIn(name, 31), 1));
    // A deal among them needs its day, the others come as they like.
    const deals = dealOutlines.filter((deal) => deal.month === month && deal.of === 'unqualified');
    for (let index = 0; index < count; index += 1) {
      const deal = deals[index];
      const day = deal === undefined ? anyDay(days, chance) : dayOfUnqualified(name, deal);
      const isFair = deal === undefined && index < deals.length + (atFairs[month] ?? 0);
      free.push({ at: atWork(day, chance), channel: isFair ? take('messe') : undefined });
    }
  }
  const rest = restDays(calendar);
  for (let index = 0; index < ENQUIRIES_A_MONTH; index += 1) free.push({ at: atWork(anyDay(rest, chance), chance), channel: undefined });
  const deck = chance.shuffled(Object.entries(left).flatMap(([channel, count]) => Array<Channel>(count).fill(channel as Channel)));
  const others = free.map(({ at, channel }): PlannedEnquiry => ({ at, channel: channel ?? deck.pop() ?? 'unbekannt', isQualified: false }));
  return [...qualified, ...withDeals(withRest(others, calendar, chance), calendar)].sort((a, b) => (a.at < b.at ? -1 : 1));
}

/** The qualified enquiries of one month, early enough in it that their grades fall into it too. */
function qualifiedIn(calendar: DemoCalendar, month: number, chance: Dice, take: (channel: Channel) => Channel): PlannedEnquiry[] {
  const name = calendar.months[month] ?? '';
  const ofAgency = qualifiedOfAgency[month] ?? 0;
  const planned: PlannedEnquiry[] = [];
  for (let index = 0; index < ofAgency; index += 1) {
    const deal = dealOutlines.find((one) => one.month === month && one.of === 'agency' && one.index === index);
    const day = fittingDay(
      dayIn(name, 2 + Math.floor((index * (month === WHOLE_MONTHS - 1 ? LATE_SPREAD_DAYS : SPREAD_DAYS)) / Math.max(1, ofAgency - 1))),
      deal,
    );
    const story = storyLeads.find((one) => one.month === month && one.index === index);
    const channel = take(index % 3 === 2 ? 'linkedin' : 'google_ads');
    planned.push({ at: atWork(day, chance), channel, isQualified: true, ...(deal && { deal }), ...(story && { story }) });
  }
  for (let index = 0; index < (qualifiedOfOthers[month] ?? 0); index += 1) {
    const deal = dealOutlines.find((one) => one.month === month && one.of === 'others' && one.index === index);
    const channel = take(month in atFairs ? 'messe' : (otherChannels[(2 * month + index) % otherChannels.length] ?? 'empfehlung'));
    planned.push({ at: atWork(fittingDay(dayIn(name, 5 + 8 * index), deal), chance), channel, isQualified: true, ...(deal && { deal }) });
  }
  return planned;
}

/** Some of the enquiries outside the whole months are qualified too, as far as there was time to grade them. */
function withRest(others: readonly PlannedEnquiry[], calendar: DemoCalendar, chance: Dice): readonly PlannedEnquiry[] {
  const first = `${calendar.months[0]}-01`;
  const last = `${calendar.months.at(-1)}-01`;
  const graded = others.filter(({ at }) => (at < first || at >= last) && at < addDays(calendar.today, -GRADED_AFTER_DAYS));
  const ofAgency = graded
    .filter(({ channel }) => channel === 'google_ads' || channel === 'linkedin')
    .sort((a, b) => (a.at < b.at ? 1 : -1));
  const newest = ofAgency.slice(0, NEWEST_OF_AGENCY);
  const more = chance.shuffled(graded.filter((one) => !newest.includes(one))).slice(0, QUALIFIED_IN_REST - newest.length);
  const chosen = new Set([...newest, ...more]);
  return others.map((enquiry) => (chosen.has(enquiry) ? { ...enquiry, isQualified: true } : enquiry));
}

/** Few deals come from enquiries that nobody would have called qualified. */
function withDeals(others: readonly PlannedEnquiry[], { months }: DemoCalendar): readonly PlannedEnquiry[] {
  const taken = new Map<PlannedEnquiry, DealOutline>();
  for (const deal of dealOutlines.filter(({ of }) => of === 'unqualified')) {
    const day = dayOfUnqualified(months[deal.month] ?? '', deal);
    const enquiry = others.find(({ at }) => at.startsWith(day));
    if (enquiry !== undefined) taken.set(enquiry, deal);
  }
  return others.map((enquiry) => {
    const deal = taken.get(enquiry);
    return deal === undefined ? enquiry : { ...enquiry, deal };
  });
}

function dayOfUnqualified(month: IsoMonth, deal: DealOutline): IsoDay {
  return fittingDay(dayIn(month, 6 + 5 * deal.index), deal);
}

function restDays({ from, months, today }: DemoCalendar): readonly IsoDay[] {
  return [...daysBetween(from, `${months[0]}-01`), ...daysBetween(`${months.at(-1)}-01`, today)];
}

function anyDay(days: readonly IsoDay[], chance: Dice): IsoDay {
  const day = days[chance.below(days.length)] ?? '';
  // Fewer enquiries come at weekends.
  return isWeekend(day) && chance.below(4) > 0 ? (days[chance.below(days.length)] ?? day) : day;
}

/** A day near this one on which, and after the cycle of the deal, people work. */
function fittingDay(day: IsoDay, deal: DealOutline | undefined): IsoDay {
  const shifts = [0, 1, 2, -1, 3, -2, -3];
  const fits = (at: IsoDay) => at.slice(0, 7) === day.slice(0, 7) && !isWeekend(at) && !(deal && isWeekend(addDays(at, deal.cycleDays)));
  return shifts.map((shift) => addDays(day, shift)).find(fits) ?? day;
}

function atWork(day: IsoDay, chance: Dice): LocalTime {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${day}T${two(chance.between(7, 17))}:${two(chance.below(60))}`;
}

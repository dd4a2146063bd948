import { addDays } from '#core/kernel/instant.ts';
import { type DemoCalendar, dayOfLocal, daysLater, hasHappened, hoursLater, type LocalTime, workingDay } from './calendar.ts';
import type { Dice } from './dice.ts';
import { type PlannedEnquiry, planEnquiries } from './enquiry-plan.ts';
import { type Industry, type MadeUpContact, madeUpContact, otherIndustries, sellers, TARGET_INDUSTRY } from './names.ts';

/** An enquiry with all that became known of it by now. */
export interface Enquiry extends PlannedEnquiry, MadeUpContact {
  /** A-0001, ... by the time it came. */
  readonly number: string;
  readonly campaign: string;
  readonly industry: Industry;
  readonly employees: number;
  readonly seller: string;
  readonly contactedAt: LocalTime | undefined;
  /** Budget, authority, need, timeline: A to D, or - where nobody knows. */
  readonly grades: string;
  readonly gradedAt: LocalTime;
  readonly touches: readonly { readonly at: LocalTime; readonly touch: string }[];
  readonly appointment: Appointment | undefined;
}

export interface Appointment {
  readonly bookedAt: LocalTime;
  readonly startsAt: LocalTime;
  readonly outcome: 'held' | 'no_show_guest' | 'cancelled_in_time' | undefined;
}

/** How many of the year's enquiries each of the three definitions counts; the contract's is the second. */
export const COUNTED = { bantAndEngagement: 148, threeA: 71, targetCustomer: 39 } as const;

/** Of the qualified ones, how many the two other definitions count too. */
const BOTH_BANT = 58;
const BOTH_TARGET = 22;
/** Of those that only show interest, how many are target customers with an appointment. */
const BANT_AND_TARGET = 10;

const gradesOfQualified = ['AAAA', 'AAAB', 'AABA', 'ABAA', 'BAAA'] as const;
const gradesOfInterested = ['ABBC', 'BBAC', 'CABB', 'ACBB', 'BBBB', 'ABAB', 'BAB-'] as const;
const gradesOfOthers = ['BCCC', 'CCB-', 'ABCC', 'ACCB', 'BC--', 'C---', 'CCCB', 'AC-C', 'CBDC', 'CCBC'] as const;
/** The newest have not been asked everything yet. */
const gradesOfNewest = ['----', 'B---', '--A-', 'AB--', '-BA-'] as const;
const FRESH_DAYS = 6;

const campaigns: Readonly<Record<string, readonly [string, ...string[]]>> = {
  google_ads: ['Laserteile DACH', 'Blechzuschnitt Express', 'Schweißbaugruppen'],
  linkedin: ['Konstrukteure', 'Einkauf Maschinenbau'],
  messe: ['Blechexpo'],
};
const interest = ['pricing_page', 'webinar', 'demo', 'download'] as const;
const small = [12, 18, 28, 35, 45] as const;
const large = [60, 85, 120, 180, 260, 420, 640, 1_100, 1_800] as const;

interface Marked extends PlannedEnquiry {
  readonly isFresh: boolean;
  readonly isInterested: boolean;
  readonly isTarget: boolean;
}

/** The enquiries of the demo's year. Which definition counts which is decided first; grades, touches and companies are drawn to fit. */
export function enquiriesOf(calendar: DemoCalendar, chance: Dice): readonly Enquiry[] {
  const marked = mark(planEnquiries(calendar, chance), calendar, chance);
  return marked.map((one, index) => enquiryOf(one, `A-${String(index + 1).padStart(4, '0')}`, calendar, chance));
}

function mark(planned: readonly PlannedEnquiry[], { today }: DemoCalendar, chance: Dice): readonly Marked[] {
  const freshFrom = addDays(today, -FRESH_DAYS);
  const isFresh = ({ at }: PlannedEnquiry) => at >= freshFrom;
  const qualified = planned.filter((one) => one.isQualified);
  const settled = chance.shuffled(planned.filter((one) => !one.isQualified && !isFresh(one)));
  const onlyInterested = settled.slice(0, COUNTED.bantAndEngagement - BOTH_BANT);
  const neither = settled.slice(onlyInterested.length);
  const interested = new Set([...chance.shuffled(qualified).slice(0, BOTH_BANT), ...onlyInterested]);
  const target = new Set([
    ...chance.shuffled(qualified.filter((one) => !isFresh(one))).slice(0, BOTH_TARGET),
    ...onlyInterested.slice(0, BANT_AND_TARGET),
    ...neither.slice(0, COUNTED.targetCustomer - BOTH_TARGET - BANT_AND_TARGET),
  ]);
  return planned.map((one) => ({ ...one, isFresh: isFresh(one), isInterested: interested.has(one), isTarget: target.has(one) }));
}

function enquiryOf(one: Marked, number: string, calendar: DemoCalendar, chance: Dice): Enquiry {
  const grades = gradesOf(one, chance);
  const needsReason = !one.isTarget && 'AB'.includes(grades.charAt(2));
  const missing = needsReason ? chance.pick(['industry', 'industry', 'size', 'appointment'] as const) : undefined;
  const isRight = one.isTarget || (needsReason && missing !== 'industry');
  const industry = isRight ? TARGET_INDUSTRY : chance.pick(otherIndustries);
  const employees = chance.pick<number>(missing === 'size' ? small : one.isTarget || chance.below(3) > 0 ? large : small);
  const contactedAt = atWork(one.at, chance.between(1, 2), chance);
  const meets = one.isTarget || (missing !== undefined && missing !== 'appointment' && chance.below(3) > 0);
  return {
    ...one,
    ...madeUpContact(chance, industry),
    number,
    campaign: chance.pick(campaigns[one.channel] ?? ['']),
    industry,
    employees,
    seller: chance.pick(sellers),
    contactedAt: hasHappened(calendar, contactedAt) ? contactedAt : undefined,
    grades,
    gradedAt: one.isFresh ? hoursLater(one.at, 1) : atWork(one.at, chance.between(1, 3), chance),
    touches: touchesOf(one, calendar, chance),
    appointment: meets && !one.isFresh ? appointmentOf(one, missing !== undefined && chance.below(6) === 0, calendar, chance) : undefined,
  };
}

/** So many days later, on a working day in working hours. */
function atWork(at: LocalTime, days: number, chance: Dice): LocalTime {
  const hour = String(chance.between(8, 16)).padStart(2, '0');
  return `${workingDay(dayOfLocal(daysLater(at, days)))}T${hour}${at.slice(13)}`;
}

function gradesOf({ isQualified, isInterested, isTarget, isFresh }: Marked, chance: Dice): string {
  if (isQualified) return chance.pick(gradesOfQualified);
  if (isInterested) return chance.pick(gradesOfInterested);
  if (isFresh) return chance.pick(gradesOfNewest);
  return isTarget ? 'CCBC' : chance.pick(gradesOfOthers);
}

/** At least two show interest; one alone, or visits of other pages, do not. */
function touchesOf({ isInterested, at }: Marked, calendar: DemoCalendar, chance: Dice): Enquiry['touches'] {
  const count = isInterested ? chance.between(2, 4) : chance.below(2);
  const touches = Array.from({ length: count }, () => chance.pick(interest) as string);
  if (chance.below(3) === 0) touches.push('visit');
  return touches
    .map((touch) => ({ touch, at: hoursLater(daysLater(at, -chance.between(1, 20)), chance.below(6)) }))
    .filter((one) => hasHappened(calendar, one.at));
}

function appointmentOf({ at }: Marked, isCancelled: boolean, calendar: DemoCalendar, chance: Dice): Appointment {
  const bookedAt = hoursLater(daysLater(at, 2), 1);
  const startsAt = `${atWork(at, chance.between(5, 12), chance).slice(0, 13)}:00`;
  const isOver = hasHappened(calendar, startsAt);
  const outcome = isCancelled ? 'cancelled_in_time' : isOver ? (chance.below(8) === 0 ? 'no_show_guest' : 'held') : undefined;
  return { bookedAt, startsAt, outcome };
}

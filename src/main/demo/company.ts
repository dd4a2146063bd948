import type { FactDraft } from '#core/facts/fact.ts';
import type { IsoDay } from '#core/kernel/instant.ts';
import type { DemoStory } from '#usecases/demo-stories.ts';
import { type DemoCalendar, demoCalendar } from './calendar.ts';
import { costsOf } from './costs.ts';
import { courseOf, type Subjects } from './course.ts';
import { type Deal, dealsOf } from './deals.ts';
import { dice } from './dice.ts';
import { type Enquiry, enquiriesOf } from './enquiries.ts';
import { storiesOf } from './stories.ts';
import { appointmentTable, costTable, dealTable, enquiryTable, orderTable, paymentTable, type Table, touchTable } from './tables.ts';

/** Kessler Blechtechnik GmbH, 118 employees, as it stands on a day: everything there is to know about its last twelve months. */
export interface DemoCompany {
  readonly calendar: DemoCalendar;
  readonly enquiries: readonly Enquiry[];
  readonly deals: readonly Deal[];
  /** By file name. */
  readonly tables: readonly Table[];
  readonly stories: readonly DemoStory[];
  course(subjects: Subjects): readonly FactDraft[];
}

const SEED = 118;

/** A pure function of the day: made twice on one day, it is the same company. */
export function demoCompany(today: IsoDay): DemoCompany {
  const calendar = demoCalendar(today);
  const enquiries = enquiriesOf(calendar, dice(SEED));
  const deals = dealsOf(enquiries, calendar, dice(SEED + 1));
  const costs = costsOf(calendar, dice(SEED + 2));
  return {
    calendar,
    enquiries,
    deals,
    tables: [
      enquiryTable(calendar, enquiries),
      appointmentTable(calendar, enquiries),
      touchTable(enquiries),
      dealTable(calendar, deals),
      orderTable(calendar, deals),
      paymentTable(calendar, deals),
      costTable(costs),
    ],
    stories: storiesOf(calendar, enquiries, deals),
    course: (subjects) => courseOf(calendar, enquiries, deals, subjects),
  };
}

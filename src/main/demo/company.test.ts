import { describe, expect, it } from 'vitest';
import { addDays } from '#core/kernel/instant.ts';
import { isWeekend, WHOLE_MONTHS } from './calendar.ts';
import { demoCompany } from './company.ts';
import { AGENCY_CHANNELS } from './course.ts';
import { qualifiedOfAgency } from './enquiry-plan.ts';

/** Ordinary days, month ends, the turn of the year, both sides of a leap day, and every day of some months. */
const days = [
  '2026-11-22',
  '2026-12-31',
  '2027-01-01',
  '2028-02-28',
  '2028-02-29',
  '2028-03-01',
  '2029-02-28',
  '2029-03-01',
  ...Array.from({ length: 366 / 6 }, (_, index) => addDays('2027-06-28', 6 * index)),
  ...Array.from({ length: 13 }, (_, index) => addDays('2027-02-24', index)),
];

const dayNumber = (day: string) => Date.parse(`${day}T00:00:00Z`) / 86_400_000;

describe.each(days)('the made-up company as it stands on %s', (today) => {
  const company = demoCompany(today);
  const { enquiries, deals, calendar } = company;

  it('has 312 enquiries of twelve months, 26 in each whole one, and 6 per cent of unknown origin', () => {
    expect(enquiries).toHaveLength(312);
    expect(enquiries.every(({ at }) => at >= calendar.from && at < today)).toBe(true);
    for (const month of calendar.months.slice(0, WHOLE_MONTHS)) expect(enquiries.filter(({ at }) => at.startsWith(month))).toHaveLength(26);
    const unknown = enquiries.filter(({ channel }) => channel === 'unbekannt').length;
    expect(Math.round((100 * unknown) / enquiries.length)).toBe(6);
  });

  it('has 71 qualified enquiries and 19 orders of 21,400 euros after 74 days on average', () => {
    expect(enquiries.filter(({ isQualified }) => isQualified)).toHaveLength(71);
    const won = deals.filter(({ wonAt }) => wonAt !== undefined);
    expect(won).toHaveLength(19);
    const cycles = won.map(({ enquiry, wonAt = '' }) => dayNumber(wonAt.slice(0, 10)) - dayNumber(enquiry.at.slice(0, 10)));
    expect(cycles.reduce((sum, days_) => sum + days_, 0) / 19).toBe(74);
    expect(won.reduce((sum, { order }) => sum + (order?.netEuros ?? 0), 0) / 19).toBe(21_400);
    expect(won.every(({ order }) => order !== undefined && order.at < today)).toBe(true);
  });

  it('wins on working days and loses with reasons', () => {
    expect(deals.filter(({ wonAt }) => wonAt !== undefined && isWeekend(wonAt.slice(0, 10)))).toEqual([]);
    const lost = deals.filter((deal) => deal.lost !== undefined);
    expect(lost.length).toBeGreaterThan(30);
    expect(new Set(lost.map((deal) => deal.lost?.reason)).size).toBeGreaterThan(3);
  });

  it("has the agency's qualified enquiries in the months the contract's stories need", () => {
    const counts = calendar.months
      .slice(0, WHOLE_MONTHS - 1)
      .map(
        (month) =>
          enquiries.filter(
            ({ isQualified, channel, gradedAt }) => isQualified && AGENCY_CHANNELS.includes(channel) && gradedAt.startsWith(month),
          ).length,
      );
    // A lead that came on the last days before the term may be graded in its first.
    expect(counts.slice(1)).toEqual(qualifiedOfAgency.slice(1, WHOLE_MONTHS - 1));
    expect(company.stories).toHaveLength(6);
  });

  it("leaves some of the agency's newest leads without a decision, so that something is to be done", () => {
    const undecided = enquiries.filter(
      ({ isQualified, channel, gradedAt }) => isQualified && AGENCY_CHANNELS.includes(channel) && gradedAt >= addDays(today, -12),
    );
    expect(undecided.length).toBeGreaterThan(0);
  });

  it('is the same company if it is made again', () => {
    const again = demoCompany(today);
    expect(again.tables).toEqual(company.tables);
    const subjects = { lead: (number: string) => `lead:${number}`, order: (number: string) => `order:${number}` };
    expect(again.course(subjects)).toEqual(company.course(subjects));
    expect(again.course(subjects).every(({ occurredAt }) => occurredAt < `${today}T00:00`)).toBe(true);
  });
});

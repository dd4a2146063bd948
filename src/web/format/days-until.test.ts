import { expect, it } from 'vitest';
import { daysUntil } from './days-until.ts';

it('counts calendar days of the zone, not stretches of 24 hours', () => {
  const lateEvening = new Date('2026-03-28T22:30:00Z');
  expect(daysUntil(lateEvening, '2026-03-28T23:30:00Z', 'Europe/Berlin')).toBe(1);
  expect(daysUntil(lateEvening, '2026-03-28T23:30:00Z', 'UTC')).toBe(0);
  // The night in which the clocks go forward is a day as well.
  expect(daysUntil(lateEvening, '2026-03-30T06:00:00Z', 'Europe/Berlin')).toBe(2);
  expect(daysUntil(lateEvening, '2026-03-26T22:30:00Z', 'Europe/Berlin')).toBe(-2);
});

/** Calendar days from one instant to another in a zone; negative if the second lies before. */
export function daysUntil(now: Date, dueAt: string, zone: string): number {
  const day = (at: Date) => Date.parse(new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' }).format(at));
  return Math.round((day(new Date(dueAt)) - day(now)) / 86_400_000);
}

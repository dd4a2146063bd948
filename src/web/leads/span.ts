import type { Words } from '../i18n/words.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** From here on days say enough. */
const DAYS_FROM_MS = 48 * HOUR_MS;

interface SpanWords<T> {
  readonly minutes: (n: number) => T;
  readonly hours: (hours: number, minutes: number) => T;
  readonly days: (n: number) => T;
}

/** A length of time in words, as exact as its length deserves. */
function spoken<T>(words: SpanWords<T>, lengthMs: number): T {
  const length = Math.max(0, lengthMs);
  if (length >= DAYS_FROM_MS) return words.days(Math.floor(length / DAY_MS));
  if (length >= HOUR_MS) return words.hours(Math.floor(length / HOUR_MS), Math.floor((length % HOUR_MS) / MINUTE_MS));
  return words.minutes(Math.floor(length / MINUTE_MS));
}

export function spanText({ leads }: Pick<Words, 'leads'>, lengthMs: number): string {
  return spoken(leads.span, lengthMs);
}

/** How long there is left until an instant, or for how long it has been over. */
export function dueText({ leads }: Pick<Words, 'leads'>, dueAt: string, nowMs: number): string {
  const leftMs = Date.parse(dueAt) - nowMs;
  return leftMs >= 0 ? leads.left(spoken(leads.span, leftMs)) : spoken(leads.overdue, -leftMs);
}

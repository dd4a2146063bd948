import { ok, type Result, refuse } from './result.ts';

/** Milliseconds since 1970-01-01T00:00:00Z. Time enters the core as data; the core never asks a clock. */
export type Instant = number;

/** The only form of an instant on the wire and in facts: 2026-01-31T23:00:00.000Z. Sorts like time. */
export type IsoInstant = string;

/** A calendar day, YYYY-MM-DD. */
export type IsoDay = string;

/** A calendar month, YYYY-MM. */
export type IsoMonth = string;

export const HOUR_MS = 3_600_000;
/** Windows count days of exactly 24 hours, whatever the clocks of a zone do. */
export const DAY_MS = 24 * HOUR_MS;

export function toIso(at: Instant): IsoInstant {
  return new Date(at).toISOString();
}

/**
 * Reads an ISO instant known to be well-formed. Settling and verifying read millions; the calendar by hand takes a third of the
 * time of Date.parse. Days are counted from 1 March, so that the leap day is the last of its year.
 */
export function fromIso(at: IsoInstant): Instant {
  if (at.length !== 24 || !at.endsWith('Z')) return Date.parse(at);
  const month = twoDigits(at, 5);
  const year = twoDigits(at, 0) * 100 + twoDigits(at, 2) - (month > 2 ? 0 : 1);
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + twoDigits(at, 8) - 1;
  const leapDays = Math.floor(year / 4) - Math.floor(year / 100) + Math.floor(year / 400);
  const days = year * 365 + leapDays + dayOfYear - DAYS_TO_1970;
  const seconds = twoDigits(at, 11) * 3_600 + twoDigits(at, 14) * 60 + twoDigits(at, 17);
  return days * DAY_MS + seconds * 1_000 + (at.charCodeAt(20) - 48) * 100 + twoDigits(at, 21);
}

/** From 0000-03-01 to 1970-01-01. */
const DAYS_TO_1970 = 719_468;

function twoDigits(text: string, at: number): number {
  return text.charCodeAt(at) * 10 + text.charCodeAt(at + 1) - 528;
}

/** Years 1000 to 9999: all their instants have the one written form, which then sorts like time. */
const FIRST_WRITABLE = Date.UTC(1000, 0, 1);
const AFTER_WRITABLE = Date.UTC(10_000, 0, 1);

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/;

/** Reads an instant with offset or Z from outside; refuses anything without a zone. Precision below a millisecond is cut. */
export function parseInstant(text: string): Result<Instant> {
  if (!INSTANT.test(text)) return refuse('time.not_an_instant', { value: text.slice(0, 40) });
  const day = text.slice(0, 10);
  const at = Date.parse(text);
  const isWritable = at >= FIRST_WRITABLE && at < AFTER_WRITABLE;
  return !isWritable || !isDay(day) ? refuse('time.not_an_instant', { value: text.slice(0, 40) }) : ok(at);
}

export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const at = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
}

export function isMonth(text: string): boolean {
  return /^\d{4}-\d{2}$/.test(text) && isDay(`${text}-01`);
}

export function isTimeZone(zone: string): boolean {
  try {
    return zone.includes('/') || zone === 'UTC' ? Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '' : false;
  } catch {
    return false;
  }
}

/** The first instant of a calendar day in a zone (a day may start at 01:00 where midnight is skipped). */
export function startOfDay(day: IsoDay, zone: string): Instant {
  return Temporal.PlainDate.from(day).toZonedDateTime(zone).epochMilliseconds;
}

export function startOfMonth(month: IsoMonth, zone: string): Instant {
  return startOfDay(`${month}-01`, zone);
}

export function addMonths(month: IsoMonth, count: number): IsoMonth {
  return Temporal.PlainYearMonth.from(month).add({ months: count }).toString();
}

export function addDays(day: IsoDay, count: number): IsoDay {
  return Temporal.PlainDate.from(day).add({ days: count }).toString();
}

/** The calendar day an instant falls on in a zone. */
export function dayOf(at: Instant, zone: string): IsoDay {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDate().toString();
}

export function monthOf(at: Instant, zone: string): IsoMonth {
  return dayOf(at, zone).slice(0, 7);
}

/**
 * A wall-clock time in a zone as an instant; an ambiguous time is its first occurrence, a skipped one moves forward
 * (Temporal's "compatible").
 */
export function wallTime(local: string, zone: string): Instant {
  return Temporal.PlainDateTime.from(local).toZonedDateTime(zone, { disambiguation: 'compatible' }).epochMilliseconds;
}

import { DAY_MS, HOUR_MS, type Instant, parseInstant, startOfDay, wallTime } from '#core/kernel/instant.ts';

/** A pattern of a time as a system writes it, such as `DD.MM.YYYY HH:mm`, made into a reader. */
export interface TimeFormat {
  readonly pattern: string;
  /** A pattern without hours knows the day only. */
  readonly precision: 'day' | 'time';
  /** The instant, or undefined if the text does not fit the pattern or names no real day or time. */
  read(text: string): Instant | undefined;
  /** The calendar day as it is written, without any zone: YYYY-MM-DD. */
  readDay(text: string): string | undefined;
}

/** Read when a mapping names no pattern: forms that can be taken in one way only. */
export const unambiguousPatterns: readonly string[] = [
  'instant',
  'YYYY-MM-DD HH:mm:ss',
  'YYYY-MM-DDTHH:mm:ss',
  'YYYY-MM-DD',
  'DD.MM.YYYY HH:mm:ss',
  'DD.MM.YYYY HH:mm',
  'DD.MM.YYYY',
];

type Part = 'year' | 'shortYear' | 'month' | 'day' | 'hour' | 'hour12' | 'minute' | 'second' | 'millisecond' | 'half';

interface Step {
  readonly part?: Part;
  readonly literal?: string;
  readonly min: number;
  readonly max: number;
}

const TOKENS: Readonly<Record<string, readonly [Part, number, number]>> = {
  YYYY: ['year', 4, 4],
  YY: ['shortYear', 2, 2],
  MM: ['month', 2, 2],
  M: ['month', 1, 2],
  DD: ['day', 2, 2],
  D: ['day', 1, 2],
  HH: ['hour', 2, 2],
  H: ['hour', 1, 2],
  hh: ['hour12', 2, 2],
  h: ['hour12', 1, 2],
  mm: ['minute', 2, 2],
  ss: ['second', 2, 2],
  SSS: ['millisecond', 3, 3],
  A: ['half', 2, 2],
};
const TOKEN = /\[([^\]]*)\]|YYYY|YY|MM|M|DD|D|HH|H|hh|h|mm|ss|SSS|A|T|[^A-Za-z]/gy;

/** Makes a reader of a pattern in a zone; undefined if the pattern has unknown letters or does not name a whole day. */
export function timeFormat(pattern: string, zone: string): TimeFormat | undefined {
  if (pattern === 'instant') return instantFormat;
  if (pattern === 'unix') return epochFormat('unix', 1_000);
  if (pattern === 'unixMs') return epochFormat('unixMs', 1);
  const steps = stepsOf(pattern);
  if (steps === undefined) return undefined;
  const parts = new Set(steps.map((step) => step.part));
  const dayNamed = (parts.has('year') || parts.has('shortYear')) && parts.has('month') && parts.has('day');
  if (!dayNamed || parts.has('hour12') !== parts.has('half') || (parts.has('minute') && !parts.has('hour') && !parts.has('hour12')))
    return undefined;
  const clock = zoneClock(zone);
  return {
    pattern,
    precision: parts.has('hour') || parts.has('hour12') ? 'time' : 'day',
    read: (text) => (readInto(steps, text) ? clock(found.year, found.month, found.day, found.msOfDay) : undefined),
    readDay: (text) => (readInto(steps, text) ? isoDay(found.year, found.month, found.day) : undefined),
  };
}

const instantFormat: TimeFormat = {
  pattern: 'instant',
  precision: 'time',
  read: (text) => {
    const parsed = parseInstant(text.replace(' ', 'T'));
    return parsed.ok && isWritable(parsed.value) ? parsed.value : undefined;
  },
  readDay: () => undefined,
};

function epochFormat(pattern: string, unitMs: number): TimeFormat {
  return {
    pattern,
    precision: 'time',
    read: (text) => {
      const at = /^-?\d{1,15}$/.test(text) ? Number(text) * unitMs : undefined;
      return at !== undefined && isWritable(at) ? at : undefined;
    },
    readDay: () => undefined,
  };
}

/** Instants are written with four digits of the year. */
function isWritable(at: Instant): boolean {
  return at >= -62_135_596_800_000 && at < 253_402_300_800_000;
}

function stepsOf(pattern: string): readonly Step[] | undefined {
  const steps: Step[] = [];
  let end = 0;
  for (const match of pattern.matchAll(TOKEN)) {
    end = match.index + match[0].length;
    const token = TOKENS[match[0]];
    if (token !== undefined) steps.push({ part: token[0], min: token[1], max: token[2] });
    else {
      const literal = match[1] ?? match[0];
      steps.push({ literal, min: literal.length, max: literal.length });
    }
  }
  const named = steps.flatMap((step) => (step.part === undefined ? [] : [step.part]));
  return end === pattern.length && new Set(named).size === named.length ? steps : undefined;
}

/** What the last successful reading found: one object for all, because a row must not cost an allocation per time. */
const found = { year: 0, month: 0, day: 0, msOfDay: 0 };

function readInto(steps: readonly Step[], text: string): boolean {
  const now = { hour: 0, hour12: -1, minute: 0, second: 0, millisecond: 0, half: -1 };
  let at = 0;
  for (const step of steps) {
    if (step.literal !== undefined) {
      if (!text.startsWith(step.literal, at)) return false;
      at += step.max;
      continue;
    }
    if (step.part === 'half') {
      const half = text.slice(at, at + 2).toUpperCase();
      if (half !== 'AM' && half !== 'PM') return false;
      now.half = half === 'PM' ? 12 : 0;
      at += 2;
      continue;
    }
    let value = 0;
    let digits = 0;
    for (; digits < step.max; digits += 1) {
      const digit = text.charCodeAt(at + digits) - 48;
      if (!(digit >= 0 && digit <= 9)) break;
      value = value * 10 + digit;
    }
    if (digits < step.min) return false;
    at += digits;
    if (step.part === 'year') found.year = value;
    else if (step.part === 'shortYear') found.year = value + (value < 70 ? 2_000 : 1_900);
    else if (step.part === 'month') found.month = value;
    else if (step.part === 'day') found.day = value;
    else if (step.part !== undefined) now[step.part] = value;
  }
  if (at !== text.length) return false;
  if (now.hour12 >= 0) {
    if (now.hour12 < 1 || now.hour12 > 12) return false;
    now.hour = (now.hour12 % 12) + now.half;
  }
  if (now.hour > 23 || now.minute > 59 || now.second > 59) return false;
  found.msOfDay = now.hour * HOUR_MS + now.minute * 60_000 + now.second * 1_000 + now.millisecond;
  return isCalendarDay(found.year, found.month, found.day);
}

const DAYS_IN_MONTH = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** The year 9999 stands for "never" in many systems and has no next day we could write. */
function isCalendarDay(year: number, month: number, day: number): boolean {
  if (year < 2 || year > 9_998 || month < 1 || month > 12 || day < 1) return false;
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return day <= (month === 2 && leap ? 29 : (DAYS_IN_MONTH[month - 1] ?? 0));
}

function isoDay(year: number, month: number, day: number): string {
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

type ZoneClock = (year: number, month: number, day: number, msOfDay: number) => Instant;

/** Days remembered per zone; a file rarely spans more. */
const DAYS_KEPT = 20_000;

/**
 * Wall-clock times of a zone as instants, as core's `wallTime` gives them (an ambiguous time is its first occurrence, a skipped one moves
 * forward). Asking the zone costs microseconds, so days of 24 plain hours are remembered by their start.
 */
function zoneClock(zone: string): ZoneClock {
  const starts = new Map<number, Instant | undefined>();
  return (year, month, day, msOfDay) => {
    const key = (year * 100 + month) * 100 + day;
    let start = starts.get(key);
    if (start === undefined && !starts.has(key)) {
      start = plainStart(isoDay(year, month, day), zone);
      if (starts.size >= DAYS_KEPT) starts.clear();
      starts.set(key, start);
    }
    if (start !== undefined) return start + msOfDay;
    const local = new Date(Date.UTC(2000, 0, 1) + msOfDay).toISOString().slice(11, 23);
    return wallTime(`${isoDay(year, month, day)}T${local}`, zone);
  };
}

/** The start of a day on which the clocks of the zone do not change; undefined for any other day. */
function plainStart(day: string, zone: string): Instant | undefined {
  const start = startOfDay(day, zone);
  const next = startOfDay(Temporal.PlainDate.from(day).add({ days: 1 }).toString(), zone);
  return next - start === DAY_MS && wallTime(`${day}T12:00:00`, zone) - start === DAY_MS / 2 ? start : undefined;
}

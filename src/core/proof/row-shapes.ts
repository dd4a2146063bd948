import { isObject } from '#core/kernel/canonical-json.ts';
import { isMinorDigits } from '#core/kernel/money.ts';

/** The first member of a row that is not as the format says, and what is expected there; an empty name is the row itself. */
export type RowProblem = readonly [member: string, expected: string];

const INSTANT = /^\d{4}-\d{2}-\d{2}T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/;
const DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** An instant in its only written form that exists in the calendar. */
export function isIsoInstant(text: unknown): boolean {
  if (typeof text !== 'string' || !INSTANT.test(text)) return false;
  const day = Number(text.slice(8, 10));
  if (day < 1 || day > (DAYS[Number(text.slice(5, 7)) - 1] ?? 0)) return false;
  if (day < 29 || !text.startsWith('-02-', 4)) return true;
  const year = Number(text.slice(0, 4));
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

export function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function isMinor(value: unknown): boolean {
  return typeof value === 'string' && isMinorDigits(value);
}

const TEXT = 'a text';
const COUNT = 'a whole number from 0';
const AT = 'an instant such as 2026-01-31T23:00:00.000Z';
const MINOR = 'minor units as a string of digits';

/** Facts, lines and claims come by the hundred thousand; these checks say the same as a schema, in a tenth of the time. */
export function factProblem(row: unknown): RowProblem | undefined {
  if (!isObject(row)) return ['', 'an object'];
  const { workspace, seq, id, kind, version, subject, occurredAt, recordedAt, source, revision, actor, data } = row;
  const { precision, externalId, supersedes, backfilled } = row;
  if (!isText(workspace)) return ['workspace', TEXT];
  if (!isCount(seq)) return ['seq', COUNT];
  if (!isText(id)) return ['id', TEXT];
  if (!isText(kind)) return ['kind', TEXT];
  if (!isCount(version)) return ['version', COUNT];
  if (!isText(subject)) return ['subject', TEXT];
  if (!isIsoInstant(occurredAt)) return ['occurredAt', AT];
  if (precision !== undefined && precision !== 'day') return ['precision', '"day"'];
  if (!isIsoInstant(recordedAt)) return ['recordedAt', AT];
  if (!isText(source)) return ['source', TEXT];
  if (externalId !== undefined && !isText(externalId)) return ['externalId', TEXT];
  if (!isCount(revision)) return ['revision', COUNT];
  if (!isText(actor)) return ['actor', TEXT];
  if (!isObject(data)) return ['data', 'an object'];
  if (supersedes !== undefined && !isText(supersedes)) return ['supersedes', TEXT];
  if (backfilled !== undefined && backfilled !== true) return ['backfilled', 'true'];
  const optional = [precision, externalId, supersedes, backfilled].filter((value) => value !== undefined).length;
  return hasOnly(row, 12 + optional);
}

export function lineProblem(row: unknown): RowProblem | undefined {
  if (!isObject(row)) return ['', 'an object'];
  const { period, component, subject, occurrence, change, amountMinor, underReviewMinor, heldMinor, payableMinor, arithmetic } = row;
  if (!isCount(period)) return ['period', COUNT];
  if (!isText(component)) return ['component', TEXT];
  if (!isText(subject)) return ['subject', TEXT];
  if (!isText(occurrence)) return ['occurrence', TEXT];
  if (change !== 'new' && change !== 'adjustment' && change !== 'reversal') return ['change', 'new, adjustment or reversal'];
  if (!isMinor(amountMinor)) return ['amountMinor', MINOR];
  if (!isMinor(underReviewMinor)) return ['underReviewMinor', MINOR];
  if (!isMinor(heldMinor)) return ['heldMinor', MINOR];
  if (!isMinor(payableMinor)) return ['payableMinor', MINOR];
  const steps: readonly unknown[] | undefined = Array.isArray(arithmetic) ? arithmetic : undefined;
  if (!steps?.every((step) => isObject(step) && isText(step['step']))) return ['arithmetic', 'a list of steps'];
  return hasOnly(row, 10);
}

export function claimProblem(row: unknown): RowProblem | undefined {
  if (!isObject(row)) return ['', 'an object'];
  const { component, subject, facts } = row;
  if (!isText(component)) return ['component', TEXT];
  if (!isText(subject)) return ['subject', TEXT];
  // Ascending, so that no fact counts twice.
  const places: readonly unknown[] | undefined = Array.isArray(facts) ? facts : undefined;
  if (!places?.every((place, index) => isCount(place) && (index === 0 || place > Number(places[index - 1])))) {
    return ['facts', 'places in ascending order'];
  }
  return hasOnly(row, 3);
}

function hasOnly(row: object, members: number): RowProblem | undefined {
  return Object.keys(row).length === members ? undefined : ['', 'no other members'];
}

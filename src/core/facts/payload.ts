import { isObject, type Json, type JsonObject } from '#core/kernel/canonical-json.ts';
import { isDay, parseInstant, toIso } from '#core/kernel/instant.ts';
import { isCurrency, isMinorDigits, type MoneyWire } from '#core/kernel/money.ts';
import { ok, type Result, refuse } from '#core/kernel/result.ts';

/**
 * A payload is described once, as data: the description validates what comes in, names what is personal and what refers to
 * another subject, and gives TypeScript its type.
 */
export interface Field<T> {
  readonly expects: string;
  readonly optional: boolean;
  /** Absent if its texts stand in the fact as they are. */
  readonly personal: Personal | undefined;
  /** The subject types this field may name, if it refers to other subjects. */
  readonly refersTo: readonly string[];
  /** The value in its one written form, or undefined if it does not fit. */
  read(raw: Json): T | undefined;
}

/** Which texts of a field are kept apart from the fact, each with a salt of its own; the fact carries only their commitments. */
export interface Personal {
  /**
   * `subject`: what is known of whom the fact is about; goes when that person is erased. `staff`: who acted or is in charge, by name; the same
   * name is committed to once in a workspace, so that facts can still be grouped by it, and goes when that employee is erased.
   */
  readonly whose: 'subject' | 'staff';
  isApart(text: string, key: string): boolean;
}

export type Fields = Readonly<Record<string, Field<unknown>>>;

type RequiredKeys<F extends Fields> = { [K in keyof F]: F[K] extends { optional: true } ? never : K }[keyof F];
type OptionalKeys<F extends Fields> = { [K in keyof F]: F[K] extends { optional: true } ? K : never }[keyof F];
type ValueOf<X> = X extends Field<infer T> ? T : never;

/** The typed payload that a description reads. */
export type Payload<F extends Fields> = { readonly [K in RequiredKeys<F>]: ValueOf<F[K]> } & {
  readonly [K in OptionalKeys<F>]?: ValueOf<F[K]>;
};

type OptionalField<T> = Field<T> & { readonly optional: true };

function field<T>(
  expects: string,
  read: (raw: Json) => T | undefined,
  refersTo: readonly string[] = [],
): Field<T> & { readonly optional: false } {
  return { expects, read, refersTo, optional: false, personal: undefined };
}

export function optional<T>(inner: Field<T>): OptionalField<T> {
  return { ...inner, optional: true };
}

/** Text of 1 to `max` characters, trimmed, without NUL and lone surrogates. */
export function text(max = 200) {
  return field(`text of 1 to ${max} characters`, (raw) => {
    if (typeof raw !== 'string') return undefined;
    const trimmed = raw.trim();
    return trimmed === '' || trimmed.length > max || trimmed.includes('\u0000') || !trimmed.isWellFormed() ? undefined : trimmed;
  });
}

export function integer(min: number, max: number) {
  return field(`whole number from ${min} to ${max}`, (raw) =>
    typeof raw === 'number' && Number.isSafeInteger(raw) && raw >= min && raw <= max ? raw : undefined,
  );
}

export function oneOf<const V extends string>(...values: readonly V[]) {
  return field(`one of: ${values.join(', ')}`, (raw) => values.find((value) => value === raw));
}

/** So many digits of minor units that thousands of facts still add up to what a database can hold. */
const MONEY_DIGITS = 15;

/** `{minor, currency}`: minor units as a string of at most 15 digits. */
export function money() {
  return field<MoneyWire>(`money as {"minor": "12345", "currency": "EUR"}, of at most ${MONEY_DIGITS} digits`, readMoney);
}

/** Money that went back: always at least 0, whatever sign the system writes it with that it comes from. */
export function moneyBack() {
  return field<MoneyWire>('money of at least 0 as {"minor": "12345", "currency": "EUR"}; write what went back without a minus', (raw) => {
    const read = readMoney(raw);
    return read?.minor.startsWith('-') === true ? undefined : read;
  });
}

function readMoney(raw: Json): MoneyWire | undefined {
  if (!isObject(raw)) return undefined;
  const { minor, currency } = raw;
  if (typeof minor !== 'string' || typeof currency !== 'string' || !isMinorDigits(minor) || !isCurrency(currency)) return undefined;
  return minor.length > MONEY_DIGITS + (minor.startsWith('-') ? 1 : 0) ? undefined : { minor, currency };
}

export function instant() {
  return field('an instant such as 2026-01-31T09:00:00Z', (raw) => {
    const parsed = typeof raw === 'string' ? parseInstant(raw) : undefined;
    return parsed?.ok ? toIso(parsed.value) : undefined;
  });
}

export function day() {
  return field('a day such as 2026-01-31', (raw) => (typeof raw === 'string' && isDay(raw) ? raw : undefined));
}

const SUBJECT = /^([a-z_]+):[0-9a-zA-Z._-]{1,80}$/;

/** A subject id is `type:id`. */
export function subjectTypeOf(subject: string): string | undefined {
  return SUBJECT.exec(subject)?.[1];
}

/** The id of another fact. */
export function factId() {
  const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
  return field('the id of a fact', (raw) => (typeof raw === 'string' && uuid.test(raw) ? raw : undefined));
}

/** Another subject of one of the given types, as its id `type:id`. */
export function reference(...types: readonly string[]) {
  return field(
    `the id of a ${types.join(' or ')}`,
    (raw) => {
      const type = typeof raw === 'string' ? subjectTypeOf(raw) : undefined;
      return typeof raw === 'string' && type !== undefined && types.includes(type) ? raw : undefined;
    },
    types,
  );
}

export function listOf<T>(inner: Field<T>, max = 1_000) {
  return field(
    `a list of at most ${max}: ${inner.expects}`,
    (raw) => {
      if (!Array.isArray(raw) || raw.length > max) return undefined;
      const values: T[] = [];
      for (const item of raw) {
        const value = inner.read(item);
        if (value === undefined) return undefined;
        values.push(value);
      }
      return values;
    },
    inner.refersTo,
  );
}

export function record<F extends Fields>(fields: F) {
  return field<Payload<F>>(`an object with ${Object.keys(fields).join(', ')}`, (raw) => {
    const read = readFields(fields, raw);
    return read.ok ? read.value : undefined;
  });
}

/** Free data of at most 200 named texts, numbers or flags (answers of a form). */
export function flatMap() {
  return field<Readonly<Record<string, string | number | boolean>>>('an object of texts, numbers and flags', (raw) => {
    if (!isObject(raw)) return undefined;
    const entries = Object.entries(raw);
    const fits = entries.every(([key, value]) => isKey(key) && isFlat(value));
    return fits && entries.length <= 200 ? (raw as Readonly<Record<string, string | number | boolean>>) : undefined;
  });
}

function isKey(key: string): boolean {
  return key.length <= 100 && key.isWellFormed() && !key.includes('\u0000');
}

function isFlat(value: Json | undefined): boolean {
  if (typeof value === 'string') return value.length <= 2_000 && value.isWellFormed() && !value.includes('\u0000');
  return typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value));
}

/** Reads a payload by its description: unknown, missing and unfitting fields are refused by name. */
export function readFields<F extends Fields>(fields: F, raw: Json): Result<Payload<F>> {
  if (!isObject(raw)) return refuse('fact.payload_invalid', { field: '', expects: 'an object' });
  const values: Record<string, unknown> = {};
  for (const key of Object.keys(raw)) {
    if (fields[key] === undefined)
      return refuse('fact.payload_invalid', { field: key, expects: `one of the fields ${Object.keys(fields).join(', ')}` });
  }
  for (const [key, description] of Object.entries(fields)) {
    const given = raw[key];
    if (given === undefined || given === null) {
      if (description.optional) continue;
      return refuse('fact.payload_invalid', { field: key, expects: description.expects });
    }
    const value = description.read(given);
    if (value === undefined) return refuse('fact.payload_invalid', { field: key, expects: description.expects });
    values[key] = value;
  }
  return ok(values as Payload<F>);
}

/** The subjects a payload refers to, in the order of its fields. */
export function referencesIn(fields: Fields, data: JsonObject): string[] {
  const found: string[] = [];
  for (const [key, description] of Object.entries(fields)) {
    if (description.refersTo.length === 0) continue;
    const value = data[key];
    if (typeof value === 'string') found.push(value);
    else if (Array.isArray(value)) for (const item of value) if (typeof item === 'string') found.push(item);
  }
  return found;
}

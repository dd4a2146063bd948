import { BrokenPromise } from '#core/kernel/assert.ts';
import { isObject, type Json, type JsonObject } from '#core/kernel/canonical-json.ts';
import { parseInstant, toIso } from '#core/kernel/instant.ts';
import { isList, isMap, type Outcome, type Value, type ValueMap } from './outcome.ts';
import {
  type ClaimSubject,
  type FieldType,
  NEWEST_TOUCHES,
  type RecordName,
  records,
  type VariableShape,
  variablesOf,
} from './snapshot-shape.ts';

/** What is known about one subject at one instant: the variables of a rule. An absent key is not known. */
export type Snapshot = Readonly<Record<string, Value | undefined>>;

/** Reads the snapshot of an example from plain JSON; `problems` gets each place that does not fit, with its path. */
export function readSnapshot(subject: ClaimSubject, raw: JsonObject, path: string, problems: string[]): Snapshot {
  const shapes = variablesOf[subject];
  const snapshot: Record<string, Value> = Object.create(null);
  for (const [name, given] of Object.entries(raw)) {
    if (given === undefined) continue;
    const shape = Object.hasOwn(shapes, name) ? shapes[name] : undefined;
    if (shape === undefined) problems.push(`${path}.${name}: a ${subject} has only ${Object.keys(shapes).join(', ')}`);
    else snapshot[name] = readVariable(shape, given, `${path}.${name}`, problems);
  }
  return snapshot;
}

function readVariable(shape: VariableShape, raw: Json, path: string, problems: string[]): Value {
  if (shape.kind === 'record') return readRecord(shape.record, raw, path, problems);
  if (shape.kind === 'list') {
    if (Array.isArray(raw) && raw.length <= NEWEST_TOUCHES) {
      return raw.map((item: Json, index) => readRecord(shape.record, item, `${path}[${index}]`, problems));
    }
    problems.push(`${path}: a list of at most ${NEWEST_TOUCHES} is needed`);
    return [];
  }
  return readMap(shape.kind === 'counts' ? 'int' : shape.value, raw, path, problems);
}

function readRecord(record: RecordName, raw: Json, path: string, problems: string[]): ValueMap {
  const fields: Readonly<Record<string, FieldType>> = records[record];
  const values: Record<string, Value> = Object.create(null);
  for (const [key, given] of Object.entries(isObject(raw) ? raw : {})) {
    const type = Object.hasOwn(fields, key) ? fields[key] : undefined;
    if (type === undefined) problems.push(`${path}.${key}: only ${Object.keys(fields).join(', ')} are known`);
    else put(values, key, fieldValue(type, given), `${path}.${key}: ${expectation[type]} is needed`, problems);
  }
  if (!isObject(raw)) problems.push(`${path}: an object is needed`);
  return values;
}

function readMap(type: FieldType | 'any', raw: Json, path: string, problems: string[]): ValueMap {
  const values: Record<string, Value> = Object.create(null);
  for (const [key, given] of Object.entries(isObject(raw) ? raw : {})) {
    const value = type === 'any' ? freeValue(given) : fieldValue(type, given);
    put(values, key, value, `${path}.${key}: ${type === 'any' ? 'a text, number or flag' : expectation[type]} is needed`, problems);
  }
  if (!isObject(raw)) problems.push(`${path}: an object is needed`);
  return values;
}

function put(values: Record<string, Value>, key: string, value: Value | undefined, problem: string, problems: string[]): void {
  if (value === undefined) problems.push(problem);
  else values[key] = value;
}

const expectation: Readonly<Record<FieldType, string>> = {
  string: 'a text',
  int: 'a whole number',
  bool: 'true or false',
  timestamp: 'an instant such as 2026-01-31T09:00:00Z',
};

function fieldValue(type: FieldType, raw: Json | undefined): Value | undefined {
  if (type === 'string') return typeof raw === 'string' ? raw : undefined;
  if (type === 'bool') return typeof raw === 'boolean' ? raw : undefined;
  if (type === 'timestamp') {
    const at = typeof raw === 'string' ? parseInstant(raw) : undefined;
    return at?.ok ? new Date(at.value) : undefined;
  }
  if (typeof raw === 'string' && /^-?\d{1,18}$/.test(raw)) return BigInt(raw);
  return typeof raw === 'number' && Number.isSafeInteger(raw) ? BigInt(raw) : undefined;
}

/** A snapshot as plain JSON, the way an example states it; reading it again gives the same values. */
export function writeSnapshot(snapshot: Snapshot): JsonObject {
  return Object.fromEntries(Object.entries(snapshot).flatMap(([name, value]) => (value === undefined ? [] : [[name, plain(value)]])));
}

function plain(value: Outcome): Json {
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  if (value instanceof Date) return toIso(value.getTime());
  if (isList(value)) return value.map(plain);
  if (isMap(value)) return writeSnapshot(value as Snapshot);
  if (typeof value === 'object') throw new BrokenPromise('a snapshot holds texts, numbers, flags, instants, lists and maps only');
  return value;
}

/** An answer of a form: whole numbers are int, other numbers double. */
export function freeValue(raw: Json | undefined): Value | undefined {
  if (typeof raw === 'string' || typeof raw === 'boolean') return raw;
  if (typeof raw !== 'number' || !Number.isFinite(raw)) return undefined;
  return Number.isSafeInteger(raw) ? BigInt(raw) : raw;
}

import type { FactDraft } from '#core/facts/fact.ts';
import type { Field } from '#core/facts/payload.ts';
import { findFactKind } from '#core/facts/registry.ts';
import { present } from '#core/kernel/assert.ts';
import type { Json, JsonObject } from '#core/kernel/canonical-json.ts';
import type { ColumnExpression } from './expression.ts';
import { isAll } from './expression-parts.ts';
import { writeIso } from './iso-writing.ts';
import type { Condition, FactRule } from './mapping.ts';
import { cellReader, note, type Read, type Reading, type Row } from './reading.ts';
import { externalIdReader, momentReader, referenceReader, valueReader } from './value.ts';

/** `occurredAt`, or the column that says when the other system learned of it. */
export type RecordedAtRule = 'occurredAt' | Pick<ColumnExpression, 'column' | 'time' | 'zone'>;

/** Reads the draft of one fact from a row; undefined if the condition does not hold or the row was refused. */
type ReadFact = Read<FactDraft>;

/** Makes a reader of all facts of a row. A row of which one fact cannot be read gives none, with the refusal noted in `reading`. */
export function rowReader(
  rules: readonly FactRule[],
  reading: Reading,
  actor: string,
  recordedAt: RecordedAtRule | undefined,
): (row: Row, into: FactDraft[]) => number {
  const readers = rules.map((rule) => factReader(rule, reading, actor, recordedAt ?? rule.recordedAt ?? reading.mapping.recordedAt));
  return (row, into) => {
    reading.refusal = undefined;
    const before = into.length;
    for (const read of readers) {
      const draft = read(row);
      if (draft !== undefined) into.push(draft);
      if (reading.refusal !== undefined) {
        into.length = before;
        return 0;
      }
    }
    return into.length - before;
  };
}

function factReader(rule: FactRule, reading: Reading, actor: string, recordedAtRule: RecordedAtRule | undefined): ReadFact {
  const kind = present(findFactKind(rule.kind), 'the kind, which the mapping check found');
  const holds = rule.when === undefined ? undefined : conditionReader(rule.when, reading);
  const subjectOf = referenceReader(rule.subject, reading, true);
  const externalIdOf = externalIdReader(rule.externalId, reading, true);
  const occurredAtOf = momentReader(rule.occurredAt, reading);
  const recordedAtOf = recordedAtRule === undefined || recordedAtRule === 'occurredAt' ? undefined : momentReader(recordedAtRule, reading);
  const dataOf = dataReader(rule, reading, kind.fields);
  const { source } = reading.mapping;
  return (row) => {
    if (holds !== undefined && !holds(row)) return undefined;
    const subject = subjectOf(row);
    const externalId = externalIdOf(row);
    const at = occurredAtOf(row);
    const { dayOnly } = reading;
    const data = dataOf(row);
    const learnedAt = recordedAtOf === undefined ? at : recordedAtOf(row);
    if (reading.refusal !== undefined || subject === undefined || externalId === undefined || at === undefined || learnedAt === undefined)
      return undefined;
    const occurredAt = writeIso(at);
    return {
      kind: kind.name,
      version: kind.version,
      subject,
      occurredAt,
      ...(dayOnly && DAY_ONLY),
      ...(recordedAtRule !== undefined && { recordedAt: recordedAtOf === undefined ? occurredAt : writeIso(learnedAt) }),
      source,
      externalId,
      revision: 1,
      actor,
      data,
    };
  };
}

const DAY_ONLY = { precision: 'day' } as const;

interface FieldReader {
  readonly name: string;
  readonly field: Field<unknown>;
  readonly read: Read<Json>;
}

/**
 * The payload, each value in its one written form: the same as `readPayload` gives for the kind, but looking only at the fields that the
 * mapping names (that the others are optional was checked with the mapping), which halves the cost of a row.
 */
function dataReader(rule: FactRule, reading: Reading, fields: Readonly<Record<string, Field<unknown>>>): (row: Row) => JsonObject {
  const readers: FieldReader[] = [];
  for (const [name, expression] of Object.entries(rule.data)) {
    const field = present(fields[name], 'the field, which the mapping check found');
    readers.push({ name, field, read: valueReader(expression, reading, !field.optional) });
  }
  return (row) => {
    const data: Record<string, Json> = {};
    for (const { name, field, read } of readers) {
      const raw = read(row);
      if (raw === undefined && field.optional) continue;
      const value = raw === undefined ? undefined : field.read(raw);
      if (value === undefined) note(reading, 'fact.payload_invalid', { kind: rule.kind, field: name, expects: field.expects });
      else data[name] = value as Json;
    }
    return data;
  };
}

const WHOLE_NUMBER = /^\d{1,15}$/;

function conditionReader(condition: Condition, reading: Reading): (row: Row) => boolean {
  if (isAll(condition)) {
    const all = condition.map((each) => conditionReader(each, reading));
    return (row) => all.every((holds) => holds(row));
  }
  if ('not' in condition) {
    const holds = conditionReader(condition.not, reading);
    return (row) => !holds(row);
  }
  if ('any' in condition) {
    const any = condition.any.map((each) => conditionReader(each, reading));
    return (row) => any.some((holds) => holds(row));
  }
  const read = cellReader(reading, condition.column);
  if (condition.blank !== undefined) return (row) => (read(row) === undefined) === condition.blank;
  if (condition.lists !== undefined) {
    const listed = condition.lists.toLowerCase();
    return (row) => listedIn(read(row) ?? '').some((one) => one.toLowerCase() === listed);
  }
  const { atLeast } = condition;
  if (atLeast !== undefined) {
    return (row) => {
      const text = read(row) ?? '';
      return WHOLE_NUMBER.test(text) && Number(text) >= atLeast;
    };
  }
  const wanted = new Set(condition.oneOf ?? [condition.equals]);
  return (row) => wanted.has(read(row) ?? '');
}

/** The parts of a cell that lists several things: "Webinar; Preisseite". */
export function listedIn(cell: string): readonly string[] {
  return cell
    .split(/[;,|\n]/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

import type { Json } from '#core/kernel/canonical-json.ts';

import { isCurrency, type MoneyWire } from '#core/kernel/money.ts';
import type { ColumnExpression, Expression, LookUpExpression, ReferenceExpression, TemplateExpression, Writing } from './expression.ts';
import { isConstant, isList, isLookUp, templateParts } from './expression-parts.ts';
import { writeIso } from './iso-writing.ts';

import { type MoneyPattern, readMoney } from './money-format.ts';
import { cellReader, note, noteValue, type Read, type Reading, type ReadMoment, withBlankRule } from './reading.ts';
import { rowHash, subjectIds } from './subject-ids.ts';
import { type TimeFormat, timeFormat, unambiguousPatterns } from './time-format.ts';

const LONGEST_EXTERNAL_ID = 200;

/** Makes a reader of an expression once, so that a row costs no look at the mapping. */
export function valueReader(expression: Expression, reading: Reading, needed: boolean): Read<Json> {
  if (isConstant(expression)) return () => expression;
  if (isList(expression)) return listReader(expression, reading);
  if ('rowHash' in expression) {
    const part = expression.rowHash === true ? undefined : expression.rowHash;
    return (row) => rowHash(row, part);
  }
  if ('template' in expression) return templateReader(expression, reading, needed);
  if ('externalId' in expression) return referenceReader(expression, reading, needed);
  if ('object' in expression) return objectReader(expression.object, reading, needed);
  return writtenReader(sourceText(expression, reading, needed), expression, reading);
}

function listReader(items: readonly Expression[], reading: Reading): Read<Json> {
  const readers = items.map((item) => valueReader(item, reading, false));
  return (row) => {
    const values = readers.map((read) => read(row)).filter((value) => value !== undefined);
    return values.length === 0 ? undefined : values;
  };
}

function objectReader(members: Readonly<Record<string, Expression>>, reading: Reading, needed: boolean): Read<Json> {
  const readers = Object.entries(members).map(([key, member]) => [key, valueReader(member, reading, false)] as const);
  return (row) => {
    const entries = readers.map(([key, read]) => [key, read(row)] as const).filter(([, value]) => value !== undefined);
    return entries.length === 0 && !needed ? undefined : Object.fromEntries(entries);
  };
}

function templateReader(expression: TemplateExpression, reading: Reading, needed: boolean): Read<string> {
  const parts = templateParts(expression.template).map((part) =>
    part.column === undefined ? (part.literal ?? '') : { column: part.column, read: cellReader(reading, part.column) },
  );
  const joined: Read<string> = (row) => {
    let text = '';
    for (const part of parts) {
      const value = typeof part === 'string' ? part : part.read(row);
      if (value === undefined) return undefined;
      text += value;
    }
    return text;
  };
  return withBlankRule(joined, reading, expression.blank, needed, expression.template);
}

/** The text of a column or of a look-up, before it is understood as a number, a time or an amount. */
function sourceText(expression: ColumnExpression | LookUpExpression, reading: Reading, needed: boolean): Read<string> {
  const read = isLookUp(expression) ? lookUpReader(expression, reading, needed) : cellReader(reading, expression.column);
  return withBlankRule(read, reading, expression.blank, needed, expression.column);
}

function lookUpReader(expression: LookUpExpression, reading: Reading, needed: boolean): Read<string> {
  const table = reading.lookUp(expression.lookUp, expression.by);
  const place = table.columns.indexOf(expression.column);
  const key = textReader(expression.key, reading, needed);
  const missing = expression.missing ?? 'refuse';
  return (row) => {
    const wanted = key(row);
    if (wanted === undefined) return undefined;
    const found = table.cells.get(wanted);
    if (found === 'ambiguous') return noteValue(reading, expression.by, wanted, `one row in ${expression.lookUp}`);
    if (found !== undefined) {
      const text = found[place] ?? '';
      return text === '' || reading.blanks.has(text) ? undefined : text;
    }
    if (missing === 'refuse') return noteValue(reading, expression.by, wanted, `a row in ${expression.lookUp}`);
    return missing === 'skip' ? undefined : missing;
  };
}

/** The value of an expression as text, for ids and keys. */
function textReader(expression: Expression, reading: Reading, needed: boolean): Read<string> {
  const read = valueReader(expression, reading, needed);
  return (row) => {
    const value = read(row);
    return value === undefined || typeof value === 'string' ? value : String(value);
  };
}

/** An external id as facts may carry it. */
export function externalIdReader(expression: Expression, reading: Reading, needed: boolean): Read<string> {
  const read = textReader(expression, reading, needed);
  return (row) => {
    const text = read(row);
    if (text === undefined) return undefined;
    const fits = text.length <= LONGEST_EXTERNAL_ID && !text.includes('\u0000');
    return fits ? reading.replaceExternalId(text) : noteValue(reading, 'externalId', text, `at most ${LONGEST_EXTERNAL_ID} characters`);
  };
}

/** The id of the subject that an external id names. */
export function referenceReader(
  reference: Omit<ReferenceExpression, 'blank'> & { readonly blank?: string | undefined },
  reading: Reading,
  needed: boolean,
): Read<string> {
  const idOf = subjectIds(reading.workspace, reference.source ?? reading.mapping.source, reference.type);
  const read = withBlankRule(
    externalIdReader(reference.externalId, reading, needed),
    reading,
    reference.blank,
    needed,
    `${reference.type}.externalId`,
  );
  return (row) => {
    const externalId = read(row);
    return externalId === undefined ? undefined : idOf(externalId);
  };
}

/** Understands a text as its mapping says it is written. */
function writtenReader(read: Read<string>, expression: (ColumnExpression | LookUpExpression) & Writing, reading: Reading): Read<Json> {
  const { column } = expression;
  if (expression.money !== undefined) return moneyReader(read, expression.money, expression, reading);
  if (expression.time !== undefined) {
    const moment = momentOf(read, column, formatsOf(expression.time, expression.zone ?? reading.timeZone, reading), reading);
    return mapped(moment, writeIso);
  }
  if (expression.day !== undefined) {
    const formats = formatsOf(expression.day, 'UTC', reading);
    return mapped(
      read,
      (text) => firstOf(formats, (format) => format.readDay(text)) ?? noteValue(reading, column, text, patternsOf(formats)),
    );
  }
  if (expression.integer !== undefined) return integerReader(read, expression.integer, column, reading);
  if (expression.flag !== undefined) {
    const { true: yes, false: no } = expression.flag;
    return mapped(read, (text) => {
      if (yes.includes(text)) return true;
      return no.includes(text) ? false : noteValue(reading, column, text, `one of: ${[...yes, ...no].join(', ')}`);
    });
  }
  if (expression.values !== undefined) {
    const values = new Map(Object.entries(expression.values));
    return mapped(read, (text) => values.get(text) ?? noteValue(reading, column, text, `one of: ${[...values.keys()].join(', ')}`));
  }
  return read;
}

function mapped<A, B>(read: Read<A>, change: (value: A) => B | undefined): Read<B> {
  return (row) => {
    const value = read(row);
    return value === undefined ? undefined : change(value);
  };
}

function moneyReader(
  read: Read<string>,
  pattern: MoneyPattern,
  expression: ColumnExpression | LookUpExpression,
  reading: Reading,
): Read<Json> {
  const { currency, column } = expression;
  const currencyOf: Read<string> = typeof currency === 'object' ? cellReader(reading, currency.column) : () => currency ?? reading.currency;
  return (row) => {
    const text = read(row);
    if (text === undefined) return undefined;
    const code = currencyOf(row);
    if (code === undefined || !isCurrency(code)) return noteValue(reading, column, code ?? '', 'a currency such as EUR');
    const minor = readMoney(text, pattern, code);
    if (!minor.ok)
      return note(reading, minor.refusal.code, { column, ...minor.refusal.params, expects: pattern === 'plain' ? '1234.56' : pattern });
    return { minor: minor.value, currency: code } satisfies MoneyWire;
  };
}

function integerReader(read: Read<string>, pattern: MoneyPattern, column: string, reading: Reading): Read<Json> {
  return mapped(read, (text) => {
    // A currency without minor units makes the reader of amounts one of whole numbers.
    const whole = readMoney(text, pattern, 'JPY');
    const value = whole.ok ? Number(whole.value) : Number.NaN;
    return Number.isSafeInteger(value) ? value : noteValue(reading, column, text, 'a whole number');
  });
}

/** When something happened; notes in `reading.dayOnly` whether only the day is known. */
export function momentReader(expression: ColumnExpression | LookUpExpression, reading: Reading): ReadMoment {
  const patterns = expression.time ?? reading.mapping.time ?? unambiguousPatterns;
  const formats = formatsOf(patterns, expression.zone ?? reading.timeZone, reading);
  return momentOf(sourceText(expression, reading, true), expression.column, formats, reading);
}

function momentOf(read: Read<string>, column: string, formats: readonly TimeFormat[], reading: Reading): ReadMoment {
  return mapped(read, (text) => {
    for (const format of formats) {
      const at = format.read(text);
      if (at === undefined) continue;
      reading.dayOnly = format.precision === 'day';
      return at;
    }
    return noteValue(reading, column, text, patternsOf(formats));
  });
}

function firstOf<T>(formats: readonly TimeFormat[], read: (format: TimeFormat) => T | undefined): T | undefined {
  for (const format of formats) {
    const value = read(format);
    if (value !== undefined) return value;
  }
  return undefined;
}

/** As a workbook's own days and times are written for the readers of texts. */
const OF_WORKBOOK = ['YYYY-MM-DD HH:mm:ss', 'YYYY-MM-DD'];

function formatsOf(patterns: string | readonly string[], zone: string, { isWorkbook }: Reading): readonly TimeFormat[] {
  const list = [...(isWorkbook ? OF_WORKBOOK : []), ...(typeof patterns === 'string' ? [patterns] : patterns)];
  return list.map((pattern) => timeFormat(pattern, zone)).filter((format) => format !== undefined);
}

function patternsOf(formats: readonly TimeFormat[]): string {
  return formats.map((format) => format.pattern).join(' or ');
}

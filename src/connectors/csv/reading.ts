import type { Instant } from '#core/kernel/instant.ts';
import type { RefusalCode } from '#core/kernel/refusal-codes.ts';
import type { Refusal, RefusalParams } from '#core/kernel/result.ts';
import type { LookUpTable } from './look-up.ts';
import type { Mapping } from './mapping.ts';

export type Row = readonly string[];

/** Reads something from a row; undefined if it is not there or, with a refusal noted, if it cannot be read. */
export type Read<T> = (row: Row) => T | undefined;

/** What reading the rows of one file needs, and where a reader notes why it could not. */
export interface Reading {
  readonly mapping: Mapping;
  readonly workspace: string;
  readonly timeZone: string;
  readonly currency: string | undefined;
  /** What stands in for an external id that names a person. */
  readonly replaceExternalId: (externalId: string) => string;
  /** Place of a column in the row; the header was checked before. */
  readonly indexOf: (column: string) => number;
  readonly lookUp: (file: string, by: string) => LookUpTable;
  readonly blanks: ReadonlySet<string>;
  /** Cells that are days or times come as YYYY-MM-DD HH:mm:ss, whatever the mapping says of texts. */
  readonly isWorkbook: boolean;
  /** The first reason why the present row cannot be read. */
  refusal: Refusal | undefined;
  /** Whether the moment read last was a day without a time. */
  dayOnly: boolean;
}

/** Notes a refusal, unless the row has one already. */
export function note(reading: Reading, code: RefusalCode, params: RefusalParams): undefined {
  reading.refusal ??= { code, params };
  return undefined;
}

export function noteValue(reading: Reading, column: string, value: string, expects: string): undefined {
  return note(reading, 'import.value_unreadable', { column, value: value.slice(0, 60), expects });
}

/** The trimmed text of a cell, undefined where it says nothing. */
export function cellReader(reading: Reading, column: string): Read<string> {
  const index = reading.indexOf(column);
  const blanks = reading.blanks;
  return (row) => {
    const text = (row[index] ?? '').trim();
    return text === '' || (blanks.size > 0 && blanks.has(text)) ? undefined : text;
  };
}

/** `skip`, `refuse`, or the text that stands in for a blank; what is needed is refused unless the mapping says otherwise. */
export function withBlankRule(
  read: Read<string>,
  reading: Reading,
  rule: string | undefined,
  needed: boolean,
  column: string,
): Read<string> {
  const effective = rule ?? (needed ? 'refuse' : 'skip');
  if (effective === 'skip') return read;
  if (effective === 'refuse')
    return (row) => read(row) ?? (reading.refusal === undefined ? noteValue(reading, column, '', 'not blank') : undefined);
  return (row) => read(row) ?? (reading.refusal === undefined ? effective : undefined);
}

export type ReadMoment = Read<Instant>;

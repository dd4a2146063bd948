import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import { ok, RefusalError, type Result, refuse } from '#core/kernel/result.ts';
import { csvRows, type Delimiter, firstRow, type RowBlock } from './csv-rows.ts';
import type { InputFile } from './mapping.ts';

/** A file as it was given: `open` may be called more than once and gives the same bytes each time. */
export interface GivenFile {
  readonly name: string;
  open(): AsyncIterable<Uint8Array>;
}

/** A table in a file, whether the file is CSV or a workbook. */
export interface TableFile {
  readonly name: string;
  readonly bytes: number;
  /** SHA-256 of the bytes, 64 hex digits. */
  readonly hash: string;
  readonly header: readonly string[];
  /** A workbook knows days and times without anybody saying how they are written. */
  readonly isWorkbook: boolean;
  /** The rows below the header, from the first one again at each call. */
  rows(): AsyncIterable<RowBlock>;
}

export interface TextTable extends TableFile {
  readonly delimiter: Delimiter;
  readonly encoding: 'utf-8' | 'windows-1252';
  /** The text in pieces, without a byte order mark. */
  text(): AsyncIterable<string>;
}

export const MOST_COLUMNS = 500;
const DELIMITERS: readonly Delimiter[] = [',', ';', '\t', '|'];
/** Enough for 500 columns of long names. */
const HEAD_BYTES = 262_144;
/** Keeps what the row reader has to hold at once small, however large the chunks of the given file are. */
const PIECE_CHARS = 262_144;
const LINE_FEED = 10;
/** Workbooks of before 2007, and newer ones behind a password. */
const COMPOUND_FILE = Buffer.from('d0cf11e0a1b11ae1', 'hex');
const ZIP = Buffer.from('PK\u0003\u0004', 'latin1');

/** Whether a file is a ZIP archive by its first bytes, whatever its name says. */
export async function isArchive(given: GivenFile): Promise<boolean> {
  let start = Buffer.alloc(0);
  for await (const chunk of given.open()) {
    start = Buffer.concat([start, chunk.subarray(0, ZIP.length)]);
    if (start.length >= ZIP.length) break;
  }
  return start.subarray(0, ZIP.length).equals(ZIP);
}

/**
 * Reads a file once through: its hash and size, its encoding (a file that is not UTF-8 throughout is Windows-1252, unless the mapping says
 * otherwise), its delimiter (the one under which the most of the wanted columns are found) and its header.
 * Refusals: import.file_unreadable with the reason and, for bytes that are no UTF-8, the line.
 */
export async function inspectFile(given: GivenFile, spec: InputFile, wanted: ReadonlySet<string>): Promise<Result<TextTable>> {
  const sum = createHash('sha256');
  const utf8 = new Utf8Check();
  const head: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of given.open()) {
    sum.update(chunk);
    if (bytes < HEAD_BYTES) head.push(chunk.slice(0, HEAD_BYTES - bytes));
    bytes += chunk.byteLength;
    utf8.add(chunk);
  }
  utf8.end();
  const start = Buffer.concat(head);
  if (start.subarray(0, 8).equals(COMPOUND_FILE)) return unreadable(given, 'old_workbook', {});
  if ((start[0] === 0xff && start[1] === 0xfe) || (start[0] === 0xfe && start[1] === 0xff)) return unreadable(given, 'utf_16', { line: 1 });
  if (utf8.firstBadLine !== undefined && spec.encoding === 'utf-8') return unreadable(given, 'not_utf_8', { line: utf8.firstBadLine });
  const encoding = spec.encoding === 'auto' ? (utf8.firstBadLine === undefined ? 'utf-8' : 'windows-1252') : spec.encoding;
  const headText = new TextDecoder(encoding).decode(start);
  if (headText.includes('\u0000')) return unreadable(given, 'not_text', { line: 1 });
  const candidates = (spec.delimiter === 'auto' ? DELIMITERS : [spec.delimiter]).map((delimiter) => ({
    delimiter,
    header: firstRow(headText, delimiter)?.map((column) => column.trim()),
  }));
  const best = candidates.toSorted((a, b) => scoreOf(b.header, wanted) - scoreOf(a.header, wanted))[0];
  if (best?.header === undefined) return unreadable(given, headText.trim() === '' ? 'empty' : 'no_header', { line: 1 });
  if (best.header.length > MOST_COLUMNS) return unreadable(given, 'too_many_columns', { line: 1, max: MOST_COLUMNS });
  const { delimiter, header } = best;
  const text = () => decoded(given, encoding);
  const rows = () => csvRows(text(), delimiter, header.length);
  return ok({ name: given.name, bytes, hash: sum.digest('hex'), header, isWorkbook: false, rows, delimiter, encoding, text });
}

function unreadable(given: GivenFile, reason: string, params: Readonly<Record<string, string | number>>) {
  return refuse('import.file_unreadable', { file: given.name, reason, ...params });
}

function scoreOf(header: readonly string[] | undefined, wanted: ReadonlySet<string>): number {
  return header === undefined
    ? -1
    : header.filter((column) => wanted.has(column)).length * (MOST_COLUMNS + 1) + Math.min(header.length, MOST_COLUMNS);
}

async function* decoded(given: GivenFile, encoding: string): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  try {
    for await (const chunk of given.open()) yield* pieces(decoder.decode(chunk, { stream: true }));
    yield* pieces(decoder.decode());
  } catch (error) {
    // The first reading found the bytes sound, so the file has changed since.
    if (error instanceof TypeError)
      throw new RefusalError({ code: 'import.file_unreadable', params: { file: given.name, reason: 'changed' } });
    throw error;
  }
}

function* pieces(text: string): Generator<string> {
  for (let at = 0; at < text.length; at += PIECE_CHARS) yield text.slice(at, at + PIECE_CHARS);
}

/** Finds the first line that is no UTF-8. A line feed is never part of a longer character, so lines can be judged one by one. */
class Utf8Check {
  firstBadLine: number | undefined;
  #line = 1;
  #rest: Uint8Array = new Uint8Array();

  add(chunk: Uint8Array): void {
    if (this.firstBadLine !== undefined) return;
    const end = chunk.lastIndexOf(LINE_FEED) + 1;
    const whole = Buffer.concat([this.#rest, chunk.subarray(0, end)]);
    if (end === 0 && this.#rest.byteLength + chunk.byteLength < HEAD_BYTES) {
      this.#rest = Buffer.concat([this.#rest, chunk]);
      return;
    }
    if (end === 0) {
      this.#judge(cutAtCharacter(Buffer.concat([this.#rest, chunk])));
      return;
    }
    this.#judge([whole, chunk.slice(end)]);
  }

  end(): void {
    if (this.firstBadLine === undefined && !isUtf8(this.#rest)) this.firstBadLine = this.#line;
  }

  #judge([whole, rest]: readonly [Uint8Array, Uint8Array]): void {
    this.#rest = rest;
    const sound = isUtf8(whole);
    for (let at = 0; at < whole.length; ) {
      const feed = whole.indexOf(LINE_FEED, at);
      const next = feed === -1 ? whole.length : feed + 1;
      if (!sound && !isUtf8(whole.subarray(at, next))) {
        this.firstBadLine = this.#line;
        return;
      }
      if (feed !== -1) this.#line += 1;
      at = next;
    }
  }
}

/** A very long line is judged in parts, cut before the last character that may be incomplete. */
function cutAtCharacter(bytes: Uint8Array): readonly [Uint8Array, Uint8Array] {
  let cut = bytes.length;
  for (let back = 1; back <= 3 && back <= bytes.length; back += 1) {
    if (((bytes[bytes.length - back] ?? 0) & 0xc0) === 0xc0) cut = bytes.length - back;
  }
  return [bytes.subarray(0, cut), bytes.slice(cut)];
}

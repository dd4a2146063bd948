import Papa from 'papaparse';

export type Delimiter = ',' | ';' | '\t' | '|';

/** A row that is no row of this table, at the line of the file where it starts. */
export interface UnreadableRow {
  readonly line: number;
  readonly reason: 'columns' | 'quote' | 'quote_not_closed' | 'too_large' | 'merged' | 'cell_error' | 'formula_without_value';
  readonly found?: number;
  readonly expects?: number;
}

/** Some rows in the order of the file; `lines[i]` is the 1-based line at which `rows[i]` starts. */
export interface RowBlock {
  readonly rows: (readonly string[])[];
  readonly lines: number[];
  readonly refused: UnreadableRow[];
}

/** A longer row is a quote nobody closed, or an attack. */
export const LONGEST_ROW_CHARS = 1_000_000;

const SMALLEST_WINDOW_CHARS = 256;

interface Parsed {
  readonly data: string[][];
  readonly errors: readonly { readonly row: number; readonly code: string; readonly index: number }[];
  readonly meta: { readonly cursor: number };
}

/** Papaparse's bare parser: it stops before an unfinished last row and says how far it came, which makes streaming a loop of our own. */
function parse(text: string, delimiter: Delimiter, newline: '\n' | '\r', ignoreLastRow: boolean, preview = 0): Parsed {
  return new Papa.Parser({ delimiter, newline, preview }).parse(text, 0, ignoreLastRow) as Parsed;
}

/** The first row of a text, or undefined where there is none. */
export function firstRow(head: string, delimiter: Delimiter): readonly string[] | undefined {
  const row = parse(head, delimiter, newlineOf(head), false, 1).data[0];
  return row === undefined || row.every((cell) => cell.trim() === '') ? undefined : row;
}

/** Lines end with LF or CRLF (a stray CR is cut off the last cell); only a file without any LF may end them with CR. */
function newlineOf(head: string): '\n' | '\r' {
  return !head.includes('\n') && head.includes('\r') ? '\r' : '\n';
}

/**
 * The rows of a CSV text after its header, in blocks as the text comes in. A row with a broken quote is refused and reading goes on at the next
 * line; a row with more or fewer cells than the header is refused; empty lines are passed over.
 */
export async function* csvRows(text: AsyncIterable<string>, delimiter: Delimiter, width: number): AsyncGenerator<RowBlock> {
  const reader = new RowReader(delimiter, width);
  for await (const piece of text) {
    const block = reader.add(piece);
    if (block.rows.length > 0 || block.refused.length > 0) yield block;
  }
  yield reader.end();
}

/**
 * Whether the quoted field that starts at `index` is followed by more than blanks. Where the text ends after its quote, what looks broken may
 * only be cut off.
 */
function isBroken(text: string, index: number): boolean {
  let quote = text.indexOf('"', index);
  while (quote !== -1 && text[quote + 1] === '"') quote = text.indexOf('"', quote + 2);
  return quote !== -1 && text.slice(quote + 1, quote + 1_000).trim() !== '';
}

class RowReader {
  readonly #delimiter: Delimiter;
  readonly #width: number;
  #newline: '\n' | '\r' | undefined;
  #rest = '';
  #line = 1;
  #headerSeen = false;
  /** How much is parsed at once: little after a broken row, so that a file full of them costs no more than its length. */
  #window = Number.MAX_SAFE_INTEGER;
  /** The line of a row that is too large: the rest of that line is passed over. */
  #passingOver = false;

  constructor(delimiter: Delimiter, width: number) {
    this.#delimiter = delimiter;
    this.#width = width;
  }

  add(piece: string): RowBlock {
    this.#rest += piece;
    // A CR at the very end may be the first half of CRLF: the decision waits for the next piece.
    this.#newline ??= this.#rest.includes('\n') ? '\n' : this.#rest.length > LONGEST_ROW_CHARS ? newlineOf(this.#rest) : undefined;
    const block = { rows: [], lines: [], refused: [] };
    if (this.#newline !== undefined) this.#read(block, this.#newline, true);
    return block;
  }

  end(): RowBlock {
    const block = { rows: [], lines: [], refused: [] };
    if (this.#rest !== '') this.#read(block, this.#newline ?? newlineOf(this.#rest), false);
    return block;
  }

  #read(block: RowBlock, newline: '\n' | '\r', more: boolean): void {
    for (;;) {
      if (this.#passingOver && !this.#passLine(newline)) return;
      const windowed = this.#window < this.#rest.length;
      const text = windowed ? this.#rest.slice(0, this.#window) : this.#rest;
      const partial = more || windowed;
      const parsed = parse(text, this.#delimiter, newline, partial);
      const broken = parsed.errors.find((error) => !partial || error.row < parsed.data.length || isBroken(text, error.index));
      if (broken === undefined) {
        this.#keep(block, parsed.data, newline);
        this.#rest = partial ? this.#rest.slice(parsed.meta.cursor) : '';
        this.#window *= 4;
        if (windowed) continue;
        if (this.#rest.length <= LONGEST_ROW_CHARS) return;
        block.refused.push({ line: this.#line, reason: 'too_large' });
      } else {
        const whole = broken.row >= parsed.data.length ? parsed : parse(text, this.#delimiter, newline, true, broken.row);
        this.#keep(block, parsed.data.slice(0, broken.row), newline);
        this.#rest = this.#rest.slice(broken.row === 0 ? 0 : whole.meta.cursor);
        this.#window = SMALLEST_WINDOW_CHARS;
        block.refused.push({ line: this.#line, reason: broken.code === 'MissingQuotes' ? 'quote_not_closed' : 'quote' });
      }
      this.#headerSeen = true;
      this.#passingOver = true;
    }
  }

  /** Drops the rest up to the next line; false if that lies beyond what has come in. */
  #passLine(newline: string): boolean {
    const end = this.#rest.indexOf(newline);
    this.#rest = end === -1 ? '' : this.#rest.slice(end + 1);
    if (end === -1) return false;
    this.#line += 1;
    this.#passingOver = false;
    return true;
  }

  #keep(block: RowBlock, rows: readonly string[][], newline: '\n' | '\r'): void {
    for (const row of rows) {
      const line = this.#line;
      this.#line += 1;
      const last = row.length - 1;
      for (let i = 0; i <= last; i += 1) {
        const cell = row[i] ?? '';
        if (cell.length > 0 && cell.includes(newline)) this.#line += cell.split(newline).length - 1;
      }
      const end = row[last] ?? '';
      if (end.charCodeAt(end.length - 1) === 13) row[last] = end.slice(0, -1);
      if (!this.#headerSeen) this.#headerSeen = true;
      else if (row.length === this.#width && (last > 0 || row[0] !== '')) this.#accept(block, row, line);
      else if (last > 0 || row[0]?.trim() !== '') block.refused.push({ line, reason: 'columns', found: row.length, expects: this.#width });
    }
  }

  #accept(block: RowBlock, row: string[], line: number): void {
    if (row.some((cell) => cell.length > LONGEST_ROW_CHARS)) {
      block.refused.push({ line, reason: 'too_large' });
      return;
    }
    block.rows.push(row);
    block.lines.push(line);
  }
}

import { unreadable, WORKBOOK_BOUNDS } from './bounds.ts';
import { columnOf, decimalOf, momentOf } from './cell-text.ts';
import { type Sheet, type Workbook, withoutEscapes } from './workbook.ts';
import { readMarks } from './xml-marks.ts';

/** Why a cell has no text that could be believed. */
export type Doubt = 'cell_error' | 'formula_without_value';

export interface Cell {
  readonly column: number;
  readonly text: string;
  /** A number is the same however the mapping says that amounts are written. */
  readonly isNumber: boolean;
  readonly doubt?: Doubt;
}

export interface SheetRow {
  /** 1-based, as the program shows it. */
  readonly line: number;
  /** Those that say something, from left to right. */
  readonly cells: readonly Cell[];
}

/** Some rows, or cells that were merged; a sheet names the latter after its last row. */
export interface SheetPiece {
  readonly rows: readonly SheetRow[];
  /** Such as `B2:B4`. */
  readonly merged: readonly string[];
}

const LAST_LINE = 1_048_576;

/** The rows of a sheet as they come, hidden ones included. Throws a RefusalError (import.file_unreadable). */
export async function* readSheet(file: string, workbook: Workbook, sheet: Sheet): AsyncGenerator<SheetPiece> {
  let rows: SheetRow[] = [];
  let merged: string[] = [];
  let mergedCount = 0;
  let line = 0;
  let cells: Cell[] = [];
  let rowChars = 0;
  let column = -1;
  let type = 'n';
  let style = 0;
  let value = '';
  let inline = '';
  let hasValue = false;
  let isFormula = false;
  let taking: 'value' | 'inline' | undefined;
  let inReading = false;
  const marks = readMarks(file, workbook.archive.read(sheet.part, WORKBOOK_BOUNDS.sheetBytes), {
    open(mark, attributes) {
      if (mark === 'v') {
        taking = 'value';
        hasValue = true;
      } else if (mark === 't') taking = inReading ? undefined : 'inline';
      else if (mark === 'f') isFormula = true;
      else if (mark === 'rPh') inReading = true;
      else if (mark === 'c') {
        column = columnOf(attributes['r']) ?? column + 1;
        if (column > 16_383) throw unreadable(file, 'damaged', { line });
        type = attributes['t'] ?? 'n';
        style = Number(attributes['s'] ?? 0);
        value = '';
        inline = '';
        hasValue = false;
        isFormula = false;
      } else if (mark === 'row') {
        const stated = attributes['r'] === undefined ? line + 1 : Number(attributes['r']);
        if (!Number.isInteger(stated) || stated <= line || stated > LAST_LINE) throw unreadable(file, 'damaged', { line });
        line = stated;
        cells = [];
        rowChars = 0;
        column = -1;
      } else if (mark === 'mergeCell') {
        mergedCount += 1;
        if (mergedCount > WORKBOOK_BOUNDS.merges) throw unreadable(file, 'too_many_merged', { max: WORKBOOK_BOUNDS.merges });
        merged.push(attributes['ref'] ?? '');
      }
    },
    text(piece) {
      if (taking === 'value') value += piece;
      else if (taking === 'inline') inline += piece;
    },
    close(mark) {
      if (mark === 'v' || mark === 't') taking = undefined;
      else if (mark === 'rPh') inReading = false;
      else if (mark === 'c') {
        const cell = cellOf(workbook, column, type, style, type === 'inlineStr' ? inline : value, isFormula && !hasValue);
        if (cell === undefined) return;
        if (cell === 'damaged') throw unreadable(file, 'damaged', { line });
        rowChars += cell.text.length;
        if (rowChars > WORKBOOK_BOUNDS.rowChars) throw unreadable(file, 'too_large_inside', { line });
        cells.push(cell);
      } else if (mark === 'row') rows.push({ line, cells });
    },
  });
  for await (const _ of marks) {
    if (rows.length === 0 && merged.length === 0) continue;
    yield { rows, merged };
    rows = [];
    merged = [];
  }
}

/** Undefined for a cell that says nothing. */
function cellOf(
  { texts, shown, is1904 }: Workbook,
  column: number,
  type: string,
  style: number,
  stored: string,
  isUncomputed: boolean,
): Cell | 'damaged' | undefined {
  const says = (text: string, isNumber = false): Cell | undefined => (text === '' ? undefined : { column, text, isNumber });
  if (isUncomputed) return { column, text: '', isNumber: false, doubt: 'formula_without_value' };
  if (type === 's') {
    const text = /^\d{1,9}$/.test(stored) ? texts[Number(stored)] : undefined;
    return stored === '' ? undefined : text === undefined ? 'damaged' : says(text);
  }
  if (type === 'e') return { column, text: stored, isNumber: false, doubt: 'cell_error' };
  if (type === 'b') return stored === '' ? undefined : says(stored === '1' || stored === 'true' ? 'TRUE' : 'FALSE');
  if (type === 'd') return says(stored.replace('T', ' ').replace(/(\.0+)?Z?$/, ''));
  if (type !== 'n') return says(withoutEscapes(stored));
  if (stored === '') return undefined;
  const decimal = decimalOf(stored);
  if (decimal === undefined) return 'damaged';
  const as = shown[style] ?? 'number';
  const moment = as === 'number' ? undefined : momentOf(Number(stored), as, is1904);
  return moment === undefined ? says(decimal, true) : says(moment);
}

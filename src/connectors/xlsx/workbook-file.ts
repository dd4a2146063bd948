import { ok, RefusalError, type Result } from '#core/kernel/result.ts';
import type { RowBlock, UnreadableRow } from '../csv/csv-rows.ts';
import { type GivenFile, MOST_COLUMNS, type TableFile } from '../csv/table-file.ts';
import { unreadable } from './bounds.ts';
import { columnOf } from './cell-text.ts';
import { readSheet, type SheetRow } from './sheet-cells.ts';
import { openWorkbook, type Sheet, type Workbook } from './workbook.ts';

export interface WantedOfWorkbook {
  readonly columns: ReadonlySet<string>;
  /** Columns whose amounts the mapping reads with a decimal comma: a number is written for it so. */
  readonly withComma: ReadonlySet<string>;
  /** The sheet by its name; the visible one with the most of the wanted columns unless stated. */
  readonly sheet: string | undefined;
}

/**
 * Opens a sheet of a workbook (XLSX) as a table: the first row that says anything names the columns. Formulas count with the value that was saved
 * with them. Refusal: import.file_unreadable.
 */
export async function inspectWorkbook(given: GivenFile, wanted: WantedOfWorkbook): Promise<Result<TableFile>> {
  try {
    const workbook = await openWorkbook(given);
    const found = await findTable(given.name, workbook, wanted);
    const { header, sheet, headerLine } = found;
    const hidden = await mergedPlaces(given.name, workbook, found, wanted.columns);
    const rows = () => rowsBelow(given.name, workbook, { sheet, headerLine, header }, wanted, hidden);
    const { bytes, hash } = workbook.archive;
    return ok({ name: given.name, bytes, hash, header, isWorkbook: true, rows });
  } catch (error) {
    if (error instanceof RefusalError) return { ok: false, refusal: error.refusal };
    throw error;
  }
}

interface FoundTable {
  readonly sheet: Sheet;
  readonly headerLine: number;
  readonly header: readonly string[];
}

async function findTable(file: string, workbook: Workbook, wanted: WantedOfWorkbook): Promise<FoundTable> {
  const { sheets } = workbook;
  const candidates =
    wanted.sheet === undefined ? sheets.filter(({ isHidden }) => !isHidden) : sheets.filter(({ name }) => name === wanted.sheet);
  let best: (FoundTable & { readonly score: number }) | undefined;
  for (const sheet of candidates) {
    const row = await firstRowOf(file, workbook, sheet);
    if (row === undefined) continue;
    const header = headerOf(row);
    const score = header.filter((column) => wanted.columns.has(column)).length;
    if (best === undefined || score > best.score) best = { sheet, headerLine: row.line, header, score };
  }
  if (best === undefined) {
    const reason = wanted.sheet !== undefined && candidates.length === 0 ? 'no_such_sheet' : 'empty';
    throw unreadable(file, reason, {
      sheets: sheets
        .map(({ name }) => name)
        .join(', ')
        .slice(0, 500),
    });
  }
  if (best.header.length > MOST_COLUMNS) throw unreadable(file, 'too_many_columns', { line: best.headerLine, max: MOST_COLUMNS });
  return best;
}

async function firstRowOf(file: string, workbook: Workbook, sheet: Sheet): Promise<SheetRow | undefined> {
  for await (const { rows } of readSheet(file, workbook, sheet)) {
    const row = rows.find(({ cells }) => cells.some(({ text }) => text.trim() !== ''));
    if (row !== undefined) return row;
  }
  return undefined;
}

function headerOf({ cells }: SheetRow): readonly string[] {
  const header: string[] = [];
  for (const { column, text } of cells) {
    while (header.length <= Math.min(column, MOST_COLUMNS)) header.push('');
    header[column] = text.trim();
  }
  return header;
}

/** Cells below the header that belong to a merged one beginning elsewhere, in columns that somebody wants: by line, the columns. */
type MergedPlaces = ReadonlyMap<number, ReadonlySet<number>>;

/** More than this many single cells are not listed one by one. */
const MOST_MERGED_CELLS = 200_000;

/** Merged cells are named behind the rows they are in, so a sheet is read once to its end before its rows can be believed. */
async function mergedPlaces(file: string, workbook: Workbook, table: FoundTable, wanted: ReadonlySet<string>): Promise<MergedPlaces> {
  const places = new Map<number, Set<number>>();
  let count = 0;
  for await (const { merged } of readSheet(file, workbook, table.sheet)) {
    for (const reference of merged) {
      const [from, to] = reference.split(':').map(placeOf);
      if (from === undefined || to === undefined) continue;
      for (let column = from.column; column <= Math.min(to.column, table.header.length - 1); column += 1) {
        if (!wanted.has(table.header[column] ?? '')) continue;
        for (let line = Math.max(from.line, table.headerLine + 1); line <= to.line; line += 1) {
          if (line === from.line && column === from.column) continue;
          count += 1;
          if (count > MOST_MERGED_CELLS) throw unreadable(file, 'too_many_merged', { max: MOST_MERGED_CELLS });
          const columns = places.get(line) ?? new Set();
          places.set(line, columns.add(column));
        }
      }
    }
  }
  return places;
}

function placeOf(reference: string): { readonly column: number; readonly line: number } | undefined {
  const column = columnOf(reference);
  return column === undefined ? undefined : { column, line: Number(/\d+$/.exec(reference)?.[0]) };
}

async function* rowsBelow(
  file: string,
  workbook: Workbook,
  { sheet, headerLine, header }: FoundTable,
  { columns: wanted, withComma }: WantedOfWorkbook,
  hidden: MergedPlaces,
): AsyncGenerator<RowBlock> {
  const isWanted = header.map((column) => wanted.has(column));
  const hasComma = header.map((column) => withComma.has(column));
  for await (const piece of readSheet(file, workbook, sheet)) {
    const block = { rows: [] as (readonly string[])[], lines: [] as number[], refused: [] as UnreadableRow[] };
    for (const { line, cells } of piece.rows) {
      if (line <= headerLine) continue;
      const row = header.map(() => '');
      let says = false;
      let doubt: UnreadableRow['reason'] | undefined;
      for (const cell of cells) {
        // Notes beside the table are no part of it.
        if (cell.column >= header.length) continue;
        row[cell.column] = cell.isNumber && hasComma[cell.column] === true ? cell.text.replace('.', ',') : cell.text;
        says ||= cell.text.trim() !== '' || cell.doubt !== undefined;
        if (isWanted[cell.column] === true) doubt ??= cell.doubt;
      }
      if (hidden.has(line)) [says, doubt] = [true, doubt ?? 'merged'];
      if (!says) continue;
      if (doubt !== undefined) {
        block.refused.push({ line, reason: doubt });
        continue;
      }
      block.rows.push(row);
      block.lines.push(line);
    }
    if (block.rows.length > 0 || block.refused.length > 0) yield block;
  }
}

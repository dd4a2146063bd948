import { ok, type Result, refuse } from '#core/kernel/result.ts';
import type { UnreadableRow } from './csv-rows.ts';
import type { TableFile } from './table-file.ts';

/** Look-up files are held in memory whole. */
export const MOST_LOOK_UP_ROWS = 2_000_000;

/** The wanted cells of the row with a key; `ambiguous` where several rows of that key disagree. */
export interface LookUpTable {
  readonly columns: readonly string[];
  readonly cells: ReadonlyMap<string, readonly string[] | 'ambiguous'>;
}

export interface LoadedLookUp {
  readonly table: LookUpTable;
  readonly refused: readonly UnreadableRow[];
}

/** Reads a look-up file by its key column. Refusal: input.too_large. */
export async function loadLookUp(
  file: TableFile,
  by: string,
  columns: readonly string[],
  mostRows = MOST_LOOK_UP_ROWS,
): Promise<Result<LoadedLookUp>> {
  const keyIndex = file.header.indexOf(by);
  const indexes = columns.map((column) => file.header.indexOf(column));
  const cells = new Map<string, readonly string[] | 'ambiguous'>();
  const refused: UnreadableRow[] = [];
  for await (const block of file.rows()) {
    refused.push(...block.refused.slice(0, 1_000));
    for (const row of block.rows) {
      const key = (row[keyIndex] ?? '').trim();
      if (key === '') continue;
      const wanted = indexes.map((index) => (row[index] ?? '').trim());
      const known = cells.get(key);
      if (known === undefined) cells.set(key, wanted);
      else if (known !== 'ambiguous' && known.some((cell, i) => cell !== wanted[i])) cells.set(key, 'ambiguous');
    }
    if (cells.size > mostRows) return refuse('input.too_large', { what: 'look_up', file: file.name, max: mostRows });
  }
  return ok({ table: { columns, cells }, refused });
}

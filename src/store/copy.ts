import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { PoolClient } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';

const ROWS_PER_CHUNK = 200;

/** Fills a temporary table by COPY; `rowText` writes one line of its text format. */
export async function copyIn<Row>(
  client: PoolClient,
  table: string,
  rows: readonly Row[],
  rowText: (row: Row, index: number) => string,
): Promise<void> {
  await pipeline(Readable.from(chunks(rows, rowText)), client.query(copyFrom(`copy ${table} from stdin`)));
}

function* chunks<Row>(rows: readonly Row[], rowText: (row: Row, index: number) => string): Generator<string> {
  for (let from = 0; from < rows.length; from += ROWS_PER_CHUNK) {
    let chunk = '';
    for (const [offset, row] of rows.slice(from, from + ROWS_PER_CHUNK).entries()) chunk += rowText(row, from + offset);
    yield chunk;
  }
}

const SPECIAL: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

/** A text as a column of COPY's text format. */
export function copyText(text: string): string {
  return /[\\\t\n\r]/.test(text) ? text.replace(/[\\\t\n\r]/g, (character) => SPECIAL[character] ?? character) : text;
}

/** NULL in COPY's text format. */
export const COPY_NULL = '\\N';

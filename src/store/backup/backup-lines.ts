import { createHash } from 'node:crypto';
import { isArray, isObject, type Json } from '#core/kernel/canonical-json.ts';
import { ok, type Result, refuse } from '#core/kernel/result.ts';

export const BACKUP_FORMAT = 'belegbar-backup';
export const BACKUP_VERSION = 1;

export interface BackupHeader {
  readonly format: typeof BACKUP_FORMAT;
  readonly version: number;
  /** The newest migration of the database it was written from. */
  readonly schema: string;
  readonly workspace: {
    readonly id: string;
    readonly slug: string;
    readonly name: string;
    readonly currency: string;
    readonly timeZone: string;
    /** Absent in backups written before workspaces had one. */
    readonly region?: string | null;
    readonly purpose: 'real' | 'demo' | 'test';
    readonly createdAt: string;
  };
}

/** A row as a backup has it: the text of every value as PostgreSQL writes it, in the order of the columns. */
export type BackupRow = readonly (string | null)[];

const UNESCAPED: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' };

/** A line of COPY's text format as values. */
export function rowOfCopyLine(line: string): BackupRow {
  return line
    .split('\t')
    .map((value) => (value === '\\N' ? null : value.includes('\\') ? value.replace(/\\(.)/g, (_, c: string) => UNESCAPED[c] ?? c) : value));
}

const SPECIAL: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '\t': '\\t',
  '\n': '\\n',
  '\r': '\\r',
  '\b': '\\b',
  '\f': '\\f',
  '\v': '\\v',
};

/** Values as a line of COPY's text format. */
export function copyLineOfRow(row: BackupRow): string {
  const values = row.map((value) =>
    value === null ? '\\N' : /[\\\t\n\r\b\f\v]/.test(value) ? value.replace(/[\\\t\n\r\b\f\v]/g, (c) => SPECIAL[c] ?? c) : value,
  );
  return `${values.join('\t')}\n`;
}

/** No line of a backup is longer; a document has at most some megabytes. */
const LINE_LIMIT_BYTES = 64 * 1024 * 1024;

export class LineTooLong extends Error {
  override readonly name = 'LineTooLong';
}

/** The lines of a stream of bytes without their ends; `isWhole` is false for a last line that does not end. */
export async function* linesOf(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<{ readonly line: Buffer; readonly isWhole: boolean }> {
  let begun: Buffer[] = [];
  let length = 0;
  for await (const chunk of bytes) {
    const buffer = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    let from = 0;
    for (let end = buffer.indexOf(10); end >= 0; end = buffer.indexOf(10, from)) {
      const rest = buffer.subarray(from, end);
      yield { line: begun.length === 0 ? rest : Buffer.concat([...begun, rest]), isWhole: true };
      begun = [];
      length = 0;
      from = end + 1;
    }
    if (from < buffer.length) {
      begun.push(buffer.subarray(from));
      length += buffer.length - from;
      if (length > LINE_LIMIT_BYTES) throw new LineTooLong();
    }
  }
  if (begun.length > 0) yield { line: Buffer.concat(begun), isWhole: false };
}

export function parsedLine(line: Buffer): Json | undefined {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(line)) as Json;
  } catch {
    return undefined;
  }
}

/** The line before the rows of a table. */
export function sectionOf(line: Json | undefined): { readonly table: string; readonly columns: readonly string[] } | undefined {
  if (line === undefined || !isObject(line)) return undefined;
  const { table, columns } = line;
  if (typeof table !== 'string' || columns === undefined || !isArray(columns)) return undefined;
  const names = columns.filter((column: Json) => typeof column === 'string');
  return names.length === columns.length ? { table, columns: names } : undefined;
}

export function rowOf(line: Json | undefined): BackupRow | undefined {
  return line !== undefined && isArray(line) && line.every((value) => value === null || typeof value === 'string')
    ? (line as BackupRow)
    : undefined;
}

export function lastLineOf(digest: string, rows: number): string {
  return `${JSON.stringify({ end: { rows, sha256: digest } })}\n`;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

function headerOf(line: Json | undefined, newestSchema: string): Result<BackupHeader> {
  if (line === undefined || !isObject(line) || line['format'] !== BACKUP_FORMAT) return refuse('backup.unreadable');
  const { version, schema, workspace } = line;
  if (typeof version !== 'number' || typeof schema !== 'string' || !isObject(workspace)) return refuse('backup.unreadable');
  if (version > BACKUP_VERSION) return refuse('backup.newer', { found: `format ${version}` });
  if (schema > newestSchema) return refuse('backup.newer', { found: schema });
  const fits = UUID.test(String(workspace['id'])) && typeof workspace['slug'] === 'string';
  return fits ? ok(line as unknown as BackupHeader) : refuse('backup.unreadable');
}

/**
 * Reads the whole file once, before anything is written: header, form of every line, and the digest over all bytes before the last line.
 * Refusals: backup.unreadable, backup.newer, backup.truncated, backup.changed.
 */
export async function checkBackup(
  bytes: AsyncIterable<Uint8Array>,
  newestSchema: string,
): Promise<Result<{ readonly header: BackupHeader; readonly rows: number }>> {
  const hash = createHash('sha256');
  let header: BackupHeader | undefined;
  let rows = 0;
  let end: Json | undefined;
  try {
    for await (const { line, isWhole } of linesOf(bytes)) {
      if (end !== undefined) return refuse('backup.changed');
      if (header === undefined) {
        const first = headerOf(parsedLine(line), newestSchema);
        if (!first.ok) return first;
        header = first.value;
      } else if (line[0] === 0x5b) rows += 1;
      else {
        const parsed = parsedLine(line);
        const last: Json | undefined = parsed !== undefined && isObject(parsed) ? parsed['end'] : undefined;
        if (last !== undefined) {
          end = last;
          if (isWhole) continue;
          return refuse('backup.truncated');
        }
      }
      if (!isWhole) return refuse('backup.truncated');
      hash.update(line).update('\n');
    }
  } catch (error) {
    if (error instanceof LineTooLong) return refuse('backup.unreadable');
    // A compressed file that breaks off or does not fit its own check sum.
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('Z_')) {
      return refuse(error.code === 'Z_BUF_ERROR' ? 'backup.truncated' : 'backup.changed');
    }
    throw error;
  }
  if (header === undefined) return refuse('backup.unreadable');
  if (end === undefined || !isObject(end)) return refuse('backup.truncated');
  if (end['sha256'] !== hash.digest('hex') || end['rows'] !== rows) return refuse('backup.changed');
  return ok({ header, rows });
}

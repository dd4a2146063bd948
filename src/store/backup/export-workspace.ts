import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { escapeIdentifier, escapeLiteral, type PoolClient } from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { assert, present } from '#core/kernel/assert.ts';
import { build, type Database, type Transaction } from '../database.ts';
import { knownMigrations } from '../migrate.ts';
import { BACKUP_FORMAT, BACKUP_VERSION, type BackupHeader, lastLineOf, linesOf, rowOfCopyLine } from './backup-lines.ts';
import { type BackupTable, backupTables } from './backup-tables.ts';
import { inFrozenView } from './frozen-view.ts';

/** So many characters are handed on at once. */
const CHUNK = 256 * 1024;
const PROGRESS_ROWS = 1_000;

/**
 * Writes a workspace as a backup. One transaction sees all of it at one moment; nothing is held but the lines at hand, and `write` says when it
 * can take more.
 */
export async function exportWorkspace(
  database: Database,
  workspace: string,
  write: (bytes: Uint8Array) => Promise<void>,
  onRows: (rows: number) => void,
): Promise<number> {
  const hash = createHash('sha256');
  let rows = 0;
  let chunk = '';
  const flush = async () => {
    const bytes = Buffer.from(chunk);
    hash.update(bytes);
    chunk = '';
    await write(bytes);
  };
  await inFrozenView(database, workspace, async (transaction) => {
    chunk = `${JSON.stringify(await headerOf(transaction))}\n`;
    for (const table of await backupTables(transaction)) {
      chunk += `${JSON.stringify({ table: table.name, columns: table.columns })}\n`;
      for await (const row of rowsOf(transaction.client, workspace, table)) {
        chunk += row;
        rows += 1;
        if (rows % PROGRESS_ROWS === 0) onRows(rows);
        if (chunk.length >= CHUNK) await flush();
      }
    }
  });
  await flush();
  onRows(rows);
  await write(Buffer.from(lastLineOf(hash.digest('hex'), rows)));
  return rows;
}

async function headerOf(transaction: Transaction): Promise<BackupHeader> {
  const query = build.selectFrom('directory.workspace').selectAll().where('id', '=', transaction.workspace);
  const { id, slug, name, currency, time_zone, region, purpose, created_at } = present((await transaction.rows(query))[0], 'workspace');
  const [newest] = await transaction.rows(sql<{ name: string }>`select max(name collate "C") as name from migration.applied`);
  const schema = present(newest, 'migration').name;
  assert(schema === knownMigrations().at(-1)?.name, 'the database is up to date');
  const written = { id, slug, name, currency, timeZone: time_zone, region, purpose, createdAt: created_at };
  return { format: BACKUP_FORMAT, version: BACKUP_VERSION, schema, workspace: written };
}

async function* rowsOf(client: PoolClient, workspace: string, { name, columns, order }: BackupTable): AsyncGenerator<string> {
  const values = columns.map((column) => escapeIdentifier(column)).join(', ');
  const rows = client.query(
    copyTo(
      `copy (select ${values} from ${escapeIdentifier(name)} where workspace_id = ${escapeLiteral(workspace)} order by ${order.join(', ')}) to stdout`,
    ),
  );
  for await (const { line } of linesOf(rows)) yield `${JSON.stringify(rowOfCopyLine(line.toString('utf8')))}\n`;
}

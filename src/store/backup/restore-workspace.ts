import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { sql } from 'kysely';
import { DatabaseError, escapeIdentifier } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { hex } from '#core/kernel/hash.ts';
import { ok, RefusalError, type Result, refuse } from '#core/kernel/result.ts';
import { emptyRoot, hashOfNode, type NodeAddress } from '#core/proof/merkle.ts';
import type { Workspace } from '#usecases/ports.ts';
import { build, type Database, type Transaction } from '../database.ts';
import { knownMigrations } from '../migrate.ts';
import { nodeReader, storeFullTiles } from '../proof/tiles.ts';
import { type BackupHeader, checkBackup, copyLineOfRow, linesOf, parsedLine, rowOf, sectionOf } from './backup-lines.ts';
import { backupTables } from './backup-tables.ts';

export interface RestoredWorkspace {
  readonly workspace: Workspace;
  readonly rows: number;
  readonly facts: number;
  readonly seals: number;
}

const PROGRESS_ROWS = 1_000;

/** Checks a backup, writes it in one transaction, and lets it stand only if every seal fits the facts. */
export async function restoreWorkspace(
  database: Database,
  open: () => AsyncIterable<Uint8Array>,
  onRows: (rows: number) => void,
): Promise<Result<RestoredWorkspace>> {
  const newest = knownMigrations().at(-1)?.name ?? '';
  const checked = await checkBackup(open(), newest);
  if (!checked.ok) return checked;
  const { header, rows } = checked.value;
  try {
    const found = await database.inWorkspace(header.workspace.id, async (transaction) => {
      await claimName(transaction, header);
      await writeTables(transaction, open(), onRows);
      return checkSeals(transaction);
    });
    await database.rows(sql`select analyze_log()`);
    return ok({ workspace: { ...header.workspace, region: header.workspace.region ?? null }, rows, ...found });
  } catch (error) {
    if (error instanceof RefusalError) return { ok: false, refusal: error.refusal };
    // Values that no column takes: the digest was made for a file that no export wrote.
    if (error instanceof DatabaseError && /^(22|23|42)/.test(error.code ?? '')) return refuse('backup.unreadable');
    throw error;
  }
}

async function claimName(transaction: Transaction, { workspace }: BackupHeader): Promise<void> {
  const { id, slug, name, currency, timeZone, region = null, purpose, createdAt } = workspace;
  const written = await transaction.run(
    build
      .insertInto('directory.workspace')
      .values({ id, slug, name, currency, time_zone: timeZone, region, purpose, created_at: createdAt })
      .onConflict((conflict) => conflict.doNothing()),
  );
  if (written === 0) throw new RefusalError(refuse('workspace.exists', { slug }).refusal);
}

/** Fills table after table. COPY into a table under row-level security is refused, so that each goes through a temporary one. */
async function writeTables(transaction: Transaction, bytes: AsyncIterable<Uint8Array>, onRows: (rows: number) => void): Promise<void> {
  const known = new Map((await backupTables(transaction)).map((table) => [table.name, new Set(table.columns)]));
  let filling: Filling | undefined;
  let rows = 0;
  try {
    for await (const { line } of linesOf(bytes)) {
      const parsed = parsedLine(line);
      const row = rowOf(parsed);
      if (row !== undefined && filling !== undefined && row.length === filling.width) {
        await filling.write(copyLineOfRow(row));
        rows += 1;
        if (rows % PROGRESS_ROWS === 0) onRows(rows);
        continue;
      }
      const section = sectionOf(parsed);
      if (row !== undefined || (section === undefined && rows > 0 && filling === undefined)) throw unreadable();
      await filling?.end();
      filling = undefined;
      if (section === undefined) continue;
      const columns = known.get(section.table);
      if (columns === undefined || section.columns.some((column) => !columns.has(column))) throw unreadable();
      filling = await beginFilling(transaction, section.table, section.columns);
    }
  } catch (error) {
    await filling?.abandon();
    throw error;
  }
  onRows(rows);
}

function unreadable(): RefusalError {
  return new RefusalError(refuse('backup.unreadable').refusal);
}

interface Filling {
  readonly width: number;
  write(line: string): Promise<void>;
  end(): Promise<void>;
  abandon(): Promise<void>;
}

const CHUNK = 64 * 1024;

async function beginFilling({ client, workspace }: Transaction, table: string, columns: readonly string[]): Promise<Filling> {
  const into = escapeIdentifier(table);
  const names = columns.map((column) => escapeIdentifier(column)).join(', ');
  await client.query(`create temp table restored on commit drop as select ${names} from ${into} limit 0`);
  const copy = client.query(copyFrom('copy restored from stdin'));
  let failed: Error | undefined;
  copy.on('error', (error) => {
    failed = error;
  });
  let chunk = '';
  const flush = async () => {
    if (failed !== undefined) throw failed;
    const text = chunk;
    chunk = '';
    if (text !== '' && !copy.write(text)) await drained(copy);
  };
  return {
    width: columns.length,
    async write(line) {
      chunk += line;
      if (chunk.length >= CHUNK) await flush();
    },
    async end() {
      await flush();
      const finished = once(copy, 'finish');
      copy.end();
      await finished;
      if (failed !== undefined) throw failed;
      await client.query(`insert into ${into} (workspace_id, ${names}) select '${workspace}', ${names} from restored`);
      await client.query('drop table restored');
    },
    async abandon() {
      if (copy.destroyed || copy.writableFinished) return;
      const closed = once(copy, 'close').catch(() => {});
      copy.destroy();
      await closed;
    },
  };
}

/** Resolves when the stream takes more, or never will. */
function drained(stream: Writable): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      stream.off('drain', done);
      stream.off('close', done);
      resolve();
    };
    stream.on('drain', done);
    stream.on('close', done);
  });
}

/** The log has no gap, and the facts give every root again that was sealed. */
async function checkSeals(transaction: Transaction): Promise<{ readonly facts: number; readonly seals: number }> {
  const { workspace } = transaction;
  const [log] = await transaction.rows(sql<{ size: bigint; facts: bigint; first: bigint | null; last: bigint | null }>`
    select h.size, count(f.seq) as facts, min(f.seq) as first, max(f.seq) as last
    from log_head as h left join fact as f on f.workspace_id = h.workspace_id
    where h.workspace_id = ${workspace} group by h.size`);
  const isWhole = log !== undefined && log.facts === log.size && (log.size === 0n || (log.first === 0n && log.last === log.size - 1n));
  if (!isWhole) throw new RefusalError(refuse('backup.changed').refusal);
  const seals = await transaction.rows(build.selectFrom('seal').selectAll().where('workspace_id', '=', workspace).orderBy('size'));
  const newest = Number(seals.at(-1)?.size ?? 0n);
  if (newest > Number(log.size)) throw new RefusalError(refuse('backup.changed').refusal);
  await storeFullTiles(transaction, newest);
  for (const { size, root } of seals) {
    const found = await rootOf(transaction, Number(size));
    if (hex(found) !== hex(root)) throw new RefusalError(refuse('backup.changed').refusal);
  }
  return { facts: Number(log.size), seals: seals.length };
}

async function rootOf(transaction: Transaction, size: number): Promise<Uint8Array> {
  if (size === 0) return emptyRoot();
  const root: NodeAddress = { level: Math.ceil(Math.log2(size)), index: 0 };
  return hashOfNode(size, root, await nodeReader(transaction, size, [root]));
}

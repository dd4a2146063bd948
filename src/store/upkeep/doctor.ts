import { sql } from 'kysely';
import type { Upkeep } from '#usecases/upkeep-ports.ts';
import type { Database } from '../database.ts';
import { knownMigrations } from '../migrate.ts';

type Check = Awaited<ReturnType<Upkeep['doctor']>>[number];

const OLDEST_VERSION = 150_000;

/** What must hold of the database for facts to be safe and workspaces apart. */
export function doctorIn(database: Database): Upkeep['doctor'] {
  return async () => [
    ...(await settings(database)),
    await migrationsApplied(database),
    await roleIsUnprivileged(database),
    await tablesAreConfined(database),
    await logIsAppendOnly(database),
  ];
}

async function settings(database: Database): Promise<readonly Check[]> {
  const [row] = await database.rows(sql<Record<'version' | 'number' | 'fsync' | 'pages' | 'commit', string>>`
    select
      current_setting('server_version') as version, current_setting('server_version_num') as number, current_setting('fsync') as fsync,
      current_setting('full_page_writes') as pages, current_setting('synchronous_commit') as commit`);
  const durable = row?.fsync === 'on' && row.pages === 'on' && row.commit !== 'off';
  return [
    { check: 'server_version', ok: Number(row?.number) >= OLDEST_VERSION, detail: row?.version ?? '' },
    {
      check: 'durable_writes',
      ok: durable,
      detail: `fsync ${row?.fsync}, full_page_writes ${row?.pages}, synchronous_commit ${row?.commit}`,
    },
  ];
}

async function migrationsApplied(database: Database): Promise<Check> {
  const applied = await database.rows(sql<{ name: string; checksum: string }>`select name, checksum from migration.applied`);
  const known = knownMigrations();
  const missing = known.filter((one) => !applied.some((row) => row.name === one.name && row.checksum === one.checksum));
  const ok = missing.length === 0 && applied.length === known.length;
  return { check: 'migrations', ok, detail: ok ? `${known.length}` : missing.map((one) => one.name).join(', ') };
}

async function roleIsUnprivileged(database: Database): Promise<Check> {
  const [row] = await database.rows(sql<{ name: string; privileged: boolean }>`
    select rolname as name, rolsuper or rolbypassrls or rolcreaterole or rolcreatedb as privileged from pg_roles where rolname = current_user`);
  return { check: 'role', ok: row?.privileged === false, detail: row?.name ?? '' };
}

/** Every table with a workspace_id column has row-level security, for its owner too. */
async function tablesAreConfined(database: Database): Promise<Check> {
  const open = await database.rows(sql<{ name: string }>`
    select c.relname as name
    from pg_class as c
    join pg_namespace as n on n.oid = c.relnamespace and n.nspname = 'public'
    where c.relkind in ('r', 'p') and not (c.relrowsecurity and c.relforcerowsecurity)
    order by c.relname`);
  return { check: 'row_level_security', ok: open.length === 0, detail: open.map((row) => row.name).join(', ') };
}

async function logIsAppendOnly(database: Database): Promise<Check> {
  const open = await database.rows(sql<{ name: string }>`
    select t as name from unnest(array['fact', 'statement', 'statement_line', 'posting', 'seal', 'log_tile']) as t
    where has_table_privilege(t, 'update') or has_table_privilege(t, 'delete') or has_table_privilege(t, 'truncate')`);
  return { check: 'append_only', ok: open.length === 0, detail: open.map((row) => row.name).join(', ') };
}

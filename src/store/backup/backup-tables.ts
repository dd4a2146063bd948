import { sql } from 'kysely';
import type { Transaction } from '../database.ts';

/** A table of a workspace as a backup has it: all columns but the workspace's own, in the order of their names. */
export interface BackupTable {
  readonly name: string;
  readonly columns: readonly string[];
  /** What the rows are ordered by: the primary key, texts by their bytes, so that no locale has a say. */
  readonly order: readonly string[];
}

/** Hashes of the Merkle tree follow from the facts and are computed again. */
const DERIVED_AT_RESTORE: readonly string[] = ['log_tile'];

/** Every table that belongs to a workspace, a new one of a later migration too; none refers to another by a key. */
export async function backupTables(transaction: Transaction): Promise<readonly BackupTable[]> {
  return transaction.rows(sql<BackupTable>`
    select c.relname as name,
      array(
        select a.attname::text from pg_attribute as a
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' and a.attname <> 'workspace_id'
        order by a.attname collate "C"
      ) as columns,
      array(
        select quote_ident(a.attname) || case when a.attcollation <> 0 then ' collate "C"' else '' end
        from unnest(i.indkey::int2[]) with ordinality as k (attnum, place)
        join pg_attribute as a on a.attrelid = c.oid and a.attnum = k.attnum
        order by k.place
      ) as "order"
    from pg_class as c join pg_index as i on i.indrelid = c.oid and i.indisprimary
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and c.relrowsecurity
      and exists (select from pg_attribute as a where a.attrelid = c.oid and a.attname = 'workspace_id' and not a.attisdropped)
      and c.relname <> all (${[...DERIVED_AT_RESTORE]})
    order by c.relname collate "C"`);
}

import { sql } from 'kysely';
import { assert } from '#core/kernel/assert.ts';
import type { Transaction } from '../database.ts';

/** A table of a workspace as a backup has it: all columns but the workspace's own, in the order of their names. */
export interface BackupTable {
  readonly name: string;
  readonly columns: readonly string[];
  /** What the rows are ordered by: the primary key, texts by their bytes, so that no locale has a say. */
  readonly order: readonly string[];
  /** Tables whose rows its own refer to by a key. */
  readonly refersTo: readonly string[];
}

/** Hashes of the Merkle tree follow from the facts and are computed again. */
const DERIVED_AT_RESTORE: readonly string[] = ['log_tile'];

/** Every table that belongs to a workspace, a new one of a later migration too: by name, but behind the tables it refers to. */
export async function backupTables(transaction: Transaction): Promise<readonly BackupTable[]> {
  const left = [...(await tablesByName(transaction))];
  const sorted: BackupTable[] = [];
  while (left.length > 0) {
    const next = left.findIndex(({ refersTo }) => refersTo.every((name) => !left.some((other) => other.name === name)));
    assert(next >= 0, 'tables do not refer to each other in a circle');
    sorted.push(...left.splice(next, 1));
  }
  return sorted;
}

async function tablesByName(transaction: Transaction): Promise<readonly BackupTable[]> {
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
      ) as "order",
      array(
        select r.relname::text from pg_constraint as k join pg_class as r on r.oid = k.confrelid
        where k.conrelid = c.oid and k.contype = 'f' and k.confrelid <> c.oid
      ) as "refersTo"
    from pg_class as c join pg_index as i on i.indrelid = c.oid and i.indisprimary
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and c.relrowsecurity
      and exists (select from pg_attribute as a where a.attrelid = c.oid and a.attname = 'workspace_id' and not a.attisdropped)
      and c.relname <> all (${[...DERIVED_AT_RESTORE]})
    order by c.relname collate "C"`);
}

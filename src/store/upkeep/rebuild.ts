import { type RawBuilder, sql } from 'kysely';
import { factKinds } from '#core/facts/registry.ts';
import type { Upkeep } from '#usecases/upkeep-ports.ts';
import type { Database, Transaction } from '../database.ts';

const references = factKinds.flatMap((kind) =>
  Object.entries(kind.fields)
    .filter(([, field]) => field.refersTo.length > 0)
    .map(([field]) => ({ kind: kind.name, field })),
);

/** Projections and the query that derives each from the facts alone; an earlier one may be behind a later one. */
function projections(workspace: string): readonly { readonly table: string; readonly derived: RawBuilder<unknown> }[] {
  const kinds = references.map(({ kind }) => kind);
  const fields = references.map(({ field }) => field);
  const view = (name: string) => sql`select * from ${sql.ref(name)} where workspace_id = ${workspace}`;
  return [
    { table: 'fact_out_of_force', derived: sql`select * from out_of_force_derived(${workspace})` },
    { table: 'subject_link', derived: sql`select * from subject_link_derived(${workspace}, ${kinds}, ${fields})` },
    { table: 'lead', derived: view('lead_derived') },
    { table: 'deal', derived: view('deal_derived') },
    { table: 'sales_order', derived: view('sales_order_derived') },
  ];
}

/** Derives every projection anew beside the live one and counts the rows that differ; `replace` puts the derived ones in place. */
export function rebuildIn(database: Database): Upkeep['rebuild'] {
  return ({ workspace }, mode) =>
    database.inWorkspace(workspace, async (transaction) => {
      // Facts arrive with their projections in one transaction, so nothing may arrive while the two are compared.
      await transaction.run(sql`select from log_head where workspace_id = ${workspace} for update`);
      const tables: { table: string; rows: number; differences: number }[] = [];
      for (const { table, derived } of projections(workspace)) tables.push(await rebuildTable(transaction, table, derived, mode));
      return { tables };
    });
}

async function rebuildTable(
  transaction: Transaction,
  table: string,
  derived: RawBuilder<unknown>,
  mode: 'verify' | 'replace',
): Promise<{ readonly table: string; readonly rows: number; readonly differences: number }> {
  const { workspace } = transaction;
  const live = sql.table(table);
  const rebuilt = sql.table(`rebuilt_${table}`);
  await transaction.run(sql`create temp table ${rebuilt} (like ${live}) on commit drop`);
  await transaction.run(sql`insert into ${rebuilt} ${derived}`);
  const [counted] = await transaction.rows(sql<{ rows: bigint; differences: bigint }>`
    with live as materialized (select * from ${live} where workspace_id = ${workspace})
    select
      (select count(*) from live) as rows,
      (select count(*) from (select * from live except all select * from ${rebuilt}) as gone)
        + (select count(*) from (select * from ${rebuilt} except all select * from live) as missing) as differences`);
  if (mode === 'replace') {
    await transaction.run(sql`delete from ${live} where workspace_id = ${workspace}`);
    await transaction.run(sql`insert into ${live} select * from ${rebuilt}`);
  }
  return { table, rows: Number(counted?.rows ?? 0n), differences: Number(counted?.differences ?? 0n) };
}

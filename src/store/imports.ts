import { type Selectable, sql } from 'kysely';
import type { ImportRun, Imports } from '#usecases/ports.ts';
import { build, type Database } from './database.ts';
import type { Appender } from './log/appender.ts';
import type { ImportRunTable } from './tables.ts';

/** So many facts are retracted in one transaction. */
const RETRACTIONS_AT_ONCE = 10_000;

/** All but the text of the mapping, which a list has no use for. */
const runColumns = [
  'import_run.id',
  'import_run.mapping_name',
  'import_run.mapping_hash',
  'import_run.files',
  'import_run.state',
  'import_run.read',
  'import_run.recorded',
  'import_run.repeated',
  'import_run.refused',
  'import_run.started_at',
  'import_run.finished_at',
  'import_run.actor',
] as const;

export function importsIn(database: Database, appender: Appender): Imports {
  const runs = (workspace: string) => build.selectFrom('import_run').select(runColumns).where('import_run.workspace_id', '=', workspace);
  return {
    async start({ workspace }, run) {
      const row = {
        mapping_name: run.mappingName,
        mapping_hash: run.mappingHash,
        mapping_text: run.mappingText,
        files: JSON.stringify(run.files),
        state: 'running' as const,
        started_at: run.startedAt,
        finished_at: null,
        actor: run.actor,
        read: 0n,
        recorded: 0n,
        repeated: 0n,
        refused: 0n,
      };
      // The same import again counts anew; where its facts lie is kept.
      const query = build
        .insertInto('import_run')
        .values({ workspace_id: workspace, id: run.id, ...row })
        .onConflict((conflict) => conflict.columns(['workspace_id', 'id']).doUpdateSet(row));
      await database.inWorkspace(workspace, (transaction) => transaction.run(query));
    },
    async progress({ workspace }, importId, counts) {
      const query = build
        .updateTable('import_run')
        .where('workspace_id', '=', workspace)
        .where('id', '=', importId)
        .set({
          read: BigInt(counts.read),
          recorded: BigInt(counts.recorded),
          repeated: BigInt(counts.repeated),
          refused: BigInt(counts.refused),
        });
      await database.inWorkspace(workspace, (transaction) => transaction.run(query));
    },
    async finish({ workspace }, importId, state) {
      await database.inWorkspace(workspace, (transaction) =>
        transaction.run(sql`
          update import_run set state = ${state}, finished_at = coalesce(${appender.now()}::timestamptz, date_trunc('milliseconds', clock_timestamp()))
          where workspace_id = ${workspace} and id = ${importId}`),
      );
    },
    async list({ workspace }) {
      const query = runs(workspace).orderBy('started_at', 'desc').orderBy('id');
      return (await database.inWorkspace(workspace, (transaction) => transaction.rows(query))).map(asRun);
    },
    async byId({ workspace }, importId) {
      const query = runs(workspace).where(sql<boolean>`id::text = ${importId}`);
      const [row] = await database.inWorkspace(workspace, (transaction) => transaction.rows(query));
      return row && asRun(row);
    },
    async mappingText({ workspace }, importId) {
      const query = build
        .selectFrom('import_run')
        .select('mapping_text')
        .where('workspace_id', '=', workspace)
        .where(sql<boolean>`id::text = ${importId}`);
      const [row] = await database.inWorkspace(workspace, (transaction) => transaction.rows(query));
      return row?.mapping_text ?? undefined;
    },
    async ofFacts({ workspace }, factIds) {
      const query = runs(workspace)
        .innerJoin('fact', (join) =>
          join.onRef('fact.workspace_id', '=', 'import_run.workspace_id').onRef('fact.import_id', '=', 'import_run.id'),
        )
        .clearSelect()
        .select(runColumns)
        .select('fact.id as fact_id')
        .where('fact.id', 'in', factIds);
      if (factIds.length === 0) return new Map();
      const rows = await database.inWorkspace(workspace, (transaction) => transaction.rows(query));
      return new Map(rows.map((row) => [row.fact_id, asRun(row)]));
    },
    async retractAll({ workspace, actor }, importId, reason) {
      let total = 0;
      // A transaction at a time, so that other facts get in between and a crash leaves only the rest to do.
      for (let after = -1n, more = true; more; ) {
        const query = sql<{ retracted: bigint; last_seq: bigint | null }>`
          select * from retract_import(${workspace}, ${importId}, ${after}, ${RETRACTIONS_AT_ONCE}, ${actor}, ${reason}, ${appender.now()})`;
        const [row] = await database.inWorkspace(workspace, (transaction) => transaction.rows(query));
        total += Number(row?.retracted ?? 0n);
        more = row?.last_seq !== undefined && row.last_seq !== null;
        after = row?.last_seq ?? after;
      }
      return total;
    },
  };
}

function asRun(row: Omit<Selectable<ImportRunTable>, 'workspace_id' | 'first_seq' | 'last_seq' | 'mapping_text'>): ImportRun {
  return {
    id: row.id,
    mappingName: row.mapping_name,
    mappingHash: row.mapping_hash,
    files: row.files,
    state: row.state,
    read: Number(row.read),
    recorded: Number(row.recorded),
    repeated: Number(row.repeated),
    refused: Number(row.refused),
    startedAt: row.started_at,
    finishedAt: row.finished_at,
    actor: row.actor,
  };
}

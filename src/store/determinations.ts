import { type Selectable, sql } from 'kysely';
import type { Determinations, StoredDetermination } from '#usecases/determination-ports.ts';
import { comparedIn } from './compared-leads.ts';
import { build, type Database } from './database.ts';
import { factColumns, factOf } from './log/fact-row.ts';
import type { DeterminationTable } from './tables.ts';

export function determinationsIn(database: Database): Determinations {
  const of = (workspace: string, definitionHash: string) =>
    build.selectFrom('determination').where('workspace_id', '=', workspace).where('definition_hash', '=', definitionHash);
  return {
    async progress({ workspace }, definitionHash) {
      const query = build
        .selectFrom('determination_progress')
        .select('up_to_seq')
        .where('workspace_id', '=', workspace)
        .where('definition_hash', '=', definitionHash);
      const [row] = await database.inWorkspace(workspace, (transaction) => transaction.rows(query));
      return { upToSeq: Number(row?.up_to_seq ?? 0) };
    },
    async save({ workspace }, definitionHash, subjects, stored, upToSeq) {
      await database.inWorkspace(workspace, async (transaction) => {
        if (subjects.length > 0) {
          await transaction.run(sql`
            delete from determination
            where workspace_id = ${workspace} and definition_hash = ${definitionHash} and subject = any (${[...subjects]})`);
        }
        if (stored.length > 0) {
          await transaction.run(sql`
            insert into determination
              (workspace_id, definition_hash, subject, known_at, answer, result_at, missing, message, cause, override)
            select ${workspace}::uuid, ${definitionHash}, d.subject, d."knownAt", d.answer, d."resultAt", d.missing, d.message,
              d."causeFactId", d."overrideFactId"
            from jsonb_to_recordset(${JSON.stringify(stored)}::jsonb) as d (
              subject text, "knownAt" timestamptz, answer text, "resultAt" timestamptz, missing text[], message text,
              "causeFactId" uuid, "overrideFactId" uuid
            )`);
        }
        await transaction.run(sql`
          insert into determination_progress values (${workspace}, ${definitionHash}, ${upToSeq})
          on conflict (workspace_id, definition_hash) do update set up_to_seq = excluded.up_to_seq`);
      });
    },
    async counts({ workspace }, definitionHash, subjects) {
      const all = of(workspace, definitionHash);
      const asked = subjects === undefined ? all : all.where(sql<boolean>`subject = any (${[...subjects]})`);
      const query = asked.select(['answer', (select) => select.fn.countAll<bigint>().as('subjects')]).groupBy('answer');
      const rows = await database.inWorkspace(workspace, (transaction) => transaction.rows(query));
      const counts = { yes: 0, no: 0, open: 0, failed: 0 };
      for (const { answer, subjects } of rows) counts[answer] = Number(subjects);
      return counts;
    },
    async list({ workspace }, definitionHash, page = {}) {
      let query = of(workspace, definitionHash).selectAll().orderBy('subject');
      if (page.answer !== undefined) query = query.where('answer', '=', page.answer);
      if (page.afterSubject !== undefined) query = query.where('subject', '>', page.afterSubject);
      if (page.limit !== undefined) query = query.limit(page.limit);
      return (await database.inWorkspace(workspace, (transaction) => transaction.rows(query))).map(asDetermination);
    },
    async bySubject({ workspace }, definitionHash, subject) {
      const query = of(workspace, definitionHash).selectAll().where('subject', '=', subject);
      const [row] = await database.inWorkspace(workspace, (transaction) => transaction.rows(query));
      return row && asDetermination(row);
    },
    async madeBetween({ workspace }, definitionHash, from, until) {
      const query = of(workspace, definitionHash)
        .where('known_at', '>=', from)
        .where('known_at', '<', until)
        .select((select) => select.fn.countAll<bigint>().as('subjects'));
      const [row] = await database.inWorkspace(workspace, (transaction) => transaction.rows(query));
      return Number(row?.subjects ?? 0n);
    },
    compared: comparedIn(database),
    async overrides({ workspace }, filter = {}) {
      let query = build
        .selectFrom('effective_fact')
        .select(factColumns)
        .where('workspace_id', '=', workspace)
        .where('kind', '=', 'determination.overridden')
        .orderBy('recorded_at', 'desc')
        .orderBy('seq', 'desc');
      if (filter.definition !== undefined) query = query.where(sql<boolean>`data ->> 'definition' = ${filter.definition}`);
      if (filter.since !== undefined) query = query.where('recorded_at', '>=', filter.since);
      if (filter.actor !== undefined) query = query.where('actor', '=', filter.actor);
      if (filter.limit !== undefined) query = query.limit(filter.limit);
      const rows = await database.inWorkspace(workspace, (transaction) => transaction.rows(query));
      return rows.map((row) => factOf(workspace, row));
    },
  };
}

function asDetermination(row: Selectable<DeterminationTable>): StoredDetermination {
  return {
    subject: row.subject,
    knownAt: row.known_at,
    answer: row.answer,
    resultAt: row.result_at,
    missing: row.missing,
    message: row.message,
    causeFactId: row.cause,
    overrideFactId: row.override,
  };
}

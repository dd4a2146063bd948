import { sql } from 'kysely';
import type { Determinations, StoredDetermination } from '#usecases/determination-ports.ts';
import type { Database } from './database.ts';

type Answer = StoredDetermination['answer'];

/** Every lead with what up to three definitions say of it; what a definition has not looked at is open. */
export function comparedIn(database: Database): Determinations['compared'] {
  return ({ workspace }, hashes, { differ, limit, offset }) => {
    const said = sql`
      select l.subject, l.captured_at,
        array[${sql.join(hashes.map((_, index) => sql`coalesce(${column(index)}.answer, 'open')`))}]::text[] as answers
      from lead as l
      ${sql.join(
        hashes.map(
          (hash, index) => sql`
        left join determination as ${column(index)} on ${column(index)}.workspace_id = l.workspace_id
          and ${column(index)}.definition_hash = ${hash} and ${column(index)}.subject = l.subject`,
        ),
        sql` `,
      )}
      where l.workspace_id = ${workspace}`;
    const filter = differ === undefined ? sql`true` : sql`answers[${differ[0] + 1}::int] <> answers[${differ[1] + 1}::int]`;
    return database.inWorkspace(workspace, async (transaction) => {
      const groups = await transaction.rows(
        sql<{ answers: Answer[]; leads: bigint; first: string; last: string }>`
          select answers, count(*) as leads, min(captured_at) as first, max(captured_at) as last from (${said}) as said group by answers`,
      );
      const page = await transaction.rows(
        sql<{ subject: string; captured_at: string }>`
          select subject, captured_at from (${said}) as said where ${filter}
          order by captured_at desc, subject limit ${limit} offset ${offset}`,
      );
      const firsts = groups.map(({ first }) => first).sort();
      const lasts = groups.map(({ last }) => last).sort();
      return {
        groups: groups.map(({ answers, leads }) => ({ answers, leads: Number(leads) })),
        from: firsts[0] ?? null,
        until: lasts.at(-1) ?? null,
        page: page.map(({ subject, captured_at: capturedAt }) => ({ subject, capturedAt })),
      };
    });
  };
}

function column(index: number) {
  return sql.ref(`d${index}`);
}

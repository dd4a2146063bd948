import { sql } from 'kysely';
import type { FactDraft } from '#core/facts/fact.ts';
import { assert } from '#core/kernel/assert.ts';
import type { Asker } from '#usecases/ports.ts';
import type { Database } from '../database.ts';
import type { Appender } from '../log/appender.ts';
import { STAFF } from '../log/personal-values.ts';
import { employeeNames, findPeople } from './find-people.ts';
import { reachOf } from './reach.ts';
import { freeTextBefore, namesUnusedSince, noteRun, type RunRow, runsOf, silentSince } from './retention.ts';

/** What is held about people beside the log: found, counted and erased. */
export function peopleIn(database: Database, appender: Appender) {
  return {
    find: ({ workspace }: Asker, text: string, limit: number) => database.inWorkspace(workspace, (t) => findPeople(t, text, limit)),
    reach: ({ workspace }: Asker, subject: string) => database.inWorkspace(workspace, (t) => reachOf(t, subject)),
    held: ({ workspace }: Asker, subjects: readonly string[]) =>
      database.inWorkspace(workspace, async (transaction) => {
        const rows = await transaction.rows(sql<{ field: string; count: bigint }>`
          select split_part(field, '/', 1) as field, count(*) as count from personal_value
          where workspace_id = ${workspace} and subject = any (${[...subjects]}) group by 1 order by 1`);
        return rows.map(({ field, count }) => ({ field, count: Number(count) }));
      }),
    employeeNames: ({ workspace }: Asker, names: { readonly texts?: readonly string[]; readonly ids?: readonly string[] }) =>
      database.inWorkspace(workspace, (t) => employeeNames(t, names)),
    erase: (
      { workspace }: Asker,
      { subjects, commitments }: { readonly subjects: readonly string[]; readonly commitments: readonly string[] },
      factsOf: (values: number) => readonly FactDraft[],
    ) =>
      database.inWorkspace(workspace, async (transaction) => {
        // Nothing about these people can arrive between their erasure and the fact that says so.
        await transaction.run(sql`select from log_head where workspace_id = ${workspace} for update`);
        const values = await transaction.run(sql`
          delete from personal_value where workspace_id = ${workspace}
            and ((subject = any (${[...subjects]}) and subject <> ${STAFF.subject}) or (subject = ${STAFF.subject} and commitment = any (${[...commitments]})))`);
        const answers = await appender.appendWithin(transaction, factsOf(values));
        assert(
          answers.every(({ status }) => status === 'recorded'),
          'an erasure is recorded',
        );
        return values;
      }),
    silentSince: ({ workspace }: Asker, since: string, after: string, limit: number) =>
      database.inWorkspace(workspace, (t) => silentSince(t, since, after, limit)),
    namesUnusedSince: ({ workspace }: Asker, since: string) => database.inWorkspace(workspace, (t) => namesUnusedSince(t, since)),
    freeTextBefore: ({ workspace }: Asker, before: string, erase: boolean) =>
      database.inWorkspace(workspace, (t) => freeTextBefore(t, before, erase)),
    noteRun: ({ workspace }: Asker, run: RunRow) => database.inWorkspace(workspace, (t) => noteRun(t, run)),
    runs: ({ workspace }: Asker, limit: number) => database.inWorkspace(workspace, (t) => runsOf(t, limit)),
  };
}

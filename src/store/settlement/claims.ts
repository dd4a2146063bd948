import { type Selectable, sql } from 'kysely';
import type { Claims, StoredClaim } from '#usecases/ports.ts';
import { build, type Database } from '../database.ts';
import { subjectsTouchedBy } from '../log/scopes.ts';
import type { ClaimTable } from '../tables.ts';
import { claimFrom, claimText } from './claim-document.ts';

const SUBJECTS_PER_PAGE = 2_000;

export function claimsIn(database: Database): Claims {
  const claims = (workspace: string, agreementId: string) =>
    build.selectFrom('claim').selectAll().where('workspace_id', '=', workspace).where('agreement_id', '=', agreementId);
  const ordered = (query: ReturnType<typeof claims>) => query.orderBy('subject').orderBy('component');
  return {
    async progress({ workspace }, agreementId) {
      const query = build
        .selectFrom('claim_progress')
        .select(['up_to_seq', 'contract'])
        .where('workspace_id', '=', workspace)
        .where('agreement_id', '=', agreementId);
      const [row] = await database.inWorkspace(workspace, (transaction) => transaction.rows(query));
      return { upToSeq: Number(row?.up_to_seq ?? 0), contract: row?.contract ?? '' };
    },
    async *subjectsTouched({ workspace }, subjectTypes, fromSeq, untilSeq) {
      const subjects = await database.inWorkspace(workspace, (transaction) =>
        subjectsTouchedBy(transaction, subjectTypes, fromSeq, untilSeq),
      );
      for (let from = 0; from < subjects.length; from += SUBJECTS_PER_PAGE) yield subjects.slice(from, from + SUBJECTS_PER_PAGE);
    },
    async save({ workspace }, agreementId, subjects, stored, { upToSeq, contract }) {
      await database.inWorkspace(workspace, async (transaction) => {
        if (subjects.length > 0) {
          await transaction.run(sql`
            delete from claim where workspace_id = ${workspace} and agreement_id = ${agreementId} and subject = any (${[...subjects]})`);
        }
        if (stored.length > 0) {
          await transaction.run(sql`
            insert into claim
            select
              ${workspace}::uuid, ${agreementId}, c.history ->> 'subject', c.history ->> 'component', c.history, c.determination,
              c."firstResultAt", c."lastResultAt", c."changedAt", c."factIds"
            from jsonb_to_recordset(${`[${stored.map(rowText).join(',')}]`}::jsonb) as c (
              history jsonb, determination jsonb, "firstResultAt" timestamptz, "lastResultAt" timestamptz, "changedAt" timestamptz,
              "factIds" text[]
            )`);
        }
        await transaction.run(sql`
          insert into claim_progress values (${workspace}, ${agreementId}, ${upToSeq}, ${contract})
          on conflict (workspace_id, agreement_id) do update set up_to_seq = excluded.up_to_seq, contract = excluded.contract`);
      });
    },
    async list({ workspace }, agreementId, page = {}) {
      let query = ordered(claims(workspace, agreementId));
      if (page.afterSubject !== undefined) query = query.where('subject', '>', page.afterSubject);
      if (page.limit !== undefined) query = query.limit(page.limit);
      return (await database.inWorkspace(workspace, (transaction) => transaction.rows(query))).map(asClaim);
    },
    async bySubject({ workspace }, agreementId, subject) {
      const query = ordered(claims(workspace, agreementId).where('subject', '=', subject));
      return (await database.inWorkspace(workspace, (transaction) => transaction.rows(query))).map(asClaim);
    },
    async forSettlement({ workspace }, agreementId, since, changedSince, carried = []) {
      // Of all a claim has, settling reads the history; leaving out the rest halves the time to load a large month.
      let query = build
        .selectFrom('claim')
        .select('history')
        .where('workspace_id', '=', workspace)
        .where('agreement_id', '=', agreementId)
        .orderBy('subject')
        .orderBy('component');
      if (since !== null && changedSince !== null) {
        const outstanding = sql<boolean>`(component, subject) in (
          select l.component, l.subject from statement_line as l
          where l.workspace_id = ${workspace} and l.agreement_id = ${agreementId}
          group by l.component, l.subject having sum(l.under_review_minor) <> 0 or sum(l.held_minor) <> 0)`;
        query = query.where((where) =>
          where.or([
            where('last_result_at', '>=', since),
            where('changed_at', '>', changedSince),
            outstanding,
            ...(carried.length === 0 ? [] : [where('subject', 'in', carried)]),
          ]),
        );
      } else if (since !== null) query = query.where('last_result_at', '>=', since);
      else if (changedSince !== null) query = query.where('changed_at', '>', changedSince);
      const rows = await database.inWorkspace(workspace, (transaction) => transaction.rows(query));
      return rows.map(({ history }) => claimFrom(history));
    },
  };
}

function rowText({ history, determination, firstResultAt, lastResultAt, changedAt, factIds }: StoredClaim): string {
  return `{"history":${claimText(history)},${JSON.stringify({ determination, firstResultAt, lastResultAt, changedAt, factIds }).slice(1)}`;
}

function asClaim(row: Selectable<ClaimTable>): StoredClaim {
  return {
    history: claimFrom(row.history),
    determination: row.determination,
    firstResultAt: row.first_result_at,
    lastResultAt: row.last_result_at,
    changedAt: row.changed_at,
    factIds: row.fact_ids,
  };
}

import { sql } from 'kysely';
import type { CostOfSubject, PlanFigures, SourceOfLeads, TodayFigures } from '#usecases/today-ports.ts';
import type { Database } from '../database.ts';

/** What did each source and campaign cost in a stretch of time, and which systems said so? */
export function costsBySubjectIn(database: Database): TodayFigures['costsBySubject'] {
  return ({ workspace }, { from, until }) =>
    database.inWorkspace(workspace, async (transaction) => {
      const rows = await transaction.rows(sql<Omit<CostOfSubject, 'minor'> & { minor: string }>`
        select subject, data -> 'amount' ->> 'currency' as currency, sum((data -> 'amount' ->> 'minor')::numeric)::text as minor,
          count(*)::integer as count, array_agg(distinct source) as sources
        from effective_fact
        where workspace_id = ${workspace} and kind = 'cost.recorded' and occurred_at >= ${from} and occurred_at < ${until}
        group by subject, currency order by subject, currency`);
      return rows.map((row) => ({ ...row, minor: BigInt(row.minor) }));
    });
}

/** Which sources did leads come from since an instant, and how many of these leads were won? */
export function sourcesOfLeadsIn(database: Database): TodayFigures['sourcesOfLeads'] {
  return ({ workspace }, since) =>
    database.inWorkspace(workspace, (transaction) =>
      transaction.rows(sql<SourceOfLeads>`
        with won as (
          select distinct n.lead from deal as d cross join lateral unnest(d.leads) as n (lead)
          where d.workspace_id = ${workspace} and d.won_at >= ${since}
        )
        select l.source, (count(*) filter (where l.captured_at >= ${since}))::integer as leads, count(w.lead)::integer as won
        from lead as l left join won as w on w.lead = l.subject
        where l.workspace_id = ${workspace} and (l.captured_at >= ${since} or w.lead is not null)
        group by l.source order by leads desc, l.source`),
    );
}

/** What is there of the things the plan of the first month looks at? */
export function planFiguresIn(database: Database): TodayFigures['planFigures'] {
  return async ({ workspace }, since, recentSince) => {
    const [row] = await database.inWorkspace(workspace, (transaction) =>
      transaction.rows(sql<PlanFigures>`
        with recent as (
          select l.captured_at, (
            select min(f.occurred_at) from effective_fact as f
            where f.workspace_id = ${workspace} and f.subject = l.subject and f.kind in ('lead.contacted', 'lead.acknowledged')
          ) as touched_at
          from lead as l where l.workspace_id = ${workspace} and l.captured_at >= ${recentSince}
        )
        select
          (select count(*) from recent)::integer as "recentLeads",
          (select count(*) from recent where touched_at is not null)::integer as "recentContacted",
          (select count(*) from recent where touched_at <= captured_at + interval '1 hour')::integer as "recentWithinHour",
          (
            select count(*) from (
              select from effective_fact as f
              join lead as l on l.workspace_id = ${workspace} and l.subject = f.subject
              where f.workspace_id = ${workspace} and f.kind in ('lead.contacted', 'lead.acknowledged') and l.captured_at >= ${since} limit 1
            ) as one
          )::integer as contacts,
          (select count(*) from sales_order where workspace_id = ${workspace} and placed_at >= ${since})::integer
            + (select count(*) from deal where workspace_id = ${workspace} and won_at >= ${since})::integer as orders,
          (
            select count(*) from effective_fact
            where workspace_id = ${workspace} and kind = 'payment.received' and occurred_at >= ${since}
              and (subject like 'order:%' or subject like 'deal:%')
          )::integer as payments,
          (select size from log_head where workspace_id = ${workspace})::integer as facts`),
    );
    return row ?? { recentLeads: 0, recentContacted: 0, recentWithinHour: 0, contacts: 0, orders: 0, payments: 0, facts: 0 };
  };
}

/** What came in for these statements, less what was taken back? */
export function receivedOnStatementsIn(database: Database): TodayFigures['receivedOnStatements'] {
  return async ({ workspace }, statements) => {
    const subjects = statements.map((id) => `statement:${id}`);
    const rows = await database.inWorkspace(workspace, (transaction) =>
      transaction.rows(sql<{ statement: string; currency: string; minor: string }>`
        select substr(subject, ${'statement:'.length + 1}) as statement, data -> 'amount' ->> 'currency' as currency,
          sum(case kind when 'payment.received' then 1 else -1 end * (data -> 'amount' ->> 'minor')::numeric)::text as minor
        from effective_fact
        where workspace_id = ${workspace} and subject = any (${subjects}) and kind in ('payment.received', 'payment.reversed')
        group by subject, currency`),
    );
    return rows.map((row) => ({ ...row, minor: BigInt(row.minor) }));
  };
}

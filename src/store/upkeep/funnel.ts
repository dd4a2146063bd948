import { sql } from 'kysely';
import type { FunnelRow, Upkeep } from '#usecases/upkeep-ports.ts';
import type { Database } from '../database.ts';

/** Leads and won deals by the source of the lead; a deal with several leads counts for each of them once. */
export function funnelIn(database: Database): Upkeep['funnel'] {
  return async ({ workspace }) => {
    const rows = await database.inWorkspace(workspace, (transaction) =>
      transaction.rows(sql<Omit<FunnelRow, 'medianDaysToWon'> & { median: number | null }>`
        with won as (
          select l.subject, min(d.won_at) as won_at
          from deal as d
          cross join lateral unnest(d.leads) as n (lead)
          join lead as l on l.workspace_id = ${workspace} and l.subject = n.lead
          where d.workspace_id = ${workspace} and d.won_at is not null
          group by l.subject
        )
        select
          l.source,
          count(*)::integer as leads,
          count(w.won_at)::integer as won,
          (count(*) filter (where w.won_at < l.captured_at))::integer as "wonBeforeCapture",
          percentile_cont(0.5) within group (order by extract(epoch from w.won_at - l.captured_at) / 86400)
            filter (where w.won_at is not null) as median
        from lead as l
        left join won as w on w.subject = l.subject
        where l.workspace_id = ${workspace}
        group by l.source
        order by count(*) desc, l.source`),
    );
    return rows.map(({ median, ...row }) => ({ ...row, medianDaysToWon: median }));
  };
}

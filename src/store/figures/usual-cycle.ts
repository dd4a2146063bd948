import { sql } from 'kysely';
import type { TodayFigures } from '#usecases/today-ports.ts';
import type { Database } from '../database.ts';

/**
 * How many days pass from the first lead of a won deal to its win, and to its first payment? Where both have the same instant, nobody
 * wrote down when it ended (a table without a closing date), and nothing was measured.
 */
export function cycleIn(database: Database): TodayFigures['cycle'] {
  return async ({ workspace }, wonSince) => {
    const [row] = await database.inWorkspace(workspace, (transaction) =>
      transaction.rows(sql<{ won: number; to_won: number | null; paid: number; to_money: number | null }>`
        with won as (
          select d.subject, d.won_at, (
            select min(l.captured_at) from lead as l where l.workspace_id = ${workspace} and l.subject = any (d.leads)
          ) as began_at
          from deal as d where d.workspace_id = ${workspace} and d.won_at >= ${wonSince}
        ), paid as (
          select w.*, (
            select min(f.occurred_at)
            from sales_order as o
            join effective_fact as f on f.workspace_id = ${workspace} and f.subject = o.subject and f.kind = 'payment.received'
            where o.workspace_id = ${workspace} and o.deal = w.subject
          ) as paid_at
          from won as w where w.began_at <= w.won_at
        )
        select
          (count(*) filter (where won_at > began_at))::integer as won,
          percentile_cont(0.5) within group (order by extract(epoch from won_at - began_at) / 86400)
            filter (where won_at > began_at) as to_won,
          (count(*) filter (where paid_at > began_at))::integer as paid,
          percentile_cont(0.5) within group (order by extract(epoch from paid_at - began_at) / 86400)
            filter (where paid_at > began_at) as to_money
        from paid`),
    );
    return { won: row?.won ?? 0, daysToWon: row?.to_won ?? null, paid: row?.paid ?? 0, daysToMoney: row?.to_money ?? null };
  };
}

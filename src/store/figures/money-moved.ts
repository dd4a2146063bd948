import { type RawBuilder, sql } from 'kysely';
import type { MovedSum, Stretch, TodayCase, TodayFigures } from '#usecases/today-ports.ts';
import type { Database } from '../database.ts';

/** Halves go away from zero, in whole numbers, so that no digit is lost on the way. */
function dividedRounded(numerator: RawBuilder<unknown>, denominator: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`sign(${numerator}) * div(2 * abs(${numerator}) + ${denominator}, 2 * ${denominator})`;
}

/** Every movement of a stretch of time, as core/measures/money-back means it. */
function movements(workspace: string, { from, until }: Stretch): RawBuilder<unknown> {
  const net = dividedRounded(sql`p.minor * tax.net`, sql`(tax.net + tax.vat)`);
  return sql`
    select 'spent' as figure, id, kind, subject, external_id, occurred_at as at, source,
      (data -> 'amount' ->> 'minor')::numeric as minor, (data -> 'amount' ->> 'minor')::numeric as net, true as taxed, data -> 'amount' ->> 'currency' as currency
    from effective_fact
    where workspace_id = ${workspace} and kind = 'cost.recorded' and occurred_at >= ${from} and occurred_at < ${until}
    union all
    select 'ordered', f.id, f.kind, o.subject, f.external_id, o.placed_at, f.source, o.net_minor, o.net_minor, true, o.currency
    from sales_order as o
    cross join lateral (
      select id, kind, external_id, source from effective_fact as e
      where e.workspace_id = ${workspace} and e.subject = o.subject and e.kind = 'order.placed'
      order by e.recorded_at desc, e.content_hash desc limit 1
    ) as f
    where o.workspace_id = ${workspace} and o.placed_at >= ${from} and o.placed_at < ${until}
    union all
    select 'ordered', id, kind, subject, external_id, occurred_at, source,
      -(data -> 'net' ->> 'minor')::numeric, -(data -> 'net' ->> 'minor')::numeric, true, data -> 'net' ->> 'currency'
    from effective_fact
    where workspace_id = ${workspace} and kind = 'order.refunded' and occurred_at >= ${from} and occurred_at < ${until}
    union all
    select 'ordered', f.id, f.kind, d.subject, f.external_id, d.won_at, f.source, d.amount_minor, d.amount_minor, true, d.currency
    from deal as d
    cross join lateral (
      select id, kind, external_id, source from effective_fact as e
      where e.workspace_id = ${workspace} and e.subject = d.subject and e.kind = 'deal.won'
      order by e.recorded_at desc, e.content_hash desc limit 1
    ) as f
    where d.workspace_id = ${workspace} and d.won_at >= ${from} and d.won_at < ${until} and d.amount_minor is not null
      and not exists (select from sales_order as o where o.workspace_id = ${workspace} and o.deal = d.subject)
    union all
    select 'received', p.id, p.kind, p.subject, p.external_id, p.occurred_at, p.source, p.minor,
      case when tax.net > 0 and tax.net + tax.vat > 0 then ${net} else p.minor end, coalesce(tax.net > 0 and tax.net + tax.vat > 0, false), p.currency
    from (
      select id, kind, subject, external_id, occurred_at, source, data -> 'amount' ->> 'currency' as currency,
        case kind when 'payment.received' then 1 else -1 end * (data -> 'amount' ->> 'minor')::numeric as minor
      from effective_fact
      where workspace_id = ${workspace} and kind in ('payment.received', 'payment.reversed')
        and (subject like 'order:%' or subject like 'deal:%') and occurred_at >= ${from} and occurred_at < ${until}
    ) as p
    left join lateral (
      select (e.data -> 'net' ->> 'minor')::numeric as net, (e.data -> 'vat' ->> 'minor')::numeric as vat
      from effective_fact as e
      where e.workspace_id = ${workspace} and e.subject = p.subject and e.data ? 'vat'
        and e.kind in ('order.placed', 'invoice.issued', 'invoice.corrected')
      order by e.occurred_at desc, e.recorded_at desc, e.content_hash desc limit 1
    ) as tax on true`;
}

/** What was spent, ordered and received in a stretch of time, per currency? */
export function moneyMovedIn(database: Database): TodayFigures['moneyMoved'] {
  return ({ workspace }, stretch) =>
    database.inWorkspace(workspace, async (transaction) => {
      const rows = await transaction.rows(sql<Omit<MovedSum, 'minor' | 'netMinor'> & { minor: string; net: string }>`
        select figure, currency, sum(minor)::text as minor, sum(net)::text as net, count(*)::integer as count,
          (count(*) filter (where not taxed))::integer as "withoutTax"
        from (${movements(workspace, stretch)}) as moved
        group by figure, currency order by figure, currency`);
      return rows.map(({ minor, net, ...row }) => ({ ...row, minor: BigInt(minor), netMinor: BigInt(net) }));
    });
}

/** Which movements are behind a figure, the newest first? */
export function movedCasesIn(database: Database): TodayFigures['movedCases'] {
  return ({ workspace }, stretch, figure, limit) =>
    database.inWorkspace(workspace, async (transaction) => {
      const rows = await transaction.rows(sql<Omit<TodayCase, 'minor'> & { minor: string }>`
        select id as "factId", kind, subject, external_id as "externalId", at, source, minor::text as minor, currency
        from (${movements(workspace, stretch)}) as moved
        where figure = ${figure} order by at desc, id limit ${limit}`);
      return rows.map((row) => ({ ...row, minor: BigInt(row.minor) }));
    });
}

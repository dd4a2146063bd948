import { sql } from 'kysely';
import type { FigureRange, SourceLeads } from '#usecases/source-figure-ports.ts';
import type { Transaction } from '../database.ts';

interface Row extends Omit<SourceLeads, 'netMinor' | 'receivedMinor' | 'furthest' | 'ended'> {
  readonly netMinor: string;
  readonly receivedMinor: string;
  readonly furthest: number[];
  readonly ended: number[];
}

/**
 * One pass over the leads of the range: how far each came, and by source what that adds up to. A deal of several leads counts as won
 * for each of them, but its money belongs to the one that was captured first, so that sources add up to the whole.
 */
export async function leadsBySource(transaction: Transaction, range: FigureRange): Promise<readonly SourceLeads[]> {
  const { workspace } = transaction;
  const { from, until, currency, definitionHash } = range;
  const rows = await transaction.rows(sql<Row>`
    with cohort as (
      select * from lead where workspace_id = ${workspace} and captured_at >= ${from} and captured_at < ${until}
    ), named as (
      select d.subject as deal, d.won_at, d.lost_at, d.amount_minor, d.currency, n.lead, l.captured_at
      from deal as d
      cross join lateral (select distinct unnest(d.leads) as lead) as n
      join lead as l on l.workspace_id = d.workspace_id and l.subject = n.lead
      where d.workspace_id = ${workspace}
    ), course as (
      select lead, bool_or(won_at is not null) as won, bool_and(lost_at is not null) as lost from named group by lead
    ), first_lead as (
      select distinct on (deal) deal, lead, won_at, amount_minor, currency from named order by deal, captured_at, lead
    ), ordered as (
      select deal, count(*) as orders,
        count(*) filter (where currency <> ${currency}) as other,
        coalesce(sum(net_minor - refunded_minor) filter (where currency = ${currency}), 0) as net,
        coalesce(sum(received_minor) filter (where currency = ${currency}), 0) as received
      from sales_order where workspace_id = ${workspace} and deal is not null group by deal
    ), money as (
      select f.lead,
        sum(case when o.deal is not null then o.orders when f.won_at is not null then 1 else 0 end) as orders,
        sum(case when o.deal is not null then o.net when f.won_at is not null and f.currency = ${currency} then f.amount_minor else 0 end) as net,
        sum(coalesce(o.received, 0)) as received,
        sum(case when o.deal is not null then o.other when f.won_at is not null and f.currency <> ${currency} then 1 else 0 end) as other
      from first_lead as f left join ordered as o on o.deal = f.deal
      group by f.lead
    ), contacted as (
      select distinct subject from effective_fact where workspace_id = ${workspace} and kind = 'lead.contacted'
    ), walked as (
      select l.source, l.campaign, l.person, a.answer,
        case when c.won then 4 when c.lead is not null then 3 when a.answer = 'yes' then 2 when t.subject is not null then 1 else 0 end as furthest,
        not coalesce(c.won, false) and (l.state in ('rejected', 'recycled') or coalesce(c.lost, false) or coalesce(a.answer = 'no', false)) as ended,
        m.orders, m.net, m.received, m.other
      from cohort as l
      left join course as c on c.lead = l.subject
      left join contacted as t on t.subject = l.subject
      left join money as m on m.lead = l.subject
      left join determination as a on a.workspace_id = ${workspace} and a.definition_hash = ${definitionHash} and a.subject = l.subject
    )
    select source, count(*)::integer as leads,
      (count(*) filter (where answer = 'yes'))::integer as qualified,
      (count(*) filter (where furthest = 4))::integer as won,
      array[
        count(*) filter (where furthest = 0), count(*) filter (where furthest = 1), count(*) filter (where furthest = 2),
        count(*) filter (where furthest = 3), count(*) filter (where furthest = 4)
      ]::integer[] as furthest,
      array[
        count(*) filter (where ended and furthest = 0), count(*) filter (where ended and furthest = 1), count(*) filter (where ended and furthest = 2),
        count(*) filter (where ended and furthest = 3), 0
      ]::integer[] as ended,
      count(campaign)::integer as "withCampaign", count(person)::integer as "withPerson",
      coalesce(sum(orders), 0)::integer as orders,
      coalesce(sum(net), 0)::text as "netMinor", coalesce(sum(received), 0)::text as "receivedMinor",
      coalesce(sum(other), 0)::integer as "otherCurrency"
    from walked group by source order by count(*) desc, source`);
  return rows.map(({ netMinor, receivedMinor, ...row }) => ({ ...row, netMinor: BigInt(netMinor), receivedMinor: BigInt(receivedMinor) }));
}

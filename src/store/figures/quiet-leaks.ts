import { type RawBuilder, sql } from 'kysely';
import type { IsoDay, IsoInstant } from '#core/kernel/instant.ts';
import type { CountedMoney, Stretch, TodayCase, TodayFigures } from '#usecases/today-ports.ts';
import type { Database, Transaction } from '../database.ts';

type CaseRow = Omit<TodayCase, 'minor'> & { readonly minor: string | null };

/** Deals that are neither won nor lost and were offered in a stretch of time, each with its first offer. */
function openOffers(workspace: string, { from, until }: Stretch): RawBuilder<unknown> {
  return sql`
    select distinct on (d.subject) d.subject, f.id, f.kind, f.external_id, f.occurred_at as at, f.source, d.amount_minor as minor, d.currency
    from effective_fact as f
    join deal as d on d.workspace_id = ${workspace} and d.subject = f.subject
    where f.workspace_id = ${workspace} and f.kind in ('deal.opened', 'offer.sent') and f.occurred_at >= ${from} and f.occurred_at < ${until}
      and d.won_at is null and d.lost_at is null
    order by d.subject, f.occurred_at, f.id`;
}

/**
 * Invoices due before a day of which something is open. What was received and refunded for an order pays its invoices of the same currency,
 * the first due first, whenever they were issued; a refund takes off its share of the gross.
 */
function overdue(workspace: string, issuedSince: IsoInstant, today: IsoDay): RawBuilder<unknown> {
  return sql`
    select i.subject, i.id, i.kind, i.external_id, i.at, i.source, i.currency, least(
      i.gross,
      i.asked - i.credited - paid.received
        - case when i.all_net > 0 then round(i.all_gross * least(paid.refunded, i.all_net) / i.all_net) else 0 end
    ) as minor
    from (
      select newest.*,
        sum(greatest(gross, 0)) over (partition by subject, currency order by at nulls last, external_id, id) as asked,
        sum(greatest(-gross, 0)) over whole as credited,
        sum(gross) filter (where gross > 0) over whole as all_gross, sum(net) filter (where gross > 0) over whole as all_net
      from (
        select distinct on (subject, data ->> 'number') subject, id, kind, source, data ->> 'number' as external_id, occurred_at as issued_at,
          data -> 'net' ->> 'currency' as currency, (data -> 'net' ->> 'minor')::numeric as net,
          (data -> 'net' ->> 'minor')::numeric + coalesce((data -> 'vat' ->> 'minor')::numeric, 0) as gross,
          (data ->> 'dueOn')::date::timestamptz as at
        from effective_fact
        where workspace_id = ${workspace} and kind in ('invoice.issued', 'invoice.corrected') and subject in (
          select subject from effective_fact
          where workspace_id = ${workspace} and kind in ('invoice.issued', 'invoice.corrected') and occurred_at >= ${issuedSince}
        )
        order by subject, data ->> 'number', occurred_at desc, recorded_at desc, content_hash desc
      ) as newest
      window whole as (partition by subject, currency)
    ) as i
    cross join lateral (
      select
        coalesce(sum(case f.kind when 'payment.received' then 1 else -1 end * (f.data -> 'amount' ->> 'minor')::numeric)
          filter (where f.kind in ('payment.received', 'payment.reversed') and f.data -> 'amount' ->> 'currency' = i.currency), 0) as received,
        coalesce(sum((f.data -> 'net' ->> 'minor')::numeric)
          filter (where f.kind = 'order.refunded' and f.data -> 'net' ->> 'currency' = i.currency), 0) as refunded
      from effective_fact as f
      where f.workspace_id = ${workspace} and f.subject = i.subject and f.kind in ('payment.received', 'payment.reversed', 'order.refunded')
    ) as paid
    where i.at < ${today}::date::timestamptz and i.issued_at >= ${issuedSince}`;
}

/** Leads that nobody called, met, offered to or judged. */
function untouched(workspace: string, { from, until }: Stretch): RawBuilder<unknown> {
  return sql`
    select l.subject, l.captured_at as at
    from lead as l
    where l.workspace_id = ${workspace} and l.captured_at >= ${from} and l.captured_at < ${until} and l.state = 'captured'
      and not exists (
        select from effective_fact as f
        where f.workspace_id = ${workspace} and f.subject = l.subject and f.kind in ('lead.contacted', 'lead.acknowledged')
      )
      and not exists (
        select from subject_link as s
        where s.workspace_id = ${workspace} and s.to_subject = l.subject and (s.from_subject like 'deal:%' or s.from_subject like 'appointment:%')
      )`;
}

async function summed(transaction: Transaction, cases: RawBuilder<unknown>): Promise<readonly CountedMoney[]> {
  const rows = await transaction.rows(sql<{ currency: string; minor: string; count: number }>`
    select currency, sum(minor)::text as minor, count(*)::integer as count from (${cases}) as one
    where minor > 0 and currency is not null group by currency order by currency`);
  return rows.map((row) => ({ ...row, minor: BigInt(row.minor) }));
}

/** How much stands in offers of a stretch of time that nobody decided? */
export function staleOffersIn(database: Database): TodayFigures['staleOffers'] {
  return ({ workspace }, opened) => database.inWorkspace(workspace, (transaction) => summed(transaction, openOffers(workspace, opened)));
}

/** How much of the invoices that are overdue is not paid? */
export function unpaidInvoicesIn(database: Database): TodayFigures['unpaidInvoices'] {
  return ({ workspace }, issuedSince, today) =>
    database.inWorkspace(workspace, (transaction) => summed(transaction, overdue(workspace, issuedSince, today)));
}

/** How many leads of a stretch of time did nobody touch? */
export function untouchedLeadsIn(database: Database): TodayFigures['untouchedLeads'] {
  return async ({ workspace }, captured) => {
    const [row] = await database.inWorkspace(workspace, (transaction) =>
      transaction.rows(sql<{ count: number; first_at: string | null }>`
        select count(*)::integer as count, min(at) as first_at from (${untouched(workspace, captured)}) as one`),
    );
    return { count: row?.count ?? 0, firstAt: row?.first_at ?? null };
  };
}

/** Which cases are behind a leak, the oldest first? */
export function leakCasesIn(database: Database): TodayFigures['leakCases'] {
  return ({ workspace }, leak, stretch, today, limit) =>
    database.inWorkspace(workspace, async (transaction) => {
      const cases = {
        stale_offers: sql`select * from (${openOffers(workspace, stretch)}) as one where minor > 0`,
        unpaid_invoices: sql`select * from (${overdue(workspace, stretch.from, today)}) as one where minor > 0`,
        untouched_leads: sql`
          select u.subject, u.at, f.id, f.kind, f.external_id, f.source, null::numeric as minor, null::text as currency
          from (${untouched(workspace, stretch)}) as u
          cross join lateral (
            select * from effective_fact as e where e.workspace_id = ${workspace} and e.subject = u.subject and e.kind = 'lead.captured'
            order by e.recorded_at desc, e.content_hash desc limit 1
          ) as f`,
      }[leak];
      const rows = await transaction.rows(sql<CaseRow>`
        select id as "factId", kind, subject, external_id as "externalId", at, source, minor::text as minor, currency
        from (${cases}) as one order by at, id limit ${limit}`);
      return rows.map((row) => ({ ...row, minor: row.minor === null ? null : BigInt(row.minor) }));
    });
}

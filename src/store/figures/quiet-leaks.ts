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

/** What of the invoices due before a day is still open: their gross, less refunds in proportion, less everything received. */
function overdue(workspace: string, issuedSince: IsoInstant, today: IsoDay): RawBuilder<unknown> {
  return sql`
    select i.subject, i.id, i.kind, i.external_id, i.at, i.source, i.currency,
      i.gross - coalesce(case when i.net > 0 then round(i.gross * least(paid.refunded, i.net) / i.net) end, 0) - coalesce(paid.received, 0) as minor
    from (
      select subject, currency, sum(net) as net, sum(net + vat) as gross, min(at) as at,
        (array_agg(id order by at, id))[1] as id, (array_agg(kind order by at, id))[1] as kind,
        (array_agg(number order by at, id))[1] as external_id, (array_agg(source order by at, id))[1] as source
      from (
        select distinct on (subject, data ->> 'number') subject, id, kind, source, data ->> 'number' as number,
          data -> 'net' ->> 'currency' as currency, (data -> 'net' ->> 'minor')::numeric as net,
          coalesce((data -> 'vat' ->> 'minor')::numeric, 0) as vat, (data ->> 'dueOn')::date::timestamptz as at
        from effective_fact
        where workspace_id = ${workspace} and kind in ('invoice.issued', 'invoice.corrected') and occurred_at >= ${issuedSince}
        order by subject, data ->> 'number', occurred_at desc, recorded_at desc, content_hash desc
      ) as newest
      where at < ${today}::date::timestamptz
      group by subject, currency
    ) as i
    cross join lateral (
      select
        sum(case f.kind when 'payment.received' then 1 else -1 end * (f.data -> 'amount' ->> 'minor')::numeric)
          filter (where f.kind in ('payment.received', 'payment.reversed') and f.data -> 'amount' ->> 'currency' = i.currency) as received,
        sum((f.data -> 'net' ->> 'minor')::numeric) filter (where f.kind = 'order.refunded') as refunded
      from effective_fact as f
      where f.workspace_id = ${workspace} and f.subject = i.subject and f.kind in ('payment.received', 'payment.reversed', 'order.refunded')
    ) as paid`;
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

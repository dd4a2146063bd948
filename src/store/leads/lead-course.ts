import { sql } from 'kysely';
import type { LeadCourse, LeadDeal, LeadOrder } from '#usecases/lead-ports.ts';
import type { Transaction } from '../database.ts';
import { type FactRow, factColumns, factOf } from '../log/fact-row.ts';

interface DealRow extends Omit<LeadDeal, 'amountMinor'> {
  readonly amountMinor: string | null;
}
interface OrderRow extends Omit<LeadOrder, 'netMinor' | 'refundedMinor' | 'receivedMinor'> {
  readonly netMinor: string;
  readonly refundedMinor: string;
  readonly receivedMinor: string;
}

const SUBJECTS_AT_MOST = 200;

/** What hangs on a lead: its deals, their orders, its appointments, and the newest facts in force about all of them. */
export async function courseOfLead(transaction: Transaction, lead: string, person: string | null, limit: number): Promise<LeadCourse> {
  const { workspace } = transaction;
  const deals = await transaction.rows(sql<DealRow>`
    select d.subject as deal, d.stage, d.amount_minor::text as "amountMinor", d.currency, d.won_at as "wonAt", d.lost_at as "lostAt",
      cardinality(d.leads) as leads
    from subject_link as k join deal as d on d.workspace_id = k.workspace_id and d.subject = k.from_subject and d.leads @> array[${lead}::text]
    where k.workspace_id = ${workspace} and k.to_subject = ${lead} and k.from_subject like 'deal:%'
    order by coalesce(d.won_at, d.lost_at) desc nulls first, d.subject limit ${SUBJECTS_AT_MOST}`);
  const named = deals.map(({ deal }) => deal);
  const orders = await transaction.rows(sql<OrderRow>`
    select o.subject as "order", o.deal, o.net_minor::text as "netMinor", o.refunded_minor::text as "refundedMinor",
      o.received_minor::text as "receivedMinor", o.currency, o.placed_at as "placedAt"
    from subject_link as k join sales_order as o on o.workspace_id = k.workspace_id and o.subject = k.from_subject and o.deal = k.to_subject
    where k.workspace_id = ${workspace} and k.to_subject = any (${named}::text[]) and k.from_subject like 'order:%'
    order by o.placed_at desc, o.subject limit ${SUBJECTS_AT_MOST}`);
  const appointments = await transaction.rows(sql<{ subject: string }>`
    select from_subject as subject from subject_link
    where workspace_id = ${workspace} and to_subject = ${lead} and from_subject like 'appointment:%' order by 1 limit ${SUBJECTS_AT_MOST}`);
  const subjects = [
    lead,
    ...(person === null ? [] : [person]),
    ...named,
    ...orders.map(({ order }) => order),
    ...appointments.map(({ subject }) => subject),
  ];
  const facts = await transaction.rows(sql<FactRow>`
    select ${sql.raw(factColumns.join(', '))} from effective_fact
    where workspace_id = ${workspace} and subject = any (${subjects}::text[]) order by occurred_at desc, seq desc limit ${limit}`);
  const [counted] = await transaction.rows(sql<{ count: number }>`
    select count(*)::integer as count from effective_fact where workspace_id = ${workspace} and subject = any (${subjects}::text[])`);
  return {
    deals: deals.map(({ amountMinor, ...deal }) => ({ ...deal, amountMinor: amountMinor === null ? null : BigInt(amountMinor) })),
    orders: orders.map(({ netMinor, refundedMinor, receivedMinor, ...order }) => ({
      ...order,
      netMinor: BigInt(netMinor),
      refundedMinor: BigInt(refundedMinor),
      receivedMinor: BigInt(receivedMinor),
    })),
    appointments: appointments.map(({ subject }) => subject),
    facts: facts.map((row) => factOf(workspace, row)),
    factCount: counted?.count ?? 0,
  };
}

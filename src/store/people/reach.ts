import { sql } from 'kysely';
import { mergedPeople } from '#core/definitions/history.ts';
import { byOccurrence, hashed } from '#core/facts/view.ts';
import type { Transaction } from '../database.ts';
import { type FactRow, factColumns, factOf } from '../log/fact-row.ts';

const FACT = sql.raw(factColumns.map((column) => `f.${column}`).join(', '));

/** What belongs to one person; see the port. */
export interface ReachRows {
  readonly persons: readonly string[];
  readonly leads: readonly string[];
  readonly appointments: readonly string[];
  readonly deals: readonly string[];
  readonly orders: readonly string[];
  readonly sharedDeals: readonly string[];
  readonly facts: number;
  readonly lastHeardAt: string | null;
  readonly isCustomer: boolean;
  readonly erased: boolean;
}

/** The reach of a contact, or of a lead that names no contact. */
export async function reachOf(transaction: Transaction, subject: string): Promise<ReachRows> {
  const persons = subject.startsWith('person:') ? await mergedWith(transaction, subject) : [];
  const leads = persons.length === 0 ? [subject] : await leadsOf(transaction, persons);
  const appointments = await referrers(transaction, leads, 'appointment');
  const { deals, sharedDeals } = await dealsOf(transaction, leads);
  const orders = await ordersOf(transaction, persons, deals);
  const all = [...persons, ...leads, ...appointments, ...deals, ...orders];
  const { workspace } = transaction;
  const [heard] = await transaction.rows(sql<{ facts: bigint; last: string | null; erased: boolean }>`
    select count(*) as facts, max(occurred_at) filter (where kind <> 'person.erased') as last,
      coalesce(bool_or(kind = 'person.erased'), false) as erased
    from fact where workspace_id = ${workspace} and subject = any (${all})`);
  const [bought] = await transaction.rows(sql<{ bought: boolean }>`
    select exists (select from deal where workspace_id = ${workspace} and subject = any (${[...deals, ...sharedDeals]}) and won_at is not null)
      or exists (select from effective_fact where workspace_id = ${workspace} and subject = any (${persons}) and kind = 'subscription.started') as bought`);
  return {
    persons,
    leads,
    appointments,
    deals,
    orders,
    sharedDeals,
    facts: Number(heard?.facts ?? 0n),
    lastHeardAt: heard?.last ?? null,
    isCustomer: orders.length > 0 || bought?.bought === true,
    erased: heard?.erased ?? false,
  };
}

/** Everybody who is one with this person by merges in force, this person first. */
async function mergedWith(transaction: Transaction, person: string): Promise<readonly string[]> {
  const { workspace } = transaction;
  const rows = await transaction.rows(sql<FactRow>`
    with recursive near (subject) as (
      select ${person}::text
      union
      select n.subject from near as r cross join lateral (
        select to_subject as subject from subject_link where workspace_id = ${workspace} and from_subject = r.subject and to_subject like 'person:%'
        union all
        select from_subject from subject_link where workspace_id = ${workspace} and to_subject = r.subject and from_subject like 'person:%'
      ) as n
    )
    select ${FACT} from near as n join effective_fact as f on f.workspace_id = ${workspace} and f.subject = n.subject
    where f.kind in ('person.merged', 'person.unmerged')`);
  const view = rows.map((row) => hashed(factOf(workspace, row))).sort(byOccurrence);
  const canonical = mergedPeople(view);
  const samePerson = (one: string): string => canonical.get(one) ?? one;
  const wanted = samePerson(person);
  return [...new Set([person, wanted, ...[...canonical.keys()].filter((one) => samePerson(one) === wanted)])];
}

/** Leads that name one of these people now, not only in a statement that was corrected. */
async function leadsOf(transaction: Transaction, persons: readonly string[]): Promise<readonly string[]> {
  const rows = await transaction.rows(sql<{ subject: string }>`
    select d.subject from subject_link as l join lead as d on d.workspace_id = l.workspace_id and d.subject = l.from_subject
    where l.workspace_id = ${transaction.workspace} and l.to_subject = any (${[...persons]}) and d.person = any (${[...persons]})
    order by d.subject`);
  return [...new Set(rows.map(({ subject }) => subject))];
}

async function referrers(transaction: Transaction, subjects: readonly string[], type: string): Promise<readonly string[]> {
  const rows = await transaction.rows(sql<{ subject: string }>`
    select distinct from_subject as subject from subject_link
    where workspace_id = ${transaction.workspace} and to_subject = any (${[...subjects]}) and from_subject like ${`${type}:%`} order by 1`);
  return rows.map(({ subject }) => subject);
}

async function dealsOf(
  transaction: Transaction,
  leads: readonly string[],
): Promise<{ readonly deals: readonly string[]; readonly sharedDeals: readonly string[] }> {
  const named = await referrers(transaction, leads, 'deal');
  const rows = await transaction.rows(sql<{ subject: string; alone: boolean }>`
    select subject, leads <@ ${[...leads]}::text[] as alone from deal
    where workspace_id = ${transaction.workspace} and subject = any (${[...named]}) and leads && ${[...leads]}::text[] order by subject`);
  return {
    deals: rows.filter(({ alone }) => alone).map(({ subject }) => subject),
    sharedDeals: rows.filter(({ alone }) => !alone).map(({ subject }) => subject),
  };
}

async function ordersOf(transaction: Transaction, persons: readonly string[], deals: readonly string[]): Promise<readonly string[]> {
  const named = await referrers(transaction, [...persons, ...deals], 'order');
  const rows = await transaction.rows(sql<{ subject: string }>`
    select subject from sales_order
    where workspace_id = ${transaction.workspace} and subject = any (${[...named]})
      and (customer = any (${[...persons]}) or deal = any (${[...deals]})) order by subject`);
  return rows.map(({ subject }) => subject);
}

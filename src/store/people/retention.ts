import { sql } from 'kysely';
import type { Transaction } from '../database.ts';
import { STAFF } from '../log/personal-values.ts';
import { type NameRow, staffId } from './find-people.ts';
import { STAFF_FIELDS } from './staff-fields.ts';

/** Contacts and leads with values, about which themselves nothing has happened since; in the order of their ids. */
export async function silentSince(transaction: Transaction, since: string, after: string, limit: number): Promise<readonly string[]> {
  const { workspace } = transaction;
  const rows = await transaction.rows(sql<{ subject: string }>`
    select subject from (
      select distinct subject from personal_value
      where workspace_id = ${workspace} and subject collate "C" > ${after} and (subject like 'person:%' or subject like 'lead:%')
    ) as v
    where not exists (select from fact as f where f.workspace_id = ${workspace} and f.subject = v.subject and f.occurred_at >= ${since}::timestamptz)
      and not exists (select from lead as l where l.workspace_id = ${workspace} and l.subject = v.subject and l.person is not null)
    order by subject collate "C" limit ${limit}`);
  return rows.map(({ subject }) => subject);
}

export async function namesUnusedSince(transaction: Transaction, since: string): Promise<readonly NameRow[]> {
  const { workspace } = transaction;
  const rows = await transaction.rows(sql<{ commitment: string; name: string }>`
    with used as materialized (
      select distinct f.data ->> s.field as commitment
      from fact as f cross join unnest(${STAFF_FIELDS}::text[]) as s (field)
      where f.workspace_id = ${workspace} and f.occurred_at >= ${since}::timestamptz and f.data ->> s.field like 'hmac-sha256:%'
    )
    select v.commitment, v.value as name from personal_value as v
    where v.workspace_id = ${workspace} and v.subject = ${STAFF.subject} and v.field = ${STAFF.field}
      and not exists (select from used as u where u.commitment = v.commitment)`);
  return rows.map((row) => ({ ...row, id: staffId(row.commitment), facts: 0 }));
}

/** What identifies a contact, and the proof of a consent, are no free text. */
const KEPT = ['name', 'email', 'phone', 'proof'];

/** Free text that no fact since then carries. */
export async function freeTextBefore(transaction: Transaction, before: string, erase: boolean): Promise<number> {
  const due = sql`
    from personal_value as v
    where v.workspace_id = ${transaction.workspace} and v.subject <> ${STAFF.subject} and v.field <> all (${KEPT})
      and not exists (
        select from fact as f where f.workspace_id = v.workspace_id and f.subject = v.subject and f.occurred_at >= ${before}::timestamptz
          and (f.data ->> v.field = v.commitment or f.data -> split_part(v.field, '/', 1) ->> substr(v.field, strpos(v.field, '/') + 1) = v.commitment)
      )`;
  if (erase) return transaction.run(sql`delete ${due}`);
  const [row] = await transaction.rows(sql<{ count: bigint }>`select count(*) as count ${due}`);
  return Number(row?.count ?? 0n);
}

export interface RunRow {
  readonly rule: 'leads_not_won' | 'contacts_without_lead' | 'employee_names' | 'free_text';
  readonly months: number;
  readonly before: string;
  readonly ranAt: string;
  readonly people: number;
  readonly values: number;
}

export async function noteRun(transaction: Transaction, run: RunRow): Promise<void> {
  await transaction.run(sql`
    insert into retention_run (workspace_id, rule, ran_at, months, due_before, people, erased_values)
    values (${transaction.workspace}, ${run.rule}, ${run.ranAt}, ${run.months}, ${run.before}, ${run.people}, ${run.values})
    on conflict do nothing`);
}

export async function runsOf(transaction: Transaction, limit: number): Promise<readonly RunRow[]> {
  const rows = await transaction.rows(sql<Omit<RunRow, 'values' | 'people'> & { people: bigint; values: bigint }>`
    select rule, months, due_before as before, ran_at as "ranAt", people, erased_values as values from retention_run
    where workspace_id = ${transaction.workspace} order by ran_at desc, rule limit ${limit}`);
  return rows.map((row) => ({ ...row, people: Number(row.people), values: Number(row.values) }));
}

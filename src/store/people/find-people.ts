import { sql } from 'kysely';
import type { Transaction } from '../database.ts';
import { STAFF } from '../log/personal-values.ts';
import { personalValuesOf } from '../log/read-facts.ts';
import { STAFF_FIELDS } from './staff-fields.ts';

export interface FoundRow {
  readonly id: string;
  readonly name: string | null;
  readonly email: string | null;
  readonly phone: string | null;
}

/** The id by which an employee's name is spoken of: what stands for it in facts. */
export function staffId(commitment: string): string {
  return `staff:${commitment.slice(commitment.indexOf(':') + 1)}`;
}

export function commitmentOfStaffId(id: string): string {
  return `hmac-sha256:${id.slice(id.indexOf(':') + 1)}`;
}

export async function findPeople(transaction: Transaction, text: string, limit: number): Promise<readonly FoundRow[]> {
  const like = `%${text.trim().replace(/[\\%_]/g, '\\$&')}%`;
  const digits = text.replace(/\D/g, '').replace(/^0+/, '');
  const { workspace } = transaction;
  const contacts = await transaction.rows(sql<{ subject: string }>`
    select distinct subject from personal_value
    where workspace_id = ${workspace} and subject like 'person:%' and field in ('name', 'email', 'phone')
      and (value ilike ${like} or (field = 'phone' and ${digits.length >= 5} and regexp_replace(value, '\\D', '', 'g') like ${`%${digits}`}))
    order by subject limit ${limit}`);
  const subjects = contacts.map(({ subject }) => subject);
  const values = await personalValuesOf(transaction, subjects);
  const staff = await transaction.rows(sql<{ commitment: string; value: string }>`
    select commitment, value from personal_value
    where workspace_id = ${workspace} and subject = ${STAFF.subject} and field = ${STAFF.field} and value ilike ${like} order by value limit ${limit}`);
  return [
    ...subjects.map((id): FoundRow => {
      const { name = null, email = null, phone = null } = values.get(id) ?? {};
      return { id, name, email, phone };
    }),
    ...staff.map(({ commitment, value }): FoundRow => ({ id: staffId(commitment), name: value, email: null, phone: null })),
  ].slice(0, limit);
}

export interface NameRow {
  readonly id: string;
  readonly name: string;
  readonly commitment: string;
  readonly facts: number;
}

/** Names of employees by what they say or by what stands for them, each with how many facts carry it. */
export async function employeeNames(
  transaction: Transaction,
  { texts = [], ids = [] }: { readonly texts?: readonly string[]; readonly ids?: readonly string[] },
): Promise<readonly NameRow[]> {
  const rows = await transaction.rows(sql<{ commitment: string; name: string }>`
    select commitment, value as name from personal_value
    where workspace_id = ${transaction.workspace} and subject = ${STAFF.subject} and field = ${STAFF.field}
      and (lower(value) = any (${texts.map((one) => one.trim().toLowerCase())}) or commitment = any (${ids.map(commitmentOfStaffId)}))`);
  if (rows.length === 0) return [];
  const counted = await transaction.rows(sql<{ commitment: string; facts: bigint }>`
    select n.text as commitment, count(*) as facts
    from fact as f cross join lateral (select f.data ->> s.field as text from unnest(${STAFF_FIELDS}::text[]) as s (field)) as n
    where f.workspace_id = ${transaction.workspace} and n.text = any (${rows.map(({ commitment }) => commitment)}) group by 1`);
  const facts = new Map(counted.map((row) => [row.commitment, Number(row.facts)]));
  return rows.map((row) => ({ ...row, id: staffId(row.commitment), facts: facts.get(row.commitment) ?? 0 }));
}

import { sql } from 'kysely';
import type { Fact } from '#core/facts/fact.ts';
import { present } from '#core/kernel/assert.ts';
import type { IsoInstant } from '#core/kernel/instant.ts';
import type { FactPage } from '#usecases/ports.ts';
import { build, type Transaction } from '../database.ts';
import { factColumns, factOf } from './fact-row.ts';

const ofWorkspace = (workspace: string) => build.selectFrom('fact').select(factColumns).where('workspace_id', '=', workspace);

export async function factsOfSubject(transaction: Transaction, subject: string): Promise<readonly Fact[]> {
  const rows = await transaction.rows(ofWorkspace(transaction.workspace).where('subject', '=', subject).orderBy('seq'));
  return rows.map((row) => factOf(transaction.workspace, row));
}

export async function factsById(transaction: Transaction, ids: readonly string[]): Promise<readonly Fact[]> {
  const rows = await transaction.rows(
    ofWorkspace(transaction.workspace)
      .where(sql<boolean>`id = any (${[...ids]}::uuid[])`)
      .orderBy('seq'),
  );
  return rows.map((row) => factOf(transaction.workspace, row));
}

export async function pageOfFacts(
  transaction: Transaction,
  afterSeq: number,
  limit: number,
  filter: { readonly kind?: string; readonly subject?: string } = {},
): Promise<FactPage> {
  let query = ofWorkspace(transaction.workspace)
    .where('seq', '>', BigInt(afterSeq))
    .orderBy('seq')
    .limit(limit + 1);
  if (filter.kind !== undefined) query = query.where('kind', '=', filter.kind);
  if (filter.subject !== undefined) query = query.where('subject', '=', filter.subject);
  const rows = await transaction.rows(query);
  const facts = rows.slice(0, limit).map((row) => factOf(transaction.workspace, row));
  const last = facts.at(-1);
  return rows.length > limit && last !== undefined ? { facts, nextAfterSeq: last.seq } : { facts };
}

export async function pageOfFactsBefore(
  transaction: Transaction,
  beforeSeq: number,
  limit: number,
  filter: { readonly kind?: string; readonly subject?: string } = {},
): Promise<{ readonly facts: readonly Fact[]; readonly nextBeforeSeq?: number }> {
  let query = ofWorkspace(transaction.workspace)
    .where('seq', '<', BigInt(beforeSeq))
    .orderBy('seq', 'desc')
    .limit(limit + 1);
  if (filter.kind !== undefined) query = query.where('kind', '=', filter.kind);
  if (filter.subject !== undefined) query = query.where('subject', '=', filter.subject);
  const rows = await transaction.rows(query);
  const facts = rows.slice(0, limit).map((row) => factOf(transaction.workspace, row));
  const last = facts.at(-1);
  return rows.length > limit && last !== undefined ? { facts, nextBeforeSeq: last.seq } : { facts };
}

export async function headOfLog(transaction: Transaction): Promise<{ readonly size: number; readonly recordedAt: IsoInstant | null }> {
  const query = build.selectFrom('log_head').select(['size', 'recorded_at']).where('workspace_id', '=', transaction.workspace);
  const head = present((await transaction.rows(query))[0], 'head of the log');
  return { size: Number(head.size), recordedAt: head.recorded_at };
}

/** From now on every fact is recorded later than `cut`. */
export async function closeLogUpTo(transaction: Transaction, cut: IsoInstant): Promise<void> {
  await transaction.run(sql`
    update log_head set closed_until = greatest(closed_until, ${cut}::timestamptz) where workspace_id = ${transaction.workspace}`);
}

/** A subject goes by the external id of the fact that founded it, the first one about it. */
export async function externalIdsOf(transaction: Transaction, subjects: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const rows = await transaction.rows(sql<{ subject: string; external_id: string | null }>`
    select distinct on (subject) subject, external_id from fact
    where workspace_id = ${transaction.workspace} and subject = any (${[...subjects]}) order by subject, seq`);
  return new Map(rows.flatMap(({ subject, external_id }) => (external_id === null ? [] : [[subject, external_id] as const])));
}

/** The newest effective clear value of each personal field, where not erased. */
export async function personalValuesOf(
  transaction: Transaction,
  subjects: readonly string[],
): Promise<ReadonlyMap<string, Readonly<Record<string, string>>>> {
  const rows = await transaction.rows(sql<{ subject: string; field: string; value: string }>`
    select distinct on (v.subject, v.field) v.subject, v.field, v.value
    from personal_value as v
    join effective_fact as f on f.workspace_id = v.workspace_id and f.subject = v.subject and (f.data ->> v.field = v.commitment or f.data -> split_part(v.field, '/', 1) ->> substr(v.field, strpos(v.field, '/') + 1) = v.commitment)
    where v.workspace_id = ${transaction.workspace} and v.subject = any (${[...subjects]})
    order by v.subject, v.field, f.occurred_at desc, f.recorded_at desc, f.content_hash desc`);
  const values = new Map<string, Record<string, string>>();
  for (const { subject, field, value } of rows) {
    const fields = values.get(subject) ?? {};
    fields[field] = value;
    values.set(subject, fields);
  }
  return values;
}

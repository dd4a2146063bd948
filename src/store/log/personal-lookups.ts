import { sql } from 'kysely';
import type { FactDraft } from '#core/facts/fact.ts';
import type { JsonObject } from '#core/kernel/canonical-json.ts';
import type { Transaction } from '../database.ts';

/**
 * Those of the subjects that were erased, or belong to a person who was: a lead to its person, an appointment to its lead. Whoever only went
 * because a retention period was over may come back with something new.
 */
export async function erasedAmong(transaction: Transaction, subjects: readonly string[]): Promise<ReadonlySet<string>> {
  if (subjects.length === 0) return new Set();
  const { workspace } = transaction;
  const [any] = await transaction.rows(
    sql<{
      any: boolean;
    }>`select exists (select from fact where workspace_id = ${workspace} and kind = 'person.erased' and data ->> 'reason' <> 'retention') as any`,
  );
  if (any?.any !== true) return new Set();
  const rows = await transaction.rows(sql<{ root: string }>`
    with recursive reach (root, subject) as (
      select s, s from unnest(${[...subjects]}::text[]) as s
      union
      select r.root, l.to_subject
      from reach as r
      join subject_link as l on l.workspace_id = ${workspace} and l.from_subject = r.subject
      where (r.subject like 'appointment:%' and l.to_subject like 'lead:%') or (r.subject like 'lead:%' and l.to_subject like 'person:%')
    )
    select distinct r.root from reach as r
    where exists (select from fact as f where f.workspace_id = ${workspace} and f.subject = r.subject and f.kind = 'person.erased' and f.data ->> 'reason' <> 'retention')`);
  return new Set(rows.map(({ root }) => root));
}

export function keyOfDraft({ source, kind, externalId }: Pick<FactDraft, 'source' | 'kind' | 'externalId'>): string {
  return `${source}\u0000${kind}\u0000${externalId ?? ''}`;
}

/** The payloads last recorded under the keys of these drafts. */
export async function factsOfKeys(transaction: Transaction, drafts: readonly FactDraft[]): Promise<ReadonlyMap<string, JsonObject>> {
  const keys = [...new Map(drafts.map((draft) => [keyOfDraft(draft), draft])).values()];
  const rows = await transaction.rows(sql<{ source: string; kind: string; externalId: string; data: JsonObject }>`
    select k.source, k.kind, k.external_id as "externalId", f.data
    from unnest(${keys.map(({ source }) => source)}::text[], ${keys.map(({ kind }) => kind)}::text[], ${keys.map(({ externalId }) => externalId ?? '')}::text[])
      as k (source, kind, external_id)
    cross join lateral (
      select data from fact
      where workspace_id = ${transaction.workspace} and source = k.source and kind = k.kind and external_id = k.external_id
      order by revision desc limit 1
    ) as f`);
  return new Map(rows.map((row) => [keyOfDraft(row), row.data]));
}

/** Those of the commitments whose value is still there. */
export async function heldCommitments(transaction: Transaction, commitments: readonly string[]): Promise<ReadonlySet<string>> {
  return new Set((await textsBehind(transaction, commitments)).keys());
}

/** The clear texts behind commitments, where not erased. */
export async function textsBehind(transaction: Transaction, commitments: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (commitments.length === 0) return new Map();
  const rows = await transaction.rows(sql<{ commitment: string; value: string }>`
    select commitment, value from personal_value
    where workspace_id = ${transaction.workspace} and commitment = any (${[...new Set(commitments)]})`);
  return new Map(rows.map(({ commitment, value }) => [commitment, value]));
}

import { type RawBuilder, sql } from 'kysely';
import { directReferrers, followedReferences, followedReferrers } from '#core/definitions/scope.ts';
import type { Fact } from '#core/facts/fact.ts';
import { present } from '#core/kernel/assert.ts';
import type { Transaction } from '../database.ts';
import { type FactRow, factColumns, factOf } from './fact-row.ts';

/** A table of the core, from type to types, as the pairs `from>to` that queries compare with. */
function pairsOf(table: Readonly<Record<string, readonly string[]>>): RawBuilder<string[]> {
  const pairs = Object.entries(table).flatMap(([from, types]) => types.map((to) => `${from}>${to}`));
  return sql`${pairs}::text[]`;
}

const FOLLOWED = pairsOf(followedReferences);
const FOLLOWED_BACK = pairsOf(followedReferrers);
const DIRECT = pairsOf(directReferrers);

const pair = (from: string, to: string): RawBuilder<string> =>
  sql`(split_part(${sql.ref(from)}, ':', 1) || '>' || split_part(${sql.ref(to)}, ':', 1))`;

/** Every fact, effective or not, of the scope of each subject, by the walk of core/definitions/scope.ts; in the order of seq. */
export async function factsOfScopes(transaction: Transaction, subjects: readonly string[]): Promise<ReadonlyMap<string, readonly Fact[]>> {
  const scopes = await scopesOf(transaction, [...new Set(subjects)]);
  const members = [...new Set([...scopes.values()].flat())];
  const facts = await factsAbout(transaction, members);
  return new Map(
    [...scopes].map(([root, scope]) => {
      const all = scope.flatMap((subject) => [...(facts.get(subject) ?? [])]);
      // A fact that corrects one subject's fact under another subject of the same scope is listed under both.
      const distinct = scope.length === 1 ? all : [...new Set(all)];
      return [root, distinct.sort((a, b) => a.seq - b.seq)];
    }),
  );
}

async function scopesOf(transaction: Transaction, roots: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
  const { workspace } = transaction;
  const rows = await transaction.rows(sql<{ root: string; subjects: string[] }>`
    with recursive root as materialized (
      select s as root from unnest(${[...roots]}::text[]) as s
    ), reach (root, subject) as (
      select root, root from root
      union
      select r.root, n.subject
      from reach as r
      cross join lateral (
        select l.to_subject as subject from subject_link as l
          where l.workspace_id = ${workspace} and l.from_subject = r.subject and ${pair('r.subject', 'l.to_subject')} = any (${FOLLOWED})
        union all
        select l.from_subject from subject_link as l
          where l.workspace_id = ${workspace} and l.to_subject = r.subject and ${pair('r.subject', 'l.from_subject')} = any (${FOLLOWED_BACK})
      ) as n
    ), scope as (
      select root, subject from reach
      union
      select root.root, n.subject
      from root
      cross join lateral (
        select l.from_subject as subject from subject_link as l
          where l.workspace_id = ${workspace} and l.to_subject = root.root and ${pair('root.root', 'l.from_subject')} = any (${DIRECT})
        offset 0
      ) as n
    )
    select root, array_agg(subject) as subjects from scope group by root`);
  return new Map(rows.map((row) => [row.root, row.subjects]));
}

const FACT = sql.raw(factColumns.map((column) => `f.${column}`).join(', '));

/** The facts that correct or retract the fact `a`. `offset 0` keeps to the indexes even where nothing is known yet about a log that grew fast. */
function againstFact(workspace: string): RawBuilder<{ id: string }> {
  return sql`
    (select id from fact where workspace_id = ${workspace} and supersedes = a.id offset 0)
    union all
    (select id from fact where workspace_id = ${workspace} and subject = 'fact:' || a.id offset 0)`;
}

/** The facts about each subject, with whatever corrects or retracts one of them, and so on. */
async function factsAbout(transaction: Transaction, subjects: readonly string[]): Promise<ReadonlyMap<string, ReadonlySet<Fact>>> {
  const { workspace } = transaction;
  const rows = await transaction.rows(sql<FactRow & { about: string }>`
    with recursive about as materialized (
      select s as about, f.*
      from unnest(${[...subjects]}::text[]) as s
      cross join lateral (select ${FACT} from fact as f where f.workspace_id = ${workspace} and f.subject = s offset 0) as f
    ), against (about, id) as (
      select a.about, n.id
      from about as a cross join lateral (${againstFact(workspace)}) as n
      union
      select a.about, n.id
      from against as a cross join lateral (${againstFact(workspace)}) as n
    )
    select * from about
    union all
    select a.about, f.*
    from against as a
    cross join lateral (select ${FACT} from fact as f where f.workspace_id = ${workspace} and f.id = a.id offset 0) as f`);
  // A fact against another may be about the same subject, or about several asked for.
  const byId = new Map<string, Fact>();
  const facts = new Map<string, Set<Fact>>();
  for (const row of rows) {
    if (!byId.has(row.id)) byId.set(row.id, factOf(workspace, row));
    const fact = present(byId.get(row.id), 'fact');
    const list = facts.get(row.about);
    if (list === undefined) facts.set(row.about, new Set([fact]));
    else list.add(fact);
  }
  return facts;
}

/** The subjects of these types whose scope may see a fact with `fromSeq <= seq < untilSeq`: the same walk backwards. */
export async function subjectsTouchedBy(
  transaction: Transaction,
  subjectTypes: readonly string[],
  fromSeq: number,
  untilSeq: number,
): Promise<readonly string[]> {
  const { workspace } = transaction;
  const rows = await transaction.rows(sql<{ subject: string }>`
    with recursive chain (id, subject, target) as (
      select f.id, f.subject, coalesce(f.supersedes, case when f.kind = 'fact.retracted' then (f.data ->> 'fact')::uuid end)
      from fact as f
      where f.workspace_id = ${workspace} and f.seq >= ${fromSeq} and f.seq < ${untilSeq}
        and (f.supersedes is not null or f.kind = 'fact.retracted')
      union
      select f.id, f.subject, coalesce(f.supersedes, case when f.kind = 'fact.retracted' then (f.data ->> 'fact')::uuid end)
      from chain as c
      join fact as f on f.workspace_id = ${workspace} and f.id = c.target
    ), changed as materialized (
      select f.subject from fact as f where f.workspace_id = ${workspace} and f.seq >= ${fromSeq} and f.seq < ${untilSeq}
      union
      select c.subject from chain as c
    ), reach (subject) as (
      select subject from changed
      union
      select n.subject
      from reach as r
      cross join lateral (
        select l.from_subject as subject from subject_link as l
          where l.workspace_id = ${workspace} and l.to_subject = r.subject and ${pair('l.from_subject', 'r.subject')} = any (${FOLLOWED})
        union all
        select l.to_subject from subject_link as l
          where l.workspace_id = ${workspace} and l.from_subject = r.subject and ${pair('l.to_subject', 'r.subject')} = any (${FOLLOWED_BACK})
      ) as n
    )
    select subject from (
      select subject from reach
      union
      select l.to_subject from changed as c
      join subject_link as l on l.workspace_id = ${workspace} and l.from_subject = c.subject and ${pair('l.to_subject', 'c.subject')} = any (${DIRECT})
    ) as touched
    where split_part(subject, ':', 1) = any (${[...subjectTypes]}::text[])
    order by subject`);
  return rows.map((row) => row.subject);
}

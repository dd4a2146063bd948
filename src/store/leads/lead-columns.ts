import { type RawBuilder, sql } from 'kysely';
import type { LeadContacts, LeadFilter, StoredLead } from '#usecases/lead-ports.ts';

export interface LeadRow extends Omit<StoredLead, 'contacts'> {
  readonly firstAt: string | null;
  readonly lastAt: string | null;
  readonly lastOutcome: LeadContacts['lastOutcome'] | null;
  readonly lastChannel: string | null;
  readonly tries: number;
  readonly spoken: boolean | null;
}

export function leadOf({ firstAt, lastAt, lastOutcome, lastChannel, tries, spoken, ...lead }: LeadRow): StoredLead {
  const contacts =
    firstAt === null || lastAt === null || lastOutcome === null
      ? null
      : { firstAt, lastAt, lastOutcome, lastChannel: lastChannel ?? '', tries, spoken: spoken === true };
  return { ...lead, contacts };
}

const newest = sql`order by f.occurred_at desc, f.recorded_at desc, f.content_hash desc`;

/** What became of the deals of a lead `l`: `won`, `lost` if all were, else null. Looked up by lead, so that a page costs a page. */
const outcome = sql`(
  select case when bool_or(d.won_at is not null) then 'won' when bool_and(d.lost_at is not null) then 'lost' end
  from subject_link as k
  join deal as d on d.workspace_id = k.workspace_id and d.subject = k.from_subject and d.leads @> array[l.subject]
  where k.workspace_id = l.workspace_id and k.to_subject = l.subject and k.from_subject like 'deal:%'
)`;

const state = (of: RawBuilder<unknown>) =>
  sql<string>`case when ${of} = 'won' then 'won' when l.state in ('rejected', 'recycled') then l.state else coalesce(${of}, l.state) end`;

const owner = sql<string | null>`(
  select f.data ->> 'to' from effective_fact as f
  where f.workspace_id = l.workspace_id and f.subject = l.subject and f.kind = 'lead.assigned' ${newest} limit 1
)`;

const contacted = sql<boolean>`exists (
  select from effective_fact as f where f.workspace_id = l.workspace_id and f.subject = l.subject and f.kind = 'lead.contacted'
)`;

/** The columns of `LeadRow` for leads `l`. */
export function leadRows(leads: RawBuilder<unknown>, definitionHash: string | null): RawBuilder<LeadRow> {
  return sql<LeadRow>`
    select
      l.subject as lead, l.source, l.medium, l.campaign, l.captured_at as "capturedAt", ${state(sql`o.outcome`)} as state,
      l.person, w.company, n.name as "companyName", ${owner} as owner,
      c."firstAt", c."lastAt", c."lastOutcome", c."lastChannel", c.tries, c.spoken, a.answer
    from (${leads}) as l
    cross join lateral (select ${outcome} as outcome) as o
    cross join lateral (
      select coalesce(l.company, (
        select f.data ->> 'company' from effective_fact as f
        where f.workspace_id = l.workspace_id and f.subject = l.person and f.kind = 'person.recorded' and f.data ? 'company' ${newest} limit 1
      )) as company
    ) as w
    left join lateral (
      select f.data ->> 'name' as name from effective_fact as f
      where f.workspace_id = l.workspace_id and f.subject = w.company and f.kind = 'company.recorded' ${newest} limit 1
    ) as n on true
    cross join lateral (
      select min(f.occurred_at) as "firstAt", max(f.occurred_at) as "lastAt", count(*)::integer as tries,
        bool_or(f.data ->> 'outcome' in ('reached', 'replied')) as spoken,
        (array_agg(f.data ->> 'outcome' ${newest}))[1] as "lastOutcome", (array_agg(f.data ->> 'channel' ${newest}))[1] as "lastChannel"
      from effective_fact as f
      where f.workspace_id = l.workspace_id and f.subject = l.subject and f.kind = 'lead.contacted'
    ) as c
    left join determination as a on a.workspace_id = l.workspace_id and a.definition_hash = ${definitionHash} and a.subject = l.subject`;
}

/** Which leads `l` a filter lets through. */
export function leadCondition(filter: LeadFilter & { readonly definitionHash: string | null }): RawBuilder<boolean> {
  const { source, answer, notContacted, owners, capturedFrom, among, definitionHash } = filter;
  const parts: RawBuilder<unknown>[] = [sql`l.workspace_id = current_workspace()`];
  if (source !== undefined) parts.push(sql`l.source = ${source}`);
  if (capturedFrom !== undefined) parts.push(sql`l.captured_at >= ${capturedFrom}`);
  if (filter.state !== undefined) parts.push(sql`${state(outcome)} = ${filter.state}`);
  if (notContacted === true) parts.push(sql`not ${contacted}`);
  if (owners !== undefined) parts.push(sql`${owner} = any (${[...owners]}::text[])`);
  if (among !== undefined) {
    const { leads, persons, companies } = among;
    parts.push(sql`(l.subject = any (${[...leads]}::text[]) or l.person = any (${[...persons]}::text[])
      or l.company = any (${[...companies]}::text[]))`);
  }
  if (answer !== undefined) {
    const determined = (answers: readonly string[]) => sql`exists (
      select from determination as a
      where a.workspace_id = l.workspace_id and a.definition_hash = ${definitionHash} and a.subject = l.subject
        and a.answer = any (${[...answers]}::text[])
    )`;
    parts.push(answer === 'open' ? sql`not ${determined(['yes', 'no'])}` : determined([answer]));
  }
  return sql<boolean>`${sql.join(parts, sql` and `)}`;
}

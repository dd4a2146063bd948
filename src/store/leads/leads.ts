import { type RawBuilder, sql } from 'kysely';
import type { LeadFacets, LeadQuery, Leads, StoredLead, WaitingLeads, WaitingQuery } from '#usecases/lead-ports.ts';
import type { Database, Transaction } from '../database.ts';
import { leadCondition, leadOf, leadRows } from './lead-columns.ts';
import { courseOfLead } from './lead-course.ts';

export function leadsIn(database: Database): Leads {
  return {
    list: ({ workspace }, query) => database.inWorkspace(workspace, (transaction) => pageOfLeads(transaction, query)),
    facets: ({ workspace }, filter) =>
      database.inWorkspace(workspace, async (transaction) => {
        const [counted] = await transaction.rows(
          sql<{ count: number }>`select count(*)::integer as count from lead as l where ${leadCondition(filter)}`,
        );
        const sources = await transaction.rows(sql<{ source: string; leads: number }>`
          select source, count(*)::integer as leads from lead where workspace_id = ${workspace} group by source order by 2 desc, 1 limit 200`);
        return { count: counted?.count ?? 0, sources, owners: await ownersOfLeads(transaction) };
      }),
    owners: ({ workspace }) => database.inWorkspace(workspace, ownersOfLeads),
    byIds: ({ workspace }, leads, definitionHash) =>
      database.inWorkspace(workspace, (transaction) =>
        readLeads(
          transaction,
          sql`select * from lead where workspace_id = ${workspace} and subject = any (${[...leads]}::text[])`,
          definitionHash,
        ),
      ),
    course: ({ workspace }, lead, person, limit) => database.inWorkspace(workspace, (t) => courseOfLead(t, lead, person, limit)),
    companiesNamed: ({ workspace }, text, limit) =>
      database.inWorkspace(workspace, async (transaction) => {
        const like = `%${text.trim().replace(/[\\%_]/g, '\\$&')}%`;
        const rows = await transaction.rows(sql<{ subject: string }>`
          select distinct subject from effective_fact
          where workspace_id = ${workspace} and kind = 'company.recorded' and data ->> 'name' ilike ${like} order by subject limit ${limit}`);
        return rows.map(({ subject }) => subject);
      }),
    numbered: ({ workspace }, externalId, limit) =>
      database.inWorkspace(workspace, async (transaction) => {
        // The unique key of facts begins with the source, and there are few of those.
        const rows = await transaction.rows(sql<{ subject: string }>`
          with recursive origin (source) as (
            select min(source) from fact where workspace_id = ${workspace}
            union all
            select (select min(f.source) from fact as f where f.workspace_id = ${workspace} and f.source > o.source)
            from origin as o where o.source is not null
          )
          select distinct f.subject from origin as o
          join fact as f on f.workspace_id = ${workspace} and f.source = o.source and f.kind = 'lead.captured' and f.external_id = ${externalId}
          limit ${limit}`);
        return rows.map(({ subject }) => subject);
      }),
    waiting: ({ workspace }, query) =>
      database.inWorkspace(workspace, async (transaction) => ({
        counts: await waitingCounts(transaction, query),
        untouched: [
          ...(await waitingLeads(transaction, query, sql`${UNTOUCHED} and l.captured_at < ${query.overdueBefore}`, sql`l.captured_at`)),
          ...(await waitingLeads(
            transaction,
            query,
            sql`${UNTOUCHED} and l.captured_at >= ${query.overdueBefore}`,
            sql`l.captured_at desc`,
          )),
        ],
        unanswered: await waitingLeads(transaction, query, unanswered(query), sql`c."lastAt"`),
        open: await waitingLeads(transaction, query, OPEN, sql`l.captured_at desc`),
      })),
    behind: ({ workspace }, subjects) =>
      database.inWorkspace(workspace, async (transaction) => {
        const rows = await transaction.rows(sql<{ root: string; lead: string }>`
          with recursive going_back (root, subject) as (
            select s, s from unnest(${[...subjects]}::text[]) as s
            union
            select r.root, k.to_subject from going_back as r
            join subject_link as k on k.workspace_id = ${workspace} and k.from_subject = r.subject
              and split_part(r.subject, ':', 1) in ('order', 'deal', 'appointment') and split_part(k.to_subject, ':', 1) in ('deal', 'lead')
          )
          select distinct on (r.root) r.root, l.subject as lead from going_back as r
          join lead as l on l.workspace_id = ${workspace} and l.subject = r.subject
          order by r.root, l.captured_at, l.subject`);
        return new Map(rows.map(({ root, lead }) => [root, lead]));
      }),
  };
}

const UNTOUCHED = sql<boolean>`c.tries = 0`;
const OPEN = sql<boolean>`c.spoken and l.answer = 'open'`;
const unanswered = ({ triedBefore }: WaitingQuery) =>
  sql<boolean>`c."lastOutcome" in ('no_answer', 'voicemail') and not c.spoken and c."lastAt" < ${triedBefore}`;

async function ownersOfLeads(transaction: Transaction): Promise<LeadFacets['owners']> {
  return transaction.rows(sql<{ owner: string; leads: number }>`
    select owner, count(*)::integer as leads from (
      select distinct on (subject) subject, data ->> 'to' as owner from effective_fact
      where workspace_id = ${transaction.workspace} and kind = 'lead.assigned'
      order by subject, occurred_at desc, recorded_at desc, content_hash desc
    ) as assigned group by owner order by 2 desc, 1 limit 200`);
}

async function pageOfLeads(transaction: Transaction, query: LeadQuery): Promise<readonly StoredLead[]> {
  const { after, limit, definitionHash } = query;
  const beyond = after === undefined ? sql`` : sql`and (l.captured_at, l.subject) < (${after.capturedAt}::timestamptz, ${after.lead})`;
  const page = sql`
    select l.* from lead as l where ${leadCondition(query)} ${beyond} order by l.captured_at desc, l.subject desc limit ${limit}`;
  const leads = await readLeads(transaction, page, definitionHash);
  return leads.toSorted((a, b) => (a.capturedAt === b.capturedAt ? (a.lead < b.lead ? 1 : -1) : a.capturedAt < b.capturedAt ? 1 : -1));
}

async function readLeads(
  transaction: Transaction,
  leads: RawBuilder<unknown>,
  definitionHash: string | null,
): Promise<readonly StoredLead[]> {
  return (await transaction.rows(leadRows(leads, definitionHash))).map(leadOf);
}

/** Leads of the last months that nobody has decided and that have no deal yet. */
function undecidedLeads({ owners, since, definitionHash }: WaitingQuery): RawBuilder<unknown> {
  const mine = { definitionHash, capturedFrom: since, ...(owners === null ? {} : { owners }) };
  const candidates = sql`
    select l.*, a.answer from lead as l
    left join determination as a on a.workspace_id = l.workspace_id and a.definition_hash = ${definitionHash} and a.subject = l.subject
    where ${leadCondition(mine)} and l.state in ('captured', 'handed_over', 'accepted')
      and not exists (
        select from subject_link as k join deal as d on d.workspace_id = k.workspace_id and d.subject = k.from_subject and d.leads @> array[l.subject]
        where k.workspace_id = l.workspace_id and k.to_subject = l.subject and k.from_subject like 'deal:%'
      )`;
  return sql`(${candidates}) as l
    cross join lateral (
      select count(*) as tries, max(f.occurred_at) as "lastAt", coalesce(bool_or(f.data ->> 'outcome' in ('reached', 'replied')), false) as spoken,
        (array_agg(f.data ->> 'outcome' order by f.occurred_at desc, f.recorded_at desc, f.content_hash desc))[1] as "lastOutcome"
      from effective_fact as f where f.workspace_id = l.workspace_id and f.subject = l.subject and f.kind = 'lead.contacted'
    ) as c`;
}

async function waitingLeads(
  transaction: Transaction,
  query: WaitingQuery,
  condition: RawBuilder<unknown>,
  order: RawBuilder<unknown>,
): Promise<readonly StoredLead[]> {
  const { definitionHash, limit } = query;
  const wanted = sql`select l.* from ${undecidedLeads(query)} where ${condition} order by ${order}, l.subject limit ${limit}`;
  const leads = await readLeads(transaction, wanted, definitionHash);
  return leads.toSorted((a, b) => (a.capturedAt === b.capturedAt ? (a.lead < b.lead ? -1 : 1) : a.capturedAt < b.capturedAt ? -1 : 1));
}

async function waitingCounts(transaction: Transaction, query: WaitingQuery): Promise<WaitingLeads['counts']> {
  const [counts] = await transaction.rows(sql<WaitingLeads['counts']>`
    select count(*) filter (where ${UNTOUCHED})::integer as untouched,
      count(*) filter (where ${unanswered(query)})::integer as unanswered, count(*) filter (where ${OPEN})::integer as open
    from ${undecidedLeads(query)}`);
  return counts ?? { untouched: 0, unanswered: 0, open: 0 };
}

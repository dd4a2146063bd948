import { sql } from 'kysely';
import type { LeadOrigin } from '#core/measures/sources/source-names.ts';
import type { Connection, ConnectionLeads, SourceFigures, TrackingChange } from '#usecases/source-figure-ports.ts';
import type { Database } from '../database.ts';
import { leadsBySource } from './leads-by-source.ts';

const ORIGINS_AT_MOST = 5_000;
const CHANGES_AT_MOST = 1_000;

export function sourceFiguresIn(database: Database): SourceFigures {
  return {
    leads: ({ workspace }, range) => database.inWorkspace(workspace, (transaction) => leadsBySource(transaction, range)),
    costs: ({ workspace }, { fromDay, untilDay, currency }) =>
      database.inWorkspace(workspace, async (transaction) => {
        const rows = await transaction.rows(sql<{ subject: string; origin: string; minor: string; facts: number; otherCurrency: number }>`
          select subject, source as origin,
            coalesce(sum((data -> 'amount' ->> 'minor')::numeric) filter (where data -> 'amount' ->> 'currency' = ${currency}), 0)::text as minor,
            count(*)::integer as facts,
            (count(*) filter (where data -> 'amount' ->> 'currency' <> ${currency}))::integer as "otherCurrency"
          from effective_fact
          where workspace_id = ${workspace} and kind = 'cost.recorded' and data ->> 'on' between ${fromDay} and ${untilDay}
          group by subject, source order by subject, source limit ${ORIGINS_AT_MOST}`);
        return rows.map(({ minor, ...row }) => ({ ...row, minor: BigInt(minor) }));
      }),
    origins: ({ workspace }) =>
      database.inWorkspace(workspace, (transaction) =>
        transaction.rows(sql<LeadOrigin>`
          select distinct source, campaign from lead where workspace_id = ${workspace} order by source, campaign limit ${ORIGINS_AT_MOST}`),
      ),
    connections: ({ workspace }, recentSince) =>
      database.inWorkspace(workspace, (transaction) =>
        transaction.rows(sql<Connection>`
          select source as origin, import_id as "importId", count(*)::integer as facts,
            (count(*) filter (where occurred_at >= ${recentSince}))::integer as recent,
            max(occurred_at) as "lastAt", max(recorded_at) as "lastRecordedAt"
          from fact where workspace_id = ${workspace}
          group by source, import_id order by source, max(recorded_at) desc limit ${CHANGES_AT_MOST}`),
      ),
    connectionLeads: ({ workspace }, unknown) =>
      database.inWorkspace(workspace, (transaction) =>
        transaction.rows(sql<ConnectionLeads>`
          select origin, count(*)::integer as leads,
            (count(*) filter (where lower(btrim(l.source)) = any (${[...unknown]}::text[])))::integer as "unknownSource",
            count(l.campaign)::integer as "withCampaign", count(l.person)::integer as "withPerson"
          from (
            select distinct on (subject) subject, source as origin from effective_fact
            where workspace_id = ${workspace} and kind = 'lead.captured' order by subject, recorded_at desc, content_hash desc
          ) as c
          join lead as l on l.workspace_id = ${workspace} and l.subject = c.subject
          group by origin order by origin limit ${CHANGES_AT_MOST}`),
      ),
    tracking: ({ workspace }) =>
      database.inWorkspace(workspace, (transaction) =>
        transaction.rows(sql<TrackingChange>`
          select subject, source as origin, kind = 'tracking.lost' as lost, occurred_at as at from (
            select * from effective_fact
            where workspace_id = ${workspace} and kind in ('tracking.lost', 'tracking.restored')
            order by occurred_at desc, recorded_at desc, content_hash desc limit ${CHANGES_AT_MOST}
          ) as newest order by occurred_at, recorded_at, content_hash`),
      ),
  };
}

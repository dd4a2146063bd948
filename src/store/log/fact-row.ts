import type { Selectable } from 'kysely';
import type { Fact } from '#core/facts/fact.ts';
import type { FactTable } from '../tables.ts';

export const factColumns = [
  'seq',
  'occurred_at',
  'recorded_at',
  'id',
  'supersedes',
  'version',
  'revision',
  'day_precision',
  'backfilled',
  'kind',
  'subject',
  'source',
  'external_id',
  'actor',
  'data',
] as const satisfies readonly (keyof FactTable)[];

export type FactRow = Pick<Selectable<FactTable>, (typeof factColumns)[number]>;

export function factOf(workspace: string, row: FactRow): Fact {
  return {
    workspace,
    seq: Number(row.seq),
    id: row.id,
    kind: row.kind,
    version: row.version,
    subject: row.subject,
    occurredAt: row.occurred_at,
    ...(row.day_precision ? { precision: 'day' } : undefined),
    recordedAt: row.recorded_at,
    source: row.source,
    ...(row.external_id === null ? undefined : { externalId: row.external_id }),
    revision: row.revision,
    actor: row.actor,
    data: row.data,
    ...(row.supersedes === null ? undefined : { supersedes: row.supersedes }),
    ...(row.backfilled ? { backfilled: true } : undefined),
  };
}

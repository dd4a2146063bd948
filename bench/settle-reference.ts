import type { Client } from 'pg';
import { confinedClient, withOwner } from './durable-cluster.ts';
import { timedMs } from './measuring.ts';
import { AGREEMENT, type ReadyMonth, type SettleStory } from './settle-story.ts';

/**
 * Orders of won deals of the partner's leads, in the month and within 90 days after the win, not rejected and not stated before; 5 % each, half
 * up, under the cap of the term. Deals, leads and orders are read from their tables, which are kept up to date as the claims are.
 */
const LINES = `
  insert into statement_line (
    workspace_id, statement_id, line, agreement_id, period, component, subject, occurrence, change,
    amount_minor, under_review_minor, held_minor, payable_minor, arithmetic
  )
  select
    $1::uuid, $2, row_number() over (order by subject collate "C") - 1, $3, $4, 'revenue-share', subject, '1', 'new',
    capped, 0, 0, capped,
    case when capped = amount then jsonb_build_array(percentage)
      else jsonb_build_array(percentage, jsonb_build_object('step', 'capped_amount', 'limitMinor', '9000000000')) end
  from (
    select
      subject, amount, greatest(0, least(amount, 9000000000 - (sum(amount) over (order by placed_at, subject collate "C") - amount))) as capped,
      jsonb_build_object('step', 'percentage', 'netMinor', net_minor::text, 'rateBasisPoints', '500', 'amountMinor', amount::text) as percentage
    from (
      select o.subject, o.placed_at, o.net_minor, div(o.net_minor * 500 + 5000, 10000)::bigint as amount
      from sales_order as o
      join deal as d on d.workspace_id = $1::uuid and d.subject = o.deal
      join lead as l on l.workspace_id = $1::uuid and l.subject = d.leads[1]
      where o.workspace_id = $1::uuid and o.placed_at >= $5::timestamptz and o.placed_at < $6::timestamptz and o.currency = 'EUR' and o.net_minor >= 1
        and o.placed_at >= d.won_at and o.placed_at <= d.won_at + interval '90 days' and l.source = 'partner'
        and not exists (
          select from effective_fact as r where r.workspace_id = $1::uuid and r.subject = o.subject and r.kind in ('claim.rejected', 'claim.contested')
        )
        and not exists (
          select from statement_line as s where s.workspace_id = $1::uuid and s.agreement_id = $3 and s.subject = o.subject
        )
    ) as priced
  ) as ranked`;

const POSTINGS = `
  insert into posting (workspace_id, statement_id, line, account, component, currency, minor)
  select $1::uuid, $2, l.line, p.account, l.component, 'EUR', p.minor
  from statement_line as l
  cross join lateral (
    values ('expense', l.amount_minor), ('under_review', -l.under_review_minor), ('held_back', -l.held_minor), ('payable', -l.payable_minor)
  ) as p (account, minor)
  where l.workspace_id = $1::uuid and l.statement_id = $2 and p.minor <> 0`;

const STATEMENT = `
  insert into statement
  select $1::uuid, $2, $3, $4, $5, $6, $7::timestamptz, $7::timestamptz, 'EUR', 0, total, total, 0, '', lines, 0
  from (select coalesce(sum(payable_minor), 0) as total, count(*) as lines from statement_line where workspace_id = $1::uuid and statement_id = $2) as t`;

/** What one would write by hand: the same lines and postings, computed and written set-based, in one transaction under the same role. */
export async function handWrittenSettleMs({ connection, asker }: SettleStory, month: ReadyMonth, statementId: string): Promise<number> {
  const client = await confinedClient(connection, asker.workspace);
  const { workspace } = asker;
  const from = `${month.key}-01T00:00:00Z`;
  const until = `2025-${String(month.index + 2).padStart(2, '0')}-01T00:00:00Z`;
  try {
    return await timedMs(async () => {
      await client.query('begin');
      await client.query(LINES, [workspace, statementId, AGREEMENT, month.index, from, until]);
      await client.query(POSTINGS, [workspace, statementId]);
      await client.query(STATEMENT, [workspace, statementId, AGREEMENT, 1_000, month.key, month.index, month.cut]);
      await client.query('commit');
    });
  } finally {
    await client.end();
  }
}

/** Lines and postings of a statement, as one text to compare. */
export async function writtenBy({ connection }: SettleStory, statementId: string): Promise<string> {
  return withOwner(connection, async (client) => {
    const { rows } = await client.query<{ written: string }>(
      `select
        (select count(*) || '/' || coalesce(sum(hashtextextended(row(line, period, component, subject, occurrence, change, amount_minor, under_review_minor, held_minor, payable_minor, arithmetic)::text, 0)), 0)
          from statement_line where statement_id = $1)
        || ' ' || (select count(*) || '/' || coalesce(sum(hashtextextended(row(line, account, component, currency, minor)::text, 0)), 0) from posting where statement_id = $1) as written`,
      [statementId],
    );
    return rows[0]?.written ?? '';
  });
}

/** What settling the month left is taken away again, so that it can be settled once more. */
export async function forgetStatement({ connection }: SettleStory, statementId: string, checkpoint: string | undefined): Promise<void> {
  await withOwner(connection, async (client) => {
    for (const table of ['posting', 'statement_line']) await client.query(`delete from ${table} where statement_id = $1`, [statementId]);
    await client.query('delete from statement where id = $1', [statementId]);
    if (checkpoint === undefined) await client.query('delete from settlement_checkpoint');
    else await client.query('update settlement_checkpoint set document = $1', [checkpoint]);
    await tidied(client);
  });
}

export async function checkpointOf({ connection }: SettleStory): Promise<string | undefined> {
  return withOwner(connection, async (client) => {
    const { rows } = await client.query<{ document: string }>('select document::text as document from settlement_checkpoint');
    return rows[0]?.document;
  });
}

/** What autovacuum does in a running product, done at a time of our choosing. */
export async function tidied(client: Client): Promise<void> {
  await client.query('vacuum analyze');
}

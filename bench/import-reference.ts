import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type { Client } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { type Connection, confinedClient, withOwner } from './durable-cluster.ts';
import { timedMs } from './measuring.ts';

const COLUMNS = 'id text, contact text, at text, touch text, source text, medium text, campaign text, url text';

/** A file as it is into a table without indexes or row-level security: as fast as this cluster takes bytes. */
export async function rawCopyMs(connection: Connection, path: string): Promise<number> {
  return withOwner(connection, async (client) => {
    await client.query(`create table raw_touch (${COLUMNS})`);
    const ms = await timedMs(() => copyFile(client, 'raw_touch', path));
    await client.query('drop table raw_touch');
    return ms;
  });
}

/** A UUID of version 8 from the first 128 bits of the SHA-256 of a text. */
const uuidOf = (text: string) => `
  (select (left(h, 12) || '8' || substr(h, 14, 3) || substr('89ab', 1 + (('x' || substr(h, 17, 1))::bit(4) & b'0011')::integer, 1) || substr(h, 18, 15))::uuid
   from encode(sha256(convert_to(${text}, 'UTF8')), 'hex') as h)`;

const AT = `to_char(s.at::timestamptz at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** The canonical text of a fact, members in the order of their names; what in it is quoted from the file holds nothing to escape. */
const CONTENT = `
  '{"actor":"' || $2 || '","data":{"campaign":"' || s.campaign || '","medium":"' || s.medium || '","source":"' || s.source || '","touch":"' || s.touch || '","url":"' || s.url
  || '"},"externalId":"' || s.id || '","kind":"touch.recorded","occurredAt":"' || ${AT} || '","revision":1,"source":"web","subject":"' || p.subject
  || '","version":1,"workspace":"' || $1::text || '"}'`;

const INSERT = `
  with head as (
    select size, greatest(recorded_at, date_trunc('milliseconds', clock_timestamp())) as at from log_head where workspace_id = $1::uuid for update
  ), recorded as (
    insert into fact (
      workspace_id, seq, occurred_at, recorded_at, id, supersedes, import_id, version, revision, day_precision, backfilled,
      kind, subject, source, external_id, actor, content_hash, data
    )
    select
      $1::uuid, head.size - 1 + row_number() over (), s.at::timestamptz, head.at,
      ${uuidOf(`'["fact","' || $1::text || '","web","touch.recorded","' || s.id || '","1"]'`)},
      null, null, 1, 1, false, false, 'touch.recorded', p.subject, 'web', s.id, $2,
      sha256(convert_to(${CONTENT}, 'UTF8')),
      jsonb_build_object('touch', s.touch, 'source', s.source, 'medium', s.medium, 'campaign', s.campaign, 'url', s.url)
    from head, staged_touch as s
    cross join lateral (
      select 'person:' || ${uuidOf(`'["subject","' || $1::text || '","web","person","' || s.contact || '"]'`)} as subject offset 0
    ) as p
    on conflict do nothing
    returning 1
  )
  update log_head set size = head.size + (select count(*) from recorded), recorded_at = head.at from head where workspace_id = $1::uuid`;

/**
 * What one would write by hand: the file staged by COPY, then one statement that writes the same rows of the same table with the same
 * ids and hashes, under the same role and row-level security, in one transaction. Touches have neither links nor projections.
 */
export async function handWrittenImportMs(connection: Connection, path: string, workspace: string, actor: string): Promise<number> {
  const client = await confinedClient(connection, workspace);
  try {
    return await timedMs(async () => {
      await client.query('begin');
      await client.query(`create temp table staged_touch (${COLUMNS}) on commit drop`);
      await copyFile(client, 'staged_touch', path);
      await client.query(INSERT, [workspace, actor]);
      await client.query('commit');
    });
  } finally {
    await client.end();
  }
}

async function copyFile(client: Client, table: string, path: string): Promise<void> {
  await pipeline(
    createReadStream(path, { highWaterMark: 1 << 18 }),
    client.query(copyFrom(`copy ${table} from stdin with (format csv, header)`)),
  );
}

/** How many facts a database has, and one number over their columns; when they were recorded, by which import and where they lie differs. */
export async function checksumOfFacts(connection: Connection): Promise<string> {
  return withOwner(connection, async (client) => {
    const { rows } = await client.query<{ sum: string }>(
      `select count(*) || '/' || sum(hashtextextended(row(id, content_hash, subject, external_id, occurred_at, revision, kind, source, actor, data)::text, 0)) as sum from fact`,
    );
    return rows[0]?.sum ?? '';
  });
}

import { randomBytes, randomUUID } from 'node:crypto';
import { type Connection, confinedClient } from './durable-cluster.ts';
import { KeepAliveClient } from './keep-alive-client.ts';
import { quantile } from './measuring.ts';
import { known, say } from './other-process.ts';

export interface LoadTask {
  readonly target:
    | { readonly kind: 'http'; readonly url: string; readonly secret: string }
    | { readonly kind: 'insert'; readonly connection: Connection; readonly workspace: string };
  readonly clients: number;
  readonly count: number;
}

export interface LoadOutcome {
  readonly perSecond: number;
  readonly medianMs: number;
  readonly p99Ms: number;
}

/** One client: records one touch and resolves when it is acknowledged as durable. */
interface Appending {
  append(number: number): Promise<void>;
  close(): void | Promise<void>;
}

const run = randomUUID();
const fields = { touch: 'visit', source: 'google', medium: 'cpc', campaign: 'spring', url: 'https://example.org/pricing' };

async function overHttp(url: string, secret: string): Promise<Appending> {
  const headers = { authorization: `Bearer ${secret}`, 'content-type': 'application/json' };
  const client = await KeepAliveClient.open(new URL('/api/facts', url), headers);
  return {
    async append(number) {
      const status = await client.post(
        JSON.stringify({
          kind: 'touch.recorded',
          subject: { type: 'person', externalId: `c-${number % 1_000}` },
          occurredAt: '2026-01-15T09:30:00.000Z',
          source: 'web',
          externalId: `${run}-${number}`,
          data: fields,
        }),
      );
      if (status !== 200) throw new Error(`the server answered ${status}`);
    },
    close: () => client.close(),
  };
}

const INSERT = `
  insert into fact (
    workspace_id, seq, occurred_at, recorded_at, id, supersedes, import_id, version, revision, day_precision, backfilled,
    kind, subject, source, external_id, actor, content_hash, data
  ) values ($1, $2, $3, now(), $4, null, null, 1, 1, false, false, $5, $6, $7, $8, $9, $10, $11)`;

/** The same row in the same table by a prepared statement, each a transaction of its own; ids and hashes are merely drawn. */
async function byInsert(connection: Connection, workspace: string, firstSeq: number): Promise<Appending> {
  const client = await confinedClient(connection, workspace);
  const people = Array.from({ length: 1_000 }, () => `person:${randomUUID()}`);
  const hash = randomBytes(32);
  return {
    async append(number) {
      await client.query({
        name: 'insert_fact',
        text: INSERT,
        values: [
          workspace,
          firstSeq + number,
          '2026-01-15T09:30:00.000Z',
          randomUUID(),
          'touch.recorded',
          people[number % 1_000],
          'web',
          `${run}-${number}`,
          'key:bench',
          hash,
          JSON.stringify(fields),
        ],
      });
    },
    close: () => client.end(),
  };
}

async function load({ target, clients, count }: LoadTask): Promise<LoadOutcome> {
  const firstSeq = Date.now() * 1_000;
  const open = () =>
    target.kind === 'http' ? overHttp(target.url, target.secret) : byInsert(target.connection, target.workspace, firstSeq);
  const all = await Promise.all(Array.from({ length: clients }, open));
  let next = 0;
  const work = async (until: number, tookMs?: Float64Array) =>
    Promise.all(
      all.map(async (client) => {
        while (next < until) {
          const number = next;
          next += 1;
          const before = performance.now();
          await client.append(number);
          if (tookMs !== undefined) tookMs[number - (until - tookMs.length)] = performance.now() - before;
        }
      }),
    );
  // The first requests warm up both sides and are not counted.
  await work(Math.ceil(count / 4));
  const tookMs = new Float64Array(count);
  const before = performance.now();
  await work(next + count, tookMs);
  const durationMs = performance.now() - before;
  for (const client of all) await client.close();
  return { perSecond: (count / durationMs) * 1_000, medianMs: quantile(tookMs, 0.5), p99Ms: quantile(tookMs, 0.99) };
}

await say(await load(known<LoadTask>()));
process.disconnect?.();

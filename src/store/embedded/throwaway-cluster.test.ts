import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { Client } from 'pg';
import { expect, test } from 'vitest';
import { installedPostgres } from './installed-postgres.ts';
import type { ServerBinaries } from './server-binaries.ts';
import { startThrowawayCluster } from './throwaway-cluster.ts';

const installed = installedPostgres()[0];

async function rows(url: string, sql: string): Promise<readonly unknown[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

const servers: readonly { server: string; options: { binaries?: ServerBinaries } }[] = [
  { server: 'the embedded PostgreSQL', options: {} },
  ...(installed ? [{ server: `PostgreSQL ${installed.major} of this machine`, options: { binaries: installed } }] : []),
];

test.each(servers)(
  'a test run on $server gets databases copied from a template and leaves nothing behind',
  async ({ options }) => {
    const cluster = await startThrowawayCluster(options);
    const template = await cluster.createDatabase('migrated');
    await rows(cluster.url(template), `create table word (word text); insert into word values ('ä'), ('Z'), ('a')`);
    const copies = await Promise.all([cluster.createDatabase(undefined, template), cluster.createDatabase(undefined, template)]);
    expect(new Set(copies).size).toBe(2);
    for (const copy of copies)
      expect(await rows(cluster.url(copy), 'select word from word order by word')).toEqual([{ word: 'Z' }, { word: 'a' }, { word: 'ä' }]);
    await cluster.dropDatabase(copies[0] ?? '');
    await expect(rows(cluster.url(copies[0] ?? ''), 'select 1')).rejects.toThrow(/does not exist/);
    await cluster.close();
    expect(existsSync(dirname(cluster.address.host))).toBe(false);
  },
  20_000,
);

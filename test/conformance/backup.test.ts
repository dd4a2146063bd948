import { createHash, randomUUID } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import { Client } from 'pg';
import { describe, expect, onTestFinished, test } from 'vitest';
import { present } from '#core/kernel/assert.ts';
import { valueOrThrow } from '#core/kernel/result.ts';
import { verifyBundle } from '#core/proof/verify.ts';
import { demoMaterial } from '#main/demo-material.ts';
import { openOn, type Product } from '#main/wiring.ts';
import { furnishDemo } from '#usecases/furnish-demo.ts';
import { makeBundle } from '#usecases/make-bundle.ts';
import type { Asker } from '#usecases/ports.ts';
import { rebuildProjections } from '#usecases/rebuild-projections.ts';
import { embeddedServer, everyServer, type TestServer } from '../database.ts';
import { draft } from './drafts.ts';

const KESSLER = '11111111-2222-4333-8444-555555555555';
const asker: Asker = { workspace: KESSLER, actor: 'system' };

async function installation(server: TestServer): Promise<Product> {
  const product = await openOn(await server.database(), () => 'http://belegbar.test');
  onTestFinished(() => product.close());
  return product;
}

async function companyOn(server: TestServer): Promise<Product> {
  const product = await installation(server);
  const workspace = { id: KESSLER, slug: 'kessler', name: 'Kessler', currency: 'EUR', timeZone: 'Europe/Berlin', purpose: 'demo' } as const;
  await product.ports.workspaces.create(workspace);
  const { ports, access, importing } = product;
  await furnishDemo({ ...ports, access, importing }, asker, demoMaterial('2026-06-15'), { slug: workspace.slug });
  // Every character that some layer on the way might take for its own.
  const name = 'Zoë \\N \\t "\t" \\\\ \u2028 \u0001 😀 {a,b}';
  await product.ports.log.append(asker, [draft('person.recorded', 'person:p1', 'p1', { name, email: 'z@example.test' })]);
  return product;
}

async function exported({ backups }: Pick<Product, 'backups'>, of: Asker = asker): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  await backups.export(of, async (bytes) => {
    parts.push(bytes);
  });
  return Buffer.concat(parts);
}

/** A file in pieces of awkward size. */
async function* inPieces(file: Uint8Array, size = 65_521): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < file.length; from += size) yield file.subarray(from, from + size);
}

const restore = ({ backups }: Pick<Product, 'backups'>, file: Uint8Array) => backups.restore(() => inPieces(file));

async function provable({ ports }: Product) {
  const bundles: string[] = [];
  for (const { id } of await ports.statements.list(asker)) bundles.push(valueOrThrow(await makeBundle(ports, asker, { statementId: id })));
  return { bundles, seals: await ports.seals.list(asker), head: await ports.log.head(asker) };
}

const pairs = everyServer.flatMap((from) => everyServer.map((to) => ({ name: `${from.name} to ${to.name}`, from, to })));

describe.each(pairs)('a backup from $name', { timeout: 180_000 }, ({ from, to }) => {
  test('restores the workspace with its seals and proof files, and exports again to the same bytes', async () => {
    const one = await companyOn(from);
    const before = await provable(one);
    const file = await exported(one);
    expect(await exported(one)).toEqual(file);
    const other = await installation(to);
    const restored = valueOrThrow(await restore(other, file));
    expect(restored).toMatchObject({ workspace: { id: KESSLER, slug: 'kessler' }, facts: before.head.size, seals: before.seals.length });
    expect((await exported(other)).equals(file)).toBe(true);
    expect(await provable(other)).toEqual(before);
    for (const bundle of before.bundles) expect(verifyBundle(bundle).mismatch).toBeUndefined();
    const tables = await rebuildProjections(other.ports, asker, 'verify');
    expect(tables.filter(({ differences }) => differences > 0)).toEqual([]);
    expect(await other.ports.log.personalValues(asker, ['person:p1'])).toEqual(await one.ports.log.personalValues(asker, ['person:p1']));
    // The restored workspace goes on: the same value keeps its commitment, and new facts are sealed.
    const known = draft('person.recorded', 'person:p1', 'p1', {
      name: 'Zoë \\N \\t "\t" \\\\ \u2028 \u0001 😀 {a,b}',
      email: 'z@example.test',
    });
    expect(await other.ports.log.append(asker, [known])).toMatchObject([{ status: 'repeated' }]);
    expect((await other.ports.seals.take(asker)).size).toBe(before.head.size);
  });
});

describe('restoring', { timeout: 180_000 }, () => {
  test('refuses what is truncated, changed, newer, no backup or there already, and leaves nothing behind', async () => {
    const one = await companyOn(embeddedServer);
    const file = await exported(one);
    const other = await installation(embeddedServer);
    const code = async (bytes: Uint8Array) => {
      const answer = await restore(other, bytes);
      return answer.ok ? 'restored' : answer.refusal.code;
    };
    const text = file.toString('utf8');
    for (const cut of [0.02, 0.5, 0.999]) expect(await code(file.subarray(0, Math.floor(file.length * cut)))).toBe('backup.truncated');
    expect(await code(file.subarray(0, file.length - 1))).toBe('backup.truncated');
    expect(await code(file.subarray(0, text.lastIndexOf('{"end"')))).toBe('backup.truncated');
    for (const place of [0.1, 0.4, 0.7]) {
      const changed = Buffer.from(file);
      const at = Math.floor(file.length * place);
      changed[at] = (changed[at] ?? 0) === 0x31 ? 0x32 : 0x31;
      expect(['backup.changed', 'backup.truncated']).toContain(await code(changed));
    }
    expect(await code(Buffer.concat([file, Buffer.from('[]\n')]))).toBe('backup.changed');
    expect(await code(Buffer.from(text.replace('"version":1', '"version":2')))).toBe('backup.newer');
    expect(await code(Buffer.from(text.replace(/"schema":"\d+/, '"schema":"9999')))).toBe('backup.newer');
    expect(await code(Buffer.from('name;email\n'))).toBe('backup.unreadable');
    expect(await code(Buffer.alloc(0))).toBe('backup.unreadable');
    expect(await other.ports.workspaces.list()).toEqual([]);
    expect(await code(file)).toBe('restored');
    expect(await code(file)).toBe('workspace.exists');
    expect((await exported(other)).equals(file)).toBe(true);
  });

  test('refuses facts that do not give the sealed roots, even if somebody made the check number fit', async () => {
    const one = await companyOn(embeddedServer);
    const forged = withDigest((await exported(one)).toString('utf8').replace('Technische Leitung', 'Technische Leistung'));
    const other = await installation(embeddedServer);
    expect(await restore(other, Buffer.from(forged))).toMatchObject({ refusal: { code: 'backup.changed' } });
    const unfit = withDigest((await exported(one)).toString('utf8').replace('"lead.captured"', '"lead.captured","x"'));
    expect(await restore(other, Buffer.from(unfit))).toMatchObject({ refusal: { code: 'backup.unreadable' } });
    expect(await other.ports.workspaces.list()).toEqual([]);
    expect(await other.ports.log.head(asker).catch(() => 'none')).toBe('none');
  });

  test('is possible for every table there is', async () => {
    const connection = await embeddedServer.database();
    const client = new Client(connection);
    await client.connect();
    const { rows } = await client.query(`
      select c.relname from pg_class as c
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and (
        not has_table_privilege('belegbar_app', c.oid, 'select, insert')
        or not exists (select from pg_attribute as a where a.attrelid = c.oid and a.attname = 'workspace_id')
      )`);
    await client.end();
    expect(rows).toEqual([]);
  });
});

function withDigest(text: string): string {
  const body = text.slice(0, text.lastIndexOf('{"end"'));
  const { rows } = JSON.parse(text.slice(body.length)).end;
  return `${body}${JSON.stringify({ end: { rows, sha256: createHash('sha256').update(body).digest('hex') } })}\n`;
}

test('a large workspace is written and read without holding it', { timeout: 600_000 }, async () => {
  const facts = Number(process.env['BACKUP_FACTS'] ?? 60_000);
  const one = await installation(embeddedServer);
  const id = randomUUID();
  const of = { workspace: id, actor: 'system' };
  await one.ports.workspaces.create({ id, slug: 'large', name: 'Large', currency: 'EUR', timeZone: 'UTC', purpose: 'test' });
  const batch = 2_000;
  const batches = async function* () {
    for (let from = 0; from < facts; from += batch) {
      yield Array.from({ length: batch }, (_, n) =>
        draft('touch.recorded', `visitor:v${(from + n) % 997}`, `t${from + n}`, {
          touch: 'visit',
          url: `https://example.test/${'x'.repeat(200)}`,
        }),
      );
    }
  };
  const start = {
    id: randomUUID(),
    mappingName: 'm',
    mappingHash: 'h',
    mappingText: '',
    files: [],
    startedAt: one.ports.clock.now(),
    actor: 'system',
  };
  await one.ports.imports.start(of, start);
  for await (const _ of one.ports.log.importBatches(of, start.id, batches()));
  await one.ports.seals.take(of);
  let bytes = 0;
  let peak = 0;
  const before = process.memoryUsage().rss;
  const hash = createHash('sha256');
  await one.backups.export(of, async (chunk) => {
    bytes += chunk.length;
    hash.update(chunk);
    peak = Math.max(peak, process.memoryUsage().rss - before);
  });
  expect(bytes).toBeGreaterThan(facts * 300);
  // What is held at once is some chunks of the stream, whatever the size of the workspace.
  expect(peak).toBeLessThan(200 * 1024 * 1024);
  const file = await exported(one, of);
  expect(createHash('sha256').update(file).digest('hex')).toBe(hash.digest('hex'));
  const other = await installation(embeddedServer);
  const packed = gzipSync(file);
  expect(packed.length).toBeLessThan(file.length / 3);
  expect(valueOrThrow(await restore(other, gunzipSync(packed)))).toMatchObject({ facts, seals: 1 });
  const again = createHash('sha256');
  await other.backups.export(of, async (chunk) => void again.update(chunk));
  expect(again.digest('hex')).toBe(createHash('sha256').update(present(file, 'file')).digest('hex'));
});

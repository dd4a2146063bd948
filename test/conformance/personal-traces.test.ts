import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { expect, onTestFinished, test } from 'vitest';
import { factKinds } from '#core/facts/registry.ts';
import { openOn } from '#main/wiring.ts';
import { embeddedServer } from '../database.ts';
import { draft } from './drafts.ts';

const PLANTED = 'Planted Person';

/** A payload of every kind in which each field that is kept apart holds a text to look for. */
const planted = factKinds.flatMap((kind) => {
  const personal = Object.entries(kind.fields).filter(([, field]) => field.personal !== undefined);
  if (personal.length === 0) return [];
  const data = Object.fromEntries(
    personal.map(([name]) => [name, name === 'answers' ? { message: `${PLANTED} answers` } : `${PLANTED} ${kind.name} ${name}`]),
  );
  return [draft(kind.name, `${kind.subjects[0]}:1`, kind.name, kind.name === 'lead.captured' ? { ...data, source: 'web' } : data)];
});

test('no table but the one for personal values ever holds a text that is kept apart, and importing it again changes nothing', async () => {
  const connection = await embeddedServer.database();
  const { ports, ...product } = await openOn(connection, () => 'http://belegbar.test');
  onTestFinished(() => product.close());
  const id = randomUUID();
  await ports.workspaces.create({ id, slug: 'w', name: 'W', currency: 'EUR', timeZone: 'UTC', purpose: 'test' });
  const asker = { workspace: id, actor: 'member:test' };
  expect(planted.length).toBeGreaterThan(15);
  for (const one of planted.filter(({ kind }) => kind !== 'fact.retracted')) {
    expect(await ports.log.append(asker, [one]), one.kind).toMatchObject([{ status: 'recorded' }]);
    expect(await ports.log.append(asker, [one]), one.kind).toMatchObject([{ status: 'repeated' }]);
  }
  // What the database cannot take fails with an error that ends up in a log.
  const unfit = draft('lead.captured', 'lead:2', 'unfit', { answers: { message: PLANTED } });
  const failed = await ports.log.append(asker, [unfit]).catch((error: unknown) => error);
  expect(failed).toBeInstanceOf(Error);
  expect(failed instanceof Error ? `${failed.stack} ${failed.message}` : '').not.toContain(PLANTED);
  const client = new Client(connection);
  await client.connect();
  const { rows: tables } = await client.query<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables
     where schemaname in ('public', 'auth', 'directory') and tablename <> 'personal_value'`,
  );
  for (const { name } of tables) {
    const { rows } = await client.query<{ text: string }>(`select t::text as text from ${name} as t where t::text ilike $1`, [
      `%${PLANTED}%`,
    ]);
    expect(rows, name).toEqual([]);
  }
  const { rows } = await client.query(`select count(*)::int as count from personal_value where value like $1`, [`${PLANTED}%`]);
  await client.end();
  expect(rows[0].count).toBeGreaterThan(planted.length - 1);
});

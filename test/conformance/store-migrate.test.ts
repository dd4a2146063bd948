import { Client } from 'pg';
import { describe, expect, onTestFinished, test } from 'vitest';
import { knownMigrations, migrate } from '#store/migrate.ts';
import { everyServer } from '../database.ts';

describe.each(everyServer)('migrations on $name', (server) => {
  test('processes that start at the same moment bring a database up to date once', async () => {
    const connection = await server.database();
    const client = new Client(connection);
    await client.connect();
    onTestFinished(() => client.end());
    await client.query('drop schema migration, directory cascade; drop schema public cascade; create schema public');
    await client.query('grant usage on schema public to public');
    const applied = await Promise.all([migrate(connection), migrate(connection)]);
    expect(applied.flat()).toEqual(knownMigrations().map(({ name }) => name));
  });

  test('a database that a newer program migrated is refused', async () => {
    const connection = await server.database();
    const client = new Client(connection);
    await client.connect();
    onTestFinished(() => client.end());
    await client.query(`insert into migration.applied (name, checksum) values ('9999_future.sql', 'x')`);
    await expect(migrate(connection)).rejects.toThrow(/newer than this program/);
  });
});

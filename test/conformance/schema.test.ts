import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { migrateAccess } from '#main/access/migrate-access.ts';
import { describeSchema } from '../../scripts/describe-schema.ts';
import { everyServer } from '../database.ts';

const written = readFileSync(join(import.meta.dirname, '../../src/store/schema.sql'), 'utf8');

describe.each(everyServer.map((server) => ({ name: server.name, server })))('the schema on $name', ({ server }) => {
  it('is the one that schema.sql shows to readers', async () => {
    const connection = await server.database();
    await migrateAccess(connection);
    expect(await describeSchema(connection)).toBe(written);
  });
});

describe('every domain table', () => {
  const tables = [...written.matchAll(/^create table public\.(\w+) \(\n([\s\S]*?)\n\);((?:\n.+)*)/gm)].map(([, name, body, rest]) => ({
    name,
    body,
    rest,
  }));

  it('is found', () => {
    expect(tables.length).toBeGreaterThan(10);
  });

  it.each(tables)('$name: the workspace comes first in every key, and rows are confined to it', ({ body, rest }) => {
    const keys = [...(body ?? '').matchAll(/(?:PRIMARY KEY|UNIQUE|FOREIGN KEY) \(([^)]*)\)/g)].map(([, columns]) => columns);
    expect(keys.length).toBeGreaterThan(0);
    for (const columns of keys) expect(columns).toMatch(/^workspace_id(,|$)/);
    expect(rest).toContain('enable row level security;');
  });

  it.each(['fact', 'statement', 'statement_line', 'posting', 'seal', 'definition_document', 'agreement_document'])(
    '%s is append-only: the application may neither update nor delete',
    (name) => {
      expect(tables.find((table) => table.name === name)?.rest).toMatch(
        new RegExp(`^grant insert, select on table public\\.${name} to belegbar_app;$`, 'm'),
      );
    },
  );
});

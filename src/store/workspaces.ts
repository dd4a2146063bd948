import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type { Clock, Workspace, Workspaces } from '#usecases/ports.ts';
import { build, type Database } from './database.ts';
import type { Tables } from './tables.ts';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

export function workspacesIn(database: Database, clock: Clock): Workspaces {
  return {
    async create(workspace) {
      const row = {
        id: workspace.id,
        slug: workspace.slug,
        name: workspace.name,
        currency: workspace.currency,
        time_zone: workspace.timeZone,
        region: null,
        purpose: workspace.purpose,
        created_at: clock.now(),
      };
      return database.inWorkspace(workspace.id, async (transaction) => {
        const written = await transaction.run(
          build
            .insertInto('directory.workspace')
            .values(row)
            .onConflict((conflict) => conflict.doNothing()),
        );
        if (written === 0) return undefined;
        await transaction.run(sql`insert into log_head (workspace_id, external_id_salt) values (${workspace.id}, ${randomBytes(16)})`);
        return asWorkspace(row);
      });
    },
    async change(id, { name, currency, timeZone, region }) {
      const query = build
        .updateTable('directory.workspace')
        .set({ name, currency, time_zone: timeZone, region })
        .where('id', '=', id)
        .returningAll();
      const [row] = await database.rows(query);
      return row && asWorkspace(row);
    },
    async find(slugOrId) {
      const query = build.selectFrom('directory.workspace').selectAll();
      const [row] = await database.rows(UUID.test(slugOrId) ? query.where('id', '=', slugOrId) : query.where('slug', '=', slugOrId));
      return row && asWorkspace(row);
    },
    async list() {
      return (await database.rows(build.selectFrom('directory.workspace').selectAll().orderBy('slug'))).map(asWorkspace);
    },
  };
}

function asWorkspace(row: Tables['directory.workspace']): Workspace {
  const { id, slug, name, currency, region, purpose } = row;
  return { id, slug, name, currency, timeZone: row.time_zone, region, purpose, createdAt: row.created_at };
}

import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { migrateAccess } from '#main/access/migrate-access.ts';
import { startThrowawayCluster } from '#store/embedded/throwaway-cluster.ts';
import { migrate } from '#store/migrate.ts';
import { describeSchema } from './describe-schema.ts';

/** Writes src/store/schema.sql from an empty database that all migrations have run on. */
const cluster = await startThrowawayCluster();
try {
  const connection = { ...cluster.address, database: await cluster.createDatabase() };
  await migrate(connection);
  await migrateAccess(connection);
  writeFileSync(fileURLToPath(new URL('../src/store/schema.sql', import.meta.url)), await describeSchema(connection));
} finally {
  await cluster.close();
}

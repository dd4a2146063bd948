import { createHmac } from 'node:crypto';
import { sql } from 'kysely';
import { present } from '#core/kernel/assert.ts';
import type { Asker } from '#usecases/ports.ts';
import type { Database } from '../database.ts';

/** What stands in facts for external ids that name a person. */
export interface ExternalIdDoor {
  replacer(asker: Asker): Promise<(externalId: string) => string>;
}

/** An address, or a number written as people dial it: with + or 00 in front. Plain digits are an ordinary id. */
const PERSONAL = /^[^\s@]+@[^\s@]+\.[^\s@]+$|^\s*(\+|00)[\d\s()/.-]{7,}$/;

/** The same address or number always gets the same stand-in in one workspace, and another one in every other. */
export function replaceIfPersonal(salt: Uint8Array, externalId: string): string {
  if (!PERSONAL.test(externalId)) return externalId;
  return `hmac-sha256:${createHmac('sha256', salt).update(externalId.trim().toLowerCase()).digest('hex')}`;
}

export function externalIdsIn(database: Database): ExternalIdDoor {
  return {
    async replacer(asker) {
      const query = sql<{ salt: Buffer }>`select external_id_salt as salt from log_head where workspace_id = ${asker.workspace}`;
      const [row] = await database.inWorkspace(asker.workspace, (transaction) => transaction.rows(query));
      const { salt } = present(row, 'workspace');
      return (externalId) => replaceIfPersonal(salt, externalId);
    },
  };
}

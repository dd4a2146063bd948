import type { Selectable } from 'kysely';
import type { Definition } from '#core/definitions/definition.ts';
import type { JsonObject } from '#core/kernel/canonical-json.ts';
import type { Agreement } from '#core/promises/agreements/agreement.ts';
import type { Documents, StoredAgreement, StoredDefinition } from '#usecases/ports.ts';
import { build, type Database } from './database.ts';
import type { Tables } from './tables.ts';

/** Definitions and agreements by the hash of their content; saving the same document again changes nothing. */
export function documentsIn(database: Database): Documents {
  const definitions = (workspace: string) => build.selectFrom('definition_document').selectAll().where('workspace_id', '=', workspace);
  const agreements = (workspace: string) =>
    build.selectFrom('agreement_document').selectAll().where('workspace_id', '=', workspace).orderBy('proposed_at').orderBy('hash');
  return {
    async saveDefinition({ workspace }, { definition, hash, adoptedAt }) {
      const row = { workspace_id: workspace, hash, document: JSON.stringify(definition), adopted_at: adoptedAt };
      await database.inWorkspace(workspace, (transaction) =>
        transaction.run(
          build
            .insertInto('definition_document')
            .values(row)
            .onConflict((conflict) => conflict.doNothing()),
        ),
      );
    },
    async definitions({ workspace }) {
      const query = definitions(workspace).orderBy('adopted_at').orderBy('hash');
      return (await database.inWorkspace(workspace, (transaction) => transaction.rows(query))).map(asDefinition);
    },
    async definitionByHash({ workspace }, hash) {
      const query = definitions(workspace).where('hash', '=', hash);
      const [row] = await database.inWorkspace(workspace, (transaction) => transaction.rows(query));
      return row && asDefinition(row);
    },
    async saveAgreement({ workspace }, { agreement, hash, text, proposedAt }) {
      const document = JSON.stringify(agreement);
      const row = { workspace_id: workspace, agreement_id: agreement.id, hash, document, text, proposed_at: proposedAt };
      await database.inWorkspace(workspace, (transaction) =>
        transaction.run(
          build
            .insertInto('agreement_document')
            .values(row)
            .onConflict((conflict) => conflict.doNothing()),
        ),
      );
    },
    async agreementVersions({ workspace }, agreementId) {
      const query = agreements(workspace).where('agreement_id', '=', agreementId);
      return (await database.inWorkspace(workspace, (transaction) => transaction.rows(query))).map(asAgreement);
    },
    async agreements({ workspace }) {
      return (await database.inWorkspace(workspace, (transaction) => transaction.rows(agreements(workspace)))).map(asAgreement);
    },
  };
}

// A document was checked before it was saved, and its hash names its content.
function asDefinition(row: Selectable<Tables['definition_document']>): StoredDefinition {
  return { definition: row.document as JsonObject & Definition, hash: row.hash, adoptedAt: row.adopted_at };
}

function asAgreement(row: Selectable<Tables['agreement_document']>): StoredAgreement {
  return { agreement: row.document as unknown as Agreement, hash: row.hash, text: row.text, proposedAt: row.proposed_at };
}

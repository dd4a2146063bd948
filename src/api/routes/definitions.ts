import type { JsonObject } from '#core/kernel/canonical-json.ts';
import { checkNumber } from '#core/kernel/hash.ts';
import { ok } from '#core/kernel/result.ts';
import * as endpoints from '#protocol/endpoints-definitions.ts';
import { adoptDefinition } from '#usecases/adopt-definition.ts';
import { listDefinitionTemplates } from '#usecases/list-definition-templates.ts';
import { listDefinitions } from '#usecases/list-definitions.ts';
import { type Mounted, on } from '../mount.ts';
import type { ApiParts } from '../parts.ts';

export function definitionRoutes({ ports }: ApiParts): readonly Mounted[] {
  return [
    on(endpoints.listDefinitions, async ({ caller }) => {
      const stored = await listDefinitions(ports, caller.asker);
      return ok({
        definitions: stored.map(({ definition, hash, adoptedAt }) => ({
          key: definition.key,
          version: definition.version,
          hash,
          checkNumber: checkNumber(hash),
          adoptedAt,
          document: definition as unknown as JsonObject,
        })),
      });
    }),
    on(endpoints.adoptDefinition, async ({ caller, body, query }) => {
      const adopted = await adoptDefinition(ports, caller.asker, { text: body, dryRun: query.dryRun ?? false });
      if (!adopted.ok) return adopted;
      const { definition, hash } = adopted.value;
      return ok({ key: definition.key, version: definition.version, hash, checkNumber: checkNumber(hash) });
    }),
    on(endpoints.listDefinitionTemplates, async () => ok({ templates: listDefinitionTemplates().map((template) => ({ ...template })) })),
  ];
}

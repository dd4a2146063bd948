import type { JsonObject } from '#core/kernel/canonical-json.ts';
import { checkNumber } from '#core/kernel/hash.ts';
import { ok } from '#core/kernel/result.ts';
import * as endpoints from '#protocol/endpoints-definitions.ts';
import { exampleOfSubject } from '#usecases/example-of-subject.ts';
import { listDefinitionTemplates } from '#usecases/list-definition-templates.ts';
import { adoptersOf, definitionsInUse, listDefinitions } from '#usecases/list-definitions.ts';
import { adoptAfterReplay } from '#usecases/replay-definition.ts';
import { type Mounted, on } from '../mount.ts';
import type { ApiParts } from '../parts.ts';
import { replayWire } from './determinations.ts';

export function definitionRoutes({ ports }: ApiParts): readonly Mounted[] {
  return [
    on(endpoints.listDefinitions, async ({ caller }) => {
      const stored = await listDefinitions(ports, caller.asker);
      const adopters = await adoptersOf(ports, caller.asker);
      return ok({
        definitions: stored.map(({ definition, hash, adoptedAt }) => ({
          key: definition.key,
          version: definition.version,
          hash,
          checkNumber: checkNumber(hash),
          adoptedAt,
          adoptedBy: adopters.get(hash) ?? null,
          document: definition as unknown as JsonObject,
        })),
      });
    }),
    on(endpoints.adoptDefinition, async ({ caller, body, query }) => {
      const adopted = await adoptAfterReplay(ports, caller.asker, { text: body, dryRun: query.dryRun ?? false });
      if (!adopted.ok) return adopted;
      const { definition, hash, replay } = adopted.value;
      return ok({ key: definition.key, version: definition.version, hash, checkNumber: checkNumber(hash), replay: replayWire(replay) });
    }),
    on(endpoints.definitionsInUse, async ({ caller }) => ok({ bindings: [...(await definitionsInUse(ports, caller.asker))] })),
    on(endpoints.exampleOfSubject, async ({ caller, params }) => exampleOfSubject(ports, caller.asker, params.subject)),
    on(endpoints.listDefinitionTemplates, async () => ok({ templates: listDefinitionTemplates().map((template) => ({ ...template })) })),
  ];
}

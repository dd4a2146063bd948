import type { JsonObject } from '#core/kernel/canonical-json.ts';
import { ok, refuse } from '#core/kernel/result.ts';
import * as endpoints from '#protocol/endpoints-compare.ts';
import { compareDefinitions } from '#usecases/compare-definitions.ts';
import { type Mounted, on } from '../mount.ts';
import type { ApiParts } from '../parts.ts';

const pairs = { '1-2': [0, 1], '1-3': [0, 2], '2-3': [1, 2] } as const;
const MOST_DEFINITIONS = 3;

export function compareRoutes({ ports }: ApiParts): readonly Mounted[] {
  return [
    on(endpoints.compareDefinitions, async ({ caller, query }) => {
      const names = query.definitions?.split(',').filter((name) => name !== '');
      if (names !== undefined && (names.length === 0 || names.length > MOST_DEFINITIONS))
        return refuse('input.invalid', { at: 'definitions', expects: `one to ${MOST_DEFINITIONS} definitions` });
      const differ = query.differ === undefined ? undefined : pairs[query.differ];
      if (differ !== undefined && names !== undefined && names.length <= differ[1])
        return refuse('input.invalid', { at: 'differ', expects: 'places of two of the definitions' });
      const compared = await compareDefinitions(ports, caller.asker, {
        ...(names === undefined ? {} : { definitions: names }),
        ...(differ === undefined ? {} : { differ }),
        ...(query.page === undefined ? {} : { page: query.page }),
      });
      if (!compared.ok) return compared;
      const { definitions, ...rest } = compared.value;
      return ok({
        ...rest,
        definitions: definitions.map(({ definition, ...one }) => ({
          ...one,
          title: definition.title,
          wording: definition.wording,
          document: definition as unknown as JsonObject,
        })),
      });
    }),
  ];
}

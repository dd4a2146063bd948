import type * as z from 'zod';
import type { Definition } from '#core/definitions/definition.ts';
import type { definitionWire } from '#protocol/endpoints-definitions.ts';
import { definitionIn } from '../agreement/document.ts';

type DefinitionWire = z.infer<typeof definitionWire>;

/** One adopted version of a definition. */
export type AdoptedVersion = DefinitionWire & { readonly definition: Definition };

/** All versions by definition, the newest first; definitions in the order in which they came to be. */
export function adoptedIn(wire: readonly DefinitionWire[]): readonly (readonly AdoptedVersion[])[] {
  const byKey = new Map<string, AdoptedVersion[]>();
  for (const one of wire) {
    const versions = byKey.get(one.key) ?? [];
    versions.push({ ...one, definition: definitionIn(one.document) });
    byKey.set(one.key, versions);
  }
  return [...byKey.values()].map((versions) => versions.sort((a, b) => b.version - a.version));
}

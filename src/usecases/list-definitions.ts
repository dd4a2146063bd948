import type { Definition } from '#core/definitions/definition.ts';
import { definitionTemplates } from '#core/definitions/templates/registry.ts';
import { definitionRef } from '#core/promises/agreements/read-agreement.ts';
import type { Asker, Ports, StoredDefinition } from './ports.ts';

/** Every adopted version of every definition. */
export async function listDefinitions(ports: Pick<Ports, 'documents'>, asker: Asker): Promise<readonly StoredDefinition[]> {
  return ports.documents.definitions(asker);
}

/** What an agreement may bind itself to, by `key@version`: the adopted definitions, and the templates nobody has adopted yet. */
export async function knownDefinitions(ports: Pick<Ports, 'documents'>, asker: Asker): Promise<ReadonlyMap<string, Definition>> {
  const adopted = (await ports.documents.definitions(asker)).map((stored) => stored.definition);
  return new Map([...definitionTemplates, ...adopted].map((definition) => [definitionRef(definition), definition]));
}

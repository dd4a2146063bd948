import { checkDefinition } from '#core/definitions/check-definition.ts';
import { type Definition, definitionHash, readDefinition } from '#core/definitions/definition.ts';
import { definitionTemplates } from '#core/definitions/templates/registry.ts';
import { ok, type Result, refuse } from '#core/kernel/result.ts';
import { definitionRef } from '#core/promises/agreements/read-agreement.ts';
import { appendAll } from './append-all.ts';
import type { Asker, Ports } from './ports.ts';
import { readDocument } from './read-document.ts';

export interface AdoptedDefinition {
  readonly definition: Definition;
  readonly hash: string;
}

/**
 * Adopts a version of a definition: its rule is compiled and its examples are executed first; a version in force is never edited. `on`
 * backdates the adoption of a historic workspace.
 * Refusals: document.invalid, definition.rule_invalid, definition.too_complex, definition.example_failed, definition.version_taken.
 */
export async function adoptDefinition(
  ports: Pick<Ports, 'documents' | 'log' | 'clock'>,
  asker: Asker,
  request: { readonly text: string; readonly dryRun?: boolean; readonly on?: string },
): Promise<Result<AdoptedDefinition>> {
  const raw = readDocument(request.text, 'definition');
  if (!raw.ok) return raw;
  const read = readDefinition(raw.value);
  if (!read.ok) return read;
  const checked = checkDefinition(read.value);
  if (!checked.ok) return checked;
  const definition = read.value;
  const hash = definitionHash(definition);
  const same = [...(await ports.documents.definitions(asker)).map((stored) => stored.definition), ...definitionTemplates].find(
    (known) => definitionRef(known) === definitionRef(definition),
  );
  if (same !== undefined && definitionHash(same) !== hash) {
    return refuse('definition.version_taken', { key: definition.key, version: definition.version });
  }
  if (request.dryRun === true) return ok({ definition, hash });
  return recordAdoption(ports, asker, definition, request.on);
}

/** Records that the workspace adopted a definition whose rule and examples hold; once, however often it is asked. */
export async function recordAdoption(
  ports: Pick<Ports, 'documents' | 'log' | 'clock'>,
  asker: Asker,
  definition: Definition,
  on?: string,
): Promise<Result<AdoptedDefinition>> {
  const hash = definitionHash(definition);
  if ((await ports.documents.definitionByHash(asker, hash)) !== undefined) return ok({ definition, hash });
  const now = on ?? ports.clock.now();
  await ports.documents.saveDefinition(asker, { definition, hash, adoptedAt: now });
  const recorded = await appendAll(ports.log, asker, [
    {
      kind: 'definition.adopted',
      version: 1,
      subject: `definition:${definition.key}`,
      occurredAt: now,
      ...(on === undefined ? {} : { recordedAt: on }),
      source: 'app',
      externalId: hash,
      revision: 1,
      actor: asker.actor,
      data: { hash, key: definition.key, version: definition.version },
    },
  ]);
  return recorded.ok ? ok({ definition, hash }) : recorded;
}

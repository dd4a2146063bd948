import type { Definition } from '#core/definitions/definition.ts';
import { definitionTemplates } from '#core/definitions/templates/registry.ts';
import { definitionRef } from '#core/promises/agreements/read-agreement.ts';
import { mayReadAgreement } from './confine-partner.ts';
import type { Asker, FactPage, Ports, StoredDefinition } from './ports.ts';

/** Every adopted version of every definition. */
export async function listDefinitions(ports: Pick<Ports, 'documents'>, asker: Asker): Promise<readonly StoredDefinition[]> {
  return ports.documents.definitions(asker);
}

/** Who adopted each definition, by its hash. */
export async function adoptersOf(ports: Pick<Ports, 'log'>, asker: Asker): Promise<ReadonlyMap<string, string>> {
  const adopters = new Map<string, string>();
  // The first event of a workspace has the number 0.
  let afterSeq: number | undefined = -1;
  while (afterSeq !== undefined) {
    const page: FactPage = await ports.log.page(asker, afterSeq, FACTS_AT_ONCE, { kind: 'definition.adopted' });
    for (const { data, actor } of page.facts) if (typeof data['hash'] === 'string') adopters.set(data['hash'], actor);
    afterSeq = page.nextAfterSeq;
  }
  return adopters;
}

const FACTS_AT_ONCE = 1_000;

export interface DefinitionInUse {
  readonly hash: string;
  readonly agreementId: string;
  readonly title: { readonly de: string; readonly en: string };
}

/** Which agreements bind which definition, each in the version proposed last. */
export async function definitionsInUse(ports: Pick<Ports, 'documents'>, asker: Asker): Promise<readonly DefinitionInUse[]> {
  const newest = new Map((await ports.documents.agreements(asker)).map(({ agreement }) => [agreement.id, agreement]));
  return [...newest.values()].flatMap(({ id, title, definitions }) =>
    mayReadAgreement(asker, id).ok ? definitions.map(({ hash }) => ({ hash, agreementId: id, title })) : [],
  );
}

/** What an agreement may bind itself to, by `key@version`: the adopted definitions, and the templates nobody has adopted yet. */
export async function knownDefinitions(ports: Pick<Ports, 'documents'>, asker: Asker): Promise<ReadonlyMap<string, Definition>> {
  const adopted = (await ports.documents.definitions(asker)).map((stored) => stored.definition);
  return new Map([...definitionTemplates, ...adopted].map((definition) => [definitionRef(definition), definition]));
}

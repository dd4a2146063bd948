import { definitionTemplates } from '#core/definitions/templates/registry.ts';
import { type FactDraft, subjectId } from '#core/facts/fact.ts';
import { present } from '#core/kernel/assert.ts';
import type { IsoDay, IsoInstant, IsoMonth } from '#core/kernel/instant.ts';
import type { Role } from '#core/kernel/permissions.ts';
import { valueOrThrow } from '#core/kernel/result.ts';
import type { Access } from './access-ports.ts';
import { adoptDefinition, recordAdoption } from './adopt-definition.ts';
import { appendAll } from './append-all.ts';
import type { DemoStory } from './demo-stories.ts';
import { type GivenFile, type ImportPorts, importFiles } from './import-files.ts';
import type { Asker, Ports } from './ports.ts';
import { proposeAgreement } from './propose-agreement.ts';
import { definitionsAtWork, refreshDeterminations } from './refresh-determinations.ts';
import { settleAgreement } from './settle-agreement.ts';
import { signAgreement } from './sign-agreement.ts';

/** Somebody whose role a visitor of the demo can take. */
export interface DemoPerson {
  /** Unique among the people of a demo. */
  readonly key: string;
  readonly name: string;
  readonly role: Role;
  readonly party?: string;
}

/** What a demo workspace is furnished with: tables, a contract, what people did under it, and the statements of past months. */
export interface DemoMaterial {
  readonly imports: readonly { readonly mapping: string; readonly files: readonly GivenFile[] }[];
  readonly definitions: { readonly on: IsoInstant; readonly templates: readonly string[]; readonly own: readonly string[] };
  readonly agreement: { readonly text: string; readonly proposedAt: IsoInstant };
  readonly signatures: readonly { readonly party: string; readonly person: string; readonly on: IsoInstant }[];
  /** Decisions and notices, as facts about subjects that `subjectOf` names. */
  course(subjectOf: (source: string, type: string, externalId: string) => string): readonly FactDraft[];
  readonly closings: readonly { readonly through: IsoMonth; readonly asOf: IsoInstant }[];
  readonly people: readonly DemoPerson[];
  readonly stories: readonly DemoStory[];
}

/** What demo workspaces need from outside. */
export interface DemoWorkspaces {
  /** The made-up company as it stands on a day: the same day gives the same. */
  material(today: IsoDay): DemoMaterial;
  /** Throws a demo workspace away with everything in it. */
  discard(workspace: string): Promise<void>;
  /** Throws the old one away and gives its short name to the new one, at once or not at all. */
  replace(old: string, next: string): Promise<void>;
}

export interface FurnishPorts extends Ports {
  readonly access: Access;
  readonly importing: Pick<ImportPorts, 'files' | 'externalIds'>;
}

export interface FurnishProgress {
  readonly done: number;
  readonly of: number;
}

export interface FurnishRequest {
  /** The short name the workspace has or will have; its people are known by it. */
  readonly slug: string;
  readonly onProgress?: ((progress: FurnishProgress) => void) | undefined;
}

/**
 * Fills an empty demo workspace through the same use cases that people use: signatures, imports, decisions, and the statements of past
 * months. Deterministic; nothing is ever sent to anybody.
 */
export async function furnishDemo(
  { access, importing, ...ports }: FurnishPorts,
  asker: Asker,
  demo: DemoMaterial,
  { slug, onProgress }: FurnishRequest,
): Promise<void> {
  const of = demo.imports.length + demo.closings.length + 3;
  let done = 0;
  const step = () => {
    done += 1;
    onProgress?.({ done, of });
  };
  const agreementId = await agreeOn(ports, asker, demo);
  step();
  for (const { mapping, files } of demo.imports) {
    valueOrThrow(await importFiles({ ...ports, ...importing }, asker, { mapping, files }));
    step();
  }
  const subjectOf = (source: string, type: string, externalId: string) => subjectId(asker.workspace, source, type, externalId);
  valueOrThrow(await appendAll(ports.log, asker, demo.course(subjectOf)));
  step();
  for (const { through, asOf } of demo.closings) {
    valueOrThrow(await settleAgreement(ports, asker, { agreementId, through, asOf }));
    step();
  }
  // The first page that asks which definition counts what should not wait for all of them.
  for (const { rule } of await definitionsAtWork(ports, asker)) await refreshDeterminations(ports, asker, rule);
  // Last, so that nobody finds a half-furnished workspace among theirs.
  await welcome(access, asker.workspace, slug, demo.people, agreementId);
  step();
}

async function agreeOn(ports: Ports, asker: Asker, { definitions, agreement, signatures }: DemoMaterial): Promise<string> {
  for (const key of definitions.templates) {
    const template = definitionTemplates.find((one) => one.key === key);
    valueOrThrow(await recordAdoption(ports, asker, present(template, 'template'), definitions.on));
  }
  for (const text of definitions.own) valueOrThrow(await adoptDefinition(ports, asker, { text, on: definitions.on }));
  const proposed = valueOrThrow(await proposeAgreement(ports, asker, { text: agreement.text, on: agreement.proposedAt }));
  const agreementId = proposed.agreement.id;
  for (const signature of signatures) valueOrThrow(await signAgreement(ports, asker, { agreementId, ...signature }));
  return agreementId;
}

async function welcome(
  { people }: Access,
  workspace: string,
  slug: string,
  persons: readonly DemoPerson[],
  agreementId: string,
): Promise<void> {
  for (const { key, name, role, party } of persons) {
    const { id } = await people.findOrAdd(demoAddress(slug, key), name);
    await people.join(id, { workspace, role, party: party ?? null, agreements: party === undefined ? [] : [agreementId] });
  }
}

/** An address that reaches nobody: the domain is reserved for examples. */
export function demoAddress(slug: string, key: string): string {
  return `${key}.${slug}@kessler.example`;
}

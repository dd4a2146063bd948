import { ok, type Result, refuse } from '#core/kernel/result.ts';
import type { Asker, ImportRun, Ports } from './ports.ts';

/** All imports of the workspace, newest first. */
export async function listImports(ports: Pick<Ports, 'imports'>, asker: Asker): Promise<readonly ImportRun[]> {
  const runs = await ports.imports.list(asker);
  return runs.toSorted((a, b) => (a.startedAt === b.startedAt ? 0 : a.startedAt < b.startedAt ? 1 : -1));
}

/** One import and how far it is. Refusal: import.unknown. */
export async function readImport(ports: Pick<Ports, 'imports'>, asker: Asker, importId: string): Promise<Result<ImportRun>> {
  const run = await ports.imports.byId(asker, importId);
  return run === undefined ? refuse('import.unknown', { import: importId }) : ok(run);
}

/** The mapping an import was made by, as it was handed in. Refusals: import.unknown, import.mapping_not_kept. */
export async function readImportMapping(
  ports: Pick<Ports, 'imports'>,
  asker: Asker,
  importId: string,
): Promise<Result<{ readonly name: string; readonly text: string }>> {
  const run = await readImport(ports, asker, importId);
  if (!run.ok) return run;
  const text = await ports.imports.mappingText(asker, importId);
  return text === undefined ? refuse('import.mapping_not_kept', { import: importId }) : ok({ name: run.value.mappingName, text });
}

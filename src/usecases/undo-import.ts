import { ok, type Result, refuse } from '#core/kernel/result.ts';
import type { Asker, Ports } from './ports.ts';

/**
 * Retracts every effective fact that an import recorded; answers how many. The facts stay in the log, out of force, and importing the same
 * files again records them again. Refusal: import.unknown.
 */
export async function undoImport(
  ports: Pick<Ports, 'imports'>,
  asker: Asker,
  { importId, reason }: { readonly importId: string; readonly reason: string },
): Promise<Result<{ readonly retracted: number }>> {
  const run = await ports.imports.byId(asker, importId);
  if (run === undefined) return refuse('import.unknown', { import: importId });
  const retracted = await ports.imports.retractAll(asker, importId, reason);
  await ports.imports.finish(asker, importId, 'undone');
  return ok({ retracted });
}

import type { FactEvidence } from '#usecases/fact-evidence.ts';
import type { AppendAnswer } from '#usecases/ports.ts';

/** What a sender is told about one fact. */
export function factAnswer(answer: AppendAnswer) {
  if (answer.status !== 'refused') return answer;
  const { code, params } = answer.refusal;
  return { status: answer.status, code, params: { ...params } as Record<string, string | number | boolean | string[]> };
}

/** A fact with origin and proof, as every explanation ends in it. */
export function evidenceWire({ fact, importedBy, leafHash, seal, path }: FactEvidence) {
  const { source, externalId, actor } = fact;
  const imported =
    importedBy === undefined
      ? {}
      : { importId: importedBy.id, mapping: importedBy.mappingName, files: importedBy.files.map(({ name }) => name) };
  return {
    fact,
    origin: { source, actor, ...(externalId === undefined ? {} : { externalId }), ...imported },
    proof: { leafHash, path: [...path], ...(seal === undefined ? {} : { seal: { size: seal.size, root: seal.root, at: seal.at } }) },
  };
}

import type { FactEvidence } from '#usecases/fact-evidence.ts';
import type { AppendAnswer } from '#usecases/ports.ts';

/** What a sender is told about one fact. */
export function factAnswer(answer: AppendAnswer) {
  if (answer.status !== 'refused') return answer;
  const { code, params } = answer.refusal;
  return { status: answer.status, code, params: { ...params } as Record<string, string | number | boolean | string[]> };
}

/** A fact with origin and proof, as every explanation ends in it. */
export function evidenceWire({ fact, leafHash, seal, path }: FactEvidence) {
  const { source, externalId, actor } = fact;
  return {
    fact,
    origin: { source, actor, ...(externalId === undefined ? {} : { externalId }) },
    proof: { leafHash, path: [...path], ...(seal === undefined ? {} : { seal: { size: seal.size, root: seal.root, at: seal.at } }) },
  };
}

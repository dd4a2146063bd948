import type { Fact } from '#core/facts/fact.ts';
import { hex } from '#core/kernel/hash.ts';
import { leafHash } from '#core/proof/leaf.ts';
import type { Asker, Ports, Seal } from './ports.ts';

/** A fact with the proof that it is part of the sealed log: the bottom of every explanation. */
export interface FactEvidence {
  readonly fact: Fact;
  readonly leafHash: string;
  /** The newest seal, if it covers the fact; an older seal is covered by the newest. */
  readonly seal?: Seal;
  /** The hashes that lead from the leaf to the root of the seal, as in core/proof/multiproof. */
  readonly path: readonly string[];
}

export async function evidenceOf(ports: Pick<Ports, 'seals'>, asker: Asker, facts: readonly Fact[]): Promise<readonly FactEvidence[]> {
  const seal = newest(await ports.seals.list(asker));
  return Promise.all(
    facts.map(async (fact): Promise<FactEvidence> => {
      const proven = { fact, leafHash: hex(leafHash(fact)) };
      if (seal === undefined || fact.seq >= seal.size) return { ...proven, path: [] };
      return { ...proven, seal, path: await ports.seals.multiproof(asker, seal.size, [fact.seq]) };
    }),
  );
}

function newest(seals: readonly Seal[]): Seal | undefined {
  return seals.reduce<Seal | undefined>((latest, seal) => (latest === undefined || seal.size > latest.size ? seal : latest), undefined);
}

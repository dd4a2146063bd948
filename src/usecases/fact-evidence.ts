import type { Fact } from '#core/facts/fact.ts';
import { hex } from '#core/kernel/hash.ts';
import { leafHash } from '#core/proof/leaf.ts';
import type { Asker, ImportRun, Ports } from './ports.ts';
import type { Seal } from './seal-ports.ts';

/** A fact with where it came from and the proof that it is part of the sealed log: the bottom of every explanation. */
export interface FactEvidence {
  readonly fact: Fact;
  /** The import that recorded it, if one did. */
  readonly importedBy?: ImportRun;
  readonly leafHash: string;
  /** The newest seal, if it covers the fact; an older seal is covered by the newest. */
  readonly seal?: Seal;
  /** The hashes that lead from the leaf to the root of the seal, as in core/proof/multiproof. */
  readonly path: readonly string[];
}

export async function evidenceOf(
  ports: Pick<Ports, 'seals' | 'imports'>,
  asker: Asker,
  facts: readonly Fact[],
): Promise<readonly FactEvidence[]> {
  const imports = await ports.imports.ofFacts(
    asker,
    facts.map(({ id }) => id),
  );
  const seal = newest(await ports.seals.list(asker));
  return Promise.all(
    facts.map(async (fact): Promise<FactEvidence> => {
      const importedBy = imports.get(fact.id);
      const proven = { fact, leafHash: hex(leafHash(fact)), ...(importedBy === undefined ? {} : { importedBy }) };
      if (seal === undefined || fact.seq >= seal.size) return { ...proven, path: [] };
      return { ...proven, seal, path: await ports.seals.multiproof(asker, seal.size, [fact.seq]) };
    }),
  );
}

function newest(seals: readonly Seal[]): Seal | undefined {
  return seals.reduce<Seal | undefined>((latest, seal) => (latest === undefined || seal.size > latest.size ? seal : latest), undefined);
}

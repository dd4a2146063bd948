import type { IsoInstant } from '#core/kernel/instant.ts';
import type { Asker } from './ports.ts';

export interface Seal {
  readonly size: number;
  readonly root: string;
  readonly previous: string | null;
  readonly at: IsoInstant;
}

export interface Seals {
  /** Seals the committed prefix; the same size twice gives the same seal. */
  take(asker: Asker): Promise<Seal>;
  list(asker: Asker): Promise<readonly Seal[]>;
  /** The hashes a multiproof of these leaves against the tree of `size` needs, in the order of core/proof. */
  multiproof(asker: Asker, size: number, leafIndexes: readonly number[]): Promise<readonly string[]>;
}

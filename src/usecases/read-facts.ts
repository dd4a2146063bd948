import { ok, type Result, refuse } from '#core/kernel/result.ts';
import { evidenceOf, type FactEvidence } from './fact-evidence.ts';
import type { Asker, FactPage, Ports } from './ports.ts';

const PAGE = 100;

export interface FactsWanted {
  readonly afterSeq?: number;
  /** Newest first, before this place. */
  readonly beforeSeq?: number;
  readonly limit?: number;
  readonly kind?: string;
  readonly subject?: string;
}

/** A page of the log in the order it was written, from its beginning unless `afterSeq` is stated; with `beforeSeq` backwards. */
export async function readFacts(
  ports: Pick<Ports, 'log'>,
  asker: Asker,
  wanted: FactsWanted,
): Promise<FactPage & { readonly nextBeforeSeq?: number }> {
  const { kind, subject } = wanted;
  const filter = { ...(kind === undefined ? {} : { kind }), ...(subject === undefined ? {} : { subject }) };
  if (wanted.beforeSeq !== undefined) return ports.log.pageBefore(asker, wanted.beforeSeq, wanted.limit ?? PAGE, filter);
  return ports.log.page(asker, wanted.afterSeq ?? -1, wanted.limit ?? PAGE, filter);
}

/** One fact with its proof. Refusal: fact.unknown. */
export async function readFact(ports: Pick<Ports, 'log' | 'seals' | 'imports'>, asker: Asker, id: string): Promise<Result<FactEvidence>> {
  const [fact] = await ports.log.factsById(asker, [id]);
  const [evidence] = fact === undefined ? [] : await evidenceOf(ports, asker, [fact]);
  return evidence === undefined ? refuse('fact.unknown', { id }) : ok(evidence);
}

import { ok, type Result, refuse } from '#core/kernel/result.ts';
import type { Agreement } from '#core/promises/agreements/agreement.ts';
import type { Side } from './claim-to-decide.ts';
import type { PartyOfCaller } from './confine-partner.ts';
import type { Asker, Ports } from './ports.ts';

/** The key under which the arbiter of an agreement joins its workspace. */
export const ARBITER = 'arbiter';

/**
 * For whom a caller speaks in an agreement: the workspace is the payer's, a partner stands for its party, an invited arbiter for
 * nobody but itself; undefined for anybody else.
 */
export function sideIn({ parties, dispute }: Pick<Agreement, 'parties' | 'dispute'>, party: PartyOfCaller): Side | undefined {
  if (party === null || party === parties.payer.key) return 'payer';
  if (party === parties.payee.key) return 'payee';
  return party === ARBITER && dispute.arbiter !== undefined ? 'arbiter' : undefined;
}

/** For whom a caller speaks in an agreement, by its newest version. Refusals: agreement.unknown, access.party_reserved. */
export async function sideOfCaller(
  ports: Pick<Ports, 'documents'>,
  asker: Asker,
  party: PartyOfCaller,
  agreementId: string,
): Promise<Result<Side>> {
  const newest = (await ports.documents.agreementVersions(asker, agreementId)).at(-1);
  if (newest === undefined) return refuse('agreement.unknown', { agreement: agreementId });
  const side = sideIn(newest.agreement, party);
  return side === undefined ? refuse('access.party_reserved', { party: party ?? '' }) : ok(side);
}

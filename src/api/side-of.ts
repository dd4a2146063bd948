import { ok, type Result, refuse } from '#core/kernel/result.ts';
import type { Side } from '#usecases/claim-to-decide.ts';
import type { MayDecide } from '#usecases/claims-behind-lead.ts';
import { mayDecideAsPayer, mayReadAgreement } from '#usecases/confine-partner.ts';
import { sideOfCaller } from '#usecases/side-of-caller.ts';
import type { Caller } from './caller.ts';
import type { ApiParts } from './parts.ts';

/** For whom a caller speaks in an agreement; never read from what it sends. Refusals: agreement.unknown, access.party_reserved. */
export async function sideOf(
  { ports, access }: Pick<ApiParts, 'ports' | 'access'>,
  caller: Caller,
  agreementId: string,
): Promise<Result<Side>> {
  const may = mayReadAgreement(caller.asker, agreementId);
  if (!may.ok) return may;
  if (caller.party === null) {
    const reserved = await mayDecideAsPayer(ports, access, caller.asker, null, agreementId);
    if (!reserved.ok) return reserved;
  }
  return sideOfCaller(ports, caller.asker, caller.party, agreementId);
}

/** The same where only the two parties have a say, and the arbiter none. Refusals: agreement.unknown, access.party_reserved. */
export async function partyOf(
  parts: Pick<ApiParts, 'ports' | 'access'>,
  caller: Caller,
  agreementId: string,
): Promise<Result<'payer' | 'payee'>> {
  const side = await sideOf(parts, caller, agreementId);
  if (!side.ok) return side;
  return side.value === 'arbiter' ? refuse('access.party_reserved', { party: side.value }) : ok(side.value);
}

/** Whether a caller may decide claims with what it says of a lead. Refusals: lead.claims_open, agreement.unknown, access.party_reserved. */
export function decidesClaims({ ports, access }: Pick<ApiParts, 'ports' | 'access'>, caller: Caller): MayDecide {
  return async (agreementId) =>
    caller.permissions.has('claims.decide')
      ? mayDecideAsPayer(ports, access, caller.asker, caller.party, agreementId)
      : refuse('lead.claims_open');
}

/** Who speaks, as people read it: the signed-in person, else the key. */
export function personOf({ person, asker }: Caller): string {
  return person?.name ?? asker.actor;
}

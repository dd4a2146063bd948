import { subjectTypeOf } from '#core/facts/payload.ts';
import { FOREVER } from '#core/facts/view.ts';
import { fromIso, type IsoInstant } from '#core/kernel/instant.ts';
import { ok, type Result } from '#core/kernel/result.ts';
import type { ClaimHistory } from '#core/settlement/claim.ts';
import type { Contract } from '#core/settlement/contract.ts';
import type { DecidingPorts } from './claim-to-decide.ts';
import { type ClaimView, claimView } from './claim-view.ts';
import { type RejectionWords, rejection } from './decide-claim.ts';
import { contractsInForce } from './list-overlaps.ts';
import type { Asker } from './ports.ts';
import { refreshClaims } from './refresh-claims.ts';

/** Whether the asker may decide claims of an agreement for its payer. */
export type MayDecide = (agreementId: string) => Promise<Result<undefined>>;

/** Whether a rejection of the lead itself now would change where this claim on it stands. */
export function fallsWithLead(contract: Contract, history: ClaimHistory, now: IsoInstant): boolean {
  if (subjectTypeOf(history.subject) !== 'lead') return false;
  const at = fromIso(now);
  const rejected = {
    kind: 'rejected' as const,
    factId: 'preview',
    withLead: true as const,
    recordedAt: at,
    occurredAt: at,
    spans: [{ from: at, until: FOREVER }],
  };
  return stateOf(contract, { ...history, decisions: [...history.decisions, rejected] }, now) !== stateOf(contract, history, now);
}

/**
 * Whether a lead may be rejected: where claims fall with it, by whoever decides claims and for what each of their agreements asks of a
 * rejection. Refusals: those of `mayDecide`, and claim.reason_unknown, claim.comment_missing, claim.evidence_missing.
 */
export async function mayRejectLead(
  ports: DecidingPorts,
  asker: Asker,
  lead: string,
  words: RejectionWords,
  mayDecide: MayDecide,
): Promise<Result<undefined>> {
  const now = ports.clock.now();
  for (const { contract, history } of await claimsOn(ports, asker, lead)) {
    if (!fallsWithLead(contract, history, now)) continue;
    const may = await mayDecide(contract.agreement.id);
    if (!may.ok) return may;
    const rejected = rejection(contract, claimView(contract, { history }, now), words);
    if (!rejected.ok) return rejected;
  }
  return ok(undefined);
}

/** Whether the rejection of a lead may be taken back: what it decided of claims is decided again. Refusals: those of `mayDecide`. */
export async function mayTakeBackRejection(
  ports: DecidingPorts,
  asker: Asker,
  lead: string,
  factId: string,
  mayDecide: MayDecide,
): Promise<Result<undefined>> {
  const now = ports.clock.now();
  for (const { contract, history } of await claimsOn(ports, asker, lead)) {
    const without = { ...history, decisions: history.decisions.filter((one) => one.factId !== factId) };
    if (stateOf(contract, without, now) === stateOf(contract, history, now)) continue;
    const may = await mayDecide(contract.agreement.id);
    if (!may.ok) return may;
  }
  return ok(undefined);
}

async function claimsOn(ports: DecidingPorts, asker: Asker, lead: string) {
  const found: { readonly contract: Contract; readonly history: ClaimHistory }[] = [];
  for (const contract of await contractsInForce(ports, asker)) {
    await refreshClaims(ports, asker, contract);
    const claims = await ports.claims.bySubject(asker, contract.agreement.id, lead);
    found.push(...claims.map(({ history }) => ({ contract, history })));
  }
  return found;
}

function stateOf(contract: Contract, history: ClaimHistory, now: IsoInstant): ClaimView['state'] {
  return claimView(contract, { history }, now).state;
}

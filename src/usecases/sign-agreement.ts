import { checkNumber } from '#core/kernel/hash.ts';
import type { IsoInstant } from '#core/kernel/instant.ts';
import { ok, type Result, refuse } from '#core/kernel/result.ts';
import { agreementSubject } from '#core/settlement/contract.ts';
import { type AgreementState, agreementCourse, stateOf } from './agreement-state.ts';
import { appendAll } from './append-all.ts';
import type { Asker, Ports } from './ports.ts';
import { mayBeAmended, signingOf } from './propose-agreement.ts';

export interface SignRequest {
  readonly agreementId: string;
  readonly party: string;
  readonly person: string;
  readonly hash?: string;
  readonly on?: IsoInstant;
}

export interface SignedAgreement {
  readonly hash: string;
  readonly party: string;
  readonly state: AgreementState;
  readonly missingSignatures: readonly string[];
}

/**
 * One party signs the content it has read, named by hash or check number; without one, the newest proposal. In force when every
 * party has signed the same hash. `on` backdates the signature in a historic workspace.
 * Refusals: agreement.unknown, agreement.not_proposed, agreement.already_ended, agreement.not_in_force, agreement.hash_mismatch, agreement.party_unknown, fact.backfill_after_seal.
 */
export async function signAgreement(
  ports: Pick<Ports, 'documents' | 'log' | 'clock' | 'exclusive'>,
  asker: Asker,
  request: SignRequest,
): Promise<Result<SignedAgreement>> {
  return ports.exclusive.exclusively(asker, signingOf(request.agreementId), () => sign(ports, asker, request));
}

async function sign(
  ports: Pick<Ports, 'documents' | 'log' | 'clock'>,
  asker: Asker,
  request: SignRequest,
): Promise<Result<SignedAgreement>> {
  const { agreementId, party, person } = request;
  const course = await agreementCourse(ports, asker, agreementId);
  if (!course.ok) return course;
  const newest = course.value.versions.at(-1);
  if (newest === undefined) return refuse('agreement.not_proposed', { agreement: agreementId });
  const { hash, agreement } = newest.stored;
  if (request.hash !== undefined && request.hash !== hash && request.hash.toUpperCase() !== checkNumber(hash)) {
    return refuse('agreement.hash_mismatch', { agreement: agreementId, given: request.hash, expected: checkNumber(hash) });
  }
  const parties = [agreement.parties.payer.key, agreement.parties.payee.key];
  if (!parties.includes(party)) return refuse('agreement.party_unknown', { agreement: agreementId, party, parties });
  if (newest.missing.includes(party)) {
    const amendable = mayBeAmended(course.value, agreementId, request.on ?? ports.clock.now());
    if (!amendable.ok) return amendable;
    const recorded = await appendAll(ports.log, asker, [
      {
        kind: 'agreement.signed',
        version: 1,
        subject: agreementSubject(agreementId),
        occurredAt: request.on ?? ports.clock.now(),
        ...(request.on === undefined ? {} : { recordedAt: request.on }),
        source: 'app',
        externalId: `${agreementId}/${hash}/${party}`,
        revision: 1,
        actor: asker.actor,
        data: { hash, party, person },
      },
    ]);
    if (!recorded.ok) return recorded;
  }
  const after = await agreementCourse(ports, asker, agreementId);
  if (!after.ok) return after;
  const state = stateOf(after.value, ports.clock.now());
  return ok({ hash, party, state, missingSignatures: after.value.versions.at(-1)?.missing ?? [] });
}

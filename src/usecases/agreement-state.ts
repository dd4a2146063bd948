import type { Definition } from '#core/definitions/definition.ts';
import type { Fact } from '#core/facts/fact.ts';
import { hashed, viewAsOf } from '#core/facts/view.ts';
import { dayOf, fromIso, type Instant, type IsoDay, type IsoInstant } from '#core/kernel/instant.ts';
import { ok, type Result, refuse } from '#core/kernel/result.ts';
import { agreementSubject, type Contract } from '#core/settlement/contract.ts';
import { chargedSources, contractFromFacts, signingOf } from '#core/settlement/signed-versions.ts';
import { wholeWorkspace } from './confine-partner.ts';
import type { Asker, Ports, StoredAgreement } from './ports.ts';
import { signerNames } from './signer-names.ts';

export interface Signature {
  readonly party: string;
  /** Empty once the person was erased. */
  readonly person: string;
  readonly signedAt: IsoInstant;
  readonly factId: string;
}

/** One proposed version and how far its signing has come. */
export interface AgreementVersion {
  readonly stored: StoredAgreement;
  readonly signatures: readonly Signature[];
  /** Parties whose signature is missing. */
  readonly missing: readonly string[];
  /** Never before the last signature; null until every party has signed. */
  readonly effectiveFrom: IsoInstant | null;
}

/** All proposed versions of an agreement and what happened to it since, as a view sees them. */
export interface AgreementCourse {
  /** Oldest first. */
  readonly versions: readonly AgreementVersion[];
  /** Since when new leads are outside the terms. */
  readonly pausedSince?: IsoInstant;
  /** The side that paused it: `payer` or `payee`. */
  readonly pausedBy?: string;
  /** The last day of the term, where it ends before the time agreed in the document. */
  readonly endsOn?: IsoDay;
}

/**
 * A document alone is no proposal: the fact that says so may have been refused, or never been recorded.
 * Refusal: agreement.unknown.
 */
export async function agreementCourse(
  ports: Pick<Ports, 'documents' | 'log'>,
  asker: Asker,
  agreementId: string,
  view: Instant = Number.MAX_SAFE_INTEGER,
): Promise<Result<AgreementCourse>> {
  const documents = await ports.documents.agreementVersions(asker, agreementId);
  const facts = documents.length === 0 ? [] : await factsInForceOrNot(ports, wholeWorkspace(asker), [agreementSubject(agreementId)]);
  const proposed = proposedAmong(documents, facts);
  if (proposed.length === 0) return refuse('agreement.unknown', { agreement: agreementId });
  const inForce = viewAsOf(facts.map(hashed), view).map(({ fact }) => fact);
  const names = await signerNames(ports, wholeWorkspace(asker), inForce);
  const paused = inForce.findLast(({ kind }) => kind === 'agreement.paused' || kind === 'agreement.resumed');
  const ended = inForce.findLast(({ kind }) => kind === 'agreement.ended');
  return ok({
    versions: proposed.map((stored) => versionOf(stored, inForce, names)),
    ...(paused?.kind === 'agreement.paused' ? { pausedSince: paused.occurredAt, pausedBy: String(paused.data['party'] ?? 'payer') } : {}),
    ...(ended === undefined ? {} : { endsOn: String(ended.data['lastOn']) }),
  });
}

/** The versions of `agreementCourse`. Refusal: agreement.unknown. */
export async function agreementVersions(
  ports: Pick<Ports, 'documents' | 'log'>,
  asker: Asker,
  agreementId: string,
): Promise<Result<readonly AgreementVersion[]>> {
  const course = await agreementCourse(ports, asker, agreementId);
  return course.ok ? ok(course.value.versions) : course;
}

/**
 * The facts about these subjects with whatever corrects or retracts them: a retraction stands under the fact it retracts, and
 * without it that fact would stay in force.
 */
export async function factsInForceOrNot(ports: Pick<Ports, 'log'>, asker: Asker, subjects: readonly string[]): Promise<readonly Fact[]> {
  const scopes = await ports.log.factsOfScopes(asker, subjects);
  return [...new Map([...scopes.values()].flat().map((fact) => [fact.seq, fact])).values()].sort((a, b) => a.seq - b.seq);
}

function proposedAmong(documents: readonly StoredAgreement[], facts: readonly Fact[]): readonly StoredAgreement[] {
  const proposed = new Set(facts.filter(({ kind }) => kind === 'agreement.proposed').map(({ data }) => data['hash']));
  return documents.filter(({ hash }) => proposed.has(hash));
}

function versionOf(stored: StoredAgreement, inForce: readonly Fact[], names: ReadonlyMap<string, string>): AgreementVersion {
  const { signatures, missing, effectiveFrom } = signingOf(stored.agreement, stored.hash, inForce);
  return {
    stored,
    signatures: signatures.map((fact) => ({
      party: String(fact.data['party']),
      person: names.get(fact.id) ?? '',
      signedAt: fact.occurredAt,
      factId: fact.id,
    })),
    missing,
    effectiveFrom: effectiveFrom ?? null,
  };
}

export type AgreementState = 'proposed' | 'in_force' | 'paused' | 'ended';

/** In force as soon as one version is signed by every party; until it is paused or its term is over. */
export function stateOf({ versions, pausedSince, endsOn }: AgreementCourse, now: IsoInstant): AgreementState {
  const signed = versions.findLast(({ effectiveFrom }) => effectiveFrom !== null);
  if (signed === undefined) return 'proposed';
  const { term, timeZone } = signed.stored.agreement;
  const lastOn = endsOn !== undefined && endsOn < term.to ? endsOn : term.to;
  if (dayOf(fromIso(now), timeZone) > lastOn) return 'ended';
  return pausedSince === undefined ? 'in_force' : 'paused';
}

/** Whether any version was signed by every party. */
export function isSigned(versions: readonly AgreementVersion[]): boolean {
  return versions.some(({ effectiveFrom }) => effectiveFrom !== null);
}

/** The contract in force on a view, bound to its definitions. Refusals: agreement.unknown, agreement.not_in_force. */
export async function contractInForce(
  ports: Pick<Ports, 'documents' | 'log'>,
  asker: Asker,
  agreementId: string,
  view?: IsoInstant,
): Promise<Result<Contract>> {
  const documents = await ports.documents.agreementVersions(asker, agreementId);
  // Who may read the agreement gets the contract that both sides have, whatever else it may not read.
  const whole = wholeWorkspace(asker);
  const about = documents.length === 0 ? [] : await factsInForceOrNot(ports, whole, [agreementSubject(agreementId)]);
  const proposed = proposedAmong(documents, about).map(({ agreement }) => agreement);
  if (proposed.length === 0) return refuse('agreement.unknown', { agreement: agreementId });
  const tracked = await factsInForceOrNot(ports, whole, chargedSources(proposed));
  const hashes = [...new Set(proposed.flatMap(({ definitions }) => definitions.map(({ hash }) => hash)))];
  const bound = await Promise.all(hashes.map((hash) => ports.documents.definitionByHash(whole, hash)));
  const definitions = bound.flatMap((stored): Definition[] => (stored === undefined ? [] : [stored.definition]));
  const at = view === undefined ? Number.MAX_SAFE_INTEGER : fromIso(view);
  return contractFromFacts(proposed, definitions, [...about, ...tracked], at);
}

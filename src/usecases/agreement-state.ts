import type { Fact } from '#core/facts/fact.ts';
import { isCommitment } from '#core/facts/personal.ts';
import { hashed, viewAsOf } from '#core/facts/view.ts';
import type { Json } from '#core/kernel/canonical-json.ts';
import { fromIso, type Instant, type IsoInstant } from '#core/kernel/instant.ts';
import { ok, type Result, refuse } from '#core/kernel/result.ts';
import { agreementSubject, type Contract, contractOf } from '#core/settlement/contract.ts';
import type { Asker, Ports, StoredAgreement } from './ports.ts';

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

/**
 * All proposed versions of an agreement, oldest first, as a view sees them. A document alone is no proposal: the fact that says so may
 * have been refused, or never been recorded. Refusal: agreement.unknown.
 */
export async function agreementVersions(
  ports: Pick<Ports, 'documents' | 'log'>,
  asker: Asker,
  agreementId: string,
  view: Instant = Number.MAX_SAFE_INTEGER,
): Promise<Result<readonly AgreementVersion[]>> {
  const documents = await ports.documents.agreementVersions(asker, agreementId);
  const facts = documents.length === 0 ? [] : await ports.log.factsOfSubject(asker, agreementSubject(agreementId));
  const proposed = new Set(facts.filter(({ kind }) => kind === 'agreement.proposed').map(({ data }) => data['hash']));
  const versions = documents.filter(({ hash }) => proposed.has(hash));
  if (versions.length === 0) return refuse('agreement.unknown', { agreement: agreementId });
  const inForce = viewAsOf(facts.map(hashed), view).map(({ fact }) => fact);
  const names = await namesBehind(ports, asker, inForce);
  return ok(versions.map((stored) => versionOf(stored, inForce, names)));
}

/** The names that stand behind the commitments of signatures. */
async function namesBehind(ports: Pick<Ports, 'log'>, asker: Asker, facts: readonly Fact[]): Promise<ReadonlyMap<string, string>> {
  const signers = facts.filter(({ kind }) => kind === 'agreement.signed').map(({ data }) => data['person']);
  const commitments = signers.filter((signer) => isCommitment(signer));
  return commitments.length === 0 ? new Map() : ports.log.personalTexts(asker, commitments);
}

function versionOf(stored: StoredAgreement, facts: readonly Fact[], names: ReadonlyMap<string, string>): AgreementVersion {
  const about = (kind: string) => facts.filter((fact) => fact.kind === kind && fact.data['hash'] === stored.hash);
  const signatures = about('agreement.signed').map(
    (fact): Signature => ({
      party: String(fact.data['party']),
      person: nameOf(fact.data['person'], names),
      signedAt: fact.occurredAt,
      factId: fact.id,
    }),
  );
  const { payer, payee } = stored.agreement.parties;
  const missing = [payer.key, payee.key].filter((party) => !signatures.some((signature) => signature.party === party));
  const starts = [...about('agreement.proposed').map((fact) => String(fact.data['effectiveFrom'])), ...signatures.map((s) => s.signedAt)];
  const effectiveFrom = missing.length > 0 ? null : (starts.sort().at(-1) ?? null);
  return { stored, signatures, missing, effectiveFrom };
}

function nameOf(signer: Json | undefined, names: ReadonlyMap<string, string>): string {
  return isCommitment(signer) ? (names.get(signer) ?? '') : String(signer);
}

export type AgreementState = 'proposed' | 'in_force';

/** In force as soon as one version is signed by every party. */
export function stateOf(versions: readonly AgreementVersion[]): AgreementState {
  return versions.some((version) => version.effectiveFrom !== null) ? 'in_force' : 'proposed';
}

/** The contract in force on a view, bound to its definitions. Refusals: agreement.unknown, agreement.not_in_force. */
export async function contractInForce(
  ports: Pick<Ports, 'documents' | 'log'>,
  asker: Asker,
  agreementId: string,
  view?: IsoInstant,
): Promise<Result<Contract>> {
  const versions = await agreementVersions(ports, asker, agreementId, view === undefined ? undefined : fromIso(view));
  if (!versions.ok) return versions;
  const signed = versions.value.findLast((version) => version.effectiveFrom !== null);
  if (signed === undefined || signed.effectiveFrom === null) return refuse('agreement.not_in_force', { agreement: agreementId });
  const { agreement } = signed.stored;
  const bound = await Promise.all(agreement.definitions.map(({ hash }) => ports.documents.definitionByHash(asker, hash)));
  const definitions = bound.flatMap((stored) => (stored === undefined ? [] : [stored.definition]));
  return contractOf(agreement, definitions, signed.effectiveFrom);
}

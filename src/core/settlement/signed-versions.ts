import { type Definition, definitionHash } from '#core/definitions/definition.ts';
import { learnedLater } from '#core/definitions/relevance.ts';
import type { Fact } from '#core/facts/fact.ts';
import { effectiveSpans, FOREVER, type HashedFact, hashed, isEffectiveAt, type Span } from '#core/facts/view.ts';
import { fromIso, type Instant, type IsoInstant } from '#core/kernel/instant.ts';
import { type Result, refuse } from '#core/kernel/result.ts';
import type { Agreement } from '#core/promises/agreements/agreement.ts';
import { agreementHash } from '#core/promises/agreements/read-agreement.ts';
import { agreementSubject, type Contract, contractOfVersions, type SignedVersion, type Suspension } from './contract.ts';

/** How far the signing of one content hash has come, by the facts in force. */
export interface Signing {
  readonly signatures: readonly Fact[];
  /** Parties whose signature is missing. */
  readonly missing: readonly string[];
  /** The proposal's date, never before the last signature; undefined until every party has signed. */
  readonly effectiveFrom?: IsoInstant;
  readonly knownAt?: IsoInstant;
}

/** Reads the signing of a version from the facts about its agreement that are in force. */
export function signingOf({ parties }: Agreement, hash: string, inForce: readonly Fact[]): Signing {
  const about = (kind: string) => inForce.filter((fact) => fact.kind === kind && fact.data['hash'] === hash);
  const signatures = about('agreement.signed');
  const missing = [parties.payer.key, parties.payee.key].filter((party) => !signatures.some(({ data }) => data['party'] === party));
  if (missing.length > 0) return { signatures, missing };
  const starts = [
    ...about('agreement.proposed').map(({ data }) => String(data['effectiveFrom'])),
    ...signatures.map(({ occurredAt }) => occurredAt),
  ];
  const effectiveFrom = starts.sort().at(-1);
  const knownAt = signatures
    .map(({ recordedAt }) => recordedAt)
    .sort()
    .at(-1);
  if (effectiveFrom === undefined || knownAt === undefined) return { signatures, missing };
  return { signatures, missing, effectiveFrom, knownAt };
}

/** The sources whose lost tracking takes leads out of the terms. */
export function chargedSources(documents: readonly Agreement[]): readonly string[] {
  const consequences = documents.flatMap(({ obligations }) => obligations.payee.flatMap(({ consequence }) => consequence ?? []));
  return [...new Set(consequences.flatMap((consequence) => (consequence.kind === 'no_charge' ? [consequence.source] : [])))].sort();
}

/**
 * The contract as a view knows it, from its documents and the facts about the agreement and its charged sources, with whatever corrects
 * or retracts them: signed versions in the order of their numbers, an early end, pauses. Refusals: agreement.not_in_force, definition.unknown, definition.rule_invalid.
 */
export function contractFromFacts(
  documents: readonly Agreement[],
  definitions: readonly Definition[],
  facts: readonly Fact[],
  view: Instant,
): Result<Contract> {
  const told = facts.filter(({ recordedAt }) => fromIso(recordedAt) <= view);
  const spans = effectiveSpans(told);
  // A correction may name another agreement or source: it takes the fact out of force here, and speaks there.
  const subjects = new Set([...documents.map(({ id }) => agreementSubject(id)), ...chargedSources(documents)]);
  const known = told.filter(({ subject }) => subjects.has(subject));
  const inForce = known.filter(({ id }) => spans.get(id)?.some(({ until }) => until > view) === true);
  const signed: SignedVersion[] = [];
  for (const agreement of [...documents].sort((a, b) => a.version - b.version)) {
    const { effectiveFrom, knownAt } = signingOf(agreement, agreementHash(agreement), inForce);
    if (effectiveFrom !== undefined && knownAt !== undefined) signed.push({ agreement, effectiveFrom, knownAt });
  }
  const newest = signed.at(-1);
  if (newest === undefined) return refuse('agreement.not_in_force', { agreement: documents[0]?.id ?? '' });
  const ended = endedVersion(newest.agreement, inForce);
  const bound = boundDefinitions(signed, definitions);
  const sources = new Set(chargedSources(signed.map(({ agreement }) => agreement)));
  const suspensions = [
    ...suspensionsOf(known, spans, ['agreement.paused', 'agreement.resumed']),
    ...[...sources].flatMap((source) =>
      suspensionsOf(
        known.filter(({ subject }) => subject === source),
        spans,
        ['tracking.lost', 'tracking.restored'],
      ),
    ),
  ];
  return contractOfVersions(ended === undefined ? signed : [...signed, ended], bound, suspensions);
}

/** Definitions by the hashes that were signed; another content under the same name is not the agreed one. */
function boundDefinitions(signed: readonly SignedVersion[], definitions: readonly Definition[]): readonly Definition[] {
  const hashes = new Set(signed.flatMap(({ agreement }) => agreement.definitions.map(({ hash }) => hash)));
  return definitions.filter((definition) => hashes.has(definitionHash(definition)));
}

/** The newest version with the term that an early end left of it. */
function endedVersion(agreement: Agreement, inForce: readonly Fact[]): SignedVersion | undefined {
  const ends = inForce.filter(({ kind }) => kind === 'agreement.ended').map(hashed);
  const end = ends.reduce<HashedFact | undefined>(
    (best, one) => (best === undefined || learnedLater(one, best) ? one : best),
    undefined,
  )?.fact;
  const lastOn = String(end?.data['lastOn'] ?? '');
  if (end === undefined || lastOn < agreement.term.from || lastOn >= agreement.term.to) return undefined;
  const { recordedAt } = end;
  return { agreement: { ...agreement, term: { ...agreement.term, to: lastOn } }, effectiveFrom: recordedAt, knownAt: recordedAt };
}

/** On each view, from each fact in force that begins a suspension to the first one in force that ends it. */
function suspensionsOf(
  facts: readonly Fact[],
  spans: ReadonlyMap<string, readonly Span[]>,
  [begins, ends]: readonly [string, string],
): readonly Suspension[] {
  const marks = facts.filter(({ kind }) => kind === begins || kind === ends);
  const bounds = marks.flatMap(({ id }) => (spans.get(id) ?? []).flatMap(({ from, until }) => [from, until]));
  const instants = [...new Set(bounds)].sort((a, b) => a - b);
  return instants.slice(0, -1).flatMap((from, index) => {
    const inForce = marks.filter(({ id }) => isEffectiveAt(spans.get(id), from));
    const span = { from, until: instants[index + 1] ?? FOREVER };
    return inForce.filter(({ kind }) => kind === begins).map((begin) => ({ ...stretchFrom(begin, inForce, ends), spans: [span] }));
  });
}

function stretchFrom({ occurredAt }: Fact, inForce: readonly Fact[], ends: string): Pick<Suspension, 'from' | 'until'> {
  const from = fromIso(occurredAt);
  const ending = inForce.filter(({ kind, occurredAt: at }) => kind === ends && at >= occurredAt).map((fact) => fromIso(fact.occurredAt));
  const until = Math.min(FOREVER, ...ending);
  return until === FOREVER ? { from } : { from, until };
}

import { type Definition, definitionHash } from '#core/definitions/definition.ts';
import type { Fact } from '#core/facts/fact.ts';
import { effectiveSpans, type Span } from '#core/facts/view.ts';
import { fromIso, type Instant, type IsoInstant } from '#core/kernel/instant.ts';
import { type Result, refuse } from '#core/kernel/result.ts';
import type { Agreement } from '#core/promises/agreements/agreement.ts';
import { agreementHash } from '#core/promises/agreements/read-agreement.ts';
import { type Contract, contractOfVersions, type SignedVersion, type Suspension } from './contract.ts';

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
 * The contract as a view knows it, from its documents and the facts about the agreement and its charged sources: signed versions
 * in the order of their numbers, an early end, pauses. Refusals: agreement.not_in_force, definition.unknown, definition.rule_invalid.
 */
export function contractFromFacts(
  documents: readonly Agreement[],
  definitions: readonly Definition[],
  facts: readonly Fact[],
  view: Instant,
): Result<Contract> {
  const known = facts.filter(({ recordedAt }) => fromIso(recordedAt) <= view);
  const spans = effectiveSpans(known);
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
  const ends = inForce.filter(({ kind }) => kind === 'agreement.ended').sort((a, b) => (a.recordedAt < b.recordedAt ? -1 : 1));
  const end = ends.at(-1);
  const lastOn = String(end?.data['lastOn'] ?? '');
  if (end === undefined || lastOn < agreement.term.from || lastOn >= agreement.term.to) return undefined;
  const { recordedAt } = end;
  return { agreement: { ...agreement, term: { ...agreement.term, to: lastOn } }, effectiveFrom: recordedAt, knownAt: recordedAt };
}

/** From each fact that begins a suspension to the next one, in the order of what happened, that ends it. */
function suspensionsOf(
  facts: readonly Fact[],
  spans: ReadonlyMap<string, readonly Span[]>,
  [begins, ends]: readonly [string, string],
): readonly Suspension[] {
  const ending = facts.filter(({ kind }) => kind === ends).map((fact) => ({ at: fromIso(fact.occurredAt), fact }));
  return facts
    .filter(({ kind }) => kind === begins)
    .flatMap((fact): Suspension[] => {
      const from = fromIso(fact.occurredAt);
      const own = spans.get(fact.id) ?? [];
      const end = ending.filter(({ at }) => at >= from).sort((a, b) => a.at - b.at)[0];
      if (end === undefined) return [{ from, spans: own }];
      // Until views learn of the end, they see a suspension that lasts.
      const learnt = fromIso(end.fact.recordedAt);
      const before = own.flatMap((span) => (span.from < learnt ? [{ from: span.from, until: Math.min(span.until, learnt) }] : []));
      const after = own.flatMap((span) => (span.until > learnt ? [{ from: Math.max(span.from, learnt), until: span.until }] : []));
      return [
        { from, spans: before },
        { from, until: end.at, spans: after },
      ].filter((one) => one.spans.length > 0);
    });
}

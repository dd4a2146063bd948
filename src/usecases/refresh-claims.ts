import type { TimelineEntry } from '#core/definitions/timeline.ts';
import { FOREVER } from '#core/facts/view.ts';
import type { JsonObject } from '#core/kernel/canonical-json.ts';
import { contentHashOf } from '#core/kernel/hash.ts';
import { type Instant, toIso } from '#core/kernel/instant.ts';
import type { ClaimHistory } from '#core/settlement/claim.ts';
import { claimHistories, type DeterminedClaim } from '#core/settlement/claim-history.ts';
import type { Contract } from '#core/settlement/contract.ts';
import { wholeWorkspace } from './confine-partner.ts';
import type { Asker, Ports, StoredClaim } from './ports.ts';

export type RefreshPorts = Pick<Ports, 'claims' | 'log' | 'exclusive'>;

/**
 * Brings the claims of a contract up to the head of the log: only subjects whose scope was touched since are determined again.
 * The result equals determining everything anew, because a claim is a pure function of the facts of its scope.
 */
export async function refreshClaims(ports: RefreshPorts, asker: Asker, contract: Contract): Promise<void> {
  // A partner's look sets off what the workspace would determine anyway; that rests on more facts than the partner may read.
  const whole = wholeWorkspace(asker);
  // Two at once could let an older determination overwrite a newer one.
  await ports.exclusive.exclusively(whole, `claims of ${contract.agreement.id}`, () => refresh(ports, whole, contract));
}

async function refresh(ports: RefreshPorts, asker: Asker, contract: Contract): Promise<void> {
  const agreementId = contract.agreement.id;
  const { size } = await ports.log.head(asker);
  const print = fingerprint(contract);
  const progress = await ports.claims.progress(asker, agreementId);
  const upToSeq = progress.contract === print ? progress.upToSeq : 0;
  if (upToSeq >= size && progress.contract === print) return;
  // While the database keeps one page, the next one is determined.
  let saving = Promise.resolve();
  try {
    for await (const subjects of ports.claims.subjectsTouched(asker, claimSubjects(contract), upToSeq, size)) {
      const claims = await determineClaims(ports, asker, contract, subjects);
      await saving;
      saving = ports.claims.save(asker, agreementId, subjects, claims, {
        upToSeq: Math.min(upToSeq, progress.upToSeq),
        contract: progress.contract,
      });
      // Awaited at the next turn; a failure until then is not unhandled.
      saving.catch(() => {});
    }
    await saving;
  } finally {
    // Nothing is written any more once the next one may begin.
    await saving.catch(() => {});
  }
  await ports.claims.save(asker, agreementId, [], [], { upToSeq: size, contract: print });
}

/** Changes whenever the contract could judge a claim differently: with a version, an early end, a pause, a lost tracking. */
export function fingerprint({ versions, suspensions }: Contract): string {
  const signed = versions.map(({ agreement, effectiveFrom, knownAt }) => [
    contentHashOf(agreement as unknown as JsonObject),
    effectiveFrom,
    knownAt,
  ]);
  const endless = (at: Instant) => (at === FOREVER ? null : at);
  const suspended = suspensions.map(({ from, until = FOREVER, spans }) => [
    from,
    endless(until),
    spans.map((span) => [span.from, endless(span.until)]),
  ]);
  return contentHashOf([signed, suspended] as unknown as JsonObject);
}

/** The types of subjects that can have claims under a contract. */
export function claimSubjects(contract: Contract): readonly string[] {
  return [...new Set(contract.versions.flatMap(({ components }) => components.map(({ rule }) => rule.definition.subject)))];
}

/** The claims of these subjects, determined from the facts as they stand. */
export async function determineClaims(
  ports: Pick<Ports, 'log'>,
  asker: Asker,
  contract: Contract,
  subjects: readonly string[],
): Promise<readonly StoredClaim[]> {
  const scopes = await ports.log.factsOfScopes(asker, subjects);
  return subjects.flatMap((subject) => claimHistories(contract, subject, scopes.get(subject) ?? []).map(storedClaim));
}

function storedClaim({ history, determinations }: DeterminedClaim): StoredClaim {
  const results = history.states.flatMap(({ result }) => (result === undefined ? [] : [result.resultAt])).sort((a, b) => a - b);
  const iso = (at: Instant | undefined) => (at === undefined ? null : toIso(at));
  return {
    history,
    determination: { timeline: determinations.map(timelineJson) },
    firstResultAt: iso(results[0]),
    lastResultAt: iso(results.at(-1)),
    changedAt: toIso(changedAt(history)),
    factIds: [...new Set([...determinations.flatMap((d) => d.determination.facts), ...history.decisions.map((d) => d.factId)])],
  };
}

function timelineJson({ knownAt, determination }: TimelineEntry): JsonObject {
  return { knownAt: toIso(knownAt), determination: { ...determination } };
}

/** The newest instant from which views see the claim differently. */
function changedAt({ states, decisions, refunds, notices, endings, conditions = [] }: ClaimHistory): Instant {
  const instants = [
    ...states.map(({ knownAt }) => knownAt),
    ...[...decisions, ...refunds, ...notices, ...endings, ...conditions].flatMap(({ spans }) =>
      spans.flatMap(({ from, until }) => [from, until]),
    ),
  ];
  return Math.max(...instants.filter(Number.isFinite));
}

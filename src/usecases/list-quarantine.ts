import type { Fact } from '#core/facts/fact.ts';
import { definitionRef } from '#core/promises/agreements/read-agreement.ts';
import type { DeterminationCounts } from './determination-ports.ts';
import type { Asker, Ports } from './ports.ts';
import { type DeterminingPorts, definitionsAtWork, refreshDeterminations } from './refresh-determinations.ts';

/** A subject whose rule failed: it neither counts nor does not, gives no claim, and waits for a person. */
export interface QuarantinedSubject {
  /** `key@version` */
  readonly definition: string;
  readonly subject: string;
  readonly externalId: string | null;
  /** What the rule met, for whoever wrote it. */
  readonly message: string;
  /** The fact with which it failed. */
  readonly cause: Fact | null;
}

export interface Quarantine {
  readonly definitions: readonly { readonly definition: string; readonly counts: DeterminationCounts }[];
  readonly subjects: readonly QuarantinedSubject[];
}

const SHOWN_PER_DEFINITION = 200;

/**
 * Every subject whose rule fails under a definition at work, with the counts of all answers beside it. Nobody lets a subject out by
 * hand: it leaves as soon as facts or a new version let its rule answer.
 */
export async function listQuarantine(ports: DeterminingPorts & Pick<Ports, 'documents'>, asker: Asker): Promise<Quarantine> {
  const definitions: { definition: string; counts: DeterminationCounts }[] = [];
  const found: { definition: string; subject: string; message: string; causeFactId: string | null }[] = [];
  for (const { stored, rule } of await definitionsAtWork(ports, asker)) {
    await refreshDeterminations(ports, asker, rule);
    const definition = definitionRef(stored.definition);
    const counts = await ports.determinations.counts(asker, rule.hash);
    definitions.push({ definition, counts });
    if (counts.failed === 0) continue;
    const failed = await ports.determinations.list(asker, rule.hash, { answer: 'failed', limit: SHOWN_PER_DEFINITION });
    for (const { subject, message, causeFactId } of failed) found.push({ definition, subject, message: message ?? '', causeFactId });
  }
  const names = await ports.log.externalIds(
    asker,
    found.map(({ subject }) => subject),
  );
  const causes = await ports.log.factsById(
    asker,
    found.flatMap(({ causeFactId }) => causeFactId ?? []),
  );
  const byId = new Map(causes.map((fact) => [fact.id, fact]));
  const subjects = found.map(({ definition, subject, message, causeFactId }) => ({
    definition,
    subject,
    externalId: names.get(subject) ?? null,
    message,
    cause: (causeFactId === null ? undefined : byId.get(causeFactId)) ?? null,
  }));
  return { definitions, subjects };
}

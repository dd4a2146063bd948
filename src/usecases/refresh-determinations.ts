import { compileRule, type Rule } from '#core/definitions/rule.ts';
import { determinationTimeline } from '#core/definitions/timeline.ts';
import type { Fact } from '#core/facts/fact.ts';
import { hashed } from '#core/facts/view.ts';
import { toIso } from '#core/kernel/instant.ts';
import { ok, type Result, refuse } from '#core/kernel/result.ts';
import { definitionRef } from '#core/promises/agreements/read-agreement.ts';
import type { StoredDetermination } from './determination-ports.ts';
import type { Asker, Ports, StoredDefinition } from './ports.ts';

export type DeterminingPorts = Pick<Ports, 'claims' | 'determinations' | 'log' | 'exclusive'>;

/**
 * Brings the determinations of a definition up to the head of the log: only subjects whose scope was touched since are determined
 * again. The result equals determining everything anew.
 */
export async function refreshDeterminations(ports: DeterminingPorts, asker: Asker, rule: Rule): Promise<void> {
  await ports.exclusive.exclusively(asker, `determinations of ${rule.hash}`, async () => {
    const { size } = await ports.log.head(asker);
    const { upToSeq } = await ports.determinations.progress(asker, rule.hash);
    if (upToSeq >= size) return;
    for await (const subjects of ports.claims.subjectsTouched(asker, [rule.definition.subject], upToSeq, size)) {
      const scopes = await ports.log.factsOfScopes(asker, subjects);
      const stored = subjects.flatMap((subject) => storedDetermination(rule, subject, scopes.get(subject) ?? []) ?? []);
      await ports.determinations.save(asker, rule.hash, subjects, stored, upToSeq);
    }
    await ports.determinations.save(asker, rule.hash, [], [], size);
  });
}

/** Undefined for a subject of which nothing that could matter was ever known. */
function storedDetermination(rule: Rule, subject: string, scope: readonly Fact[]): StoredDetermination | undefined {
  const timeline = determinationTimeline(rule, subject, scope.map(hashed));
  const [first] = timeline;
  const last = timeline.at(-1)?.determination;
  if (first === undefined || last === undefined) return undefined;
  const failed = last.answer === 'failed';
  return {
    subject,
    knownAt: toIso(first.knownAt),
    answer: last.answer,
    resultAt: last.at ?? null,
    missing: last.missing ?? [],
    message: failed ? (last.message ?? '') : null,
    causeFactId: failed ? (last.facts.at(-1) ?? null) : null,
    overrideFactId: last.override?.factId ?? null,
  };
}

export interface AdoptedRule {
  readonly stored: StoredDefinition;
  readonly rule: Rule;
}

/** An adopted definition by `key@version`, or by its key alone in its newest version. Refusal: definition.unknown. */
export async function adoptedRule(ports: Pick<Ports, 'documents'>, asker: Asker, name: string): Promise<Result<AdoptedRule>> {
  const adopted = await ports.documents.definitions(asker);
  const named = adopted.filter(({ definition }) => definitionRef(definition) === name || definition.key === name);
  const stored = named.sort((a, b) => a.definition.version - b.definition.version).at(-1);
  if (stored === undefined) return refuse('definition.unknown', { definition: name.slice(0, 100) });
  const rule = compileRule(stored.definition);
  return rule.ok ? ok({ stored, rule: rule.value }) : rule;
}

/** The definitions that are at work: the newest version of each, and every version that a proposed agreement binds. */
export async function definitionsAtWork(ports: Pick<Ports, 'documents'>, asker: Asker): Promise<readonly AdoptedRule[]> {
  const adopted = await ports.documents.definitions(asker);
  const bound = new Set(
    (await ports.documents.agreements(asker)).flatMap(({ agreement }) => agreement.definitions.map(({ hash }) => hash)),
  );
  const newest = new Map<string, StoredDefinition>();
  for (const stored of adopted) {
    const other = newest.get(stored.definition.key);
    if (other === undefined || other.definition.version < stored.definition.version) newest.set(stored.definition.key, stored);
  }
  return adopted.flatMap((stored) => {
    if (!bound.has(stored.hash) && newest.get(stored.definition.key) !== stored) return [];
    const rule = compileRule(stored.definition);
    return rule.ok ? [{ stored, rule: rule.value }] : [];
  });
}

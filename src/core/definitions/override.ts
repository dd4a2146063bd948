import { type HashedFact, isEffectiveAt, type Span } from '#core/facts/view.ts';
import type { Determination } from './determination.ts';
import { learnedLater } from './relevance.ts';
import type { Rule } from './rule.ts';
import type { TimelineEntry } from './timeline.ts';

/** Of 100 subjects of a month one person may decide so many otherwise than the rule, unless the definition says another number. */
export const DEFAULT_QUOTA_PERCENT = 5;

/** How often one person may override in a month in which so many subjects arose: the share rounded down, at least once. */
export function overrideQuota(quotaPercent: number | undefined, subjectsInMonth: number): number {
  return Math.max(1, Math.floor((subjectsInMonth * (quotaPercent ?? DEFAULT_QUOTA_PERCENT)) / 100));
}

/** The decisions of persons on a subject under exactly this version of a definition; none count if it does not allow them. */
export function overridesOf({ definition }: Rule, subject: string, facts: readonly HashedFact[]): readonly HashedFact[] {
  if (definition.overrides === undefined) return [];
  const name = `${definition.key}@${definition.version}`;
  return facts.filter(
    ({ fact }) => fact.kind === 'determination.overridden' && fact.subject === subject && fact.data['definition'] === name,
  );
}

/** The decision that counts among those in force: the one learned last, alone. */
export function overrideOn(inForce: readonly HashedFact[]): HashedFact | undefined {
  return inForce.reduce<HashedFact | undefined>((best, one) => (best === undefined || learnedLater(one, best) ? one : best), undefined);
}

/**
 * What a determination comes to under a person's decision. A yes counts since the rule itself says yes, else since the person
 * decided: nobody moves a result into the past by deciding late.
 */
export function overridden(found: Determination, override: HashedFact | undefined): Determination {
  if (override === undefined) return found;
  const { fact } = override;
  const { subject, definition } = found;
  const facts = [...found.facts, fact.id];
  const decision = { factId: fact.id, actor: fact.actor, reason: String(fact.data['reason']) };
  const decided = { subject, definition, facts, decidedBy: 'person', override: decision } as const;
  return fact.data['answer'] === 'yes' ? { ...decided, answer: 'yes', at: found.at ?? fact.occurredAt } : { ...decided, answer: 'no' };
}

/** The timeline of the rule with the decisions of persons laid over it: each holds on the views on which its fact is in force. */
export function overriddenTimeline(
  timeline: readonly TimelineEntry[],
  unknown: Determination,
  overrides: readonly HashedFact[],
  spans: ReadonlyMap<string, readonly Span[]>,
): readonly TimelineEntry[] {
  const ends = overrides.flatMap(({ fact }) => (spans.get(fact.id) ?? []).flatMap(({ from, until }) => [from, until]));
  const instants = new Set([...timeline.map(({ knownAt }) => knownAt), ...ends.filter(Number.isFinite)]);
  const entries: TimelineEntry[] = [];
  for (const knownAt of [...instants].sort((a, b) => a - b)) {
    const found = timeline.findLast((entry) => entry.knownAt <= knownAt)?.determination ?? unknown;
    const override = overrideOn(overrides.filter(({ fact }) => isEffectiveAt(spans.get(fact.id), knownAt)));
    const determination = overridden(found, override);
    const last = entries.at(-1)?.determination;
    if (last === undefined || !isSame(last, determination)) entries.push({ knownAt, determination });
  }
  return entries;
}

function isSame(a: Determination, b: Determination): boolean {
  return a.answer === b.answer && a.at === b.at && a.override?.factId === b.override?.factId;
}

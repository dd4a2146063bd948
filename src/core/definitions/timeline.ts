import { byOccurrence, effectiveSpans, type HashedFact, isEffectiveAt, type Span } from '#core/facts/view.ts';
import type { Instant, IsoInstant } from '#core/kernel/instant.ts';
import { type Course, type Determination, startCourse } from './determination.ts';
import { overriddenTimeline, overridesOf } from './override.ts';
import { isTimeless, relevantKinds } from './relevance.ts';
import type { Rule } from './rule.ts';

/** From `knownAt` on, until the next entry, every view gives this answer with this `at`. */
export interface TimelineEntry {
  readonly knownAt: Instant;
  readonly determination: Determination;
}

/**
 * The determination on the view as of v, for every v, as its breakpoints in ascending order. An entry follows only if `answer`
 * `at` or a person's decision differ from the one before; `facts` and `missing` are those of the entry's own instant. Before the first entry no fact
 * that could matter was known. Needs every fact of the scope on any view, with what corrects or retracts them (factsInScope).
 */
export function determinationTimeline(
  rule: Rule,
  subject: string,
  facts: readonly HashedFact[],
  spans: ReadonlyMap<string, readonly Span[]> = effectiveSpans(facts.map((hashed) => hashed.fact)),
): readonly TimelineEntry[] {
  const timeline = timelineOfRule(rule, subject, facts, spans);
  const overrides = overridesOf(rule, subject, facts);
  if (overrides.length === 0) return timeline;
  return overriddenTimeline(timeline, startCourse(rule, subject, []).determination(), overrides, spans);
}

function timelineOfRule(
  rule: Rule,
  subject: string,
  facts: readonly HashedFact[],
  spans: ReadonlyMap<string, readonly Span[]>,
): readonly TimelineEntry[] {
  const kinds = relevantKinds(rule);
  const relevant = facts.filter(({ fact }) => kinds.has(fact.kind)).sort(byOccurrence);
  const timeline: TimelineEntry[] = [];
  let course: Course | undefined;
  let latest = BEGINNING;
  let last: Determination | undefined;
  for (const { at, earliest, added, removes } of changesOf(relevant, spans)) {
    const appends = !removes && latest < earliest;
    for (const { fact } of added) if (fact.occurredAt > latest) latest = fact.occurredAt;
    // A view that only changed after the yes cannot change the yes.
    const yesAt = course?.at();
    if (yesAt !== undefined && yesAt < earliest) continue;
    if (course !== undefined && appends) course.continue(added);
    else
      course = startCourse(
        rule,
        subject,
        relevant.filter(({ fact }) => isEffectiveAt(spans.get(fact.id), at)),
      );
    if (last !== undefined && last.answer === course.answer() && last.at === course.at()) continue;
    last = course.determination();
    timeline.push({ knownAt: at, determination: last });
  }
  return timeline;
}

/** The last entry known at a view, or undefined if nothing that could matter was known. */
export function determinationAsOf(timeline: readonly TimelineEntry[], view: Instant): Determination | undefined {
  return timeline.findLast((entry) => entry.knownAt <= view)?.determination;
}

const BEGINNING: IsoInstant = '';

interface Change {
  readonly at: Instant;
  /** The earliest instant of what changed; a fact that changes a whole view counts from the beginning. */
  readonly earliest: IsoInstant;
  /** What came into force, in view order. */
  readonly added: readonly HashedFact[];
  /** Whether something went out of force. */
  readonly removes: boolean;
}

/** The instants at which the view changed, in ascending order. */
function changesOf(facts: readonly HashedFact[], spans: ReadonlyMap<string, readonly Span[]>): readonly Change[] {
  const changes = new Map<Instant, Change & { readonly added: HashedFact[] }>();
  for (const hashed of facts) {
    const { fact } = hashed;
    const since = isTimeless(fact.kind) ? BEGINNING : fact.occurredAt;
    for (const span of spans.get(fact.id) ?? []) {
      for (const at of [span.from, span.until]) {
        if (!Number.isFinite(at)) continue;
        const { earliest = since, added = [], removes = false } = changes.get(at) ?? {};
        if (at === span.from) added.push(hashed);
        changes.set(at, { at, earliest: [since, earliest].sort()[0] ?? since, added, removes: removes || at === span.until });
      }
    }
  }
  return [...changes.values()].sort((a, b) => a.at - b.at);
}

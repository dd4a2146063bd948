import { byOccurrence, effectiveSpans, type HashedFact, isEffectiveAt, type Span } from '../facts/view.ts';
import type { Instant, IsoInstant } from '../kernel/instant.ts';
import { type Determination, determine } from './determination.ts';
import { isTimeless, relevantKinds } from './relevance.ts';
import type { Rule } from './rule.ts';

/** From `knownAt` on, until the next entry, every view gives this answer with this `at`. */
export interface TimelineEntry {
  readonly knownAt: Instant;
  readonly determination: Determination;
}

/**
 * The determination on the view as of v, for every v, as its breakpoints in ascending order. An entry follows only if `answer`
 * or `at` differ from the one before; `facts` and `missing` are those of the entry's own instant. Before the first entry no fact
 * that could matter was known. Needs every fact of the scope on any view, with what corrects or retracts them (factsInScope).
 */
export function determinationTimeline(rule: Rule, subject: string, facts: readonly HashedFact[]): readonly TimelineEntry[] {
  const kinds = relevantKinds(rule);
  const spans = effectiveSpans(facts.map((hashed) => hashed.fact));
  const relevant = facts.filter(({ fact }) => kinds.has(fact.kind)).sort(byOccurrence);
  const timeline: TimelineEntry[] = [];
  let last: Determination | undefined;
  for (const { at, earliest } of changesOf(relevant, spans)) {
    // A view that only changed after the yes cannot change the yes.
    if (last?.at !== undefined && last.at < earliest) continue;
    const view = relevant.filter(({ fact }) => isEffectiveAt(spans.get(fact.id), at));
    const determination = determine(rule, subject, view);
    if (last === undefined || last.answer !== determination.answer || last.at !== determination.at) {
      timeline.push({ knownAt: at, determination });
    }
    last = determination;
  }
  return timeline;
}

/** The last entry known at a view, or undefined if nothing that could matter was known. */
export function determinationAsOf(timeline: readonly TimelineEntry[], view: Instant): Determination | undefined {
  return timeline.findLast((entry) => entry.knownAt <= view)?.determination;
}

const BEGINNING: IsoInstant = '';

/** When the view changed, and the earliest instant of what changed; a fact that changes a whole view counts from the beginning. */
function changesOf(
  facts: readonly HashedFact[],
  spans: ReadonlyMap<string, readonly Span[]>,
): readonly { readonly at: Instant; readonly earliest: IsoInstant }[] {
  const changes = new Map<Instant, IsoInstant>();
  for (const { fact } of facts) {
    const since = isTimeless(fact.kind) ? BEGINNING : fact.occurredAt;
    for (const span of spans.get(fact.id) ?? []) {
      for (const at of [span.from, span.until]) {
        const known = changes.get(at);
        if (Number.isFinite(at) && (known === undefined || since < known)) changes.set(at, since);
      }
    }
  }
  return [...changes].map(([at, earliest]) => ({ at, earliest })).sort((a, b) => a.at - b.at);
}

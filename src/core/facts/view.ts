import { fromIso, type Instant } from '#core/kernel/instant.ts';
import { type Fact, factContentHash, targetOf } from './fact.ts';
import { kindPrecedence } from './registry.ts';

/** A stretch of views: in force on every view as of an instant v with `from <= v < until`. */
export interface Span {
  readonly from: Instant;
  readonly until: Instant;
}

export const FOREVER: Instant = Number.POSITIVE_INFINITY;

/**
 * When each fact is effective, as the view moves on: it is recorded, may be taken out of force by a correction or retraction,
 * and comes back when that one is itself taken out of force. Pure in the set of facts; arrival order decides nothing.
 */
export function effectiveSpans(facts: readonly Fact[]): ReadonlyMap<string, readonly Span[]> {
  const against = new Map<string, Fact[]>();
  for (const fact of facts) {
    const target = targetOf(fact);
    if (target === undefined) continue;
    const list = against.get(target);
    if (list === undefined) against.set(target, [fact]);
    else list.push(fact);
  }
  const spans = new Map<string, readonly Span[]>();
  if (against.size === 0) {
    for (const { id, recordedAt } of facts) spans.set(id, [{ from: fromIso(recordedAt), until: FOREVER }]);
    return spans;
  }
  const spansOf = (fact: Fact): readonly Span[] => {
    const known = spans.get(fact.id);
    if (known !== undefined) return known;
    // A cycle cannot be recorded (a target must exist before); this entry only keeps hostile input from looping.
    spans.set(fact.id, []);
    const blocked = (against.get(fact.id) ?? []).flatMap((other) => spansOf(other));
    const result = subtract({ from: fromIso(fact.recordedAt), until: FOREVER }, blocked);
    spans.set(fact.id, result);
    return result;
  };
  for (const fact of facts) spansOf(fact);
  return spans;
}

function subtract(whole: Span, blocked: readonly Span[]): Span[] {
  const rest: Span[] = [];
  let from = whole.from;
  for (const block of [...blocked].sort((a, b) => a.from - b.from)) {
    if (block.from > from) rest.push({ from, until: block.from });
    from = Math.max(from, block.until);
  }
  if (from < whole.until) rest.push({ from, until: whole.until });
  return rest.filter((span) => span.until > span.from);
}

export function isEffectiveAt(spans: readonly Span[] | undefined, view: Instant): boolean {
  return spans?.some((span) => span.from <= view && view < span.until) ?? false;
}

/** A fact that can tell its content hash; computed when first asked for, since few facts tie. */
export interface HashedFact {
  readonly fact: Fact;
  readonly contentHash: string;
}

export function hashed(fact: Fact): HashedFact {
  return new LazilyHashedFact(fact);
}

/** A class, because an object literal with an accessor costs ten times as much, and there is one for every fact. */
class LazilyHashedFact implements HashedFact {
  readonly fact: Fact;
  #contentHash: string | undefined;
  constructor(fact: Fact) {
    this.fact = fact;
  }
  get contentHash(): string {
    this.#contentHash ??= factContentHash(this.fact.workspace, this.fact);
    return this.#contentHash;
  }
}

/** The order of facts on every view: `(occurredAt, kind precedence, content hash)`. */
export function byOccurrence(a: HashedFact, b: HashedFact): number {
  if (a.fact.occurredAt !== b.fact.occurredAt) return a.fact.occurredAt < b.fact.occurredAt ? -1 : 1;
  const precedence = kindPrecedence(a.fact.kind) - kindPrecedence(b.fact.kind);
  if (precedence !== 0) return precedence;
  if (a === b) return 0;
  return a.contentHash < b.contentHash ? -1 : a.contentHash > b.contentHash ? 1 : 0;
}

/** The view as of an instant: the facts effective among those recorded by then, in the order of what happened. */
export function viewAsOf(facts: readonly HashedFact[], view: Instant): readonly HashedFact[] {
  const spans = effectiveSpans(facts.map((f) => f.fact));
  return facts.filter((f) => isEffectiveAt(spans.get(f.fact.id), view)).sort(byOccurrence);
}

import type { HashedFact } from '#core/facts/view.ts';
import { assert } from '#core/kernel/assert.ts';
import type { IsoInstant } from '#core/kernel/instant.ts';
import { startHistory } from './history.ts';
import { overridden, overrideOn, overridesOf } from './override.ts';
import { isMerge, relevantFacts } from './relevance.ts';
import type { Answer, Rule } from './rule.ts';

/** Whether a subject counts under one version of a definition, since when, and because of which facts. */
export interface Determination {
  readonly subject: string;
  readonly definition: { readonly key: string; readonly version: number; readonly hash: string };
  readonly answer: 'yes' | 'no' | 'open' | 'failed';
  /** The first instant at which the facts made it yes. */
  readonly at?: IsoInstant;
  /** What could still decide it, sorted; a subject that no fact has founded misses itself. */
  readonly missing?: readonly string[];
  readonly message?: string;
  /** The facts it rests on, in the order of what happened: those that could touch the rule, up to `at` if it is yes, and merges. */
  readonly facts: readonly string[];
  readonly decidedBy: 'engine' | 'person';
  /** The decision of a person, where it is one. */
  readonly override?: { readonly factId: string; readonly actor: string; readonly reason: string };
}

/**
 * Determines a subject on one view (facts/view.ts viewAsOf), given the facts of its scope in view order. All facts of one instant
 * are taken in together; the first yes stays, whatever ordinary facts follow: corrections and retractions change the view itself.
 * A person's decision in force comes before the rule's (override.ts).
 */
export function determine(rule: Rule, subject: string, ordered: readonly HashedFact[]): Determination {
  const found = startCourse(rule, subject, ordered).determination();
  return overridden(found, overrideOn(overridesOf(rule, subject, ordered)));
}

/** The course of a determination along one view, which may grow at its end. */
export interface Course {
  /** Takes in facts that happened after everything before; none of a kind that changes a whole view (relevance.ts). */
  continue(later: readonly HashedFact[]): void;
  answer(): Answer['answer'];
  at(): IsoInstant | undefined;
  determination(): Determination;
}

export function startCourse(rule: Rule, subject: string, ordered: readonly HashedFact[]): Course {
  const { key, version, subject: type } = rule.definition;
  assert(subject.startsWith(`${type}:`), `${key} is about a ${type}, not about ${subject}`);
  const relevant = relevantFacts(rule, ordered);
  const history = startHistory(type, subject, rule.mentions, relevant);
  const taken: HashedFact[] = [];
  let answer: Answer = { answer: 'open', missing: [type] };
  let at: IsoInstant | undefined;

  const takeIn = (facts: readonly HashedFact[]): void => {
    if (at !== undefined) return;
    for (const [index, hashed] of facts.entries()) {
      const { fact } = hashed;
      history.apply(fact);
      taken.push(hashed);
      if (facts[index + 1]?.fact.occurredAt === fact.occurredAt || !history.exists()) continue;
      answer = rule.evaluate(history.snapshot());
      if (answer.answer !== 'yes') continue;
      at = fact.occurredAt;
      // A later merge already said who is who at this instant.
      taken.push(...facts.slice(index + 1).filter((later) => isMerge(later.fact.kind)));
      return;
    }
  };
  takeIn(relevant);

  return {
    continue: takeIn,
    answer: () => answer.answer,
    at: () => at,
    determination: () => ({
      subject,
      definition: { key, version, hash: rule.hash },
      ...answer,
      ...(at === undefined ? {} : { at }),
      facts: taken.filter(({ fact }) => history.concerns(fact)).map(({ fact }) => fact.id),
      decidedBy: 'engine',
    }),
  };
}

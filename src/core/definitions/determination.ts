import type { HashedFact } from '../facts/view.ts';
import { assert } from '../kernel/assert.ts';
import type { IsoInstant } from '../kernel/instant.ts';
import { startHistory } from './history.ts';
import { relevantFacts } from './relevance.ts';
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
  /** The facts it rests on, in the order of what happened: those that could touch the rule, up to `at` if it is yes. */
  readonly facts: readonly string[];
  readonly decidedBy: 'engine';
}

/**
 * Determines a subject on one view (facts/view.ts viewAsOf), given the facts of its scope in view order. All facts of one instant
 * are taken in together; the first yes stays, whatever ordinary facts follow: corrections and retractions change the view itself.
 */
export function determine(rule: Rule, subject: string, ordered: readonly HashedFact[]): Determination {
  const { key, version, subject: type } = rule.definition;
  assert(subject.startsWith(`${type}:`), `${key} is about a ${type}, not about ${subject}`);
  const relevant = relevantFacts(rule, ordered);
  const history = startHistory(type, subject, rule.mentions, relevant);
  let answer: Answer = { answer: 'open', missing: [type] };
  let taken = 0;
  let at: IsoInstant | undefined;
  for (const { fact } of relevant) {
    history.apply(fact);
    taken += 1;
    if (relevant[taken]?.fact.occurredAt === fact.occurredAt || !history.exists()) continue;
    answer = rule.evaluate(history.snapshot());
    if (answer.answer !== 'yes') continue;
    at = fact.occurredAt;
    break;
  }
  const facts: string[] = [];
  for (const { fact } of relevant.slice(0, taken)) if (history.concerns(fact)) facts.push(fact.id);
  return {
    subject,
    definition: { key, version, hash: rule.hash },
    ...answer,
    ...(at === undefined ? {} : { at }),
    facts,
    decidedBy: 'engine',
  };
}

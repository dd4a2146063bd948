import type { HashedFact } from '#core/facts/view.ts';
import type { Bilingual, Definition } from './definition.ts';
import { startHistory } from './history.ts';
import { relevantFacts } from './relevance.ts';
import { type Answer, compileRule, type Rule } from './rule.ts';

/** One of the conditions that all have to hold, with its sentence where the definition says it point by point. */
export interface Condition {
  readonly rule: string;
  readonly sentence: Bilingual | null;
}

/** The conditions of a definition: what `&&` joins at the top of its rule; a rule that joins otherwise is one condition. */
export function conditionsOf({ rule, counts, wording }: Definition): readonly Condition[] {
  const parts = partsOf(rule);
  if (parts.length === 1) return [{ rule: parts[0] ?? rule, sentence: firstOf(counts) ?? wording }];
  const told = counts?.de.length === parts.length && counts.en.length === parts.length ? counts : undefined;
  return parts.map((part, index) => {
    const [de, en] = [told?.de[index], told?.en[index]];
    return { rule: part, sentence: de === undefined || en === undefined ? null : { de, en } };
  });
}

function firstOf(counts: Definition['counts']): Bilingual | undefined {
  const [de, en] = [counts?.de[0], counts?.en[0]];
  return counts?.de.length === 1 && de !== undefined && en !== undefined ? { de, en } : undefined;
}

const OPENS = '([{';
const CLOSES = ')]}';

/** Splits at `&&` outside of brackets and texts. */
function partsOf(rule: string): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let quote = '';
  let start = 0;
  for (let at = 0; at < rule.length; at += 1) {
    const char = rule.charAt(at);
    if (quote !== '') {
      if (char === '\\') at += 1;
      else if (char === quote) quote = '';
      continue;
    }
    if (char === '"' || char === "'") quote = char;
    else if (OPENS.includes(char)) depth += 1;
    else if (CLOSES.includes(char)) depth -= 1;
    else if (depth === 0 && (rule.startsWith('||', at) || char === '?')) return [rule.trim()];
    else if (depth === 0 && rule.startsWith('&&', at)) {
      parts.push(rule.slice(start, at).trim());
      start = at + 2;
      at += 1;
    }
  }
  return [...parts, rule.slice(start).trim()];
}

/** Says of each condition of a definition how it stands for one subject. */
export type ExplainConditions = (subject: string, ordered: readonly HashedFact[]) => readonly Answer['answer'][];

/** Compiles the conditions of a rule once, to be asked of many subjects. `ordered` is the view in view order. */
export function explainer(rule: Rule): ExplainConditions {
  const { definition } = rule;
  const conditions = conditionsOf(definition).map((condition) => compileRule({ ...definition, rule: condition.rule }));
  return (subject, ordered) => {
    const relevant = relevantFacts(rule, ordered);
    const history = startHistory(definition.subject, subject, rule.mentions, relevant);
    for (const { fact } of relevant) history.apply(fact);
    const snapshot = history.snapshot();
    return conditions.map((condition) => (condition.ok ? condition.value.evaluate(snapshot).answer : 'failed'));
  };
}

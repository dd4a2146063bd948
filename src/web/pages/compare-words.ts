import { type Definition, readDefinition } from '#core/definitions/definition.ts';
import { readCondition } from '#core/definitions/sentence/read-condition.ts';
import type { ComparedDefinitionWire } from '#protocol/endpoints-compare.ts';
import { plainSentence, ruleSentence } from '#protocol/rule-sentence.ts';
import type { Language } from '../i18n/language.ts';

/** The definitions compared go by letters where their titles would be too long. */
export const letters = ['A', 'B', 'C'] as const;

/** The conditions of a definition: as its authors say them point by point, else as the rule itself reads. */
export function sentencesOf({ conditions, document }: ComparedDefinitionWire, language: Language): readonly string[] {
  const read = readDefinition(document);
  return conditions.map(({ rule, sentence }) => {
    const said = sentence?.[language] ?? (read.ok ? ruleInWords({ ...read.value, rule }, language) : rule);
    // Authors end their points with a full stop, rules read as words do not: in a list each ends alike.
    return said.replace(/\.$/, '');
  });
}

function ruleInWords(definition: Definition, language: Language): string {
  const condition = readCondition(definition);
  return condition.ok ? plainSentence(ruleSentence(condition.value, language, definition.parameters ?? {})) : definition.rule;
}

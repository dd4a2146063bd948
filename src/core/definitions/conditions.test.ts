import { expect, test } from 'vitest';
import { conditionsOf } from './conditions.ts';
import { compileRule } from './rule.ts';
import { qualifiedLeadBant } from './templates/qualified-lead-bant.ts';
import { definitionTemplates } from './templates/registry.ts';

const rulesOf = (rule: string) => conditionsOf({ ...qualifiedLeadBant, rule }).map((condition) => condition.rule);

test('a rule falls into the conditions that all have to hold, and not inside of brackets or texts', () => {
  expect(rulesOf('a && (b && c) && d == "x && y"')).toEqual(['a', '(b && c)', 'd == "x && y"']);
  expect(rulesOf('a || b && c')).toEqual(['a || b && c']);
  expect(rulesOf('a ? b : c && d')).toEqual(['a ? b : c && d']);
});

test('the conditions of every template are rules of their own, and have a sentence wherever there is one for each', () => {
  for (const template of definitionTemplates) {
    for (const condition of conditionsOf(template))
      expect(compileRule({ ...template, rule: condition.rule }).ok, condition.rule).toBe(true);
  }
  expect(conditionsOf(qualifiedLeadBant).map(({ sentence }) => sentence?.de)).toEqual(qualifiedLeadBant.counts?.de);
});

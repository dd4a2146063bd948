import { expect, test } from 'vitest';
import { questionText } from './question-words.ts';

test('a missing value becomes a question in plain words, in both languages', () => {
  expect(questionText('company.employees', 'de')).toBe('Wie viele Beschäftigte hat das Unternehmen?');
  expect(questionText('grades.need', 'en')).toBe('Which grade from A to D does "need" get?');
  for (const path of ['touches', 'answered.team', 'answers.budget', 'constructor', 'lead']) {
    for (const language of ['de', 'en'] as const) expect(questionText(path, language)).toMatch(/^[A-Z].*\?$/);
  }
});

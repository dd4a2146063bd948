import { expect, test } from 'vitest';
import { qualifiedLeadThreeA } from '#core/definitions/templates/qualified-lead-three-a.ts';
import { behindTexts } from './behind-texts.ts';

const changed = { ...qualifiedLeadThreeA, parameters: { ...qualifiedLeadThreeA.parameters, gradeA: 2 } };

test('a wording that still says three while the rule says two is named with both numbers, in both languages', () => {
  const behind = behindTexts(qualifiedLeadThreeA, changed);
  expect(behind.find(({ part, language }) => part === 'wording' && language === 'de')?.numbers).toEqual([{ said: 'drei', now: '2' }]);
  expect(behind.find(({ part, language }) => part === 'wording' && language === 'en')?.numbers).toEqual([{ said: 'three', now: '2' }]);
});

test('a text that was changed along is not behind, and without a change of the rule none is', () => {
  const along = { ...changed, wording: { ...changed.wording, de: 'Mindestens zwei der vier.' } };
  const parts = behindTexts(qualifiedLeadThreeA, along).map(({ part, language }) => `${part} ${language}`);
  expect(parts).toContain('wording en');
  expect(parts).not.toContain('wording de');
  expect(behindTexts(qualifiedLeadThreeA, { ...qualifiedLeadThreeA, title: { de: 'Anders', en: 'Other' } })).toEqual([]);
});

test('a number is found as people write it, and not inside another one', () => {
  const of = (wording: string, employees: number) => ({
    ...qualifiedLeadThreeA,
    wording: { de: wording, en: 'x' },
    parameters: { employees },
  });
  const said = (wording: string) => behindTexts(of(wording, 1200), of(wording, 900)).find(({ part }) => part === 'wording')?.numbers;
  expect(said('Ab 1.200 Beschäftigten.')).toEqual([{ said: '1.200', now: '900' }]);
  expect(said('Ab 11200 Beschäftigten.')).toEqual([]);
});

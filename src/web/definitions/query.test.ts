import { expect, it } from 'vitest';
import { readCondition } from '#core/definitions/sentence/read-condition.ts';
import { writeCondition } from '#core/definitions/sentence/write-condition.ts';
import { definitionTemplates } from '#core/definitions/templates/registry.ts';
import { valueOrThrow } from '#core/kernel/result.ts';
import { missingPlaces } from './draft.ts';
import { combinatorOf, conditionOf, group, queryOf, standingAt } from './query.ts';

it.each(definitionTemplates.map((one) => [one.key, one] as const))(
  'the rule of %s is the same before and after the query builder',
  (_key, one) => {
    const condition = valueOrThrow(readCondition(one));
    expect(writeCondition(conditionOf(queryOf(condition)))).toBe(writeCondition(condition));
  },
);

it('a condition knows the list whose member it speaks of, and forgets it outside', () => {
  const walk = group({ kind: 'walk', list: 'deals', how: 'some', variable: 'd' }, [
    { kind: 'is', field: { kind: 'field', of: 'd', name: 'won' }, is: true },
  ]);
  const query = { combinator: combinatorOf({ kind: 'group', how: 'all' }), rules: [walk] };
  expect(standingAt(query, [0, 0])).toEqual({ d: 'deals' });
  expect(standingAt(query, [])).toEqual({});
});

it('an empty group says nothing and changes no rule', () => {
  const none = group({ kind: 'group', how: 'any' }, []);
  const query = queryOf({ kind: 'is', field: { kind: 'field', of: 'deal', name: 'won' }, is: true });
  expect(writeCondition(conditionOf({ ...query, rules: [...query.rules, none] }))).toBe('deal.won');
});

it('a half-written definition names the places that are still empty', () => {
  const [template] = definitionTemplates;
  if (template === undefined) throw new Error('there is no template');
  expect(missingPlaces({ ...template, title: { de: 'Titel', en: '' } })).toEqual(['title.en']);
});

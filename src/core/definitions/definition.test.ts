import { describe, expect, test } from 'vitest';
import { checkDefinition } from './check-definition.ts';
import { type Definition, definitionHash, readDefinition } from './definition.ts';
import { orderPaid } from './templates/order-paid.ts';
import { definitionTemplates } from './templates/registry.ts';

describe('templates', () => {
  for (const template of definitionTemplates) {
    test(`"${template.title.en}" can be read, and every example comes out as its wording says`, () => {
      const read = readDefinition(JSON.parse(JSON.stringify(template)));
      expect(read.ok && checkDefinition(read.value).ok ? 'fine' : [read, checkDefinition(template)]).toBe('fine');
      const answers = new Set(template.examples.map((example) => example.answer));
      expect([...answers].sort()).toEqual(['no', 'open', 'yes']);
    });
  }

  test('no two templates share a key', () => {
    expect(new Set(definitionTemplates.map((one) => one.key)).size).toBe(definitionTemplates.length);
  });
});

describe('reading a definition', () => {
  test('every problem is named with its path, all at once', () => {
    const read = readDefinition({
      ...orderPaid,
      version: 0,
      title: { de: 'Bezahlt' },
      color: 'red',
      examples: [{ name: 'x', answer: 'maybe', snapshot: { order: { netMinor: 1.5, speed: 3 }, weather: {} } }],
    });
    const problems = read.ok ? [] : (read.refusal.params['problems'] as readonly string[]);
    expect(read.ok ? '' : read.refusal.code).toBe('document.invalid');
    for (const path of [
      'version',
      'title.en',
      'color',
      'examples[0].answer',
      'examples[0].snapshot.order.netMinor',
      'examples[0].snapshot.order.speed',
      'examples[0].snapshot.weather',
    ]) {
      expect(problems.some((problem) => problem.startsWith(`${path}:`))).toBe(true);
    }
  });

  test('the identity of a definition does not depend on the order of its keys, and changes with every word', () => {
    const shuffled = Object.fromEntries(Object.entries(orderPaid).reverse()) as Definition;
    expect(definitionHash(shuffled)).toBe(definitionHash(orderPaid));
    expect(definitionHash({ ...orderPaid, wording: { ...orderPaid.wording, de: 'Bezahlt.' } })).not.toBe(definitionHash(orderPaid));
  });
});

describe('a rule that cannot be used is refused, with its place', () => {
  const refusals: readonly [string, string, string, string][] = [
    ['an unknown variable', 'order.paid &&\n  weather.sunny', 'definition.rule_invalid', '2:3'],
    ['an unknown field', 'order.payed', 'definition.rule_invalid', '1:7'],
    ['a sentence that is no rule', 'order.paid &&', 'definition.rule_invalid', '1:14'],
    ['an answer that is no yes or no', 'order.netMinor', 'definition.rule_invalid', '1:1'],
    ['a text compared with a number', 'order.currency > 3', 'definition.rule_invalid', '1:1'],
    ['a pattern', 'order.currency.matches("E+")', 'definition.rule_invalid', '1:1'],
    ['a map that is counted', 'size(grades) > 3', 'definition.rule_invalid', '1:6'],
    ['a map that is walked', 'grades.exists(g, grades[g] == "A")', 'definition.rule_invalid', '1:1'],
    ['a conversion', 'int(order.currency) > 3', 'definition.rule_invalid', '1:1'],
    ['the present time', 'order.placedAt < now', 'definition.rule_invalid', '1:18'],
    ['three nested walks', 'touches.all(a, touches.all(b, touches.all(c, a.touch == c.touch)))', 'definition.too_complex', '1:46'],
    ['a very long list', `order.currency in [${Array(101).fill('"EUR"').join(',')}]`, 'definition.too_complex', '1:620'],
    ['a very long text', `order.paid ${' '.repeat(4_000)}`, 'definition.too_complex', '1:1'],
  ];
  for (const [what, rule, code, place] of refusals) {
    test(`a rule with ${what}`, () => {
      const checked = checkDefinition({ ...orderPaid, rule });
      expect(checked.ok ? checked : [checked.refusal.code, checked.refusal.params['place']]).toEqual([code, place]);
    });
  }

  test('an example that comes out otherwise is named with the expected and the found answer', () => {
    const checked = checkDefinition({ ...orderPaid, rule: 'order.paidMinor >= order.netMinor + order.vatMinor || order.paid' });
    expect(checked.ok ? checked : checked.refusal).toEqual({
      code: 'definition.example_failed',
      params: {
        key: 'order-paid',
        place: 'examples[2]',
        example: 'The VAT is not known',
        expected: 'open, missing: order.paid',
        found: 'open, missing: order.paid, order.vatMinor',
      },
    });
  });

  test('a definition without an example that does not count is not finished', () => {
    const checked = checkDefinition({ ...orderPaid, examples: orderPaid.examples.filter((example) => example.answer !== 'no') });
    expect(checked.ok ? checked : checked.refusal.params).toMatchObject({ expected: 'no', found: 'none' });
  });
});

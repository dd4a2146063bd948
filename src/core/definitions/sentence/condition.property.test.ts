import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { valueOrThrow } from '#core/kernel/result.ts';
import { type Definition, readDefinition } from '../definition.ts';
import type { Value } from '../outcome.ts';
import { compileRule } from '../rule.ts';
import type { Snapshot } from '../snapshot.ts';
import { type FieldType, type RecordName, records, type VariableShape, variablesOf } from '../snapshot-shape.ts';
import { definitionTemplates } from '../templates/registry.ts';
import { type Condition, type Field, type Key, type Leaf, memberOfList, normal, type Operand } from './condition.ts';
import { readCondition } from './read-condition.ts';
import { writeCondition } from './write-condition.ts';

const kessler = valueOrThrow(readDefinition(parse(readFileSync('examples/kessler/zielkunde.definition.yaml', 'utf8'))));
const parameters = { least: 3, name: 'budget', wanted: 'A' };
const about = (rule: string): Definition => ({
  key: 'x',
  version: 1,
  subject: 'lead',
  title: { de: 'x', en: 'x' },
  wording: { de: 'x', en: 'x' },
  rule,
  parameters,
  examples: [],
});

const text = fc.oneof(
  fc.constantFrom('A', 'B', 'budget', 'in', 'zwei Wörter', 'a"b\\c', "it's", 'line\nbreak', '//', '\u0000', '😀', ''),
  fc.string({ maxLength: 8 }),
);
const textOperand: fc.Arbitrary<Operand> = fc.oneof(
  text.map((one): Operand => ({ kind: 'text', text: one })),
  fc.constantFrom<Operand>({ kind: 'parameter', name: 'wanted' }),
);
const wholeOperand: fc.Arbitrary<Operand> = fc.oneof(
  fc.bigInt(-(2n ** 62n), 2n ** 62n).map((one): Operand => ({ kind: 'whole', digits: String(one) })),
  fc.constantFrom<Operand>({ kind: 'parameter', name: 'least' }),
);
const key: fc.Arbitrary<Key> = fc.oneof(
  text.map((one): Key => ({ kind: 'text', text: one })),
  fc.constant<Key>({ kind: 'parameter', name: 'name' }),
);
const ordering = fc.constantFrom('==', '!=', '<', '<=', '>', '>=' as const);
type Members = { readonly of: string; readonly record: RecordName };

function fieldsOf(members: readonly Members[], type: FieldType): fc.Arbitrary<Field> {
  const found = members.flatMap(({ of, record }) =>
    Object.entries(records[record]).flatMap(([name, one]): Field[] => (one === type ? [{ kind: 'field', of, name }] : [])),
  );
  return fc.constantFrom(...found);
}

function leaf(members: readonly Members[], where: fc.Arbitrary<Condition>): fc.Arbitrary<Leaf> {
  const texts = fc.oneof(
    fieldsOf(members, 'string'),
    key.map((one): Field => ({ kind: 'entry', map: 'grades', key: one })),
  );
  const wholes = fc.oneof(
    fieldsOf(members, 'int'),
    fc.array(key, { minLength: 1, maxLength: 3 }).map((of): Field => ({ kind: 'touches', of })),
    fc.constant<Field>({ kind: 'size', list: 'deals' }),
    where.map((one): Field => ({ kind: 'size', list: 'touches', variable: 'z', where: one })),
  );
  const flags = fc.oneof(
    fieldsOf(members, 'bool'),
    key.map((one): Field => ({ kind: 'entry', map: 'answered', key: one })),
  );
  const time = fc.constantFrom<Operand>({ kind: 'time', text: '2026-03-04T09:00:00Z' });
  const compare = (field: fc.Arbitrary<Field>, value: fc.Arbitrary<Operand | Field>) =>
    fc.record({ kind: fc.constant('compare' as const), field, op: ordering, value });
  const known = fc
    .oneof(fieldsOf(members, 'string'), fc.constant<Field>({ kind: 'entry', map: 'answers', key: { kind: 'text', text: 'region' } }))
    .chain((field) => fc.boolean().map((one): Leaf => ({ kind: 'known', field, known: one })));
  return fc.oneof(
    compare(texts, fc.oneof(textOperand, fieldsOf(members, 'string'))),
    compare(wholes, fc.oneof(wholeOperand, fieldsOf(members, 'int'))),
    compare(fieldsOf(members, 'timestamp'), time),
    compare(
      fc.constant<Field>({ kind: 'entry', map: 'answers', key: { kind: 'text', text: 'size' } }),
      fc
        .double({ noNaN: true, noDefaultInfinity: true, min: 0, maxExcluded: false })
        .map((number): Operand => ({ kind: 'decimal', number })),
    ),
    fc.record({
      kind: fc.constant('among' as const),
      field: texts,
      among: fc.boolean(),
      values: fc.array(textOperand, { minLength: 1, maxLength: 3 }),
    }),
    fc.record({
      kind: fc.constant('match' as const),
      field: texts,
      op: fc.constantFrom('contains', 'startsWith', 'endsWith' as const),
      value: textOperand,
    }),
    fc.record({ kind: fc.constant('is' as const), field: flags, is: fc.boolean() }),
    known,
  );
}

function tree(members: readonly Members[], depth: number, walks: number): fc.Arbitrary<Condition> {
  const inTouch: readonly Members[] = [...members, { of: 'z', record: 'touch' }];
  const one = leaf(
    members,
    leaf(inTouch, fc.constant<Condition>({ kind: 'is', field: { kind: 'field', of: 'lead', name: 'rejected' }, is: true })),
  );
  if (depth === 0) return one;
  const below = tree(members, depth - 1, walks);
  const of = fc.array(below, { maxLength: 4 });
  const group = fc.record({ kind: fc.constant('group' as const), how: fc.constantFrom('all', 'any', 'none' as const), of });
  const counted = fc.record({
    kind: fc.constant('counted' as const),
    how: fc.constantFrom('atLeast', 'atMost', 'exactly' as const),
    count: fc.constantFrom({ kind: 'whole' as const, digits: '2' }, { kind: 'parameter' as const, name: 'least' }),
    of,
  });
  const written = fc.constantFrom<Condition>(
    { kind: 'written', text: 'lead.rejected ? true : company.employees * 2 > 100' },
    { kind: 'written', text: 'true' },
    { kind: 'written', text: '(lead.rating + 1) * 2 == 4' },
  );
  if (walks === 0) return fc.oneof(one, group, counted, written);
  const walk = fc.constantFrom('appointments', 'deals', 'touches' as const).chain((list) => {
    const variable = `v${walks}`;
    return fc.record({
      kind: fc.constant('walk' as const),
      list: fc.constant(list),
      how: fc.constantFrom('some', 'none', 'every' as const),
      variable: fc.constant(variable),
      where: tree([...members, { of: variable, record: memberOfList(list) }], depth - 1, walks - 1),
    });
  });
  return fc.oneof(one, group, counted, walk, written);
}

const atLead: readonly Members[] = [
  { of: 'lead', record: 'lead' },
  { of: 'company', record: 'company' },
  { of: 'person', record: 'person' },
];
const conditions = tree(atLead, 3, 1).filter((one) => normal(one) !== undefined);

test('a tree of conditions that is written as a rule and read again is the same tree', () => {
  fc.assert(
    fc.property(conditions, (one) => {
      const rule = writeCondition(one);
      fc.pre(rule.length <= 4_000);
      const read = readCondition(about(rule));
      if (!read.ok && read.refusal.code === 'definition.too_complex') return;
      expect([rule, valueOrThrow(read)]).toEqual([rule, normal(one)]);
    }),
    { numRuns: 400 },
  );
});

test('the normal form of a tree is its own normal form', () => {
  fc.assert(
    fc.property(conditions, (one) => {
      const once = normal(one);
      expect(once && normal(once)).toEqual(once);
    }),
  );
});

/** Everything a snapshot may know, each value known or not, close to what the rule compares with. */
function snapshots(definition: Definition): fc.Arbitrary<Snapshot> {
  const written = [...definition.rule.matchAll(/"([^"\n]*)"/g)].map(([, one]) => one ?? '');
  const given = Object.values(definition.parameters ?? {});
  const texts = fc.constantFrom(...written, ...given.filter((one) => typeof one === 'string'), 'C', 'held', 'other');
  const numbers = fc.constantFrom(0n, 1n, 2n, ...given.flatMap((one) => (typeof one === 'number' ? [BigInt(one) - 1n, BigInt(one)] : [])));
  const someValue = (type: FieldType | 'any'): fc.Arbitrary<Value> => {
    if (type === 'bool') return fc.boolean();
    if (type === 'int') return numbers;
    return type === 'timestamp' ? fc.constantFrom(new Date(0), new Date(1_800_000_000_000)) : texts;
  };
  const keys = [...new Set([...written, ...given.map(String), 'budget', 'authority', 'need', 'timeline'])].filter((one) => one !== '');
  const recordOf = (record: RecordName): fc.Arbitrary<Value> =>
    fc.record(Object.fromEntries(Object.entries(records[record]).map(([name, type]) => [name, someValue(type)])), { requiredKeys: [] });
  const variableOf = (shape: VariableShape): fc.Arbitrary<Value> => {
    if (shape.kind === 'record') return recordOf(shape.record);
    if (shape.kind === 'list') return fc.array(recordOf(shape.record), { maxLength: 3 });
    const type = shape.kind === 'counts' ? 'int' : shape.value;
    return fc.record(Object.fromEntries(keys.map((name) => [name, someValue(type)])), { requiredKeys: [] });
  };
  const shapes = Object.entries(variablesOf[definition.subject]);
  return fc.record(Object.fromEntries(shapes.map(([name, shape]) => [name, variableOf(shape)])), { requiredKeys: [] });
}

test.each([...definitionTemplates, kessler].map((one) => [one.key, one] as const))(
  'the rule of %s answers every case the same after it was read as sentences and written again',
  (_key, definition) => {
    const condition = valueOrThrow(readCondition(definition));
    expect(JSON.stringify(condition)).not.toContain('"written"');
    const before = valueOrThrow(compileRule(definition));
    const after = valueOrThrow(compileRule({ ...definition, rule: writeCondition(condition) }));
    fc.assert(
      fc.property(snapshots(definition), (snapshot) => {
        expect(after.evaluate(snapshot)).toEqual(before.evaluate(snapshot));
      }),
      { numRuns: 500 },
    );
  },
);

test('what only CEL can say stays as it is written, character by character', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['(lead.rating + 1) * 2 == 4 && company.employees > 3', '(lead.rating + 1) * 2 == 4'],
    ['company.employees > 3 && !(  lead.rating -1 == 4  )', 'lead.rating -1 == 4'],
    ['lead.rejected ? lead.source == ")" : (lead.medium == "x)")', 'lead.rejected ? lead.source == ")" : (lead.medium == "x)")'],
    ['company.employees > 3 || deals.exists_one(d, d.won)', 'deals.exists_one(d, d.won)'],
    ['company.employees > 3 // at least four', 'company.employees > 3 // at least four'],
  ];
  for (const [rule, written] of cases) {
    const condition = valueOrThrow(readCondition(about(rule)));
    expect([rule, JSON.stringify(condition)]).toEqual([rule, expect.stringContaining(JSON.stringify({ kind: 'written', text: written }))]);
    const again = valueOrThrow(readCondition(about(writeCondition(condition))));
    if (!rule.includes('//')) expect(again).toEqual(condition);
  }
});

test('a rule with a mistake is refused with the place of the mistake', () => {
  const read = readCondition(about('company.employees >= '));
  expect(read.ok ? undefined : read.refusal.code).toBe('definition.rule_invalid');
});

import type { Parameters } from '#core/definitions/environment.ts';
import { type Field, type Leaf, type ListName, memberOfList, type Operand } from '#core/definitions/sentence/condition.ts';
import { type ClaimSubject, records, variablesOf } from '#core/definitions/snapshot-shape.ts';
import { fieldName, ruleWords, type Standing, typeOfField } from '#protocol/rule-sentence.ts';
import type { Language } from '../i18n/language.ts';

/** A field one can choose; `id` names it among all choices of its place. */
export interface FieldChoice {
  readonly id: string;
  readonly label: string;
  readonly field: Field;
}

export interface FieldGroup {
  readonly label: string;
  readonly choices: readonly FieldChoice[];
}

export function idOfField(field: Field): string {
  if (field.kind === 'field') return `${field.of}.${field.name}`;
  if (field.kind === 'entry') return `map ${field.map}`;
  return field.kind === 'touches' ? 'touches' : `size ${field.list}`;
}

/** Everything a condition at this place can be about, grouped by whom it belongs to. */
export function fieldGroups(subject: ClaimSubject, standing: Standing, language: Language): readonly FieldGroup[] {
  const own = ruleWords(language);
  const choice = (field: Field, label = fieldName(field, language, standing)): FieldChoice => ({
    id: idOfField(field),
    label: label.charAt(0).toUpperCase() + label.slice(1),
    field,
  });
  const ofRecord = (of: string, record: keyof typeof records): FieldGroup => ({
    label: own.records[record],
    choices: Object.keys(records[record]).map((name) => choice({ kind: 'field', of, name })),
  });
  const members = Object.entries(standing).reverse();
  const groups: FieldGroup[] = members.map(([variable, list]) => ofRecord(variable, memberOfList(list)));
  const more: FieldChoice[] = [];
  for (const [name, shape] of Object.entries(variablesOf[subject])) {
    if (shape.kind === 'record') groups.push(ofRecord(name, shape.record));
    else if (shape.kind === 'counts') more.push(choice({ kind: 'touches', of: [{ kind: 'text', text: 'demo' }] }, own.records.touches));
    else if (name === 'grades' || name === 'answers' || name === 'answered') {
      more.push(choice({ kind: 'entry', map: name, key: { kind: 'text', text: firstKey[name] } }, own.records[name]));
    } else if (shape.kind === 'list' && name in own.lists) more.push(choice({ kind: 'size', list: name as ListName }));
  }
  return more.length === 0 ? groups : [{ label: `${own.records.grades} · ${own.records.touches}`, choices: more }, ...groups];
}

const firstKey = { grades: 'budget', answers: 'region', answered: 'budget' } as const;

export type OperatorId =
  | '=='
  | '!='
  | '<'
  | '<='
  | '>'
  | '>='
  | 'among'
  | 'notAmong'
  | 'contains'
  | 'startsWith'
  | 'endsWith'
  | 'yes'
  | 'no'
  | 'known'
  | 'notKnown';

/** How a field can be compared. */
export function operatorsFor(field: Field, standing: Standing): readonly OperatorId[] {
  if (field.kind === 'touches' || field.kind === 'size') return ['>=', '<=', '==', '>', '<', '!='];
  switch (typeOfField(field, standing)) {
    case 'grade':
      return ['among', 'notAmong', '==', '!=', 'known', 'notKnown'];
    case 'bool':
      return ['yes', 'no', 'known', 'notKnown'];
    case 'int':
      return ['>=', '<=', '==', '>', '<', '!=', 'known', 'notKnown'];
    case 'timestamp':
      return ['>=', '<=', '>', '<', 'known', 'notKnown'];
    case 'string':
      return ['==', '!=', 'among', 'notAmong', 'contains', 'startsWith', 'endsWith', 'known', 'notKnown'];
    case 'any':
      return ['==', '!=', '>=', '<=', 'among', 'notAmong', 'yes', 'no', 'known', 'notKnown'];
  }
}

export function operatorOf(leaf: Leaf): OperatorId {
  if (leaf.kind === 'compare' || leaf.kind === 'match') return leaf.op;
  if (leaf.kind === 'among') return leaf.among ? 'among' : 'notAmong';
  if (leaf.kind === 'is') return leaf.is ? 'yes' : 'no';
  return leaf.known ? 'known' : 'notKnown';
}

/** A value to begin with, of the type of a field. */
export function firstValue(field: Field, standing: Standing): Operand {
  const type = typeOfField(field, standing);
  if (type === 'int') return { kind: 'whole', digits: '1' };
  if (type === 'timestamp') return { kind: 'time', text: '2026-01-01T00:00:00Z' };
  return { kind: 'text', text: type === 'grade' ? 'A' : '' };
}

/** The condition with another comparison; its value stays where it still fits. */
export function withOperator(leaf: Leaf, op: OperatorId, standing: Standing): Leaf {
  const { field } = leaf;
  const first = leaf.kind === 'among' ? leaf.values[0] : leaf.kind === 'compare' || leaf.kind === 'match' ? leaf.value : undefined;
  const operand = first === undefined || isField(first) ? firstValue(field, standing) : first;
  switch (op) {
    case 'among':
    case 'notAmong':
      return { kind: 'among', field, among: op === 'among', values: leaf.kind === 'among' ? leaf.values : [operand] };
    case 'yes':
    case 'no':
      return { kind: 'is', field, is: op === 'yes' };
    case 'known':
    case 'notKnown':
      return { kind: 'known', field, known: op === 'known' };
    case 'contains':
    case 'startsWith':
    case 'endsWith':
      return { kind: 'match', field, op, value: operand };
    default:
      return { kind: 'compare', field, op, value: leaf.kind === 'compare' ? leaf.value : operand };
  }
}

/** A condition to begin with about a field. */
export function firstCondition(field: Field, standing: Standing): Leaf {
  const [op = '=='] = operatorsFor(field, standing);
  const start: Leaf = { kind: 'compare', field, op: '==', value: firstValue(field, standing) };
  if (op === 'among' && typeOfField(field, standing) === 'grade') {
    return { kind: 'among', field, among: true, values: ['A', 'B'].map((text) => ({ kind: 'text', text })) };
  }
  return withOperator(start, op, standing);
}

export function isField(value: Operand | Field): value is Field {
  return value.kind === 'field' || value.kind === 'entry' || value.kind === 'touches' || value.kind === 'size';
}

/** The parameters whose values fit where this value stands. */
export function fittingParameters(parameters: Parameters, operand: Operand): readonly string[] {
  const wanted =
    operand.kind === 'parameter'
      ? typeof parameters[operand.name]
      : operand.kind === 'whole'
        ? 'number'
        : operand.kind === 'text'
          ? 'string'
          : '';
  return Object.keys(parameters).filter((name) => typeof parameters[name] === wanted);
}

/** A name for a new blank that none has yet. */
export function freeName(parameters: Parameters, wanted: string): string {
  const base = /^[a-zA-Z][a-zA-Z0-9_]{0,30}$/.test(wanted) ? wanted : 'value';
  let name = base;
  for (let n = 2; Object.hasOwn(parameters, name); n++) name = `${base}${n}`;
  return name;
}

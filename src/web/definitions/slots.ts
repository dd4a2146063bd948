import type { Definition } from '#core/definitions/definition.ts';
import type { Parameters } from '#core/definitions/environment.ts';
import {
  type Condition,
  type Field,
  type Key,
  type ListName,
  listNamed,
  mapNamed,
  memberOfList,
  partsOf,
} from '#core/definitions/sentence/condition.ts';
import { type FieldType, records, variablesOf } from '#core/definitions/snapshot-shape.ts';
import { isObject, type Json, type JsonObject } from '#core/kernel/canonical-json.ts';
import { fieldName, type Standing, typeOfField } from '#protocol/rule-sentence.ts';
import type { Language } from '../i18n/language.ts';
import { isField } from './choices.ts';

/** A value of an example that can be filled in: where it stands, what it is called, and what it may be. */
export interface Slot {
  readonly key: string;
  readonly label: string;
  readonly type: FieldType | 'grade' | 'any';
}

/** The slots of one variable of a snapshot; for a list, those of each of its members. */
export interface SlotGroup {
  readonly variable: string;
  readonly list: ListName | undefined;
  readonly slots: readonly Slot[];
}

/** What an example of this definition can say: everything the rule looks at, and what the example says already. */
export function slotGroups(definition: Definition, condition: Condition, snapshot: JsonObject, language: Language): readonly SlotGroup[] {
  const parameters = definition.parameters ?? {};
  const wanted = new Map<string, Map<string, Field>>();
  const want = (variable: string, key: string, field: Field) => {
    const slots = wanted.get(variable) ?? new Map<string, Field>();
    if (!slots.has(key)) slots.set(key, field);
    wanted.set(variable, slots);
  };
  collect(condition, {}, parameters, want);
  for (const [variable, value] of Object.entries(snapshot)) {
    const members: readonly Json[] = Array.isArray(value) ? value : value === undefined ? [] : [value];
    if (!wanted.has(variable)) wanted.set(variable, new Map());
    for (const member of members) {
      for (const key of isObject(member) ? Object.keys(member) : []) {
        const field = fieldAt(variable, key);
        // Everything has an id; what it is says nothing about a case.
        if (field !== undefined && key !== 'id') want(variable, key, field);
      }
    }
  }
  return [...wanted].map(([variable, fields]) => {
    const list = variablesOf[definition.subject][variable]?.kind === 'list' ? listNamed(variable) : undefined;
    const standing: Standing = list === undefined ? {} : { [MEMBER]: list };
    const slots = [...fields].map(([key, field]): Slot => {
      const label = fieldName(field, language, standing);
      return { key, label: label.charAt(0).toUpperCase() + label.slice(1), type: typeOfField(field, standing) };
    });
    return { variable, list, slots };
  });
}

const MEMBER = 'member';

function fieldAt(variable: string, key: string): Field | undefined {
  const list = listNamed(variable);
  if (list !== undefined) return { kind: 'field', of: MEMBER, name: key };
  if (variable === 'engagement') return { kind: 'touches', of: [{ kind: 'text', text: key }] };
  const map = mapNamed(variable);
  if (map !== undefined) return { kind: 'entry', map, key: { kind: 'text', text: key } };
  return Object.hasOwn(records, variable) ? { kind: 'field', of: variable, name: key } : undefined;
}

type Want = (variable: string, key: string, field: Field) => void;

function collect(condition: Condition, standing: Standing, parameters: Parameters, want: Want): void {
  const below = condition.kind === 'walk' ? { ...standing, [condition.variable]: condition.list } : standing;
  for (const part of partsOf(condition)) collect(part, below, parameters, want);
  if ('field' in condition) collectField(condition.field, standing, parameters, want);
  if (condition.kind === 'compare' && isField(condition.value)) collectField(condition.value, standing, parameters, want);
}

function collectField(field: Field, standing: Standing, parameters: Parameters, want: Want): void {
  const textOf = (key: Key) => (key.kind === 'text' ? key.text : String(parameters[key.name] ?? ''));
  if (field.kind === 'touches') {
    for (const key of field.of) want('engagement', textOf(key), { kind: 'touches', of: [{ kind: 'text', text: textOf(key) }] });
    return;
  }
  if (field.kind === 'entry') {
    want(field.map, textOf(field.key), { ...field, key: { kind: 'text', text: textOf(field.key) } });
    return;
  }
  if (field.kind === 'size') {
    const { list, variable, where } = field;
    if (where !== undefined && variable !== undefined) collect(where, { ...standing, [variable]: list }, parameters, want);
    else
      want(list, memberOfList(list) === 'touch' ? 'touch' : 'id', {
        kind: 'field',
        of: MEMBER,
        name: memberOfList(list) === 'touch' ? 'touch' : 'id',
      });
    return;
  }
  const list = Object.hasOwn(standing, field.of) ? standing[field.of] : undefined;
  want(list ?? field.of, field.name, list === undefined ? field : { ...field, of: MEMBER });
}

/** The snapshot with a value put in, or taken out where it is not known. */
export function withValueAt(
  snapshot: JsonObject,
  variable: string,
  member: number | undefined,
  key: string,
  value: Json | undefined,
): JsonObject {
  const change = (one: Json | undefined): JsonObject => {
    const { [key]: _old, ...rest } = isObject(one) ? one : {};
    return value === undefined ? rest : { ...rest, [key]: value };
  };
  const { [variable]: now, ...others } = snapshot;
  if (member === undefined) return { ...others, [variable]: change(now) };
  const members: readonly Json[] = Array.isArray(now) ? now : [];
  return { ...others, [variable]: members.map((one, index) => (index === member ? change(one) : one)) };
}

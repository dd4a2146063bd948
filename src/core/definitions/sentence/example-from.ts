import { isObject, type Json, type JsonObject } from '#core/kernel/canonical-json.ts';
import type { Definition } from '../definition.ts';

/**
 * The part of what is known about a real case that a definition speaks of. An example stands in a document both parties sign, so it
 * holds nothing the rule does not look at.
 */
export function exampleFrom({ rule, parameters = {} }: Pick<Definition, 'rule' | 'parameters'>, snapshot: JsonObject): JsonObject {
  const given = Object.values(parameters).map(String);
  const mentions = (name: string) => new RegExp(`(?<![\\w.])${name}(?!\\w)`).test(rule);
  const reads = (key: string) =>
    new RegExp(`\\.${escaped(key)}(?!\\w)`).test(rule) || rule.includes(JSON.stringify(key)) || given.includes(key);
  const kept = (value: Json): Json => {
    if (Array.isArray(value)) return value.map(kept);
    return isObject(value) ? Object.fromEntries(Object.entries(value).filter(([key]) => reads(key))) : value;
  };
  const variables = Object.entries(snapshot).filter(([name]) => mentions(name) || (name === 'engagement' && mentions('touched')));
  return Object.fromEntries(variables.flatMap(([name, value]) => (value === undefined ? [] : [[name, kept(value)]])));
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

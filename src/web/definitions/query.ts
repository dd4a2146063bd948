import type { RuleGroupType, RuleType } from 'react-querybuilder';
import type { AsWritten, Condition, Counted, Group, Leaf, ListName, Walk } from '#core/definitions/sentence/condition.ts';

/** What heads a group in the editor: which of its conditions must hold, or for which member of a list. */
export type Head = Omit<Group, 'of'> | Omit<Counted, 'of'> | Omit<Walk, 'where'>;
export type Single = Leaf | AsWritten;

/** The query builder keeps a group's head as the text of its combinator, and a condition as the value of a rule. */
export type Query = RuleGroupType<RuleType, string>;

export function headOf(query: { readonly combinator?: string }): Head {
  return JSON.parse(query.combinator ?? '{"kind":"group","how":"all"}') as Head;
}

export function combinatorOf(head: Head): string {
  return JSON.stringify(head);
}

export function ruleOf(condition: Single): RuleType {
  return { id: crypto.randomUUID(), field: condition.kind, operator: '=', value: condition };
}

/** A rule as the query builder holds it; the outermost part is always a group. */
export function queryOf(condition: Condition): Query {
  if (condition.kind === 'group' || condition.kind === 'counted') return groupOf(condition);
  return group({ kind: 'group', how: 'all' }, [condition]);
}

function groupOf(condition: Group | Counted | Walk): Query {
  if (condition.kind === 'walk') {
    const { where, ...head } = condition;
    return group(head, where.kind === 'group' && where.how === 'all' ? where.of : [where]);
  }
  const { of, ...head } = condition;
  return group(head, of);
}

/** A group with these conditions in it. */
export function group(head: Head, of: readonly Condition[]): Query {
  const rules = of.map((part) => (part.kind === 'group' || part.kind === 'counted' || part.kind === 'walk' ? groupOf(part) : ruleOf(part)));
  return { id: crypto.randomUUID(), combinator: combinatorOf(head), rules };
}

/** What the query builder holds, as conditions. */
export function conditionOf(query: Query): Condition {
  const of = query.rules.map((part) => ('rules' in part ? conditionOf(part) : (part.value as Single)));
  const head = headOf(query);
  if (head.kind !== 'walk') return { ...head, of };
  const [only, more] = of;
  const where: Condition = only !== undefined && more === undefined ? only : { kind: 'group', how: 'all', of };
  return { ...head, where };
}

/** The lists that the place at this path stands in, by the name the rule gives their members. */
export function standingAt(query: Query, path: readonly number[]): Readonly<Record<string, ListName>> {
  const standing: Record<string, ListName> = {};
  let at: Query = query;
  for (const index of [...path, -1]) {
    const head = headOf(at);
    if (head.kind === 'walk') standing[head.variable] = head.list;
    const next = at.rules[index];
    if (next === undefined || !('rules' in next)) break;
    at = next;
  }
  return standing;
}

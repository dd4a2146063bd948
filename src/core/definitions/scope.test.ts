import { expect, test } from 'vitest';
import { type Edges, scopeOf } from './scope.ts';

/** order:1 -> deal:1 -> lead:1, lead:2; lead:1 -> person:1 -> company:1; person:2 was merged into person:1. */
const references: Readonly<Record<string, readonly string[]>> = {
  'order:1': ['deal:1'],
  'deal:1': ['lead:1', 'lead:2'],
  'lead:1': ['person:1', 'agreement:9'],
  'person:1': ['company:1'],
  'person:2': ['person:1', 'company:2'],
  'lead:3': ['person:1'],
  'appointment:1': ['lead:1'],
  'appointment:2': ['lead:2'],
};
const edges: Edges = {
  referencesOf: (subject) => references[subject] ?? [],
  referrersOf: (subject) => Object.keys(references).filter((from) => references[from]?.includes(subject)),
};
const behindLead = ['lead:1', 'person:1', 'person:2', 'company:1', 'company:2'];

const scopes: readonly (readonly [string, string, readonly string[]])[] = [
  [
    'a lead reaches its person, everyone merged with it, their companies, its appointments and deals',
    'lead:1',
    [...behindLead, 'appointment:1', 'deal:1'],
  ],
  ['an appointment reaches its lead, not the deals of that lead', 'appointment:1', ['appointment:1', ...behindLead]],
  ['a deal reaches its leads and its orders, not the appointments of its leads', 'deal:1', ['deal:1', 'lead:2', ...behindLead, 'order:1']],
  ['an order reaches everything behind its deal', 'order:1', ['order:1', 'deal:1', 'lead:2', ...behindLead]],
];

for (const [title, subject, expected] of scopes) {
  test(title, () => expect([...scopeOf(subject, edges)].sort()).toEqual([...expected].sort()));
}

import type { Fact } from '#core/facts/fact.ts';
import { targetOf } from '#core/facts/fact.ts';
import { referencesIn, subjectTypeOf } from '#core/facts/payload.ts';
import { findFactKind } from '#core/facts/registry.ts';

/**
 * Which references in payloads lead from a subject to others whose facts belong to its snapshot, by subject type. They are
 * followed again and again: order -> deal -> lead -> person -> company. `person -> person` is a merge.
 */
export const followedReferences: Readonly<Record<string, readonly string[]>> = {
  order: ['deal', 'person', 'company'],
  deal: ['lead', 'company'],
  appointment: ['lead'],
  lead: ['person', 'company'],
  person: ['company', 'person'],
};

/** Which subjects belong to a snapshot because they refer to its subject; nothing is followed from them. */
export const directReferrers: Readonly<Record<string, readonly string[]>> = {
  lead: ['appointment', 'deal'],
  deal: ['order'],
  milestone: ['request'],
};

/** Which subjects are reached backwards wherever their target is reached: people who were merged into a person of the scope. */
export const followedReferrers: Readonly<Record<string, readonly string[]>> = { person: ['person'] };

/**
 * The references between subjects. An edge from a to b exists if any fact about a, in force or not, names b in its payload: the
 * scope then serves every view, and the snapshot follows only the links that are in force.
 */
export interface Edges {
  referencesOf(subject: string): Iterable<string>;
  referrersOf(subject: string): Iterable<string>;
}

/** The subjects whose facts can matter for a subject, itself included. The store runs the same walk in SQL. */
export function scopeOf(subject: string, edges: Edges): ReadonlySet<string> {
  const scope = new Set<string>();
  const waiting = [subject];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (scope.has(next)) continue;
    scope.add(next);
    const type = subjectTypeOf(next) ?? '';
    waiting.push(...ofTypes(edges.referencesOf(next), followedReferences[type]));
    waiting.push(...ofTypes(edges.referrersOf(next), followedReferrers[type]));
  }
  for (const referrer of ofTypes(edges.referrersOf(subject), directReferrers[subjectTypeOf(subject) ?? ''])) scope.add(referrer);
  return scope;
}

function ofTypes(subjects: Iterable<string>, types: readonly string[] | undefined): string[] {
  return types === undefined ? [] : [...subjects].filter((subject) => types.includes(subjectTypeOf(subject) ?? ''));
}

/** The edges among facts held in memory. */
export function edgesAmong(facts: Iterable<Fact>): Edges {
  const out = new Map<string, Set<string>>();
  const into = new Map<string, Set<string>>();
  for (const fact of facts) {
    const kind = findFactKind(fact.kind);
    for (const named of kind === undefined ? [] : referencesIn(kind.fields, fact.data)) {
      add(out, fact.subject, named);
      add(into, named, fact.subject);
    }
  }
  return { referencesOf: (subject) => out.get(subject) ?? [], referrersOf: (subject) => into.get(subject) ?? [] };
}

function add(edges: Map<string, Set<string>>, from: string, to: string): void {
  const known = edges.get(from);
  if (known === undefined) edges.set(from, new Set([to]));
  else known.add(to);
}

/**
 * Every fact that can matter for a subject on some view: the facts about the subjects of its scope, and whatever corrects or
 * retracts one of those, and so on.
 */
export function factsInScope(facts: readonly Fact[], scope: ReadonlySet<string>): readonly Fact[] {
  const against = new Map<string, Fact[]>();
  for (const fact of facts) {
    const target = targetOf(fact);
    if (target !== undefined) against.set(target, [...(against.get(target) ?? []), fact]);
  }
  const found = new Set<Fact>();
  const waiting = facts.filter((fact) => scope.has(fact.subject));
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (found.has(next)) continue;
    found.add(next);
    waiting.push(...(against.get(next.id) ?? []));
  }
  return facts.filter((fact) => found.has(fact));
}

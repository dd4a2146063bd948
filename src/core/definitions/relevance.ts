import type { HashedFact } from '#core/facts/view.ts';
import type { Rule } from './rule.ts';
import type { ClaimSubject } from './snapshot-shape.ts';

/**
 * Which variables of a snapshot each kind of fact feeds; `@lead` means the links that start at a lead. A rule is evaluated only
 * when a fact could change something it mentions, and a determination names only such facts.
 */
const feeds: Readonly<Record<string, readonly string[]>> = {
  'person.recorded': ['person', '@person'],
  'person.merged': ['person', '@person', 'touches', 'engagement'],
  'person.unmerged': ['person', '@person', 'touches', 'engagement'],
  'company.recorded': ['company'],
  'touch.recorded': ['touches', 'engagement'],
  'lead.captured': ['@lead'],
  'lead.answered': ['answered'],
  'lead.graded': ['grades'],
  'lead.accepted': ['lead'],
  'lead.rejected': ['lead'],
  'lead.recycled': ['lead'],
  'lead.rated': ['lead'],
  'appointment.booked': ['@appointment', 'appointments'],
  'appointment.rescheduled': ['appointment', 'appointments'],
  'appointment.cancelled': ['appointment', 'appointments'],
  'appointment.evidenced': ['appointment', 'appointments'],
  'deal.opened': ['@deal', 'deals'],
  'deal.stage_changed': ['deal', 'deals'],
  'deal.won': ['@deal', 'deal', 'deals'],
  'deal.lost': ['deal', 'deals'],
  'deal.reopened': ['deal', 'deals'],
  'order.placed': ['@order', 'orders'],
  'payment.received': ['order', 'orders'],
  'payment.reversed': ['order', 'orders'],
  'order.refunded': ['order', 'orders'],
  'milestone.evidenced': ['@milestone', 'milestone'],
  'milestone.accepted': ['milestone'],
  'milestone.refused': ['milestone'],
};

/** The links that lead from a subject to everything but itself. */
const chains: Readonly<Record<ClaimSubject, readonly string[]>> = {
  lead: ['@lead'],
  appointment: ['@appointment', '@lead'],
  deal: ['@deal', '@lead'],
  order: ['@order', '@deal', '@lead'],
  milestone: ['@milestone'],
};

/** Kinds that happen once to a subject: if several are in force all the same, the one learned last counts, alone. */
const onceKinds = new Set(['lead.captured', 'appointment.booked', 'deal.opened', 'order.placed']);

const kindsByRule = new WeakMap<Rule, ReadonlySet<string>>();

/** The kinds of fact that can change the answer of a rule. */
export function relevantKinds(rule: Rule): ReadonlySet<string> {
  const known = kindsByRule.get(rule);
  if (known !== undefined) return known;
  const { subject } = rule.definition;
  const needs = new Set<string>([`@${subject}`, ...rule.mentions]);
  if ([...rule.mentions].some((variable) => variable !== subject)) for (const link of chains[subject]) needs.add(link);
  if (needs.has('company')) needs.add('@person');
  const kinds = new Set(Object.keys(feeds).filter((kind) => feeds[kind]?.some((fed) => needs.has(fed))));
  kindsByRule.set(rule, kinds);
  return kinds;
}

export function isMerge(kind: string): boolean {
  return kind === 'person.merged' || kind === 'person.unmerged';
}

/** Facts that change a whole view whenever they happened, because they say who is who or which version counts. */
export function isTimeless(kind: string): boolean {
  return isMerge(kind) || onceKinds.has(kind);
}

/** The facts of a view that can change the answer of a rule, in the same order. */
export function relevantFacts(rule: Rule, ordered: readonly HashedFact[]): readonly HashedFact[] {
  const kinds = relevantKinds(rule);
  const relevant = ordered.filter(({ fact }) => kinds.has(fact.kind));
  const once = new Map<string, HashedFact>();
  let doubled = false;
  for (const hashed of relevant) {
    if (!onceKinds.has(hashed.fact.kind)) continue;
    const key = `${hashed.fact.kind} ${hashed.fact.subject}`;
    const other = once.get(key);
    doubled ||= other !== undefined;
    if (other === undefined || learnedLater(hashed, other)) once.set(key, hashed);
  }
  if (!doubled) return relevant;
  return relevant.filter((one) => !onceKinds.has(one.fact.kind) || once.get(`${one.fact.kind} ${one.fact.subject}`) === one);
}

/** Of two facts that say the same thing: the one with the higher `(recordedAt, content hash)` was learned later and counts. */
export function learnedLater(a: HashedFact, b: HashedFact): boolean {
  if (a.fact.recordedAt !== b.fact.recordedAt) return a.fact.recordedAt > b.fact.recordedAt;
  return a.contentHash > b.contentHash;
}

import type { Fact } from '#core/facts/fact.ts';
import type { HashedFact } from '#core/facts/view.ts';
import { type Draft, emptyState, folds, type SubjectState } from './folds.ts';
import type { Value } from './outcome.ts';
import type { Snapshot } from './snapshot.ts';
import { type ClaimSubject, NEWEST_TOUCHES } from './snapshot-shape.ts';

/**
 * The snapshot of one subject while the facts of a view are taken in, one after the other. Snapshots share their records with
 * the history: read one before the next fact is applied.
 */
export interface History {
  apply(fact: Fact): void;
  /** Whether a fact has said by now that the subject exists. */
  exists(): boolean;
  snapshot(): Snapshot;
  /** Whether a fact is about the subject or someone its snapshots have led to so far. */
  concerns(fact: Fact): boolean;
}

/** The subjects a snapshot is made of. */
interface Links {
  readonly own: SubjectState;
  readonly lead: SubjectState | undefined;
  readonly deal: SubjectState | undefined;
  readonly person: string | undefined;
  readonly company: string | undefined;
}

export function startHistory(type: ClaimSubject, subject: string, mentions: ReadonlySet<string>, view: readonly HashedFact[]): History {
  const canonical = mergedPeople(view);
  const states = new Map<string, SubjectState>();
  const foundingOrder: string[] = [];
  const linked = new Set<string>([subject]);

  const keyOf = (id: string): string => canonical.get(id) ?? id;
  const link = (id: string | undefined): string | undefined => {
    if (id === undefined) return undefined;
    const key = keyOf(id);
    linked.add(key);
    return key;
  };
  const founded = (id: string | undefined): SubjectState | undefined => {
    const state = id === undefined ? undefined : states.get(id);
    return state?.founded ? state : undefined;
  };
  const linkFounded = (id: string | undefined): SubjectState | undefined => {
    const state = founded(id);
    if (state !== undefined) link(id);
    return state;
  };

  const linksFrom = (own: SubjectState): Links => {
    const deal = type === 'deal' ? own : linkFounded(own.deal);
    const leadId = type === 'lead' ? subject : (own.lead ?? foundingOrder.find((id) => deal?.leads.includes(id)));
    const lead = type === 'lead' ? own : linkFounded(leadId);
    const { customer } = own;
    const person = link(lead?.person ?? (customer?.startsWith('person:') ? customer : undefined));
    const ofPerson = person === undefined ? undefined : states.get(person)?.company;
    const ofCustomer = customer?.startsWith('company:') ? customer : undefined;
    return { own, lead, deal, person, company: link(ofCustomer ?? deal?.company ?? lead?.company ?? ofPerson) };
  };

  const listed = (refersHere: (state: SubjectState) => boolean): readonly Draft[] => {
    const found: Draft[] = [];
    for (const id of foundingOrder) {
      const state = states.get(id);
      if (state === undefined || id === subject || !refersHere(state)) continue;
      linked.add(id);
      found.push(state.record);
    }
    return found;
  };

  const valueOfVariable = (name: string, links: Links): Value | undefined => {
    const { own, lead, deal, person, company } = links;
    const personState = person === undefined ? undefined : (states.get(person) ?? nobody);
    if (name === type) return own.record;
    if (name === 'lead') return lead?.record;
    if (name === 'answers' || name === 'answered' || name === 'grades') return lead?.[name];
    if (name === 'deal') return deal?.record;
    if (name === 'person') return personState?.record;
    if (name === 'company') return company === undefined ? undefined : states.get(company)?.record;
    if (name === 'touches') return newest(personState?.touches);
    if (name === 'engagement') return personState?.engagement;
    if (name === 'appointments') return listed((state) => state.lead === subject);
    if (name === 'deals') return listed((state) => state.leads.includes(subject));
    return name === 'orders' ? listed((state) => state.deal === subject) : undefined;
  };

  return {
    apply: (fact) => {
      const fold = folds[fact.kind];
      if (fold === undefined) return;
      const key = keyOf(fact.subject);
      const state = states.get(key) ?? emptyState();
      states.set(key, state);
      const before = state.founded;
      fold(state, fact, fact.data);
      if (state.founded && !before) foundingOrder.push(key);
    },
    exists: () => states.get(subject)?.founded ?? false,
    snapshot: () => {
      const own = states.get(subject) ?? nobody;
      const links = linksFrom(own);
      const variables: Record<string, Value | undefined> = {};
      for (const name of mentions) variables[name] = valueOfVariable(name, links);
      return variables;
    },
    concerns: (fact) => linked.has(keyOf(fact.subject)),
  };
}

/** Someone about whom nothing is recorded. */
const nobody: SubjectState = emptyState();

function newest(touches: readonly Draft[] | undefined): readonly Draft[] | undefined {
  return touches !== undefined && touches.length > NEWEST_TOUCHES ? touches.slice(-NEWEST_TOUCHES) : touches;
}

/**
 * Who is the same person as whom on a view: the last merge or unmerge of each person decides, and a chain of merges ends at its
 * last person. A merge says who someone is, not what happened, so it holds for the whole view, before its own instant too.
 */
export function mergedPeople(view: readonly HashedFact[]): ReadonlyMap<string, string> {
  const into = new Map<string, string>();
  for (const { fact } of view) {
    if (fact.kind === 'person.unmerged') into.delete(fact.subject);
    else if (fact.kind === 'person.merged' && typeof fact.data['into'] === 'string') into.set(fact.subject, fact.data['into']);
  }
  const canonical = new Map<string, string>();
  for (const person of into.keys()) canonical.set(person, endOfChain(person, into));
  return canonical;
}

function endOfChain(person: string, into: ReadonlyMap<string, string>): string {
  const seen = new Set<string>();
  let at = person;
  for (let next = into.get(at); next !== undefined; next = into.get(at)) {
    seen.add(at);
    // People merged in a circle are one person; the smallest id stands for it, wherever the walk began.
    if (seen.has(next)) return [...cycleFrom(next, into)].sort()[0] ?? at;
    at = next;
  }
  return at;
}

function cycleFrom(person: string, into: ReadonlyMap<string, string>): ReadonlySet<string> {
  const cycle = new Set<string>();
  for (let at: string | undefined = person; at !== undefined && !cycle.has(at); at = into.get(at)) cycle.add(at);
  return cycle;
}

import { variablesOf } from '../snapshot-shape.ts';

/** A value as it stands in a rule. Whole numbers are digits, so that every one of 64 bits survives being kept as JSON. */
export type Literal =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'whole'; readonly digits: string }
  | { readonly kind: 'decimal'; readonly number: number }
  | { readonly kind: 'flag'; readonly flag: boolean }
  | { readonly kind: 'time'; readonly text: string };

/** A value that the definition's parameters fill in. */
export type Blank = { readonly kind: 'parameter'; readonly name: string };

export type MapName = 'grades' | 'answers' | 'answered';
export type ListName = 'appointments' | 'deals' | 'orders' | 'touches';

/** What a condition is about. `of` is a record of the snapshot or the member of a list that the condition stands in. */
export type Field =
  | { readonly kind: 'field'; readonly of: string; readonly name: string }
  | { readonly kind: 'entry'; readonly map: MapName; readonly key: Key }
  | { readonly kind: 'touches'; readonly of: readonly Key[] }
  | { readonly kind: 'size'; readonly list: ListName; readonly variable?: string; readonly where?: Condition };

export type Key = Extract<Literal, { kind: 'text' }> | Blank;
export type Operand = Literal | Blank;
export type Comparing = '==' | '!=' | '<' | '<=' | '>' | '>=';
export type TextTest = 'contains' | 'startsWith' | 'endsWith';

/** A condition about one field. */
export type Leaf =
  | { readonly kind: 'compare'; readonly field: Field; readonly op: Comparing; readonly value: Operand | Field }
  | { readonly kind: 'among'; readonly field: Field; readonly among: boolean; readonly values: readonly Operand[] }
  | { readonly kind: 'match'; readonly field: Field; readonly op: TextTest; readonly value: Operand }
  | { readonly kind: 'is'; readonly field: Field; readonly is: boolean }
  | { readonly kind: 'known'; readonly field: Field; readonly known: boolean };

export type Group = { readonly kind: 'group'; readonly how: 'all' | 'any' | 'none'; readonly of: readonly Condition[] };
export type Counted = {
  readonly kind: 'counted';
  readonly how: 'atLeast' | 'atMost' | 'exactly';
  readonly count: Extract<Literal, { kind: 'whole' }> | Blank;
  readonly of: readonly Condition[];
};
export type Walk = {
  readonly kind: 'walk';
  readonly list: ListName;
  readonly how: 'some' | 'none' | 'every';
  readonly variable: string;
  readonly where: Condition;
};
/** What only CEL can say: shown as it is written and never touched. */
export type AsWritten = { readonly kind: 'written'; readonly text: string };

/** A rule as people read it: conditions in groups. */
export type Condition = Leaf | Group | Counted | Walk | AsWritten;

const maps: readonly MapName[] = ['grades', 'answers', 'answered'];
const lists: readonly ListName[] = ['appointments', 'deals', 'orders', 'touches'];

export function mapNamed(name: string): MapName | undefined {
  return maps.find((map) => map === name);
}

export function listNamed(name: string): ListName | undefined {
  return lists.find((list) => list === name);
}

/** The record that the members of a list are. */
export function memberOfList(list: ListName): 'appointment' | 'deal' | 'order' | 'touch' {
  const shape = { ...variablesOf.lead, ...variablesOf.deal }[list];
  const found = shape?.kind === 'list' ? shape.record : undefined;
  return found === 'appointment' || found === 'deal' || found === 'order' ? found : 'touch';
}

/** The opposite of a condition, in the plainest form there is for it. */
export function negated(condition: Condition): Condition {
  if (condition.kind === 'is' && condition.is) return { ...condition, is: false };
  if (condition.kind === 'among' && condition.among) return { ...condition, among: false };
  if (condition.kind === 'known' && condition.known) return { ...condition, known: false };
  if (condition.kind === 'walk' && condition.how === 'some') return { ...condition, how: 'none' };
  if (condition.kind === 'group' && condition.how === 'any') return { ...condition, how: 'none' };
  return { kind: 'group', how: 'none', of: [condition] };
}

/**
 * The one form that a rule and its tree share: groups within groups of the same kind are one group, a group of one is its member, and
 * an empty group says nothing. Undefined if nothing is said at all.
 */
export function normal(condition: Condition): Condition | undefined {
  if (condition.kind === 'group') return normalGroup(condition);
  if (condition.kind === 'counted') {
    const of = condition.of.flatMap((part) => normal(part) ?? []);
    return of.length === 0 ? undefined : { ...condition, of };
  }
  if (condition.kind === 'walk') {
    const where = normal(condition.where);
    return where && { ...condition, where };
  }
  return condition;
}

function normalGroup({ how, of }: Group): Condition | undefined {
  const joined = how === 'all' ? 'all' : 'any';
  const parts = of.flatMap((part) => {
    const one = normal(part);
    if (one === undefined) return [];
    return one.kind === 'group' && one.how === joined ? one.of : [one];
  });
  const [first, ...rest] = parts;
  if (first === undefined) return undefined;
  const whole: Condition = rest.length === 0 ? first : { kind: 'group', how: joined, of: parts };
  return how === 'none' ? negated(whole) : whole;
}

/** The parts right below a condition. */
export function partsOf(condition: Condition): readonly Condition[] {
  if (condition.kind === 'group' || condition.kind === 'counted') return condition.of;
  return condition.kind === 'walk' ? [condition.where] : [];
}

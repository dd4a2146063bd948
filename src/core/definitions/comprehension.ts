import type { Frame, Run } from './compile.ts';
import { combineAll, exactlyOne, keep } from './logic.ts';
import { Failed, isList, nameOfType, type Outcome, Unknown } from './outcome.ts';

/** Ways to walk a list; each asks its question of every element, because an unknown one must not hide behind the order. */
const verdictsOf = {
  all: (_items, verdicts) => combineAll(false, verdicts),
  exists: (_items, verdicts) => combineAll(true, verdicts),
  exists_one: (_items, verdicts) => exactlyOne(verdicts),
  filter: (items, verdicts) => keep(items, verdicts),
  map: (_items, values) => values.find((value) => value instanceof Failed) ?? values,
} as const satisfies Record<string, (items: readonly Outcome[], found: readonly Outcome[]) => Outcome>;

export type Comprehension = keyof typeof verdictsOf;

export function isComprehension(name: string): name is Comprehension {
  return Object.hasOwn(verdictsOf, name);
}

export function runComprehension(name: Comprehension, list: Outcome, body: Run, slot: number, frame: Frame): Outcome {
  if (list instanceof Failed) return list;
  if (list instanceof Unknown) return new Unknown(list.missing, name === 'map' ? list.bounds : undefined);
  if (!isList(list)) return new Failed(`a list is needed here, not a ${nameOfType(list)}`);
  frame.steps -= list.length;
  if (frame.steps < 0) return new Failed('the rule walks too many elements');
  const found: Outcome[] = [];
  for (const item of list) {
    frame.locals[slot] = item;
    found.push(body(frame));
  }
  return verdictsOf[name](list, found);
}

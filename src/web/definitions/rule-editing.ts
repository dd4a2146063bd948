import { createContext, useContext } from 'react';
import type { Parameters } from '#core/definitions/environment.ts';
import type { ClaimSubject } from '#core/definitions/snapshot-shape.ts';
import { assert } from '#core/kernel/assert.ts';
import type { Query } from './query.ts';

/** What every control of the rule editor needs to know, and the one thing outside the tree it can change: what fills a blank. */
export interface RuleEditing {
  readonly subject: ClaimSubject;
  readonly parameters: Parameters;
  readonly setParameter: (name: string, value: number | string | boolean) => void;
  readonly query: Query;
  /** The part that was added last, whose first control takes the focus. */
  readonly added: { current: string | undefined };
}

export const RuleEditingContext = createContext<RuleEditing | undefined>(undefined);

export function useRuleEditing(): RuleEditing {
  const editing = useContext(RuleEditingContext);
  assert(editing !== undefined, 'controls of a rule stand inside its editor');
  return editing;
}

/** The place of a part as people count: "2.1". */
export function placeOf(path: readonly number[]): string {
  return path.map((index) => index + 1).join('.');
}

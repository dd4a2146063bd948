import { factKind } from './fact-kind.ts';
import { oneOf, text } from './payload.ts';
import { personal } from './personal.ts';

/** Why somebody decides otherwise than the rule; the words of the person stand in `comment`. */
export const overrideReasons = ['facts_incomplete', 'rule_does_not_fit', 'agreed_with_other_party', 'other'] as const;

/**
 * A person decides otherwise than the rule of a definition, named `key@version`. Counts only if the definition allows it and for
 * this version only; retracting the fact lets the rule decide again.
 */
export const determinationOverridden = factKind('determination.overridden', ['lead', 'appointment', 'deal', 'order'], {
  definition: text(100),
  answer: oneOf('yes', 'no'),
  reason: oneOf(...overrideReasons),
  comment: personal(text(2_000)),
});

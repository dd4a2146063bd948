import { erasureReasons } from '#core/kernel/erasure-reasons.ts';
import { factKind } from './fact-kind.ts';
import { integer, oneOf, optional, reference, text } from './payload.ts';
import { personal, staff } from './personal.ts';

export const personRecorded = factKind('person.recorded', ['person'], {
  name: personal(optional(text())),
  email: personal(optional(text())),
  phone: personal(optional(text(40))),
  position: optional(text()),
  company: optional(reference('company')),
  language: optional(text(10)),
  consent: optional(text()),
  /** What the CRM calls this person, where another system says so. */
  crmId: personal(optional(text())),
});

export const personMerged = factKind('person.merged', ['person'], { into: reference('person'), reason: personal(text()) });
export const personUnmerged = factKind('person.unmerged', ['person'], { from: reference('person'), reason: personal(text()) });
/** Somebody decided that two who look like one are two. `from` is no reference: what is known of one says nothing about the other. */
export const personKeptApart = factKind('person.kept_apart', ['person'], { from: text(100), reason: personal(text()) });

/**
 * What was kept apart about a person is deleted: a contact with all that is one with it, an employee's name, or the account of a member. `values`
 * says how many texts went; the facts, and everything counted and settled from them, stay.
 */
export const personErased = factKind('person.erased', ['person', 'lead', 'staff', 'member'], {
  reason: oneOf(...erasureReasons),
  by: staff(text()),
  values: optional(integer(0, 1_000_000_000)),
});

import { factKind } from './fact-kind.ts';
import { optional, personal, reference, text } from './payload.ts';

export const personRecorded = factKind('person.recorded', ['person'], {
  name: personal(optional(text())),
  email: personal(optional(text())),
  phone: personal(optional(text(40))),
  position: optional(text()),
  company: optional(reference('company')),
  language: optional(text(10)),
  consent: optional(text()),
});

export const personMerged = factKind('person.merged', ['person'], { into: reference('person'), reason: text() });
export const personUnmerged = factKind('person.unmerged', ['person'], { from: reference('person'), reason: text() });

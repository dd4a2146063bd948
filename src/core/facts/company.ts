import { factKind } from './fact-kind.ts';
import { integer, optional, text } from './payload.ts';

export const companyRecorded = factKind('company.recorded', ['company'], {
  name: text(),
  domain: optional(text()),
  industry: optional(text()),
  employees: optional(integer(0, 10_000_000)),
  region: optional(text()),
  vatId: optional(text(40)),
});

import { factKind } from './fact-kind.ts';
import { integer, oneOf, optional, text } from './payload.ts';
import { staff } from './personal.ts';

/**
 * The purposes after which personal data goes. `leads_not_won`: contacts of whom nothing was heard for so long and who never bought anything;
 * `contacts_without_lead`: contacts who never asked for anything; `employee_names`: names of employees that no event has named for so long;
 * `free_text`: notes, comments, evidence and answers.
 */
export const retentionRules = ['leads_not_won', 'contacts_without_lead', 'employee_names', 'free_text'] as const;
export type RetentionRule = (typeof retentionRules)[number];

/** From now on a rule erases after so many months; without months it erases nothing. */
export const retentionSet = factKind('retention.set', ['workspace'], {
  rule: oneOf(...retentionRules),
  months: optional(integer(1, 600)),
  reason: optional(text()),
  by: staff(text()),
});

/** Why a person is erased. No free text: it must not name again whom it erases. */
export const erasureReasons = ['request', 'consent_withdrawn', 'left_company', 'retention', 'other'] as const;
export type ErasureReason = (typeof erasureReasons)[number];

/**
 * The purposes after which personal data goes. `leads_not_won`: contacts of whom nothing was heard for so long and who never bought anything;
 * `contacts_without_lead`: contacts who never asked for anything; `employee_names`: names of employees that no event has carried for so long;
 * `free_text`: notes, comments, evidence and answers.
 */
export const retentionRules = ['leads_not_won', 'contacts_without_lead', 'employee_names', 'free_text'] as const;
export type RetentionRule = (typeof retentionRules)[number];

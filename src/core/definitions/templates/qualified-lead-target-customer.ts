import type { JsonObject } from '#core/kernel/canonical-json.ts';
import type { Definition } from '../definition.ts';

const known = (company: JsonObject, appointments: readonly JsonObject[]): JsonObject => ({
  lead: { id: 'lead:1', source: 'linkedin' },
  company,
  appointments,
});
const agreed = { id: 'appointment:1', starts: '2026-03-04T09:00:00Z', cancelled: false };

/** "Target customer with an appointment", for tables that know no grades. */
export const qualifiedLeadTargetCustomer: Definition = {
  key: 'qualified-lead-target-customer',
  version: 1,
  subject: 'lead',
  title: { de: 'Qualifizierter Lead (Zielkunde mit Termin)', en: 'Qualified lead (target customer with an appointment)' },
  wording: {
    de: 'Ein Lead ist qualifiziert, wenn das Unternehmen mindestens 50 Beschäftigte hat und ein Termin vereinbart und nicht abgesagt ist.',
    en: 'A lead is qualified if the company has at least 50 employees and an appointment is agreed and not cancelled.',
  },
  counts: {
    de: ['Das Unternehmen hat mindestens 50 Beschäftigte.', 'Ein Termin ist vereinbart und nicht abgesagt.'],
    en: ['The company has at least 50 employees.', 'An appointment is agreed and not cancelled.'],
  },
  rule: 'company.employees >= parameters.employeesAtLeast && appointments.exists(appointment, !appointment.cancelled)',
  parameters: { employeesAtLeast: 50 },
  examples: [
    {
      name: { de: 'Genau 50 Beschäftigte und ein Termin', en: 'Exactly 50 employees and an appointment' },
      answer: 'yes',
      snapshot: known({ employees: 50 }, [agreed]),
    },
    {
      name: { de: '49 Beschäftigte sind einer zu wenig', en: '49 employees are one too few' },
      answer: 'no',
      snapshot: known({ employees: 49 }, [agreed]),
    },
    {
      name: { de: 'Der Termin ist abgesagt', en: 'The appointment is cancelled' },
      answer: 'no',
      snapshot: known({ employees: 500 }, [{ ...agreed, cancelled: true }]),
    },
    {
      name: { de: 'Die Zahl der Beschäftigten ist nicht bekannt', en: 'The number of employees is not known' },
      answer: 'open',
      snapshot: known({}, [agreed]),
      missing: ['company.employees'],
    },
  ],
};

import type { JsonObject } from '#core/kernel/canonical-json.ts';
import type { Definition } from '../definition.ts';

const known = (company: JsonObject, grades: JsonObject, appointments: readonly JsonObject[]): JsonObject => ({
  lead: { id: 'lead:1', source: 'linkedin' },
  company,
  grades,
  appointments,
});

const confirmed = { id: 'appointment:1', starts: '2026-03-04T09:00:00Z', cancelled: false };

/** "Target customer + need + appointment confirmed". */
export const qualifiedLeadIcp: Definition = {
  key: 'qualified-lead-icp',
  version: 1,
  subject: 'lead',
  title: { de: 'Qualifizierter Lead (Zielkunde, Bedarf, Termin)', en: 'Qualified lead (target customer, need, appointment)' },
  wording: {
    de: 'Ein Lead ist qualifiziert, wenn das Unternehmen zum Zielkundenprofil gehört (Branche und Mindestzahl an Beschäftigten), der Bedarf die Note A oder B hat und ein Termin bestätigt und nicht abgesagt ist.',
    en: 'A lead is qualified if the company fits the target customer profile (industry and minimum number of employees), the need is graded A or B, and an appointment is confirmed and not cancelled.',
  },
  counts: {
    de: ['Branche und Größe passen zum Zielkundenprofil.', 'Der Bedarf hat die Note A oder B.', 'Ein Termin ist bestätigt.'],
    en: ['Industry and size fit the target customer profile.', 'The need is graded A or B.', 'An appointment is confirmed.'],
  },
  rule: `company.employees >= parameters.employeesAtLeast && company.industry == parameters.industry &&
grades.need in ["A", "B"] && appointments.exists(a, !a.cancelled)`,
  parameters: { employeesAtLeast: 1200, industry: 'mechanical engineering' },
  examples: [
    {
      name: { de: 'Genau 1.200 Beschäftigte, Bedarf A, Termin bestätigt', en: 'Exactly 1,200 employees, need A, appointment confirmed' },
      answer: 'yes',
      snapshot: known({ employees: 1200, industry: 'mechanical engineering' }, { need: 'A' }, [confirmed]),
    },
    {
      name: { de: '1.199 Beschäftigte sind einer zu wenig', en: '1,199 employees are one too few' },
      answer: 'no',
      snapshot: known({ employees: 1199, industry: 'mechanical engineering' }, { need: 'A' }, [confirmed]),
    },
    {
      name: { de: 'Der einzige Termin ist abgesagt', en: 'The only appointment is cancelled' },
      answer: 'no',
      snapshot: known({ employees: 5000, industry: 'mechanical engineering' }, { need: 'B' }, [{ ...confirmed, cancelled: true }]),
    },
    {
      name: { de: 'Zahl der Beschäftigten und Bedarf sind nicht bekannt', en: 'Number of employees and need are not known' },
      answer: 'open',
      snapshot: known({ industry: 'mechanical engineering' }, {}, [confirmed]),
      missing: ['company.employees', 'grades.need'],
    },
  ],
};

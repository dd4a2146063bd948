import type { JsonObject } from '#core/kernel/canonical-json.ts';
import type { Definition } from '../definition.ts';

const known = (...deals: readonly JsonObject[]): JsonObject => ({ lead: { id: 'lead:1', source: 'messe' }, deals });

/** "Became an order": the narrowest meaning of the word. */
export const qualifiedLeadWon: Definition = {
  key: 'qualified-lead-won',
  version: 1,
  subject: 'lead',
  title: { de: 'Qualifizierter Lead (wurde ein Auftrag)', en: 'Qualified lead (became an order)' },
  wording: {
    de: 'Ein Lead ist qualifiziert, wenn aus ihm ein gewonnener Auftrag wurde. Solange ein Geschäft weder gewonnen noch verloren ist, ist die Frage offen.',
    en: 'A lead is qualified if it became a won order. While a deal is neither won nor lost, the question is open.',
  },
  counts: { de: ['Ein Geschäft aus diesem Lead ist gewonnen.'], en: ['A deal from this lead is won.'] },
  rule: 'deals.exists(deal, deal.won)',
  examples: [
    { name: { de: 'Gewonnen', en: 'Won' }, answer: 'yes', snapshot: known({ stage: 'offer', won: true }) },
    { name: { de: 'Verloren', en: 'Lost' }, answer: 'no', snapshot: known({ stage: 'offer', won: false, lost: true }) },
    {
      name: { de: 'Das Angebot liegt beim Kunden', en: 'The offer is with the customer' },
      answer: 'open',
      snapshot: known({ stage: 'offer' }),
    },
  ],
};

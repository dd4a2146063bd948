import type { JsonObject } from '#core/kernel/canonical-json.ts';
import type { Definition } from '../definition.ts';

const known = (...deals: readonly JsonObject[]): JsonObject => ({ lead: { id: 'lead:1', source: 'messe' }, deals });

/** "Reached the offer": what sales often means by a qualified lead. */
export const qualifiedLeadOffer: Definition = {
  key: 'qualified-lead-offer',
  version: 1,
  subject: 'lead',
  title: { de: 'Qualifizierter Lead (Angebot erreicht)', en: 'Qualified lead (reached an offer)' },
  wording: {
    de: 'Ein Lead ist qualifiziert, wenn aus ihm ein Geschäft wurde, für das ein Angebot abgegeben oder das gewonnen wurde. Solange ein Geschäft in einer früheren Phase weder gewonnen noch verloren ist, ist die Frage offen.',
    en: 'A lead is qualified if it became a deal for which an offer was made or that was won. While a deal in an earlier stage is neither won nor lost, the question is open.',
  },
  counts: {
    de: ['Ein Geschäft hat die Phase Angebot erreicht oder ist gewonnen.'],
    en: ['A deal has reached the offer stage or is won.'],
  },
  rule: 'deals.exists(deal, deal.stage == parameters.stage || deal.won)',
  parameters: { stage: 'offer' },
  examples: [
    {
      name: { de: 'Das Angebot liegt beim Kunden', en: 'The offer is with the customer' },
      answer: 'yes',
      snapshot: known({ stage: 'offer' }),
    },
    {
      name: { de: 'Vor dem Angebot verloren', en: 'Lost before the offer' },
      answer: 'no',
      snapshot: known({ stage: 'qualified', won: false, lost: true }),
    },
    { name: { de: 'Kein Geschäft eröffnet', en: 'No deal opened' }, answer: 'no', snapshot: known() },
    {
      name: { de: 'Das Geschäft läuft noch', en: 'The deal is still running' },
      answer: 'open',
      snapshot: known({ stage: 'qualified' }),
    },
  ],
};

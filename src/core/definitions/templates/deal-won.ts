import type { Definition } from '../definition.ts';

export const dealWon: Definition = {
  key: 'deal-won',
  version: 1,
  subject: 'deal',
  title: { de: 'Auftrag gewonnen', en: 'Deal won' },
  wording: {
    de: 'Ein Auftrag ist gewonnen, wenn der Vertrieb ihn als gewonnen eingetragen hat. Solange er weder gewonnen noch verloren ist, bleibt die Frage offen.',
    en: 'A deal is won when sales has recorded it as won. While it is neither won nor lost, the question stays open.',
  },
  rule: 'deal.won',
  examples: [
    {
      name: { de: 'Gewonnen am 4. März', en: 'Won on 4 March' },
      answer: 'yes',
      snapshot: { deal: { id: 'deal:1', won: true, lost: false, wonAt: '2026-03-04T09:00:00Z', amountMinor: '1250000', currency: 'EUR' } },
    },
    {
      name: { de: 'An einen Mitbewerber verloren', en: 'Lost to a competitor' },
      answer: 'no',
      snapshot: { deal: { id: 'deal:1', won: false, lost: true } },
    },
    {
      name: { de: 'Das Angebot liegt beim Kunden', en: 'The offer is with the customer' },
      answer: 'open',
      snapshot: { deal: { id: 'deal:1', stage: 'offer' } },
      missing: ['deal.won'],
    },
  ],
};

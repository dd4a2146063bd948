import type { Definition } from '../definition.ts';

export const milestoneEvidenced: Definition = {
  key: 'milestone-evidenced',
  version: 1,
  subject: 'milestone',
  title: { de: 'Meilenstein nachgewiesen', en: 'Milestone evidenced' },
  wording: {
    de: 'Ein Meilenstein ist erreicht, wenn der im Vertrag genannte Nachweis vorliegt. Bezahlt wird er nach der Abnahme.',
    en: 'A milestone is reached once the evidence that the contract names is there. It is paid after acceptance.',
  },
  rule: 'milestone.evidenced',
  examples: [
    {
      name: { de: 'Abnahmeprotokoll liegt vor', en: 'Record of acceptance at hand' },
      answer: 'yes',
      snapshot: { milestone: { id: 'milestone:crm.setup', evidenced: true } },
    },
    {
      name: { de: 'Der Nachweis wurde zurückgezogen', en: 'The evidence was withdrawn' },
      answer: 'no',
      snapshot: { milestone: { id: 'milestone:crm.setup', evidenced: false } },
    },
    {
      name: { de: 'Noch kein Nachweis', en: 'No evidence yet' },
      answer: 'open',
      snapshot: { milestone: { id: 'milestone:crm.setup' } },
      missing: ['milestone.evidenced'],
    },
  ],
};

import type { JsonObject } from '#core/kernel/canonical-json.ts';
import type { Definition } from '../definition.ts';

const seen = (...touches: readonly string[]): JsonObject => ({
  lead: { id: 'lead:1', source: 'google' },
  touches: touches.map((touch) => ({ touch })),
});

/** "Shows interest": what a marketing report often means by a qualified lead. */
export const qualifiedLeadInterest: Definition = {
  key: 'qualified-lead-interest',
  version: 1,
  subject: 'lead',
  title: { de: 'Qualifizierter Lead (zeigt Interesse)', en: 'Qualified lead (shows interest)' },
  wording: {
    de: 'Ein Lead ist qualifiziert, wenn die Person von sich aus mindestens zweimal Interesse gezeigt hat: zum Beispiel die Preisseite besucht, an einem Webinar teilgenommen, etwas heruntergeladen oder angerufen hat.',
    en: 'A lead is qualified if the person has shown interest at least twice of their own accord: for example by visiting the pricing page, attending a webinar, downloading something or calling.',
  },
  counts: {
    de: ['Mindestens zwei eigene Aktionen zeigen Interesse.'],
    en: ['At least two actions of their own show interest.'],
  },
  rule: 'size(touches) >= parameters.actions',
  parameters: { actions: 2 },
  examples: [
    { name: { de: 'Webinar und Preisseite', en: 'Webinar and pricing page' }, answer: 'yes', snapshot: seen('webinar', 'pricing_page') },
    { name: { de: 'Nur ein Download', en: 'One download only' }, answer: 'no', snapshot: seen('download') },
    {
      name: { de: 'Von Aktionen ist nichts bekannt', en: 'Nothing is known of actions' },
      answer: 'open',
      snapshot: { lead: { id: 'lead:1', source: 'google' } },
      missing: ['touches'],
    },
  ],
};

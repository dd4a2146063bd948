import type { Definition } from '../definition.ts';

export const orderPlaced: Definition = {
  key: 'order-placed',
  version: 1,
  subject: 'order',
  title: { de: 'Bestellung eingegangen', en: 'Order placed' },
  wording: {
    de: 'Eine Bestellung zählt, wenn ihr Nettowert mindestens den vereinbarten Betrag erreicht. Ein Vertrag rechnet nur Bestellungen in seiner Währung ab. Eine spätere Erstattung nimmt die Bestellung nicht zurück, sie wird als Rückbelastung abgerechnet.',
    en: 'An order counts if its net value reaches at least the agreed amount. A contract settles only orders in its own currency. A later refund does not undo the order, it is settled as a claw-back.',
  },
  rule: 'order.netMinor >= parameters.netMinorAtLeast',
  parameters: { netMinorAtLeast: 1 },
  examples: [
    {
      name: { de: 'Bestellung über 49,90 Euro', en: 'Order of 49.90 euros' },
      answer: 'yes',
      snapshot: { order: { id: 'order:1', netMinor: 4990, currency: 'EUR' } },
    },
    {
      name: { de: 'Kostenlose Probe', en: 'Free sample' },
      answer: 'no',
      snapshot: { order: { id: 'order:1', netMinor: 0, currency: 'EUR' } },
    },
    {
      name: { de: 'Der Wert ist nicht bekannt', en: 'The value is not known' },
      answer: 'open',
      snapshot: { order: { id: 'order:1', currency: 'EUR' } },
      missing: ['order.netMinor'],
    },
  ],
};

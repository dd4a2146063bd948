import type { Definition } from '../definition.ts';

export const orderPaid: Definition = {
  key: 'order-paid',
  version: 1,
  subject: 'order',
  title: { de: 'Bestellung bezahlt', en: 'Order paid' },
  wording: {
    de: 'Eine Bestellung ist bezahlt, wenn die Zahlungen abzüglich der Rückbuchungen den Nettobetrag und die Umsatzsteuer decken. Ist die Umsatzsteuer nicht bekannt und der Nettobetrag gedeckt, bleibt die Frage offen.',
    en: 'An order is paid when payments less reversals cover the net amount and the VAT. If the VAT is not known and the net amount is covered, the question stays open.',
  },
  rule: 'order.paid',
  examples: [
    {
      name: { de: '119 Euro für 100 Euro netto und 19 Euro Umsatzsteuer', en: '119 euros for 100 euros net and 19 euros VAT' },
      answer: 'yes',
      snapshot: { order: { id: 'order:1', netMinor: 10000, vatMinor: 1900, paidMinor: 11900, currency: 'EUR', paid: true } },
    },
    {
      name: { de: 'Nur der Nettobetrag ist eingegangen', en: 'Only the net amount has arrived' },
      answer: 'no',
      snapshot: { order: { id: 'order:1', netMinor: 10000, vatMinor: 1900, paidMinor: 10000, currency: 'EUR', paid: false } },
    },
    {
      name: { de: 'Die Umsatzsteuer ist nicht bekannt', en: 'The VAT is not known' },
      answer: 'open',
      snapshot: { order: { id: 'order:1', netMinor: 10000, paidMinor: 10000, currency: 'EUR' } },
      missing: ['order.paid'],
    },
  ],
};

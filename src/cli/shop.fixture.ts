/** A small shop and its partner: three leads, two wins, one row that cannot be read. */
export const mapping = `
mapping: shop-crm
source: crm
timeZone: Europe/Berlin
recordedAt: occurredAt
files:
  leads: leads.csv
  deals: deals.csv
facts:
  - from: leads
    kind: lead.captured
    subject: { type: lead, externalId: { column: id } }
    externalId: { column: id }
    occurredAt: { column: at, time: YYYY-MM-DD HH:mm:ss }
    data:
      source: { column: origin, blank: (blank) }
  - from: deals
    kind: deal.won
    subject: { type: deal, externalId: { column: lead } }
    externalId: { column: lead }
    occurredAt: { column: at, time: YYYY-MM-DD HH:mm:ss }
    data:
      leads:
        - { type: lead, externalId: { column: lead } }
`;

export const leads = `id,at,origin
L1,2025-02-03 09:15:00,partner
L2,2025-02-10 16:40:00,partner
L3,2025-02-11 08:00:00,newsletter
L4,yesterday,partner
`;

export const deals = `lead,at
L1,2025-03-05 11:00:00
L2,2025-03-20 17:30:00
L3,2025-03-21 10:00:00
`;

export const agreement = `
id: shop-partner
version: 1
kind: result_contract
title: { de: Preis je gewonnenem Geschäft, en: Price per deal won }
parties:
  payer: { key: shop, name: Shop GmbH, business: true }
  payee: { key: partner, name: Partner GmbH, business: true }
currency: EUR
timeZone: Europe/Berlin
term: { from: 2025-01-01, to: 2025-06-30 }
definitions:
  - { key: deal-won, version: 1 }
dataSources:
  - { source: crm, provides: { de: Leads und Geschäfte, en: leads and deals } }
baseline:
  notNeededBecause: { de: Bezahlt wird je Geschäft., en: Paid per deal. }
attribution:
  rule: last
  lookBackDays: 90
  partnerTouches: { source: [partner] }
components:
  - key: won-deal
    title: { de: Gewonnenes Geschäft, en: Deal won }
    result: deal-won@1
    measurement: { after: lead_captured, days: 365 }
    price: { model: per_unit, amount: "150.00" }
    caps:
      amount: { limit: "1000.00", window: month }
review:
  days: 14
  countsWhen: proven
  reasons:
    - { key: duplicate, label: { de: doppelt, en: duplicate } }
    - { key: other, label: { de: anderer Grund, en: other reason } }
settlement: { period: month, lookBackDays: 90, runOutMonths: 1, minimumPayout: "0.00", rounding: half_up }
obligations:
  payer:
    - { key: report, text: { de: Geschäfte werden gemeldet., en: Deals are reported. } }
  payee:
    - { key: tag, text: { de: Jeder Lead trägt seine Herkunft., en: Every lead carries its origin. } }
exit:
  noticeDays: 30
  text: { de: Mit 30 Tagen Frist., en: With 30 days' notice. }
dispute:
  text: { de: Die Genannten klären Einwände., en: The named persons settle objections. }
  payer: Head of Sales
  payee: Account Director
processing: { article: "28", document: AV-2025-001, on: 2024-12-15 }
`;

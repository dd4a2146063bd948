/** An agreement of this year and the next, paid per deal won, between `shop` and `partner`. */
export function partnerAgreement(id: string, year: number): string {
  return `
id: ${id}
version: 1
kind: result_contract
title: { de: Preis je gewonnenem Geschäft, en: Price per deal won }
parties:
  payer: { key: shop, name: Shop GmbH, business: true }
  payee: { key: partner, name: Partner GmbH, business: true }
currency: EUR
timeZone: Europe/Berlin
term: { from: ${year}-01-01, to: ${year + 1}-12-31 }
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
}

/** A small contract and the tables behind it, as a client with a spreadsheet would have them. */
export const contractId = 'kessler-nordlicht';

interface ContractOptions {
  readonly from: string;
  readonly to: string;
  readonly countsWhen?: 'accepted' | 'proven';
}

export function contractYaml({ from, to, countsWhen = 'accepted' }: ContractOptions): string {
  return `id: ${contractId}
version: 1
kind: result_contract
title:
  de: Vergütung je gewonnenem Auftrag aus LinkedIn
  en: Fee per deal won through LinkedIn
parties:
  payer: { key: kessler, name: Kessler Blechtechnik GmbH, business: true }
  payee: { key: nordlicht, name: Nordlicht Performance GmbH, business: true }
currency: EUR
timeZone: Europe/Berlin
term: { from: ${from}, to: ${to} }
definitions:
  - { key: deal-won, version: 1 }
dataSources:
  - source: crm
    provides:
      de: Leads und gewonnene Aufträge aus dem CRM des Auftraggebers
      en: leads and won deals, from the client's CRM
baseline:
  notNeededBecause:
    de: Bezahlt wird jeder Auftrag, dessen erster Kontakt vom Partner kam.
    en: Every deal is paid for whose first touch came from the partner.
attribution:
  rule: first
  lookBackDays: 180
  partnerTouches: { source: [linkedin] }
components:
  - key: won-deal
    title: { de: Gewonnener Auftrag, en: Won deal }
    result: deal-won@1
    measurement: { after: lead_captured, days: 365 }
    price:
      model: graduated
      window: quarter
      tiers:
        - { upTo: 5, amount: "480.00" }
        - { amount: "360.00" }
    caps:
      amount: { limit: "2400.00", window: month }
review:
  days: 14
  countsWhen: ${countsWhen}
  reasons:
    - { key: duplicate, label: { de: Auftrag doppelt erfasst, en: deal recorded twice } }
    - { key: known, label: { de: war schon unser Kunde, en: was our customer before } }
    - { key: other, label: { de: anderer Grund, en: another reason } }
settlement: { period: month, lookBackDays: 90, runOutMonths: 2, minimumPayout: "50.00", rounding: half_up }
obligations:
  payer:
    - key: report-wins
      text: { de: Gewonnene Aufträge werden binnen 7 Tagen eingetragen., en: Won deals are recorded within 7 days. }
    - key: answer-leads
      text: { de: Jeder Lead wird binnen 48 Geschäftsstunden beantwortet., en: Every lead is answered within 48 business hours. }
  payee:
    - key: tag-leads
      text: { de: Jeder Lead trägt seine Herkunft., en: Every lead carries its origin. }
    - key: report
      text: { de: Bericht bis zum 5. Werktag., en: A report by the 5th working day. }
exit:
  noticeDays: 30
  text:
    de: Jede Seite kann mit 30 Tagen Frist zum Monatsende aussteigen; Ansprüche bis dahin laufen aus.
    en: Either side may leave with 30 days' notice to the end of a month; claims until then run out.
dispute:
  text:
    de: Einwände klären die Genannten beider Seiten binnen 14 Tagen.
    en: The named persons of both sides settle objections within 14 days.
  payer: Karin Kessler
  payee: Lars Brandt
  arbiter: IHK Reutlingen
processing: { article: "28", document: AV-2026-004, on: 2026-01-15 }
`;
}

export function mappingYaml(historic = false): string {
  return `mapping: crm-auftraege
source: crm
timeZone: Europe/Berlin
currency: EUR
${historic ? 'recordedAt: occurredAt\n' : ''}
files:
  leads: leads.csv
  deals: auftraege.csv

facts:
  - from: leads
    kind: lead.captured
    subject: { type: lead, externalId: { column: Nr } }
    externalId: { column: Nr }
    occurredAt: { column: Eingang, time: DD.MM.YYYY HH:mm:ss }
    data:
      source: { column: Quelle, blank: unknown }
      campaign: { column: Kampagne }
  - from: deals
    kind: deal.won
    subject: { type: deal, externalId: { column: Auftrag } }
    externalId: { column: Auftrag }
    occurredAt: { column: Gewonnen, time: DD.MM.YYYY HH:mm:ss }
    data:
      amount: { column: Volumen, money: "1.234,56" }
      leads:
        - { type: lead, externalId: { column: Lead } }
`;
}

/** "DD.MM.YYYY HH:mm:ss" on the clocks of Berlin, as German spreadsheets write it. */
export function germanTime(at: Date): string {
  const parts = new Intl.DateTimeFormat('de-DE', { timeZone: 'Europe/Berlin', dateStyle: 'medium', timeStyle: 'medium' }).format(at);
  return parts.replace(',', '');
}

export interface SampleLead {
  readonly number: string;
  readonly at: Date;
  readonly source: string;
  readonly campaign?: string;
}

export interface SampleDeal {
  readonly number: string;
  readonly lead: string;
  readonly at: Date;
  readonly volume: string;
}

export function leadsCsv(leads: readonly SampleLead[]): string {
  const rows = leads.map((lead) => `${lead.number};${germanTime(lead.at)};${lead.source};${lead.campaign ?? ''}`);
  return ['Nr;Eingang;Quelle;Kampagne', ...rows, ''].join('\n');
}

export function dealsCsv(deals: readonly SampleDeal[]): string {
  const rows = deals.map((deal) => `${deal.number};${deal.lead};${germanTime(deal.at)};${deal.volume}`);
  return ['Auftrag;Lead;Gewonnen;Volumen', ...rows, ''].join('\n');
}

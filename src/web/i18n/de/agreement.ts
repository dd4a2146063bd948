import type { ComponentClause, PriceClause } from '#core/promises/agreements/agreement.ts';

type Text = (value: string) => string;
const windows = { month: 'je Kalendermonat', quarter: 'je Kalenderquartal', term: 'über die ganze Laufzeit' } as const;
const anchors = { lead_captured: 'nach Eingang des Leads', deal_won: 'nach dem Abschluss des Geschäfts' } as const;
const dedupBy = { lead: 'Lead', contact: 'Kontakt', company: 'Firma', deal: 'Geschäft', order: 'Bestellung' } as const;

export const agreement = {
  listTitle: 'Verträge',
  listLead: 'Was vereinbart ist, wer unterschrieben hat und was daraus abgerechnet wird.',
  none: 'Noch kein Vertrag',
  noneText:
    'Ein Vertrag ist ein Dokument, das beide Seiten lesen und unterschreiben. Sie können eines hochladen; geprüft wird es, bevor etwas gespeichert ist.',
  propose: 'Vertrag vorschlagen',
  proposeTitle: 'Vertrag vorschlagen',
  proposeHelp: 'Eine YAML-Datei (.agreement.yaml). Zuerst wird geprüft, ob alles Nötige darin steht.',
  chooseFile: 'Dokument wählen',
  complete: 'Der Vertrag ist vollständig.',
  proposeNow: 'Diesen Vertrag vorschlagen',
  missingTitle: 'Das fehlt noch',
  name: 'Vertrag',
  parties: 'Parteien',
  term: 'Laufzeit',
  state: 'Stand',
  states: { proposed: 'wartet auf Unterschrift', in_force: 'in Kraft', paused: 'ruht', ended: 'beendet' },
  tabs: { contract: 'Vertrag', claims: 'Ansprüche', statements: 'Abrechnungen' },
  version: (n: number) => `Fassung ${n}`,
  payer: 'Auftraggeber',
  payee: 'Auftragnehmer',
  signed: (day: string) => `unterschrieben am ${day}`,
  signedBy: (person: string) => `durch ${person}`,
  notSigned: 'Unterschrift steht aus',
  sign: (party: string) => `Für ${party} unterschreiben`,
  signTitle: (party: string) => `Für ${party} unterschreiben?`,
  signText:
    'Sie unterschreiben genau den Text mit dieser Prüfnummer. Ändert sich ein Zeichen, ändert sich die Nummer, und die Unterschrift gilt nicht dafür.',
  signedNow: (party: string) => `Für ${party} unterschrieben`,
  compare: 'Beide Seiten unterschreiben dieselbe Prüfnummer. Vergleichen Sie sie am Telefon.',
  terms: 'Ausführbare Bedingung',
  document: 'Dokument im Wortlaut (YAML)',
  versions: 'Fassungen',
  effective: (moment: string) => `gilt ab ${moment}`,
  clauses: {
    parties: 'Parteien',
    definitions: 'Was zählt',
    sources: 'Datenquellen',
    baseline: 'Ausgangswert',
    attribution: 'Zuordnung',
    price: 'Vergütung',
    review: 'Prüfung',
    settlement: 'Abrechnung',
    obligations: 'Zusagen beider Seiten',
    exit: 'Laufzeit und Ausstieg',
    dispute: 'Einwände',
    privacy: 'Datenschutz',
  },
  definitionMissing: 'Der Wortlaut dieser Definition liegt hier nicht vor.',
  countsYes: 'zählt',
  countsNo: 'zählt nicht',
  countsOpen: 'offen',
  examples: 'Beispiele',
  rule: 'Regel im Wortlaut',
  baselineNone: (why: string) => `Ein Ausgangswert ist nicht nötig: ${why}`,
  baselineSome: (value: string, period: string, n: string) => `Ausgangswert ${value} aus ${period} (n = ${n}), eingefroren.`,
  attributionRule: {
    first: 'Ein Ergebnis gehört dem Auftragnehmer, wenn die erste Berührung des Leads von ihm kam.',
    last: 'Ein Ergebnis gehört dem Auftragnehmer, wenn die letzte Berührung vor dem Lead von ihm kam.',
    last_non_direct: 'Ein Ergebnis gehört dem Auftragnehmer, wenn die letzte nicht direkte Berührung vor dem Lead von ihm kam.',
  },
  attributionTouches: (parts: string) => `Als seine Berührung gilt: ${parts}.`,
  touchField: { source: 'Quelle', medium: 'Medium', campaign: 'Kampagne' },
  lookBack: (days: number) => `Betrachtet werden ${days} Tage vor dem Lead.`,
  priceText: (price: PriceClause, money: Text, rate: Text): string => {
    if (price.model === 'per_unit') return `Je Ergebnis ${money(price.amount)}.`;
    if (price.model === 'percentage') return `${rate(String(price.rateBasisPoints))} vom Netto-Umsatz jedes Ergebnisses.`;
    const steps = price.tiers.map((tier) =>
      tier.upTo === undefined ? `danach je ${money(tier.amount)}` : `bis zum ${tier.upTo}. Ergebnis je ${money(tier.amount)}`,
    );
    return `Gestaffelt ${windows[price.window]}: ${steps.join(', ')}.`;
  },
  measurement: (clause: ComponentClause['measurement']) =>
    `Gezählt wird, was höchstens ${clause.days} × 24 Stunden ${anchors[clause.after]} geschieht.`,
  dedup: (by: keyof typeof dedupBy, days: number | 'forever') =>
    days === 'forever'
      ? `Je ${dedupBy[by]} zählt ein Ergebnis genau einmal.`
      : `Je ${dedupBy[by]} zählt ein Ergebnis höchstens einmal in ${days} Tagen.`,
  capCount: (limit: number, window: keyof typeof windows) => `Höchstens ${limit} Ergebnisse ${windows[window]}.`,
  capAmount: (limit: string, window: keyof typeof windows) => `Höchstens ${limit} ${windows[window]}.`,
  reviewText: (days: number) => `Der Auftraggeber prüft jedes Ergebnis innerhalb von ${days} Tagen.`,
  countsWhen: {
    accepted: 'Es zählt, sobald er es annimmt.',
    proven: 'Es zählt sofort mit dem Nachweis; innerhalb der Prüffrist kann er es mit Grund ablehnen.',
  },
  reasons: 'Ablehnungsgründe',
  settlementText: (lookBack: number, runOut: number) =>
    `Abgerechnet wird je Monat. Ein Monat bleibt ${lookBack} Tage offen, danach ändert sich nichts mehr daran. Nach der Laufzeit wird noch ${runOut} Monate nachgerechnet.`,
  minimum: (amount: string) => `Ausgezahlt wird ab ${amount}; Kleineres wird vorgetragen.`,
  rounding: { half_up: 'Jede Zeile wird einmal kaufmännisch gerundet.', half_even: 'Jede Zeile wird einmal zur geraden Ziffer gerundet.' },
  termText: (from: string, to: string, zone: string) =>
    `Der Vertrag läuft vom ${from} bis zum ${to}. Tage und Monate gelten in der Zeitzone ${zone}.`,
  notice: (days: number) => `Kündigungsfrist ${days} Tage.`,
  deciders: (payer: string, payee: string) => `Über Einwände entscheiden ${payer} und ${payee}.`,
  arbiter: (name: string) => `Einigen sie sich nicht, entscheidet ${name}.`,
  privacyText: { '26': 'Gemeinsame Verantwortung nach Art. 26 DSGVO', '28': 'Auftragsverarbeitung nach Art. 28 DSGVO' },
  on: (document: string, day: string) => `${document} vom ${day}`,
};

import type {
  ClawBackEvent,
  ComponentClause,
  Consequence,
  HoldBackClause,
  PriceClause,
  TaxClause,
  Window,
} from '#core/promises/agreements/agreement.ts';

type Text = (value: string) => string;
const windows = { month: 'je Kalendermonat', quarter: 'je Kalenderquartal', term: 'über die ganze Laufzeit' } as const;
const inWindow = { month: 'im Kalendermonat', quarter: 'im Kalenderquartal', term: 'über die ganze Laufzeit' } as const;
const nextWindow = { month: 'im nächsten Monat', quarter: 'im nächsten Quartal', term: 'danach' } as const;
const anchors = {
  lead_captured: 'nach Eingang des Leads',
  deal_won: 'nach dem Abschluss des Geschäfts',
  term_begun: 'nach dem ersten Tag der Laufzeit',
} as const;
const dedupBy = { lead: 'Lead', contact: 'Kontakt', company: 'Firma', deal: 'Geschäft', order: 'Bestellung' } as const;
const conditions = { paid: 'der Kunde bezahlt hat', retained: 'der Kunde noch Kunde ist' } as const;
const events: Readonly<Record<ClawBackEvent, string>> = {
  refund: 'wird dem Kunden erstattet',
  chargeback: 'wird die Zahlung zurückgebucht',
  deal_reopened: 'wird das Geschäft wieder geöffnet',
  churn: 'kündigt der Kunde',
};
const daysAfter = (n: number) => (n === 1 ? 'einem Tag' : `${n} Tagen`);

/** The clauses of a contract as sentences. */
export const clause = {
  price: (price: PriceClause, money: Text, rate: Text): string => {
    const steps = (tiers: Extract<PriceClause, { model: 'graduated' }>['tiers']) =>
      tiers.map(({ upTo, amount }) =>
        upTo === undefined ? `danach je ${money(amount)}` : `bis zum ${upTo}. Ergebnis je ${money(amount)}`,
      );
    switch (price.model) {
      case 'per_unit':
        return `Je Ergebnis ${money(price.amount)}.`;
      case 'graduated':
        return `Gestaffelt ${windows[price.window]}: ${steps(price.tiers).join(', ')}. Jedes Ergebnis behält den Preis seiner Stufe.`;
      case 'volume':
        return `Mengenpreis je Kalendermonat, die erreichte Stufe gilt für alle Ergebnisse des Monats: ${steps(price.tiers).join(', ')}.`;
      case 'package':
        return `Pakete zu ${price.size} Ergebnissen ${windows[price.window]}: Jedes angefangene Paket kostet ${money(price.amount)}, berechnet mit seinem ersten Ergebnis.`;
      case 'percentage':
        return price.of === 'net_revenue'
          ? `${rate(String(price.rateBasisPoints))} vom Netto-Umsatz jedes Ergebnisses.`
          : `${rate(String(price.rateBasisPoints))} vom Deckungsbeitrag jedes Ergebnisses.`;
      case 'fixed':
        return `Einmalig ${money(price.amount)}.`;
      case 'uplift':
        return `${money(price.amountPerPoint)} je Punkt Zugewinn (${price.metric}), höchstens ${money(price.limit)}.`;
    }
  },
  dip: (count: string, total: string, nextCount: string, nextTotal: string) =>
    `Achtung: ${count} Ergebnisse bringen ${total}, ${nextCount} nur ${nextTotal}.`,
  measurement: (measured: ComponentClause['measurement']) =>
    `Gezählt wird, was höchstens ${measured.days} × 24 Stunden ${anchors[measured.after]} geschieht.`,
  dedup: (by: keyof typeof dedupBy, days: number | 'forever') =>
    days === 'forever'
      ? `Je ${dedupBy[by]} zählt ein Ergebnis genau einmal.`
      : `Je ${dedupBy[by]} zählt ein Ergebnis höchstens einmal in ${daysAfter(days)}.`,
  capCount: (limit: string, window: Window, carries: boolean) =>
    `Höchstens ${limit} Ergebnisse ${windows[window]}; was darüber liegt, ${carries ? `geht ${nextWindow[window]} vor` : 'wird gezeigt, aber nicht bezahlt'}.`,
  capAmount: (limit: string, window: Window, carries: boolean) =>
    `Höchstens ${limit} ${windows[window]}; was darüber liegt, ${carries ? `geht ${nextWindow[window]} vor` : 'wird gezeigt, aber nicht bezahlt'}.`,
  floor: (amount: string, window: Window) => `Mindestbetrag ${inWindow[window]}: ${amount}. Fehlt etwas, wird am Ende aufgefüllt.`,
  holdBack: ({ releaseAfterDays, condition, forfeitOnEnd }: HoldBackClause, share: string): string => {
    const held = `Einbehalt: ${share} jedes Ergebnisses bleiben zunächst einbehalten.`;
    const end = `nach ${daysAfter(releaseAfterDays)}`;
    const release =
      condition === undefined
        ? `Der Einbehalt wird ${end} frei.`
        : `Er wird frei, sobald feststeht, dass ${conditions[condition.when]}; steht das Gegenteil fest, verfällt er. Weiß man es ${end} noch nicht, ${condition.otherwise === 'release' ? 'wird er frei' : 'verfällt er'}.`;
    return [held, release, ...(forfeitOnEnd === true ? ['Endet das Abonnement des Kunden vorher, verfällt er.'] : [])].join(' ');
  },
  clawBack: (days: number, named: readonly ClawBackEvent[], takes: 'proportional' | 'full', list: (parts: readonly string[]) => string) =>
    `Rückbelastung: ${capital(list(named.map((event) => events[event])))} innerhalb von ${daysAfter(days)} nach dem Ergebnis, gibt die Agentur ${takes === 'full' ? 'die ganze Vergütung' : 'die Vergütung im selben Anteil'} zurück.`,
  milestonePhase: (phase: number) => `Phase ${phase}`,
  milestoneEvidence: 'Nachweis',
  milestoneAcceptance: 'Abnahme',
  milestoneDue: (days: number) =>
    `Fällig ${days === 1 ? 'einen Tag' : `${days} Tage`} nach dem ersten Tag der Laufzeit; wartet die Agentur auf den Auftraggeber, um diese Zeit später.`,
  milestoneLate: (perDay: string, atMost: string) =>
    `Je angefangenem Tag Verzug der Agentur sinkt der Betrag um ${perDay}, höchstens um ${atMost}.`,
  silence: (noticeDays: number) =>
    `Schweigen: Lehnt der Auftraggeber bis zum Ende der Prüffrist nicht ab, zählt der Anspruch. Das gilt nur, wenn ihm binnen ${daysAfter(noticeDays)} nach Beginn der Frist zugestellt wurde, wann sie endet und was sein Schweigen bedeutet.`,
  noSilence: 'Schweigen ist keine Zustimmung.',
  wonAfterAll: (days: number) =>
    `Doch gewonnen: Wird ein abgelehnter Lead binnen ${daysAfter(days)} nach seinem Eingang gewonnen, erfahren es beide Seiten, und der Anspruch wird neu geprüft.`,
  wonAfterAllNever: 'Ein abgelehnter Lead bleibt abgelehnt, auch wenn er später gewonnen wird.',
  tax: {
    standard: (rate: string) => `Alle Beträge sind netto; hinzu kommen ${rate} Umsatzsteuer.`,
    reduced: (rate: string) => `Alle Beträge sind netto; hinzu kommen ${rate} Umsatzsteuer (ermäßigt).`,
    zero: () => 'Die Leistung ist von der Umsatzsteuer befreit.',
    reverse_charge: () => 'Alle Beträge sind netto; die Umsatzsteuer schuldet der Auftraggeber (Umkehr der Steuerschuld).',
    small_business: () => 'Die Agentur ist Kleinunternehmer und weist keine Umsatzsteuer aus.',
  } satisfies Record<TaxClause['treatment'], (rate: string) => string>,
  rate: (currency: string, rate: string, own: string, day: string, source: string) =>
    `Ein ${currency} zählt als ${rate} ${own} (${source}, ${day}).`,
  consequence: (consequence: Consequence, other: string): string => {
    switch (consequence.kind) {
      case 'silence_counts':
        return 'Sonst: Schweigen zählt als Annahme.';
      case 'deadline_moves':
        return 'Sonst: Meilensteine werden um die Verzögerung später fällig.';
      case 'may_pause':
        return `Sonst: ${other} darf pausieren.`;
      case 'no_charge':
        return `Sonst: Leads aus der Zeit ohne Messung (${consequence.source.replace('source:', '')}) kosten nichts.`;
      case 'may_exit':
        return `Sonst: ${other} darf nach ${consequence.afterBreaches === 1 ? 'dem ersten Mal' : `${consequence.afterBreaches} Malen`} aussteigen.`;
    }
  },
};

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

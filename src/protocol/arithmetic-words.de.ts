import type { Arithmetic } from '#core/settlement/line.ts';
import { moneyTextDe, percentTextDe } from './money-text.ts';
import { windowTextDe } from './window-text.ts';

/** One step of a line's arithmetic as a plain German sentence. */
export function arithmeticWordsDe(step: Arithmetic, currency: string): string {
  const money = (minor: string) => moneyTextDe(minor, currency);
  switch (step.step) {
    case 'unit':
      return `Preis je Ergebnis: ${money(step.amountMinor)}.`;
    case 'tier':
      return `Ergebnis Nummer ${step.position} ${windowTextDe(step.window)}: Staffel ${step.tier}${step.upTo === undefined ? '' : ` (bis Nummer ${step.upTo})`}, ${money(step.amountMinor)}.`;
    case 'volume':
      return `${step.reached} Ergebnisse erreichen Staffel ${step.tier}: je ${money(step.amountMinor)}.`;
    case 'package':
      return step.charged
        ? `Ergebnis Nummer ${step.position} ${windowTextDe(step.window)} beginnt ein Paket von ${step.size}: ${money(step.amountMinor)}.`
        : `Ergebnis Nummer ${step.position} ${windowTextDe(step.window)} gehört zu einem schon berechneten Paket von ${step.size}.`;
    case 'percentage':
      return `${percentTextDe(step.rateBasisPoints)} von ${money(step.netMinor)} Nettoumsatz = ${money(step.amountMinor)}, einmal gerundet.`;
    case 'fixed':
      return step.reducedMinor === undefined || step.deductedBasisPoints === undefined
        ? `Meilenstein: ${money(step.amountMinor)}.`
        : `Meilenstein: ${money(step.amountMinor)}, ${step.lateDays === 1 ? 'ein Tag' : `${step.lateDays} Tage`} Verzug des Partners: ${percentTextDe(step.deductedBasisPoints)} Abzug, bleiben ${money(step.reducedMinor)}.`;
    case 'floor':
      return `Mindestbetrag ${windowTextDe(step.window)}: ${money(step.limitMinor)}, verdient: ${money(step.earnedMinor)}. Der Rest wird aufgefüllt.`;
    case 'capped_count':
      return `Über der Obergrenze von ${step.limit} Ergebnissen ${windowTextDe(step.window)}: keine Zahlung.`;
    case 'capped_amount':
      return `Obergrenze ${windowTextDe(step.window)}: ${money(step.limitMinor)}, davon vorher verbraucht: ${money(step.usedMinor)}. Für diese Zeile bleiben ${money(step.amountMinor)}.`;
    case 'carried':
      return `Übertrag, ${windowTextDe(step.from)} entstanden: ${money(step.amountMinor)}.`;
    case 'outside_window':
      return 'Das Ergebnis liegt außerhalb des Messzeitraums: Es wird gezeigt, aber nicht bezahlt.';
    case 'held':
      return `Einbehalt von ${percentTextDe(step.shareBasisPoints)}: ${money(step.heldMinor)} dieser Zeile bleiben einbehalten.`;
    case 'under_review':
      return 'Der Anspruch ist in Prüfung: Rang und Preis bleiben, zahlbar ist noch nichts.';
    case 'disputed':
      return 'Gegen den Anspruch besteht ein Einwand: Rang und Preis bleiben, zahlbar ist bis zur Entscheidung nichts.';
    case 'decided':
      return step.outcome === 'counted'
        ? 'Entschieden, nachdem der Zeitraum feststand: Der Anspruch zählt und wird zahlbar.'
        : 'Entschieden, nachdem der Zeitraum feststand: Der Anspruch zählt nicht, sein Betrag wird zurückgenommen.';
    case 'refund':
      return `${refundedDe(step, money)} Rückbelastung im selben Anteil von ${money(step.ofMinor)}${BigInt(step.fromHeldMinor) === 0n ? '' : `, davon ${money(step.fromHeldMinor)} aus dem Einbehalt`}.`;
    case 'release':
      return 'Der Einbehalt wird freigegeben.';
    case 'forfeit':
      return 'Der Einbehalt verfällt, weil seine Bedingung nicht erfüllt wurde.';
  }
}

function refundedDe(step: Extract<Arithmetic, { step: 'refund' }>, money: (minor: string) => string): string {
  if (step.refundedMinor !== undefined) return `Dem Kunden wurden netto ${money(step.refundedMinor)} erstattet.`;
  return step.shareBasisPoints === undefined
    ? 'Das Ergebnis wurde rückgängig gemacht.'
    : `Dem Kunden wurden ${percentTextDe(step.shareBasisPoints)} erstattet.`;
}

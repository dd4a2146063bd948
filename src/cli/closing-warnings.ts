import type { BeforeClosing } from '#usecases/list-overlaps.ts';
import type { Context } from './context.ts';
import { moneyText } from './format.ts';

/** What somebody should know before a statement closes; no lines if there is nothing. */
export function closingWarnings({ definitions, claimedElsewhere }: BeforeClosing, context: Context): readonly string[] {
  const waiting = definitions
    .filter(({ counts }) => counts.failed > 0)
    .map(({ definition, counts: { failed } }) =>
      context.say({
        de: `${failed} Fälle warten, weil sich die Regel von ${definition} nicht rechnen lässt; sie geben keinen Anspruch (belegbar definitions quarantine).`,
        en: `${failed} cases wait because the rule of ${definition} cannot be evaluated; they give no claim (belegbar definitions quarantine).`,
      }),
    );
  const doubled = claimedElsewhere.map(({ component, subject, others }) => {
    const where = (others ?? []).map(
      (one) => `${one.title[context.language]}: ${moneyText(one.amountMinor, one.currency, context.language)}`,
    );
    // A partner is told that there is another contract, and not which.
    const which = where.length === 0 ? '' : ` (${where.join('; ')})`;
    return context.say({
      de: `Auch ein anderer Vertrag beansprucht ${component} ${subject}${which}. Zum Ablehnen, wenn der Vertrag diesen Grund nennt: belegbar reject … --reason duplicate`,
      en: `Another agreement claims ${component} ${subject} too${which}. To reject it, if the agreement names this reason: belegbar reject … --reason duplicate`,
    });
  });
  return [...waiting, ...doubled];
}

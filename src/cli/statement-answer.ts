import { arithmeticWordsDe } from '#protocol/arithmetic-words.de.ts';
import { arithmeticWordsEn } from '#protocol/arithmetic-words.en.ts';
import { percentTextDe, percentTextEn } from '#protocol/money-text.ts';
import { lineOnWire, taxesOnWire, totalsOnWire } from '#protocol/statement-wire.ts';
import type { Ports, Statement } from '#usecases/ports.ts';
import type { readWholeStatement } from '#usecases/read-statement.ts';
import type { Context } from './context.ts';
import { countText, moneyText } from './format.ts';
import type { Bilingual } from './language.ts';
import { pairs, table } from './table.ts';

type TaxedSum = Extract<Awaited<ReturnType<typeof readWholeStatement>>, { readonly ok: true }>['value']['taxes'][number];
type StatementLine = Awaited<ReturnType<Ports['statements']['lines']>>[number];

/** What settling answers and what a closed statement says: the same figures, so the same words. */
export interface Stated {
  readonly statementId: string | null;
  readonly through: string;
  readonly asOf: string;
  readonly currency: string;
  readonly totals: Statement['totals'];
  readonly lines: readonly StatementLine[];
  /** YYYY-MM by the index that lines carry. */
  readonly periodKeys: readonly string[];
  readonly taxes: readonly TaxedSum[];
}

const LINES_SHOWN = 50;

/** For programs: amounts as minor units in strings of digits. */
export function statementJson(stated: Stated) {
  const { totals } = stated;
  return {
    statementId: stated.statementId,
    through: stated.through,
    asOf: stated.asOf,
    currency: stated.currency,
    ...totalsOnWire(totals),
    taxes: taxesOnWire(stated.taxes),
    lines: stated.lines.map((line) => lineOnWire(line, stated.periodKeys)),
  };
}

/** For people: the lines with their arithmetic in words, then the totals. */
export function statementText(stated: Stated, context: Context): string {
  const { currency, totals } = stated;
  const money = (minor: bigint) => moneyText(minor, currency, context.language);
  const words = context.language === 'de' ? arithmeticWordsDe : arithmeticWordsEn;
  const shown = stated.lines.slice(0, LINES_SHOWN);
  const lines = table(
    [
      { title: context.say({ de: 'Monat', en: 'Month' }), cell: (line) => stated.periodKeys[line.period] ?? String(line.period) },
      { title: context.say({ de: 'Bestandteil', en: 'Component' }), cell: (line) => line.component },
      { title: context.say({ de: 'Anspruch', en: 'Claim' }), cell: (line) => line.subject },
      { title: context.say({ de: 'Betrag', en: 'Amount' }), cell: (line) => money(line.amountMinor), align: 'right' },
      { title: context.say({ de: 'zahlbar', en: 'Payable' }), cell: (line) => money(line.payableMinor), align: 'right' },
      {
        title: context.say({ de: 'Rechnung', en: 'Arithmetic' }),
        cell: (line) => line.arithmetic.map((step) => words(step, currency)).join(' '),
      },
    ],
    shown,
    context.say({
      de: 'Es ändert sich nichts gegenüber dem, was schon abgerechnet ist.',
      en: 'Nothing changes against what was stated before.',
    }),
  );
  const left = stated.lines.length - shown.length;
  const more =
    left > 0
      ? [
          context.say({
            de: `… und ${countText(left, 'de')} weitere; --json zeigt alle`,
            en: `… and ${countText(left, 'en')} more; --json shows all`,
          }),
        ]
      : [];
  const sums = pairs([
    [context.say({ de: 'Anfangssaldo', en: 'Opening balance' }), money(totals.openingMinor)],
    [context.say({ de: 'Summe', en: 'Total' }), money(totals.totalMinor)],
    [context.say({ de: 'Auszahlung', en: 'Payable' }), money(totals.payableMinor)],
    [context.say({ de: 'Endsaldo', en: 'Closing balance' }), money(totals.closingMinor)],
  ]);
  const head =
    stated.statementId === null
      ? context.say({ de: `Vorschau bis ${stated.through}, nichts abgeschlossen`, en: `Preview through ${stated.through}, nothing closed` })
      : context.say({
          de: `Abrechnung ${stated.statementId} bis ${stated.through}`,
          en: `Statement ${stated.statementId} through ${stated.through}`,
        });
  return [head, [lines, ...more].join('\n'), sums, ...taxText(stated, context)].join('\n\n');
}

const treatments: Readonly<Record<TaxedSum['treatment'], Bilingual>> = {
  standard: { de: 'Umsatzsteuer', en: 'VAT' },
  reduced: { de: 'Umsatzsteuer, ermäßigt', en: 'VAT, reduced' },
  zero: { de: 'steuerfrei', en: 'exempt from VAT' },
  reverse_charge: { de: 'Steuerschuldner ist der Auftraggeber', en: 'reverse charge' },
  small_business: { de: 'Kleinunternehmer', en: 'small business, no VAT' },
};

/** Net, tax and gross per treatment, where the agreement names one. */
function taxText({ taxes, currency }: Stated, context: Context): readonly string[] {
  if (taxes.length === 0) return [];
  const money = (minor: bigint) => moneyText(minor, currency, context.language);
  const rate = ({ rateBasisPoints }: TaxedSum) =>
    context.language === 'de' ? percentTextDe(String(rateBasisPoints)) : percentTextEn(String(rateBasisPoints));
  return [
    table(
      [
        { title: context.say({ de: 'Steuer', en: 'Tax' }), cell: (row) => `${context.say(treatments[row.treatment])} ${rate(row)}` },
        { title: context.say({ de: 'netto', en: 'Net' }), cell: (row) => money(row.netMinor), align: 'right' },
        { title: context.say({ de: 'Steuerbetrag', en: 'Amount of tax' }), cell: (row) => money(row.vatMinor), align: 'right' },
        { title: context.say({ de: 'brutto', en: 'Gross' }), cell: (row) => money(row.grossMinor), align: 'right' },
      ],
      taxes,
      '',
    ),
  ];
}

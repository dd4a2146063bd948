import { formatDecimal } from '#core/kernel/money.ts';
import type { StatementLine } from '#core/settlement/line.ts';
import { arithmeticWordsDe } from './arithmetic-words.de.ts';
import { arithmeticWordsEn } from './arithmetic-words.en.ts';
import { type CsvCell, csvRow, csvWritings } from './csv-text.ts';

type Language = 'de' | 'en';

const heads: Readonly<Record<Language, readonly string[]>> = {
  de: ['Nr.', 'Monat', 'Bestandteil', 'Anspruch', 'Kennung', 'Betrag', 'zahlbar', 'Währung', 'Rechnung'],
  en: ['No.', 'Month', 'Component', 'Claim', 'Id', 'Amount', 'Payable', 'Currency', 'Arithmetic'],
};

export function statementCsvHead(language: Language): string {
  return csvRow(heads[language], csvWritings[language]);
}

/** A line of a statement as a row; `n` counts from 0 as everywhere, people count from 1. */
export function statementCsvRow(
  line: StatementLine & { readonly n: number; readonly externalId?: string },
  stated: { readonly currency: string; readonly periodKeys: readonly string[] },
  language: Language,
): string {
  const words = language === 'de' ? arithmeticWordsDe : arithmeticWordsEn;
  const amount = (minor: bigint): CsvCell => ({ number: formatDecimal(minor, stated.currency) });
  const cells: readonly CsvCell[] = [
    { number: String(line.n + 1) },
    stated.periodKeys[line.period] ?? String(line.period),
    line.component,
    line.subject,
    line.externalId ?? '',
    amount(line.amountMinor),
    amount(line.payableMinor),
    stated.currency,
    line.arithmetic.map((step) => words(step, stated.currency)).join(' '),
  ];
  return csvRow(cells, csvWritings[language]);
}

/** A cell: a text that somebody may have written with bad intent, or a number that is ours. */
export type CsvCell = string | { readonly number: string };

/** How the spreadsheet programs of a language read: German ones take a comma for the decimal point, and so another one between cells. */
export interface CsvWriting {
  readonly between: ',' | ';';
  readonly decimal: '.' | ',';
}

export const csvWritings: Readonly<Record<'de' | 'en', CsvWriting>> = {
  de: { between: ';', decimal: ',' },
  en: { between: ',', decimal: '.' },
};

/** Stands first, so that spreadsheet programs take the text for UTF-8. */
export const CSV_START = '\ufeff';

/** What spreadsheet programs take for the beginning of a formula, in full width too; and what they strip before they look. */
const FORMULA = /^[\s\u00a0\ufeff]*[=+\-@＝＋－＠]|^[\t\r\n]/u;
const NUMBER = /^-?\d+(\.\d+)?$/;

/**
 * One row with its line end. A text that could be taken for a formula gets an apostrophe in front; numbers stay numbers, negative ones as
 * well. Throws for a number that is none: it would be a formula in disguise.
 */
export function csvRow(cells: readonly CsvCell[], { between, decimal }: CsvWriting): string {
  return `${cells.map((cell) => (typeof cell === 'string' ? textCell(cell) : numberCell(cell.number, decimal))).join(between)}\r\n`;
}

function numberCell(number: string, decimal: string): string {
  if (!NUMBER.test(number)) throw new TypeError(`${number} is no number`);
  return number.replace('.', decimal);
}

function textCell(text: string): string {
  const plain = FORMULA.test(text) ? `'${text}` : text;
  return /[",;\t\r\n']/.test(plain) || plain !== plain.trim() ? `"${plain.replaceAll('"', '""')}"` : plain;
}

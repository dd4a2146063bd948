/** Why a file or a row cannot be read, in the words of both languages; a reason not listed here stays as it is. */
const words: Readonly<Record<string, { readonly de: string; readonly en: string }>> = {
  utf_16: {
    de: 'sie ist in UTF-16 gespeichert, nötig ist UTF-8 oder Windows-1252',
    en: 'it is stored as UTF-16, needed is UTF-8 or Windows-1252',
  },
  not_utf_8: { de: 'die Zuordnung verlangt UTF-8, die Datei ist es nicht', en: 'the mapping asks for UTF-8, which it is not' },
  not_text: { de: 'sie ist kein Text', en: 'it is not text' },
  empty: { de: 'sie ist leer', en: 'it is empty' },
  no_header: { de: 'die erste Zeile nennt keine der erwarteten Spalten', en: 'its first line names none of the expected columns' },
  too_many_columns: { de: 'sie hat zu viele Spalten', en: 'it has too many columns' },
  changed: { de: 'sie hat sich während des Lesens geändert', en: 'it changed while it was read' },
  columns: { de: 'die Zahl der Spalten stimmt nicht', en: 'the number of columns is wrong' },
  quote: { de: 'ein Anführungszeichen steht an falscher Stelle', en: 'a quotation mark stands in the wrong place' },
  quote_not_closed: { de: 'ein Anführungszeichen wird nicht geschlossen', en: 'a quotation mark is not closed' },
  too_large: { de: 'sie ist zu lang', en: 'it is too long' },
  old_workbook: {
    de: 'sie ist eine Arbeitsmappe von vor 2007 oder mit einem Kennwort geschützt',
    en: 'it is a workbook of before 2007 or protected by a password',
  },
  no_workbook: { de: 'sie ist keine Arbeitsmappe im Format .xlsx', en: 'it is no workbook in the format .xlsx' },
  damaged: { de: 'ihr Inhalt ist beschädigt', en: 'its content is damaged' },
  encrypted: { de: 'sie ist mit einem Kennwort geschützt', en: 'it is protected by a password' },
  doctype: {
    de: 'sie enthält eine Dokumenttyp-Angabe, die hier nie gelesen wird',
    en: 'it contains a document type, which is never read here',
  },
  packed_too_much: {
    de: 'ihr Inhalt entfaltet sich auf mehr als das Zweihundertfache, wie bei einem Angriff',
    en: 'its content unfolds to more than two hundred times its size, as in an attack',
  },
  too_large_inside: { de: 'ein Teil der Arbeitsmappe ist zu groß', en: 'a part of the workbook is too large' },
  too_many_sheets: { de: 'sie hat zu viele Tabellenblätter', en: 'it has too many sheets' },
  too_many_merged: { de: 'zu viele Zellen sind verbunden', en: 'too many cells are merged' },
  no_such_sheet: { de: 'das Tabellenblatt der Zuordnung gibt es darin nicht', en: 'the sheet that the mapping names is not in it' },
  merged: {
    de: 'eine ihrer Zellen ist mit einer anderen verbunden; heben Sie die Verbindung auf und wiederholen Sie den Wert',
    en: 'one of its cells is merged with another; split them and repeat the value',
  },
  cell_error: { de: 'eine ihrer Zellen zeigt einen Fehler wie #NV', en: 'one of its cells shows an error such as #N/A' },
  formula_without_value: {
    de: 'zu einer Formel ist kein Ergebnis gespeichert; öffnen und speichern Sie die Datei einmal',
    en: 'no result is saved with a formula; open the file once and save it',
  },
};

export function reasonText(reason: string, language: 'de' | 'en'): string {
  return words[reason]?.[language] ?? reason;
}

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
};

export function reasonText(reason: string, language: 'de' | 'en'): string {
  return words[reason]?.[language] ?? reason;
}

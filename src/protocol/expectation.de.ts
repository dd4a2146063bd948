/** What a field expects is described in English by the core; these are the same descriptions in German. */
const phrases: readonly (readonly [RegExp, string])[] = [
  [/^text of (\d+) to (\d+) characters$/, 'Text mit $1 bis $2 Zeichen'],
  [/^whole number from (-?\d+) to (-?\d+)$/, 'eine ganze Zahl von $1 bis $2'],
  [/^true or false$/, 'true oder false'],
  [/^one of: (.+)$/, 'einer dieser Werte: $1'],
  [/^one of the fields (.+)$/, 'eines der Felder $1'],
  [/^money as (.+)$/, 'ein Betrag in der Form $1'],
  [/^an instant such as (.+)$/, 'ein Zeitpunkt wie $1'],
  [/^a day such as (.+)$/, 'ein Tag wie $1'],
  [/^an object with (.+)$/, 'ein Objekt mit $1'],
  [/^an object of texts, numbers and flags$/, 'ein Objekt aus Texten, Zahlen und Schaltern'],
  [/^an object$/, 'ein Objekt'],
  [/^every key once$/, 'jeder Schlüssel nur einmal'],
  [/^text in UTF-8$/, 'Text in UTF-8'],
  [/^text of whole characters without NUL$/, 'Text aus ganzen Zeichen ohne NUL'],
];

/** German for an English expectation; what is not in the list (a name, a pattern) stays as it is. */
export function expectationDe(expects: string): string {
  const reference = /^the id of a (.+)$/.exec(expects);
  if (reference?.[1] !== undefined) return `eine Kennung der Art ${reference[1].replaceAll(' or ', ' oder ')}`;
  const list = /^a list of at most (\d+): (.+)$/.exec(expects);
  if (list?.[2] !== undefined) return `eine Liste von höchstens ${list[1]}: ${expectationDe(list[2])}`;
  for (const [pattern, german] of phrases) if (pattern.test(expects)) return expects.replace(pattern, german);
  return expects;
}

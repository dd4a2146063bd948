import { datePatterns } from './expectation.ts';

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
  [/^a text$/, 'ein Text'],
  [/^a number$/, 'eine Zahl'],
  [/^a whole number$/, 'eine ganze Zahl'],
  [/^a list$/, 'eine Liste'],
  [/^a value of the described form$/, 'ein Wert in der beschriebenen Form'],
  [/^an e-mail address$/, 'eine E-Mail-Adresse'],
  [/^an id such as (.+)$/, 'eine Kennung wie $1'],
  [/^a month such as (.+)$/, 'ein Monat wie $1'],
  [/^a check number of 64 hex digits$/, 'eine Prüfnummer aus 64 Hexadezimalziffern'],
  [/^a text of at least (\d+) characters$/, 'ein Text mit mindestens $1 Zeichen'],
  [/^a text of at most (\d+) characters$/, 'ein Text mit höchstens $1 Zeichen'],
  [/^a list with at least (\d+) entries$/, 'eine Liste mit $1 oder mehr Einträgen'],
  [/^a list with at most (\d+) entries$/, 'eine Liste mit höchstens $1 Einträgen'],
  [/^a number of at least (-?\d+)$/, 'eine Zahl von mindestens $1'],
  [/^a number of at most (-?\d+)$/, 'eine Zahl von höchstens $1'],
  [/^none of the fields (.+)$/, 'keines der Felder $1'],
  [/^at least (\d+) characters$/, 'mindestens $1 Zeichen'],
  [/^the short name of a workspace$/, 'der Kurzname eines Arbeitsbereichs'],
  [/^the key of the party a partner stands for$/, 'der Schlüssel der Partei, für die ein Partner steht'],
  [/^at least one agreement of the partner$/, 'mindestens ein Vertrag des Partners'],
  [/^partner, the one role with a party and agreements$/, 'partner, die einzige Rolle mit Partei und Verträgen'],
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
  const dates = datePatterns(expects);
  if (dates !== undefined) return `ein Datum, das es gibt, geschrieben ${dates.map(dateDe).join(' oder ')}`;
  for (const [pattern, german] of phrases) if (pattern.test(expects)) return expects.replace(pattern, german);
  return expects;
}

/** As Germans name the parts of a date: TT.MM.JJJJ. */
function dateDe(pattern: string): string {
  return pattern === 'instant' ? 'wie 2026-01-31T09:00:00+01:00' : pattern.replaceAll('D', 'T').replaceAll('Y', 'J');
}

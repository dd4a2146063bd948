import type { AppointmentOutcome, StageMeaning } from '#core/kernel/own-table-words.ts';
import { plainName } from './guess-roles.ts';

/** What is longer is a remark and no name of a stage. */
const LONGEST_WORD = 200;
/** Denials that are a meaning of their own: whoever is not qualified is lost. */
const LOST_BY_DENIAL = /\b(nicht qualif|nichtqualif|unqualified|not qualified|kein bedarf|keinbedarf|unpassend)/;
/** "Nicht gewonnen", "won't buy" and "potenzieller Kunde" contain the word they deny or only hope for: a person has to say. */
const DENIED_OR_HOPED =
  /\b(nicht|kein|nie(mals)?\b|ohne\b|not|no\b|non\b|never|cannot|without|(won|don|isn|didn|can) ?t\b|un(?!ter|der|ion|ser|d\b|s\b)|poten[tz]|moeglich|evtl|eventuell|vielleicht|maybe|wahrscheinlich|erwartet|expected)/;

/** Words for stages, the stronger first: "closed lost" is lost before it is closed. */
const STAGES: readonly (readonly [RegExp, StageMeaning])[] = [
  [/lostafteroffer|angebot ?abgelehnt|angebot ?verloren|verloren ?nach ?angebot|lost after offer/, 'lost_after_offer'],
  [/lost|verlor|absage|abgesagt|abgelehnt|rejected|declined|disqualif|cancel|storn|archiv|junk/, 'lost'],
  [
    /\bwon\b|closedwon|gewonnen|\bgewinn\b|auftrag(?!geber)|beauftragt|bestellt|converted|^(neu|neuer )?kunde$|^(new )?customer$|vertrag ?unterschrieben|^closed$|\bsigned\b/,
    'won',
  ],
  [/angebot|offer|proposal|quote|proposition|verhandl|negotiat|contract ?sent|decision ?maker|presentation ?scheduled/, 'offer'],
  [/qualifi|bedarf|termin|appointment|demo|meeting|workshop|opportunity|needs ?analysis|evaluation|sql/, 'qualified'],
  [
    /neu|new|offen|open|lead|anfrage|kontakt|contact|inquiry|enquiry|bearbeitung|working|attempt|prospect|mql|subscriber|incoming|idee/,
    'new',
  ],
];

const OUTCOMES: readonly (readonly [RegExp, AppointmentOutcome])[] = [
  [/noshowhost|vonunsversaeumt/, 'no_show_host'],
  [/noshow|nichterschienen|nichtgekommen|verpasst/, 'no_show_guest'],
  [/kurzfristigabgesagt|cancelledlate/, 'cancelled_late'],
  [/abgesagt|cancel|storniert/, 'cancelled_in_time'],
  [/verschoben|rescheduled|verlegt/, 'rescheduled'],
  [/stattgefunden|gehalten|held|completed|durchgefuehrt|erledigt|wahrgenommen|attended|done|erschienen/, 'held'],
];

/** What a word for a stage most likely means; undefined where a person has to say. */
export function stageMeaning(word: string): StageMeaning | undefined {
  if (word.length > LONGEST_WORD) return undefined;
  const words = plainWords(word);
  if (LOST_BY_DENIAL.test(words)) return 'lost';
  if (DENIED_OR_HOPED.test(words)) return undefined;
  return STAGES.find(([pattern]) => pattern.test(words))?.[1];
}

export function outcomeMeaning(word: string): AppointmentOutcome {
  if (word.length > LONGEST_WORD) return 'unknown';
  const plain = plainName(word);
  const meaning = OUTCOMES.find(([pattern]) => pattern.test(plain))?.[1] ?? 'unknown';
  return !meaning.startsWith('no_show') && DENIED_OR_HOPED.test(plainWords(word)) ? 'unknown' : meaning;
}

/** The words of a cell with one gap between them, so that "won" is not found in "won't" nor "closed" in "disclosed". */
function plainWords(text: string): string {
  return text
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .split(/[^\p{L}\d]+/u)
    .map(plainName)
    .join(' ')
    .trim();
}

const YES_WORDS: readonly string[] = ['ja', 'j', 'yes', 'y', 'true', 'wahr', '1', 'x', '✓'];
const NO_WORDS: readonly string[] = ['nein', 'n', 'no', 'false', 'falsch', '0', '-', ''];

export function isYes(text: string): boolean {
  return YES_WORDS.includes(text.toLowerCase());
}
export function isYesOrNo(text: string): boolean {
  return isYes(text) || NO_WORDS.includes(text.toLowerCase());
}

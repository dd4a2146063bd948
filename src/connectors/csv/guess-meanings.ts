import type { AppointmentOutcome, StageMeaning } from '#usecases/own-table-ports.ts';
import { plainName } from './guess-roles.ts';

/** Words for stages, the stronger first: "closed lost" is lost before it is closed, "nicht qualifiziert" is not qualified. */
const STAGES: readonly (readonly [RegExp, StageMeaning])[] = [
  [/lostafteroffer|angebotabgelehnt|angebotverloren|verlorennachangebot/, 'lost_after_offer'],
  [
    /lost|verlor|absage|abgesagt|abgelehnt|rejected|declined|unqualified|disqualif|nichtqualif|unpassend|keinbedarf|cancel|storn|archiv|junk/,
    'lost',
  ],
  [/won|gewonnen|auftrag(?!geber)|gewinn|beauftragt|bestellt|converted|kunde$|customer$|vertragunterschrieben|closed$|signed/, 'won'],
  [/angebot|offer|proposal|quote|proposition|verhandl|negotiat|contractsent|decisionmaker|presentationscheduled/, 'offer'],
  [/qualifi|bedarf|termin|appointment|demo|meeting|workshop|opportunity|needsanalysis|evaluation|sql/, 'qualified'],
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
  const plain = plainName(word);
  return STAGES.find(([pattern]) => pattern.test(plain))?.[1];
}

export function outcomeMeaning(word: string): AppointmentOutcome {
  const plain = plainName(word);
  return OUTCOMES.find(([pattern]) => pattern.test(plain))?.[1] ?? 'unknown';
}

const YES_WORDS: readonly string[] = ['ja', 'j', 'yes', 'y', 'true', 'wahr', '1', 'x', '✓'];
const NO_WORDS: readonly string[] = ['nein', 'n', 'no', 'false', 'falsch', '0', '-', ''];

export function isYes(text: string): boolean {
  return YES_WORDS.includes(text.toLowerCase());
}
export function isYesOrNo(text: string): boolean {
  return isYes(text) || NO_WORDS.includes(text.toLowerCase());
}

import type { words as german } from './de/words.ts';
import type { Language } from './language.ts';

/** Every text on the screen. German is written first; English does not compile until it is complete. */
export type Words = typeof german;

/** Only the chosen language is loaded. */
export async function loadWords(language: Language): Promise<Words> {
  return language === 'de' ? (await import('./de/words.ts')).words : (await import('./en/words.ts')).words;
}

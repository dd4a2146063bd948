export const languages = ['de', 'en'] as const;
export type Language = (typeof languages)[number];

const KEY = 'belegbar.language';

/** German first; whoever chose otherwise in this browser gets what they chose. */
export function storedLanguage(): Language {
  try {
    return localStorage.getItem(KEY) === 'en' ? 'en' : 'de';
  } catch {
    return 'de';
  }
}

export function storeLanguage(language: Language): void {
  try {
    localStorage.setItem(KEY, language);
  } catch {
    // A browser without storage forgets the choice with the tab.
  }
}

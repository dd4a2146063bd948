export const languages = ['de', 'en'] as const;
export type Language = (typeof languages)[number];

const KEY = 'belegbar.language';

/** What was chosen in this browser; before that English where the browser asks for it, else German. */
export function storedLanguage(): Language {
  const wanted = navigator.language.toLowerCase().startsWith('en') ? 'en' : 'de';
  try {
    const chosen = localStorage.getItem(KEY);
    return languages.find((language) => language === chosen) ?? wanted;
  } catch {
    return wanted;
  }
}

export function storeLanguage(language: Language): void {
  try {
    localStorage.setItem(KEY, language);
  } catch {
    // A browser without storage forgets the choice with the tab.
  }
}

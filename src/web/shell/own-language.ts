import { useSuspenseQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { chooseLanguage } from '#protocol/endpoints-sign-in.ts';
import type { Language } from '../i18n/language.ts';
import { useSpeech } from '../i18n/speech.tsx';
import { ask, me } from '../wire/asking.ts';
import { queries } from '../wire/queries.ts';

/** Speaks another language at once, and remembers it for the person, on every device, if somebody is signed in. */
export function useLanguageChoice(): (language: Language) => void {
  const { speak } = useSpeech();
  return (language) => {
    speak(language);
    const known = queries.getQueryData(me.queryKey);
    if (known === undefined) return;
    queries.setQueryData(me.queryKey, { ...known, person: { ...known.person, language } });
    // The browser remembers it all the same; the other devices follow with the next choice.
    void ask('', chooseLanguage, { body: { language } }).catch(() => undefined);
  };
}

/** Greets a person in the language they chose elsewhere. */
export function useOwnLanguage(): void {
  const { language, speak } = useSpeech();
  const { data } = useSuspenseQuery(me);
  const own = data.person.language;
  useEffect(() => {
    if (own !== null && own !== language) speak(own);
  }, [own, language, speak]);
}

import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from 'react';
import { assert } from '#core/kernel/assert.ts';
import { createFormat, type Format } from '../format/format.ts';
import { type Language, storedLanguage, storeLanguage } from './language.ts';
import { loadWords, type Words } from './words.ts';

/** How the product speaks to this person: the words and the forms of numbers, dates and money. */
export interface Speech {
  readonly language: Language;
  readonly words: Words;
  readonly format: Format;
  readonly speak: (language: Language) => void;
}

const SpeechContext = createContext<Speech | undefined>(undefined);

export function useSpeech(): Speech {
  const speech = useContext(SpeechContext);
  assert(speech !== undefined, 'pages stand inside a SpeechProvider');
  return speech;
}

export function SpeechProvider(props: { readonly first: Words; readonly children: ReactNode }) {
  const [spoken, setSpoken] = useState<{ language: Language; words: Words }>({ language: storedLanguage(), words: props.first });
  const speak = useCallback((language: Language) => {
    storeLanguage(language);
    void loadWords(language).then((words) => setSpoken({ language, words }));
  }, []);
  useEffect(() => {
    document.documentElement.lang = spoken.language;
  }, [spoken.language]);
  const speech = useMemo<Speech>(() => ({ ...spoken, format: createFormat(spoken.language), speak }), [spoken, speak]);
  return <SpeechContext value={speech}>{props.children}</SpeechContext>;
}

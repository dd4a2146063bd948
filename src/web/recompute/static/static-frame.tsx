import '../../shell/frame.css';
import { useMantineColorScheme } from '@mantine/core';
import type { ReactNode } from 'react';
import { type Language, languages } from '../../i18n/language.ts';
import { useSpeech } from '../../i18n/speech.tsx';

const languageNames = { de: 'Deutsch', en: 'English' } as const;

/** Name, language and appearance: all that a page without an account has around it. */
export function StaticFrame(props: { readonly children: ReactNode }) {
  const { words, language, speak } = useSpeech();
  // Without transitions nothing has to be written into a style element, which the page's policy forbids.
  const { colorScheme, setColorScheme } = useMantineColorScheme({ keepTransitions: true });
  return (
    <>
      <a className="skip" href="#content">
        {words.shell.skip}
      </a>
      <header className="frame__top">
        <div className="frame__bar">
          <span className="wordmark">Belegbar</span>
          <div className="frame__side static-choices">
            <label>
              <span className="visually-hidden">{words.shell.language}</span>
              <select value={language} onChange={(event) => speak(event.currentTarget.value as Language)}>
                {languages.map((one) => (
                  <option key={one} value={one} lang={one}>
                    {languageNames[one]}
                  </option>
                ))}
              </select>
            </label>
            <label>
              <span className="visually-hidden">{words.shell.scheme}</span>
              <select value={colorScheme} onChange={(event) => setColorScheme(event.currentTarget.value as 'light' | 'dark' | 'auto')}>
                <option value="auto">{words.shell.system}</option>
                <option value="light">{words.shell.light}</option>
                <option value="dark">{words.shell.dark}</option>
              </select>
            </label>
          </div>
        </div>
      </header>
      <main id="content" className="page" tabIndex={-1}>
        {props.children}
        <footer className="static-foot soft small">
          <p>{words.recompute.hosted}</p>
          <p>{words.recompute.guide}</p>
        </footer>
      </main>
    </>
  );
}

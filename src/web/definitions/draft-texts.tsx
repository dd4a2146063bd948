import { Checkbox, Textarea, TextInput } from '@mantine/core';
import { useSpeech } from '../i18n/speech.tsx';
import { Note } from '../ui/notes.tsx';
import type { BehindText } from './behind-texts.ts';
import type { DraftAtWork } from './use-draft.ts';

const languages = ['de', 'en'] as const;

/** What people sign: title, wording and points in both languages, side by side. */
export function DraftTexts({ work }: { readonly work: DraftAtWork }) {
  const { words } = useSpeech();
  const texts = words.definitionEditor;
  const { draft, change } = work;
  const names = { de: texts.german, en: texts.english };
  const points = draft.counts ?? { de: [], en: [] };
  return (
    <section className="section">
      <h2>{texts.texts}</h2>
      <div className="draft-grid quiet-line">
        {languages.map((language) => (
          <div key={language} className="stack">
            <TextInput
              className="fill"
              label={texts.titleIn(names[language])}
              lang={language}
              maxLength={200}
              value={draft.title[language]}
              onChange={(event) => change({ title: { ...draft.title, [language]: event.currentTarget.value } })}
            />
            <Behind work={work} part="title" language={language} />
            <Textarea
              className="fill"
              label={texts.wordingIn(names[language])}
              lang={language}
              rows={5}
              maxLength={4_000}
              value={draft.wording[language]}
              onChange={(event) => change({ wording: { ...draft.wording, [language]: event.currentTarget.value } })}
            />
            <Behind work={work} part="wording" language={language} />
            <Textarea
              className="fill"
              label={texts.countsIn(names[language])}
              description={texts.countsHelp}
              lang={language}
              rows={3}
              value={points[language].join('\n')}
              onChange={(event) => {
                const lines = event.currentTarget.value === '' ? [] : event.currentTarget.value.split('\n');
                change({ counts: { ...points, [language]: lines } });
              }}
            />
            <Behind work={work} part="counts" language={language} />
          </div>
        ))}
      </div>
      {work.behind.length === 0 ? null : (
        <Checkbox
          className="quiet-line"
          label={texts.behindTick}
          checked={work.behindRead}
          onChange={(event) => work.readBehind(event.currentTarget.checked)}
        />
      )}
    </section>
  );
}

/** Beside a text that did not follow its rule: that it did not, and which of its numbers no longer stand in the rule. */
function Behind({ work, part, language }: { readonly work: DraftAtWork } & Pick<BehindText, 'part' | 'language'>) {
  const { words } = useSpeech();
  const texts = words.definitionEditor;
  const found = work.behind.find((one) => one.part === part && one.language === language);
  if (found === undefined || work.behindRead) return null;
  return (
    <Note title={texts.behind} tone="review" icon="warn">
      {found.numbers.map(({ said, now }) => (
        <p key={said}>{now === undefined ? texts.behindGone(said) : texts.behindNumber(said, now)}</p>
      ))}
    </Note>
  );
}

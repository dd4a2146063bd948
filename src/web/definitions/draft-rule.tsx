import { NativeSelect, Textarea } from '@mantine/core';
import { lazy, Suspense } from 'react';
import { plainPieces, ruleWords } from '#protocol/rule-sentence.ts';
import { useSpeech } from '../i18n/speech.tsx';
import { Note, Waiting } from '../ui/notes.tsx';
import { ConditionText } from './rule-text.tsx';
import type { DraftAtWork } from './use-draft.ts';
import { ValueInput } from './value-editors.tsx';

/** The builder with its library comes when somebody writes, not when somebody reads. */
const RuleBuilder = lazy(() => import('./rule-builder.tsx').then((found) => ({ default: found.RuleBuilder })));

/** The rule of a draft: as a sentence with blanks to fill, as conditions, and as text for those who write CEL. */
export function DraftRule({ work }: { readonly work: DraftAtWork }) {
  const { words, language } = useSpeech();
  const { criteria } = ruleWords(language);
  const texts = words.definitionEditor;
  const { draft, query, condition, textProblem } = work;
  const parameters = draft.parameters ?? {};
  const setParameter = (name: string, value: number | string | boolean) => work.change({ parameters: { ...parameters, [name]: value } });
  return (
    <>
      <section className="section">
        <h2>{texts.sentence}</h2>
        <p className="soft quiet-line">{texts.sentenceHelp}</p>
        <div className="quiet-line">
          <ConditionText
            condition={condition}
            parameters={parameters}
            blank={({ parameter, text }, pieces) => {
              const value = parameter === undefined ? undefined : parameters[parameter];
              if (parameter === undefined || value === undefined || typeof value === 'boolean') return undefined;
              const label = texts.blank(plainPieces(pieces));
              if (typeof value === 'string' && Object.hasOwn(criteria, value)) {
                return (
                  <NativeSelect
                    className="blank-select"
                    aria-label={label}
                    data={Object.entries(criteria).map(([code, word]) => ({ value: code, label: word }))}
                    value={value}
                    onChange={(event) => setParameter(parameter, event.currentTarget.value)}
                  />
                );
              }
              return (
                <span className="blank-input" data-wide={typeof value === 'string' && text.length > 8 ? true : undefined}>
                  <ValueInput
                    label={label}
                    text={String(value)}
                    numeric={typeof value === 'number'}
                    onWrite={(next) => setParameter(parameter, typeof value === 'number' ? Number(next) : next)}
                  />
                </span>
              );
            }}
          />
        </div>
      </section>
      <section className="section">
        <h2>{texts.conditions}</h2>
        <div className="quiet-line">
          <Suspense fallback={<Waiting lines={4} />}>
            <RuleBuilder
              subject={draft.subject}
              parameters={parameters}
              setParameter={setParameter}
              query={query}
              onChange={work.changeQuery}
            />
          </Suspense>
        </div>
        <details className="expert" open={textProblem !== undefined || undefined}>
          <summary>{texts.expert}</summary>
          <div className="stack quiet-line">
            <Textarea
              className="fill"
              label={texts.expertText}
              description={texts.expertHelp}
              classNames={{ input: 'mono' }}
              rows={8}
              spellCheck={false}
              value={draft.rule}
              onChange={(event) => work.changeText(event.currentTarget.value)}
            />
            {textProblem === undefined ? null : (
              <Note title={texts.textWrong} tone="breach" icon="warn" alert>
                <p>{words.refusal(textProblem)}</p>
                <p>{texts.treeIsOlder}</p>
              </Note>
            )}
          </div>
        </details>
      </section>
    </>
  );
}

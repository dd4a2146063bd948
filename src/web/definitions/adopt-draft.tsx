import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import type { Definition } from '#core/definitions/definition.ts';
import { adoptDefinition } from '#protocol/endpoints-definitions.ts';
import { replayDefinition } from '#protocol/endpoints-determinations.ts';
import { useSpeech } from '../i18n/speech.tsx';
import { Note } from '../ui/notes.tsx';
import { ErrorNote } from '../ui/refusal-note.tsx';
import { ask, refreshWorkspace } from '../wire/asking.ts';
import { useHere } from '../wire/here.ts';
import { missingPlaces } from './draft.ts';
import { examined, exampleName } from './examined.tsx';
import { ReplayView } from './replay-view.tsx';
import type { DraftAtWork } from './use-draft.ts';

interface AdoptDraftProps {
  readonly work: DraftAtWork;
  readonly isNew: boolean;
  readonly taken: boolean;
  readonly onAdopted: (definition: Definition) => void;
}

/** First what it would change, then the version itself; both are refused in words while something does not hold. */
export function AdoptDraft({ work, isNew, taken, onAdopted }: AdoptDraftProps) {
  const { words } = useSpeech();
  const texts = words.definitionEditor;
  const here = useHere();
  const queries = useQueryClient();
  const document = useMemo(() => documentOf(work.draft), [work.draft]);
  const body = useMemo(() => JSON.stringify(document), [document]);
  const trial = useTrialProblems(work, document, taken, isNew);
  const adoption = useAdoptionProblems(work, document);
  const [tried, setTried] = useState<'trial' | 'adoption'>();
  const problems = tried === undefined ? [] : tried === 'trial' ? trial : [...trial, ...adoption];
  const replay = useMutation({
    mutationFn: (text: string) => ask(here.slug, replayDefinition, { body: text }).then((answer) => ({ text, answer })),
  });
  const adopt = useMutation({
    mutationFn: (text: string) => ask(here.slug, adoptDefinition, { body: text, query: {} }),
    onSuccess: async () => {
      onAdopted(document);
      await refreshWorkspace(queries, here.slug);
    },
  });
  const current = replay.data?.text === body ? replay.data.answer : undefined;
  const attempt = (what: 'trial' | 'adoption', then: () => void) => {
    setTried(what);
    if (trial.length === 0 && (what === 'trial' || adoption.length === 0)) then();
  };
  return (
    <section className="section">
      <h2>{texts.before}</h2>
      <p className="soft quiet-line">{texts.replayHelp}</p>
      <div className="row quiet-line">
        <Button
          variant={current === undefined ? 'filled' : 'default'}
          loading={replay.isPending}
          onClick={() => attempt('trial', () => replay.mutate(body))}
        >
          {words.definitions.replay}
        </Button>
        {current === undefined ? null : (
          <Button loading={adopt.isPending} onClick={() => attempt('adoption', () => adopt.mutate(body))}>
            {texts.adoptAs(String(document.version))}
          </Button>
        )}
      </div>
      {problems.length > 0 ? (
        <div className="quiet-line">
          <Note title={tried === 'trial' ? texts.refusedTrial : texts.refused} tone="breach" icon="warn" alert>
            {problems.map((problem) => (
              <p key={problem}>{problem}</p>
            ))}
          </Note>
        </div>
      ) : null}
      {replay.isError ? <ErrorNote error={replay.error} /> : null}
      {adopt.isError ? <ErrorNote error={adopt.error} /> : null}
      <div className="quiet-line">{current === undefined ? null : <ReplayView replay={current} />}</div>
    </section>
  );
}

/** The document as it is signed: empty lines between points are how one writes, not what one says. */
function documentOf(draft: Definition): Definition {
  const { counts, ...rest } = draft;
  const said = (lines: readonly string[] = []) => lines.map((line) => line.trim()).filter((line) => line !== '');
  const points = { de: said(counts?.de), en: said(counts?.en) };
  return points.de.length + points.en.length === 0 ? rest : { ...rest, counts: points };
}

/** Why this draft cannot even be tried, each as a sentence; the server checks the same. */
function useTrialProblems({ dirty, textProblem }: DraftAtWork, document: Definition, taken: boolean, isNew: boolean): readonly string[] {
  const { words, format } = useSpeech();
  const texts = words.definitionEditor;
  return useMemo(() => {
    if (!dirty && !isNew) return [texts.unchanged];
    if (textProblem !== undefined) return [words.refusal(textProblem)];
    const problems: string[] = [];
    if (taken) problems.push(texts.keyTaken);
    const places = missingPlaces(document);
    if (places.length > 0) problems.push(texts.incomplete(format.list(places.map((place) => placeText(words, place)))));
    return problems;
  }, [dirty, textProblem, document, taken, isNew, texts, words, format]);
}

/** Why this draft cannot be adopted although it can be tried. */
function useAdoptionProblems({ behind, behindRead }: DraftAtWork, document: Definition): readonly string[] {
  const { words, format, language } = useSpeech();
  const texts = words.definitionEditor;
  return useMemo(() => {
    const problems: string[] = [];
    if (behind.length > 0 && !behindRead) {
      problems.push(texts.behindProblem(format.list(behind.map(({ part, language: of }) => placeText(words, `${part}.${of}`)))));
    }
    const failing = examined(document).filter((one) => one !== undefined && !one.fits);
    if (failing.length > 0) {
      problems.push(texts.failing(format.list(failing.flatMap((one) => (one === undefined ? [] : [exampleName(one.example, language)])))));
    }
    const answers = document.examples.map(({ answer }) => answer);
    if (!answers.includes('yes') || !answers.includes('no')) problems.push(texts.needsBoth);
    return problems;
  }, [behind, behindRead, document, texts, words, format, language]);
}

type Words = ReturnType<typeof useSpeech>['words'];

/** A place of the document in words. */
function placeText(words: Words, place: string): string {
  const texts = words.definitionEditor;
  const [part = '', language] = place.split('.');
  const name = language === 'en' ? texts.english : texts.german;
  if (part === 'title') return texts.titleIn(name);
  if (part === 'wording') return texts.wordingIn(name);
  if (part === 'counts') return texts.countsIn(name);
  if (part === 'key') return texts.key;
  if (part === 'rule') return texts.conditions;
  return part.startsWith('examples') ? words.definitions.examples : place;
}

import { Button, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { InputOf } from '#protocol/endpoint.ts';
import { type AskingWire, answerQuestion, nextQuestions } from '#protocol/endpoints-determinations.ts';
import { questionText } from '#protocol/question-words.ts';
import { useSpeech } from '../i18n/speech.tsx';
import { Answered } from '../ui/answered.tsx';
import { ErrorNote } from '../ui/refusal-note.tsx';
import { tell } from '../ui/tell.ts';
import { ask, asking, refreshWorkspace } from '../wire/asking.ts';
import { useHere } from '../wire/here.ts';

type Question = AskingWire['questions'][number];

interface Asked {
  readonly subject: string;
  /** `key@version` */
  readonly definition: string;
}

/** As many as somebody asks in one call; the others come when these are answered. */
const ASKED_AT_ONCE = 3;

/** What could still settle an open case, the most useful question first, answered with one tap where an answer is one of a few. */
export function NextQuestions({ subject, definition }: Asked) {
  const { words } = useSpeech();
  const texts = words.determination;
  const here = useHere();
  return (
    <Answered of={asking(here.slug, nextQuestions, { params: { subject }, query: { definition } })} lines={2}>
      {({ definitions }) => {
        const questions = definitions.flatMap((one) => one.questions);
        return (
          <>
            <h3>{texts.questions}</h3>
            <p className="soft">
              {questions.length === 0 ? texts.noQuestions : here.may('facts.write') ? texts.questionsText : texts.questionsRead}
            </p>
            <ol className="stack">
              {questions.slice(0, ASKED_AT_ONCE).map((question) => (
                <QuestionItem key={question.path} question={question} subject={subject} definition={definition} />
              ))}
            </ol>
          </>
        );
      }}
    </Answered>
  );
}

interface QuestionItemProps extends Asked {
  readonly question: Question;
  /** Told the fact that says the answer; whoever listens says in passing that it is recorded. */
  readonly onAnswered?: (factId: string) => void;
}

export function QuestionItem({ question, subject, definition, onAnswered }: QuestionItemProps) {
  const { words, language } = useSpeech();
  const texts = words.determination;
  const here = useHere();
  const queries = useQueryClient();
  const answer = useMutation({
    mutationFn: (input: InputOf<typeof answerQuestion>) => ask(here.slug, answerQuestion, input),
    onSuccess: async ({ factId }) => {
      if (onAnswered === undefined) tell(words, texts.answered);
      else onAnswered(factId);
      await refreshWorkspace(queries, here.slug);
    },
  });
  const send = (text: string) => answer.mutate({ params: { subject }, body: { path: question.path, answer: text, definition } });
  const text = questionText(question.path, language);
  const mayAnswer = here.may('facts.write') && question.answeredHere;
  return (
    <li className="fill">
      <p>
        <strong>{text}</strong>
        {question.decidesAlone ? <span className="soft"> {texts.enough}</span> : null}
      </p>
      {mayAnswer ? <Answers question={question} label={text} isPending={answer.isPending} onAnswer={send} /> : null}
      {question.answeredHere ? null : <p className="soft">{texts.elsewhere}</p>}
      {answer.isError ? <ErrorNote error={answer.error} /> : null}
    </li>
  );
}

interface AnswersProps {
  readonly question: Question;
  readonly label: string;
  readonly isPending: boolean;
  readonly onAnswer: (answer: string) => void;
}

function Answers(props: AnswersProps) {
  const few = useFewAnswers(props.question);
  if (few === undefined) return <OwnAnswer {...props} />;
  return (
    <fieldset className="row answers" aria-label={props.label}>
      {few.map(({ answer, text }) => (
        <Button key={answer} variant="default" disabled={props.isPending} onClick={() => props.onAnswer(answer)}>
          {text}
        </Button>
      ))}
    </fieldset>
  );
}

/** The answers of a question that has only a few, or undefined. */
function useFewAnswers({ path, expects }: Question): readonly { readonly answer: string; readonly text: string }[] | undefined {
  const { words } = useSpeech();
  const texts = words.determination;
  if (path.startsWith('grades.')) return ['A', 'B', 'C', 'D'].map((answer) => ({ answer, text: answer }));
  if (path === 'lead.rating') return ['1', '2', '3', '4', '5'].map((answer) => ({ answer, text: answer }));
  if (path === 'appointment.outcome') return Object.entries(texts.outcomes).map(([answer, text]) => ({ answer, text }));
  // Whether a lead has answered is told by what it answered.
  if (expects !== 'yes_no' || path.startsWith('answered.')) return undefined;
  return (['yes', 'no'] as const).map((answer) => ({ answer, text: texts[answer] }));
}

function OwnAnswer({ label, isPending, onAnswer }: AnswersProps) {
  const { words } = useSpeech();
  const texts = words.determination;
  const [text, setText] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onAnswer(text.trim());
  };
  return (
    <form className="row" onSubmit={submit}>
      <TextInput
        aria-label={`${texts.ownAnswer}: ${label}`}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        maxLength={2_000}
        required
        style={{ flex: '1 1 240px' }}
      />
      <Button type="submit" variant="default" loading={isPending}>
        {texts.send}
      </Button>
    </form>
  );
}

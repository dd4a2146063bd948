import { Button, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { adoptDefinition } from '#protocol/endpoints-definitions.ts';
import { listOverrides, listQuarantine, replayDefinition } from '#protocol/endpoints-determinations.ts';
import { useSpeech } from '../i18n/speech.tsx';
import { Answered } from '../ui/answered.tsx';
import { PageHead } from '../ui/page-head.tsx';
import { ErrorNote } from '../ui/refusal-note.tsx';
import { tell } from '../ui/tell.ts';
import { ask, asking, refreshWorkspace } from '../wire/asking.ts';
import { useHere } from '../wire/here.ts';
import { ReplayView } from './definitions-replay.tsx';

const answers = ['yes', 'no', 'open', 'failed'] as const;

/** Where cases stand, what waits, who decided by hand, and what a new version would change. */
export function DefinitionsPage() {
  const { words } = useSpeech();
  const here = useHere();
  return (
    <>
      <PageHead title={words.definitions.title} lead={words.definitions.lead} />
      {here.may('facts.read') ? <Standing /> : null}
      {here.may('claims.read') ? <Overrides /> : null}
      {here.may('definitions.adopt') ? <Draft /> : null}
    </>
  );
}

function Standing() {
  const { words, format } = useSpeech();
  const texts = words.definitions;
  const here = useHere();
  return (
    <Answered of={asking(here.slug, listQuarantine, {})}>
      {({ definitions, subjects }) => (
        <>
          <section className="section">
            <h2>{texts.counts}</h2>
            {definitions.length === 0 ? <p className="soft">{texts.none}</p> : null}
            <div className="table-wrap">
              <table className="table">
                <thead>
                  <tr>
                    <th>{texts.definition}</th>
                    {answers.map((answer) => (
                      <th key={answer}>{texts.answers[answer]}</th>
                    ))}
                  </tr>
                </thead>
                <tbody>
                  {definitions.map(({ definition, counts }) => (
                    <tr key={definition}>
                      <td>{definition}</td>
                      {answers.map((answer) => (
                        <td key={answer}>{format.count(counts[answer])}</td>
                      ))}
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          </section>
          <section className="section">
            <h2>{texts.waiting}</h2>
            <p className="soft">{subjects.length === 0 ? texts.nobodyWaits : texts.waitingHelp}</p>
            {subjects.map(({ definition, subject, externalId, message, cause }) => (
              <p key={`${definition} ${subject}`}>
                <strong>{externalId ?? subject}</strong> · {definition} · {message}
                {cause === null ? null : ` · ${cause.kind}, ${format.moment(cause.occurredAt)}`}
              </p>
            ))}
          </section>
        </>
      )}
    </Answered>
  );
}

function Overrides() {
  const { words, format } = useSpeech();
  const texts = words.definitions;
  const here = useHere();
  return (
    <section className="section">
      <h2>{texts.overrides}</h2>
      <Answered of={asking(here.slug, listOverrides, {})} lines={2}>
        {({ overrides }) =>
          overrides.length === 0 ? (
            <p className="soft">{texts.noOverrides}</p>
          ) : (
            overrides.map(({ factId, subject, externalId, definition, answer, recordedAt }) => (
              <p key={factId}>
                <strong>{externalId ?? subject}</strong> {texts.answers[answer]} · {definition} · {format.moment(recordedAt)}
              </p>
            ))
          )
        }
      </Answered>
    </section>
  );
}

function Draft() {
  const { words } = useSpeech();
  const texts = words.definitions;
  const here = useHere();
  const queries = useQueryClient();
  const [text, setText] = useState('');
  const replay = useMutation({ mutationFn: (draft: string) => ask(here.slug, replayDefinition, { body: draft }) });
  const adopt = useMutation({
    mutationFn: (draft: string) => ask(here.slug, adoptDefinition, { body: draft }),
    onSuccess: async ({ key, version }) => {
      await refreshWorkspace(queries, here.slug);
      tell(words, texts.adopted(`${key}@${version}`));
      setText('');
      replay.reset();
    },
  });
  return (
    <section className="section">
      <h2>{texts.draft}</h2>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          replay.mutate(text);
        }}
      >
        <Textarea
          label={texts.draftText}
          description={texts.draftHelp}
          value={text}
          onChange={(event) => {
            setText(event.currentTarget.value);
            replay.reset();
          }}
          rows={12}
          required
        />
        <div className="row">
          <Button type="submit" loading={replay.isPending}>
            {texts.replay}
          </Button>
          {replay.data === undefined ? null : (
            <Button variant="default" loading={adopt.isPending} onClick={() => adopt.mutate(text)}>
              {texts.adopt}
            </Button>
          )}
        </div>
      </form>
      {replay.isError ? <ErrorNote error={replay.error} /> : null}
      {adopt.isError ? <ErrorNote error={adopt.error} /> : null}
      {replay.data === undefined ? null : <ReplayView replay={replay.data} />}
    </section>
  );
}

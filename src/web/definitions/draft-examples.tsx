import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Definition, DefinitionExample } from '#core/definitions/definition.ts';
import { useSpeech } from '../i18n/speech.tsx';
import { Mark } from '../ui/marks.tsx';
import { AnswerMark, examined, exampleName, Outcome } from './examined.tsx';
import { ExampleFromCase } from './example-from-case.tsx';
import { SnapshotEditor } from './snapshot-editor.tsx';
import type { DraftAtWork } from './use-draft.ts';

/** The cases people agree on, each tested as one writes. */
export function DraftExamples({ work }: { readonly work: DraftAtWork }) {
  const { words, format } = useSpeech();
  const texts = words.definitionEditor;
  const { draft, change } = work;
  const [opened, setOpened] = useState<number>();
  const results = examined(draft);
  const failing = results.filter((one) => one !== undefined && !one.fits).length;
  const put = (examples: Definition['examples']) => change({ examples });
  const add = (example: DefinitionExample) => {
    put([...draft.examples, example]);
    setOpened(draft.examples.length);
  };
  return (
    <section className="section">
      <h2>{texts.examples}</h2>
      <p className="soft quiet-line">{texts.examplesHelp}</p>
      <div className="quiet-line" role="status">
        {results.includes(undefined) || results.length === 0 ? null : failing === 0 ? (
          <Mark icon="check" tone="proven">
            {texts.allAgree(format.count(results.length))}
          </Mark>
        ) : (
          <Mark icon="warn" tone="breach">
            {texts.someDiffer(format.count(failing), format.count(results.length))}
          </Mark>
        )}
      </div>
      <ol className="draft-examples">
        {draft.examples.map((example, index) => (
          <Example
            // biome-ignore lint/suspicious/noArrayIndexKey: an example has no name of its own until somebody gives it one.
            key={index}
            work={work}
            example={example}
            result={results[index]}
            opened={opened === index}
            onOpen={() => setOpened(opened === index ? undefined : index)}
            onChange={(next) => put(draft.examples.map((one, at) => (at === index ? next : one)))}
            onRemove={() => {
              put(draft.examples.filter((_, at) => at !== index));
              setOpened(undefined);
            }}
          />
        ))}
      </ol>
      <div className="row quiet-line">
        <Button variant="default" onClick={() => add({ name: { de: 'Neues Beispiel', en: 'New example' }, answer: 'yes', snapshot: {} })}>
          {texts.addExample}
        </Button>
      </div>
      <ExampleFromCase draft={draft} onTake={add} />
    </section>
  );
}

interface ExampleProps {
  readonly work: DraftAtWork;
  readonly example: DefinitionExample;
  readonly result: ReturnType<typeof examined>[number];
  readonly opened: boolean;
  readonly onOpen: () => void;
  readonly onChange: (example: DefinitionExample) => void;
  readonly onRemove: () => void;
}

function Example({ work, example, result, opened, onOpen, onChange, onRemove }: ExampleProps) {
  const { words, language } = useSpeech();
  const texts = words.definitionEditor;
  const name = exampleName(example, language);
  return (
    <li>
      <div className="draft-example">
        <span>{name}</span>
        <AnswerMark answer={example.answer} />
        <span className="draft-example__result">{result === undefined ? null : <Outcome {...result} />}</span>
        <Button variant="subtle" size="compact-sm" aria-expanded={opened} aria-label={texts.act(texts.editExample, name)} onClick={onOpen}>
          {texts.editExample}
        </Button>
      </div>
      {opened ? (
        <fieldset className="draft-example__form">
          <legend className="small faint">{texts.example(name)}</legend>
          <div className="draft-grid">
            {(['de', 'en'] as const).map((one) => (
              <TextInput
                key={one}
                label={texts.nameIn(one === 'de' ? texts.german : texts.english)}
                lang={one}
                maxLength={300}
                value={typeof example.name === 'string' ? example.name : example.name[one]}
                onChange={(event) => {
                  const both = typeof example.name === 'string' ? { de: example.name, en: example.name } : example.name;
                  onChange({ ...example, name: { ...both, [one]: event.currentTarget.value } });
                }}
              />
            ))}
            <NativeSelect
              label={texts.expected}
              data={(['yes', 'no', 'open'] as const).map((answer) => ({ value: answer, label: words.definitions.answers[answer] }))}
              value={example.answer}
              onChange={(event) => {
                const answer = (['yes', 'no', 'open'] as const).find((one) => one === event.currentTarget.value) ?? 'yes';
                // What was missing belonged to the answer before.
                const { missing: _missing, ...rest } = example;
                onChange({ ...rest, answer });
              }}
            />
          </div>
          <SnapshotEditor work={work} snapshot={example.snapshot} onChange={(snapshot) => onChange(withSnapshot(example, snapshot))} />
          <Button variant="subtle" size="compact-sm" aria-label={texts.act(texts.removeExample, name)} onClick={onRemove}>
            {texts.removeExample}
          </Button>
        </fieldset>
      ) : null}
    </li>
  );
}

/** Which values are missing follows from what is known; it was agreed for what was known before. */
function withSnapshot({ missing: _missing, ...example }: DefinitionExample, snapshot: DefinitionExample['snapshot']): DefinitionExample {
  return { ...example, snapshot };
}

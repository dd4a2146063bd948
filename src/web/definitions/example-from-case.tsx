import { Button, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useId, useState } from 'react';
import type { Definition, DefinitionExample } from '#core/definitions/definition.ts';
import { exampleFrom } from '#core/definitions/sentence/example-from.ts';
import { exampleOfSubject } from '#protocol/endpoints-definitions.ts';
import { readFacts } from '#protocol/endpoints-facts.ts';
import { useSpeech } from '../i18n/speech.tsx';
import { ErrorNote } from '../ui/refusal-note.tsx';
import { ask, asking } from '../wire/asking.ts';
import { useHere } from '../wire/here.ts';

/** The kind of event that says a case exists. */
const founding = {
  lead: 'lead.captured',
  appointment: 'appointment.booked',
  deal: 'deal.opened',
  order: 'order.placed',
  milestone: 'milestone.evidenced',
} as const;

const OFFERED = 200;

/** A real case as an example: what is known of it, as far as the rule looks at it. */
export function ExampleFromCase({ draft, onTake }: { readonly draft: Definition; readonly onTake: (example: DefinitionExample) => void }) {
  const { words } = useSpeech();
  const texts = words.definitionEditor;
  const here = useHere();
  const names = useId();
  const [typed, setTyped] = useState('');
  const [problem, setProblem] = useState<unknown>();
  const [unknown, setUnknown] = useState(false);
  const cases = useQuery({
    ...asking(here.slug, readFacts, { query: { kind: founding[draft.subject], limit: OFFERED } }),
    enabled: here.may('facts.read'),
  });
  if (!here.may('facts.read')) return null;
  const named = (cases.data?.facts ?? []).map(({ subject, externalId }) => ({ subject, name: externalId ?? subject }));
  const take = async (event: FormEvent) => {
    event.preventDefault();
    const subject = named.find(({ name }) => name === typed.trim())?.subject ?? typed.trim();
    setUnknown(!subject.startsWith(`${draft.subject}:`));
    setProblem(undefined);
    if (!subject.startsWith(`${draft.subject}:`)) return;
    try {
      const found = await ask(here.slug, exampleOfSubject, { params: { subject } });
      const id = found.externalId ?? typed.trim();
      // An example belongs to a document in both languages, whatever language it was made in.
      onTake({ name: { de: `Aus ${id}`, en: `From ${id}` }, answer: 'yes', snapshot: exampleFrom(draft, found.snapshot) });
      setTyped('');
    } catch (error) {
      setProblem(error);
    }
  };
  return (
    <form className="stack quiet-line" onSubmit={(event) => void take(event)}>
      <div className="row row--ends">
        <TextInput
          label={texts.fromReal(words.shell.subject[draft.subject])}
          description={texts.fromRealHelp}
          list={names}
          value={typed}
          error={unknown ? texts.noSuchCase : false}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            setUnknown(false);
          }}
        />
        <datalist id={names}>
          {[...new Set(named.map(({ name }) => name))].map((name) => (
            <option key={name} value={name} />
          ))}
        </datalist>
        <Button type="submit" variant="default" disabled={typed.trim() === ''}>
          {texts.take}
        </Button>
      </div>
      {problem === undefined ? null : <ErrorNote error={problem} />}
    </form>
  );
}

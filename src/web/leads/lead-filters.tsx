import { Button, NativeSelect, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { LeadPageWire } from '#protocol/endpoints-leads.ts';
import { leadStates } from '#protocol/lead-states.ts';
import { useSpeech } from '../i18n/speech.tsx';
import { useHere } from '../wire/here.ts';
import { sourceText } from './lead-marks.tsx';
import { answersAsked, type LeadSelection, readSelection } from './lead-selection.ts';

interface LeadFiltersProps {
  readonly selection: LeadSelection;
  readonly text: string;
  /** The first page says by what can be narrowed. */
  readonly page: LeadPageWire | undefined;
  readonly onChange: (selection: LeadSelection, text: string) => void;
}

const PERIODS = [7, 30, 90, 365];

/** What of the list is shown; every choice stands in the address. */
export function LeadFilters({ selection, text, page, onChange }: LeadFiltersProps) {
  const { words, format, language } = useSpeech();
  const texts = words.leads;
  const here = useHere();
  const [typed, setTyped] = useState(text);
  const choose = (key: keyof LeadSelection, value: string) => onChange(readSelection({ ...selection, [key]: value }), text);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onChange(selection, typed.trim());
  };
  const definitions = page?.definitions ?? [];
  const sources = withChosen(page?.facets?.sources.map(({ source }) => source) ?? [], selection.source);
  const periods = withChosen(PERIODS.map(String), selection.days === undefined ? undefined : String(selection.days));
  const owners = page?.facets?.owners.filter(({ name }) => name !== null) ?? [];
  return (
    <section className="lead-filters no-print" aria-label={texts.filters}>
      <form className="lead-filters__search" onSubmit={submit}>
        <TextInput
          type="search"
          label={here.may('people.read_personal') ? texts.searchLabel : texts.searchLabelPlain}
          value={typed}
          minLength={2}
          maxLength={200}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <Button type="submit" variant="default">
          {texts.search}
        </Button>
        {text === '' ? null : (
          <Button variant="subtle" onClick={() => onChange(selection, '')}>
            {texts.clear}
          </Button>
        )}
      </form>
      <NativeSelect
        label={texts.source}
        value={selection.source ?? ''}
        onChange={(event) => choose('source', event.currentTarget.value)}
        data={[{ value: '', label: texts.anySource }, ...sources.map((source) => ({ value: source, label: sourceText(words, source) }))]}
      />
      <NativeSelect
        label={texts.state}
        value={selection.state ?? ''}
        onChange={(event) => choose('state', event.currentTarget.value)}
        data={[{ value: '', label: texts.anyState }, ...leadStates.map((state) => ({ value: state, label: texts.states[state] }))]}
      />
      {definitions.length === 0 ? null : (
        <NativeSelect
          label={texts.answer}
          value={selection.answer ?? ''}
          onChange={(event) => choose('answer', event.currentTarget.value)}
          data={[{ value: '', label: texts.anyAnswer }, ...answersAsked.map((one) => ({ value: one, label: texts.answers[one] }))]}
        />
      )}
      {definitions.length < 2 ? null : (
        <NativeSelect
          label={texts.definition}
          value={selection.definition ?? page?.definition ?? ''}
          onChange={(event) => choose('definition', event.currentTarget.value)}
          data={definitions.map(({ definition, title, bound }) => ({
            value: definition,
            label: bound ? `${title[language]} (${texts.bound})` : title[language],
          }))}
        />
      )}
      {owners.length === 0 ? null : (
        <NativeSelect
          label={texts.owner}
          value={selection.owner ?? ''}
          onChange={(event) => choose('owner', event.currentTarget.value)}
          data={[{ value: '', label: texts.anyOwner }, ...owners.map(({ id, name }) => ({ value: id, label: name ?? id }))]}
        />
      )}
      <NativeSelect
        label={texts.period}
        value={selection.days === undefined ? '' : String(selection.days)}
        onChange={(event) => choose('days', event.currentTarget.value)}
        data={[
          { value: '', label: texts.anyPeriod },
          ...periods.map((n) => ({ value: n, label: texts.lastDays(format.count(Number(n))) })),
        ]}
      />
      <label className="lead-filters__check">
        <input
          type="checkbox"
          checked={selection.contact === 'none'}
          onChange={(event) => choose('contact', event.currentTarget.checked ? 'none' : '')}
        />
        {texts.notContacted}
      </label>
    </section>
  );
}

/** A choice from an address stays visible even where the list of choices does not have it. */
function withChosen(choices: readonly string[], chosen: string | undefined): readonly string[] {
  return chosen === undefined || choices.includes(chosen) ? choices : [...choices, chosen];
}

import '../ui/page.css';
import './people.css';
import { Button, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { exportPerson, findPeople } from '#protocol/endpoints-people.ts';
import { useSpeech } from '../i18n/speech.tsx';
import { Icon } from '../ui/icon.tsx';
import { NoPermission } from '../ui/no-permission.tsx';
import { Note, Waiting } from '../ui/notes.tsx';
import { PageHead } from '../ui/page-head.tsx';
import { ErrorNote } from '../ui/refusal-note.tsx';
import { ask } from '../wire/asking.ts';
import { useHere } from '../wire/here.ts';
import { ErasePerson } from './people-erase.tsx';
import { RetentionPeriods } from './people-retention.tsx';

export interface Found {
  readonly id: string;
  readonly name: string | null;
  readonly email: string | null;
  readonly phone: string | null;
}

/** Find a person, hand over or erase what is held, and say how long things are kept. */
export function PeoplePage() {
  const { words } = useSpeech();
  const texts = words.people;
  const here = useHere();
  return (
    <>
      <PageHead title={texts.title} lead={texts.lead} />
      {here.may('people.manage') ? (
        <>
          <FindPeople />
          <RetentionPeriods />
        </>
      ) : (
        <NoPermission />
      )}
    </>
  );
}

function FindPeople() {
  const { words } = useSpeech();
  const texts = words.people;
  const here = useHere();
  const [text, setText] = useState('');
  const [erasing, setErasing] = useState<Found>();
  const search = useMutation({ mutationFn: (wanted: string) => ask(here.slug, findPeople, { body: { text: wanted } }) });
  const found = search.data?.people;
  if (erasing !== undefined) {
    const back = () => {
      setErasing(undefined);
      search.mutate(text);
    };
    return <ErasePerson person={erasing} onBack={back} />;
  }
  return (
    <section className="section">
      <form
        className="row"
        onSubmit={(event) => {
          event.preventDefault();
          search.mutate(text);
        }}
      >
        <TextInput
          label={texts.search}
          description={texts.searchHelp}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          minLength={2}
          maxLength={200}
          required
          style={{ flex: '1 1 320px' }}
        />
        <Button type="submit" loading={search.isPending} style={{ alignSelf: 'end' }}>
          {texts.find}
        </Button>
      </form>
      {search.isPending ? <Waiting lines={3} /> : null}
      {search.isError ? <ErrorNote error={search.error} /> : null}
      {found === undefined ? null : found.length === 0 ? (
        <Note title={texts.nobody}>
          <p>{texts.nobodyText}</p>
        </Note>
      ) : (
        <FoundTable found={found} onErase={setErasing} />
      )}
    </section>
  );
}

export function nameOf({ name, email, phone, id }: Found): string {
  return name ?? email ?? phone ?? id;
}

function FoundTable(props: { readonly found: readonly Found[]; readonly onErase: (person: Found) => void }) {
  const { words } = useSpeech();
  const texts = words.people;
  const types: Readonly<Record<string, string>> = texts.types;
  return (
    <div className="table-wrap">
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{texts.name}</th>
            <th scope="col">{texts.email}</th>
            <th scope="col">{texts.phone}</th>
            <th scope="col">{texts.as}</th>
            <th scope="col">{texts.actions}</th>
          </tr>
        </thead>
        <tbody>
          {props.found.map((person) => (
            <tr key={person.id}>
              <td>{person.name}</td>
              <td>{person.email}</td>
              <td>{person.phone}</td>
              <td className="soft">{types[person.id.split(':')[0] ?? ''] ?? person.id}</td>
              <td>
                {person.id.startsWith('person:') ? <ExportButton person={person} /> : null}
                <Button
                  variant="subtle"
                  color="red"
                  size="compact-sm"
                  aria-label={texts.eraseOf(nameOf(person))}
                  onClick={() => props.onErase(person)}
                >
                  {texts.erase}
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function ExportButton(props: { readonly person: Found }) {
  const { words } = useSpeech();
  const texts = words.people;
  const here = useHere();
  const { person } = props;
  const save = useMutation({
    mutationFn: () => ask(here.slug, exportPerson, { params: { id: person.id } }),
    onSuccess: (text) => {
      const url = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
      const link = document.createElement('a');
      link.href = url;
      link.download = `belegbar-${person.id.replace(':', '-')}.json`;
      link.click();
      URL.revokeObjectURL(url);
    },
  });
  return (
    <>
      <Button
        variant="subtle"
        size="compact-sm"
        leftSection={<Icon name="download" />}
        loading={save.isPending}
        aria-label={texts.exportOf(nameOf(person))}
        onClick={() => save.mutate()}
      >
        {texts.export}
      </Button>
      {save.isError ? <ErrorNote error={save.error} /> : null}
    </>
  );
}

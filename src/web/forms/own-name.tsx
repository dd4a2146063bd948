import { Button, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { changeOwnName } from '#protocol/endpoints-sign-in.ts';
import type { MeWire } from '#protocol/endpoints-workspaces.ts';
import { useSpeech } from '../i18n/speech.tsx';
import { ErrorNote } from '../ui/refusal-note.tsx';
import { tell } from '../ui/tell.ts';
import { ask, me } from '../wire/asking.ts';
import { queries } from '../wire/queries.ts';

/** The name that stands under what one signs. */
export function NameForm({ person }: { readonly person: MeWire['person'] }) {
  const { words } = useSpeech();
  const texts = words.ownCompany;
  const [name, setName] = useState(person.name);
  const save = useMutation({
    mutationFn: () => ask('', changeOwnName, { body: { name } }),
    onSuccess: async () => {
      tell(words, words.settings.saved);
      await queries.invalidateQueries(me);
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <section className="section">
      <h2>{texts.name}</h2>
      <form className="stack" onSubmit={submit}>
        <TextInput
          label={texts.name}
          description={texts.nameHelp}
          value={name}
          maxLength={200}
          autoComplete="name"
          onChange={(event) => setName(event.currentTarget.value)}
        />
        {save.isError ? <ErrorNote error={save.error} /> : null}
        <Button type="submit" variant="default" loading={save.isPending} disabled={name.trim() === '' || name === person.name}>
          {words.settings.save}
        </Button>
      </form>
    </section>
  );
}

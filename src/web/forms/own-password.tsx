import { Button, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { setPassword } from '#protocol/endpoints-sign-in.ts';
import type { MeWire } from '#protocol/endpoints-workspaces.ts';
import { useSpeech } from '../i18n/speech.tsx';
import { ErrorNote } from '../ui/refusal-note.tsx';
import { tell } from '../ui/tell.ts';
import { ask, me } from '../wire/asking.ts';

export function PasswordForm({ person }: { readonly person: MeWire['person'] }) {
  const { words } = useSpeech();
  const texts = words.account;
  const queries = useQueryClient();
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const save = useMutation({
    mutationFn: () => ask('', setPassword, { body: { password: next, ...(person.password ? { current } : {}) } }),
    onSuccess: async () => {
      setCurrent('');
      setNext('');
      tell(words, texts.passwordSaved);
      await queries.invalidateQueries(me);
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <section className="section">
      <h2>{texts.passwordTitle}</h2>
      <form className="stack" onSubmit={submit}>
        <p className="soft">{person.password ? texts.passwordSet : texts.passwordNone}</p>
        {person.password ? (
          <TextInput
            type="password"
            label={texts.passwordCurrent}
            value={current}
            onChange={(event) => setCurrent(event.currentTarget.value)}
            autoComplete="current-password"
          />
        ) : null}
        <TextInput
          type="password"
          label={texts.passwordNew}
          description={texts.passwordHelp}
          value={next}
          onChange={(event) => setNext(event.currentTarget.value)}
          autoComplete="new-password"
        />
        {save.isError ? <ErrorNote error={save.error} /> : null}
        <Button type="submit" variant="default" loading={save.isPending} disabled={next.length < 12}>
          {texts.passwordSave}
        </Button>
      </form>
    </section>
  );
}

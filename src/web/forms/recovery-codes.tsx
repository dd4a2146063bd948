import { Button, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { drawRecoveryCodes } from '#protocol/endpoints-sign-in.ts';
import type { MeWire } from '#protocol/endpoints-workspaces.ts';
import { useSpeech } from '../i18n/speech.tsx';
import { CopyButton } from '../ui/copy-button.tsx';
import { ErrorNote } from '../ui/refusal-note.tsx';
import { tell } from '../ui/tell.ts';
import { ask } from '../wire/asking.ts';

/** Codes to keep, shown this one time. */
export function RecoveryCodes({ codes }: { readonly codes: readonly string[] }) {
  const { words } = useSpeech();
  const texts = words.account;
  return (
    <>
      <p className="soft">{texts.stepTwoText}</p>
      <ul className="codes">
        {codes.map((one) => (
          <li key={one}>{one}</li>
        ))}
      </ul>
      <CopyButton text={codes.join('\n')} label={texts.copyCodes} done={texts.copied} quiet />
    </>
  );
}

/** New recovery codes for a code, in place of the old ones. */
export function FreshRecoveryCodes({ person }: { readonly person: MeWire['person'] }) {
  const { words } = useSpeech();
  const texts = words.account;
  const [code, setCode] = useState('');
  const [password, setPassword] = useState('');
  const draw = useMutation({
    mutationFn: () => ask('', drawRecoveryCodes, { body: { code: code.trim(), ...(person.password ? { password } : {}) } }),
    onSuccess: () => tell(words, texts.drawn),
    onSettled: () => {
      setCode('');
      setPassword('');
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    draw.mutate();
  };
  if (draw.data !== undefined) {
    return (
      <div className="stack">
        <h3>{texts.fresh}</h3>
        <RecoveryCodes codes={draw.data.recoveryCodes} />
      </div>
    );
  }
  return (
    <form className="stack" onSubmit={submit}>
      <h3>{texts.fresh}</h3>
      <p className="soft">{texts.freshText}</p>
      <TextInput label={texts.anyCode} value={code} onChange={(event) => setCode(event.currentTarget.value)} autoComplete="one-time-code" />
      {person.password ? (
        <TextInput
          type="password"
          label={texts.password}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          autoComplete="current-password"
        />
      ) : null}
      {draw.isError ? <ErrorNote error={draw.error} /> : null}
      <Button
        type="submit"
        variant="default"
        loading={draw.isPending}
        disabled={code.trim().length < 6 || (person.password && password === '')}
      >
        {texts.draw}
      </Button>
    </form>
  );
}

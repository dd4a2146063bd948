import { Button, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { signIn, signInWithCode } from '#protocol/endpoints-sign-in.ts';
import type { MeWire } from '#protocol/endpoints-workspaces.ts';
import { useSpeech } from '../i18n/speech.tsx';
import { ErrorNote } from '../ui/refusal-note.tsx';
import { ask, RefusedAnswer } from '../wire/asking.ts';

/** The first step is done, a code is still needed. */
export function needsCode(error: unknown): boolean {
  return error instanceof RefusedAnswer && error.refusal.code === 'access.second_factor_needed';
}

interface PasswordSignInProps {
  readonly onIn: (answer: MeWire) => Promise<void>;
  readonly onHalfway: () => void;
}

export function PasswordSignIn({ onIn, onHalfway }: PasswordSignInProps) {
  const { words } = useSpeech();
  const texts = words.access;
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const enter = useMutation({
    mutationFn: () => ask('', signIn, { body: { email: email.trim(), password } }),
    onSuccess: onIn,
    onError: (error) => {
      if (needsCode(error)) onHalfway();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    enter.mutate();
  };
  return (
    <section>
      <h2>{texts.passwordTitle}</h2>
      <form onSubmit={submit}>
        <TextInput
          type="email"
          label={texts.email}
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
          autoComplete="username"
        />
        <TextInput
          type="password"
          label={texts.password}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          autoComplete="current-password"
        />
        {enter.isError && !needsCode(enter.error) ? <ErrorNote error={enter.error} /> : null}
        <Button type="submit" loading={enter.isPending} disabled={email.trim() === '' || password === ''}>
          {texts.passwordSubmit}
        </Button>
      </form>
    </section>
  );
}

interface CodeFormProps {
  readonly onIn: (answer: MeWire) => Promise<void>;
  readonly onBack: () => void;
}

/** The second step of signing in. */
export function CodeForm({ onIn, onBack }: CodeFormProps) {
  const { words } = useSpeech();
  const texts = words.access;
  const [code, setCode] = useState('');
  const enter = useMutation({ mutationFn: () => ask('', signInWithCode, { body: { code: code.trim() } }), onSuccess: onIn });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    enter.mutate();
  };
  return (
    <section className="code-step">
      <h1>{texts.codeTitle}</h1>
      <p className="soft">{texts.codeText}</p>
      <form className="stack" onSubmit={submit}>
        <TextInput
          className="fill"
          label={texts.code}
          value={code}
          onChange={(event) => setCode(event.currentTarget.value)}
          autoComplete="one-time-code"
          autoFocus
        />
        {enter.isError ? <ErrorNote error={enter.error} /> : null}
        <div className="row">
          <Button type="submit" loading={enter.isPending} disabled={code.trim().length < 6}>
            {texts.codeSubmit}
          </Button>
          <Button variant="default" onClick={onBack}>
            {texts.again}
          </Button>
        </div>
      </form>
    </section>
  );
}

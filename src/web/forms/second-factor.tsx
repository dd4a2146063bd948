import { Button, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, lazy, Suspense, useState } from 'react';
import type { AnswerOf } from '#protocol/endpoint.ts';
import { confirmSecondFactor, endSecondFactor, enrolSecondFactor } from '#protocol/endpoints-sign-in.ts';
import type { MeWire } from '#protocol/endpoints-workspaces.ts';
import { useSpeech } from '../i18n/speech.tsx';
import { ErrorNote } from '../ui/refusal-note.tsx';
import { tell } from '../ui/tell.ts';
import { ask, me } from '../wire/asking.ts';
import { FreshRecoveryCodes, RecoveryCodes } from './recovery-codes.tsx';

/** Drawn in the browser, so that the key goes nowhere; needed this one time, so loaded then. */
const QrCode = lazy(async () => ({ default: (await import('../ui/qr-code.tsx')).QrCode }));

interface Props {
  readonly person: MeWire['person'];
}

/** Switching the second factor on, in three steps, or off. */
export function SecondFactor({ person }: Props) {
  const { words } = useSpeech();
  const texts = words.account;
  const [password, setPassword] = useState('');
  const enrol = useMutation({
    mutationFn: () => ask('', enrolSecondFactor, { body: person.password ? { password } : {} }),
    onSettled: () => setPassword(''),
  });
  const begin = (event: FormEvent) => {
    event.preventDefault();
    enrol.mutate();
  };
  return (
    <section className="section">
      <h2>
        {texts.twoSteps}: {person.secondFactor ? texts.on : texts.off}
      </h2>
      {person.secondFactor ? (
        <div className="stack">
          <EndForm person={person} />
          <FreshRecoveryCodes person={person} />
        </div>
      ) : enrol.data !== undefined ? (
        <EnrolSteps drawn={enrol.data} />
      ) : (
        <form className="stack" onSubmit={begin}>
          <p className="soft">{texts.offText}</p>
          {person.password ? (
            <TextInput
              type="password"
              label={texts.password}
              value={password}
              onChange={(event) => setPassword(event.currentTarget.value)}
              autoComplete="current-password"
            />
          ) : null}
          {enrol.isError ? <ErrorNote error={enrol.error} /> : null}
          <Button type="submit" loading={enrol.isPending} disabled={person.password && password === ''}>
            {texts.begin}
          </Button>
        </form>
      )}
    </section>
  );
}

function EnrolSteps({ drawn }: { readonly drawn: AnswerOf<typeof enrolSecondFactor> }) {
  const { words } = useSpeech();
  const texts = words.account;
  const queries = useQueryClient();
  const [code, setCode] = useState('');
  const confirm = useMutation({
    mutationFn: () => ask('', confirmSecondFactor, { body: { code } }),
    onSuccess: async () => {
      tell(words, texts.confirmed);
      await queries.invalidateQueries(me);
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    confirm.mutate();
  };
  return (
    <form className="stack" onSubmit={submit}>
      <h3>1. {texts.stepOne}</h3>
      <p className="soft">{texts.stepOneText}</p>
      <Suspense fallback={<div style={{ height: 220 }} />}>
        <QrCode text={drawn.uri} label={texts.picture} />
      </Suspense>
      <p>
        {texts.secret}: <code className="secret">{(drawn.secret.match(/.{1,4}/g) ?? []).join(' ')}</code>
      </p>
      <a href={drawn.uri}>{texts.openApp}</a>
      <h3>2. {texts.stepTwo}</h3>
      <RecoveryCodes codes={drawn.recoveryCodes} />
      <h3>3. {texts.stepThree}</h3>
      <TextInput
        label={texts.code}
        value={code}
        onChange={(event) => setCode(event.currentTarget.value.trim())}
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={6}
      />
      {confirm.isError ? <ErrorNote error={confirm.error} /> : null}
      <Button type="submit" loading={confirm.isPending} disabled={code.length < 6}>
        {texts.confirm}
      </Button>
    </form>
  );
}

function EndForm({ person }: Props) {
  const { words } = useSpeech();
  const texts = words.account;
  const queries = useQueryClient();
  const [code, setCode] = useState('');
  const [password, setPassword] = useState('');
  const end = useMutation({
    mutationFn: () => ask('', endSecondFactor, { body: { code: code.trim(), ...(person.password ? { password } : {}) } }),
    onSuccess: async () => {
      tell(words, texts.ended);
      await queries.invalidateQueries(me);
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    end.mutate();
  };
  return (
    <form className="stack" onSubmit={submit}>
      <p className="soft">{texts.onText}</p>
      <p className="soft">{texts.endText}</p>
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
      {end.isError ? <ErrorNote error={end.error} /> : null}
      <Button type="submit" variant="default" loading={end.isPending} disabled={code.trim().length < 6}>
        {texts.end}
      </Button>
    </form>
  );
}

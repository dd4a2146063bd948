import './sign-in.css';
import { Button, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Link, useNavigate, useRouter, useSearch } from '@tanstack/react-router';
import { type FormEvent, useEffect, useState } from 'react';
import { signIn } from '#protocol/endpoints-sign-in.ts';
import type { MeWire } from '#protocol/endpoints-workspaces.ts';
import { CodeForm, needsCode, PasswordSignIn } from '../forms/sign-in.tsx';
import { useSpeech } from '../i18n/speech.tsx';
import { OpenFrame } from '../shell/frame.tsx';
import { Note, Waiting } from '../ui/notes.tsx';
import { ErrorNote } from '../ui/refusal-note.tsx';
import { ask, me, RefusedAnswer } from '../wire/asking.ts';
import { queries } from '../wire/queries.ts';

const steps = ['events', 'definition', 'arithmetic', 'proof'] as const;

/** The token stands behind #, which browsers never send to a server and proxies never log. */
function tokenIn(text: string): string {
  return text.slice(text.lastIndexOf('#') + 1).trim();
}

export function SignInPage() {
  const { words } = useSpeech();
  const { back, left } = useSearch({ from: '/sign-in' });
  const navigate = useNavigate();
  const router = useRouter();
  const [pasted, setPasted] = useState('');
  const come = async (answer: MeWire) => {
    queries.clear();
    queries.setQueryData(me.queryKey, answer);
    if (back === undefined) await navigate({ to: '/', replace: true });
    else router.history.replace(back);
  };
  const entering = useMutation({ mutationFn: (token: string) => ask('', signIn, { body: { token } }), onSuccess: come });
  const [halfway, setHalfway] = useState(false);
  useEffect(() => {
    if (needsCode(entering.error)) setHalfway(true);
  }, [entering.error]);
  const enter = entering.mutate;
  // A link works once: the token is taken out of the address before it is used, also when it is pasted over this very page.
  useEffect(() => {
    const take = () => {
      const token = tokenIn(location.hash);
      if (token === '') return;
      history.replaceState(history.state, '', location.pathname + location.search);
      enter(token);
    };
    take();
    addEventListener('hashchange', take);
    return () => removeEventListener('hashchange', take);
  }, [enter]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (tokenIn(pasted) !== '') enter(tokenIn(pasted));
  };
  const unusable = entering.error instanceof RefusedAnswer && entering.error.refusal.code === 'access.sign_in_link_unusable';
  if (halfway) {
    return (
      <OpenFrame>
        <title>{`${words.access.title} · Belegbar`}</title>
        <CodeForm onIn={come} onBack={() => setHalfway(false)} />
      </OpenFrame>
    );
  }
  return (
    <OpenFrame>
      <title>{`${words.access.title} · Belegbar`}</title>
      <div className="entrance">
        <div className="entrance__promise">
          <h1>{words.access.promise}</h1>
          <p>{words.access.promiseText}</p>
          <ol className="entrance__ledger">
            {steps.map((step, index) => (
              <li key={step}>
                <span>{index + 1}</span>
                <strong>{words.line.steps[step]}</strong>
                <span>{words.access.steps[step]}</span>
              </li>
            ))}
          </ol>
        </div>
        <div className="entrance__side">
          {left === true && entering.isIdle ? <Note title={words.access.signedOut} tone="proven" icon="check" /> : null}
          {entering.isPending || entering.isSuccess ? (
            <Note title={words.access.working}>
              <Waiting lines={2} />
            </Note>
          ) : null}
          {unusable ? (
            <Note title={words.access.unusable} tone="review" icon="clock" alert>
              <p>{words.access.unusableText}</p>
            </Note>
          ) : entering.isError ? (
            <ErrorNote error={entering.error} />
          ) : null}
          <PasswordSignIn onIn={come} onHalfway={() => setHalfway(true)} />
          <section>
            <h2>{words.access.howTitle}</h2>
            <p className="soft">{words.access.lead}</p>
            <p>{words.access.howOwner}</p>
            <code className="command">npx belegbar link</code>
            <p className="soft">{words.access.howMember}</p>
          </section>
          <section>
            <h2>{words.access.pasteTitle}</h2>
            <form onSubmit={submit}>
              <TextInput
                label={words.access.pasteLabel}
                description={words.access.pasteHelp}
                value={pasted}
                onChange={(event) => setPasted(event.currentTarget.value)}
                autoComplete="off"
                spellCheck={false}
              />
              <Button type="submit" loading={entering.isPending} disabled={tokenIn(pasted) === ''}>
                {words.access.submit}
              </Button>
            </form>
          </section>
          <section>
            <h2>{words.access.without}</h2>
            <p className="soft">
              {words.access.withoutText} <Link to="/recompute">{words.access.toRecompute}</Link>
            </p>
          </section>
        </div>
      </div>
    </OpenFrame>
  );
}

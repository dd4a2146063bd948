import '../settings/settings.css';
import { Button, TextInput } from '@mantine/core';
import { useMutation, useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { openOwnWorkspace } from '#protocol/endpoints-workspaces.ts';
import { useSpeech } from '../i18n/speech.tsx';
import { OpenFrame } from '../shell/frame.tsx';
import { PageHead } from '../ui/page-head.tsx';
import { ErrorNote } from '../ui/refusal-note.tsx';
import { ask, me } from '../wire/asking.ts';

/** From the demo to one's own company: a name, an address, and in. */
export function OwnCompanyPage() {
  const { words } = useSpeech();
  const texts = words.ownCompany;
  const { data } = useSuspenseQuery(me);
  // Whoever looked at a demo only is still Ruth Kessler and has to say who they are.
  const isKnown = data.memberships.some(({ role, workspace }) => role === 'owner' && workspace.purpose === 'real');
  const [company, setCompany] = useState('');
  const [name, setName] = useState(isKnown ? data.person.name : '');
  const [email, setEmail] = useState(isKnown ? data.person.email : '');
  const open = useMutation({
    mutationFn: () =>
      ask('', openOwnWorkspace, {
        body: { company, name, email: email.trim(), currency: 'EUR', timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone },
      }),
    // Loaded anew, so that nothing stays of whom one looked through before.
    onSuccess: ({ token }) => {
      location.assign(`/sign-in#${token}`);
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    open.mutate();
  };
  return (
    <OpenFrame>
      <PageHead title={texts.title} lead={texts.lead} over={<Link to="/">{texts.back}</Link>} />
      <form className="settings-form" onSubmit={submit}>
        <div className="stack">
          <TextInput
            className="fill"
            label={texts.company}
            description={texts.companyHelp}
            value={company}
            maxLength={200}
            required
            onChange={(event) => setCompany(event.currentTarget.value)}
            autoComplete="organization"
          />
          {isKnown ? null : (
            <>
              <TextInput
                className="fill"
                label={texts.name}
                description={texts.nameHelp}
                value={name}
                maxLength={200}
                required
                onChange={(event) => setName(event.currentTarget.value)}
                autoComplete="name"
              />
              <TextInput
                className="fill"
                type="email"
                label={texts.email}
                description={texts.emailHelp}
                value={email}
                maxLength={200}
                required
                onChange={(event) => setEmail(event.currentTarget.value)}
                autoComplete="email"
              />
            </>
          )}
          {open.isError ? <ErrorNote error={open.error} /> : null}
          <Button
            type="submit"
            loading={open.isPending || open.isSuccess}
            disabled={company.trim() === '' || name.trim() === '' || email.trim() === ''}
          >
            {texts.submit}
          </Button>
        </div>
        <p className="soft">{texts.after}</p>
      </form>
    </OpenFrame>
  );
}

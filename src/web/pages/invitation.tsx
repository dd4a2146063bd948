import './sign-in.css';
import { Button, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import type { AnswerOf } from '#protocol/endpoint.ts';
import { acceptInvitation, readInvitation } from '#protocol/endpoints-sign-in.ts';
import { useSpeech } from '../i18n/speech.tsx';
import { OpenFrame } from '../shell/frame.tsx';
import { Answered } from '../ui/answered.tsx';
import { Note } from '../ui/notes.tsx';
import { PageHead } from '../ui/page-head.tsx';
import { ErrorNote } from '../ui/refusal-note.tsx';
import { ask, asking, me, RefusedAnswer } from '../wire/asking.ts';
import { queries } from '../wire/queries.ts';

/** Behind the link somebody was handed; the token stands behind # and reaches no log. */
export function InvitationPage() {
  const { words } = useSpeech();
  const texts = words.invitation;
  const [token] = useState(() => location.hash.slice(1).trim());
  return (
    <OpenFrame>
      <PageHead title={texts.title} />
      {token === '' ? (
        <Note title={texts.missing} tone="review" icon="warn" alert>
          <p>{texts.missingText}</p>
        </Note>
      ) : (
        <Invitation token={token} />
      )}
    </OpenFrame>
  );
}

/** Used, withdrawn or expired is nobody's error: it is said as what it is, and of the workspace nothing. */
function Invitation({ token }: { readonly token: string }) {
  const { words } = useSpeech();
  const texts = words.invitation;
  const asked = asking('', readInvitation, { body: { token } });
  const { error } = useQuery(asked);
  if (error instanceof RefusedAnswer && error.refusal.code === 'invitation.unusable') {
    return (
      <Note title={texts.unusable} tone="review" icon="warn" alert>
        <p>{texts.unusableText}</p>
      </Note>
    );
  }
  return (
    <Answered of={asked} lines={4}>
      {(invitation) => <AcceptForm token={token} invitation={invitation} />}
    </Answered>
  );
}

interface AcceptFormProps {
  readonly token: string;
  readonly invitation: AnswerOf<typeof readInvitation>;
}

function AcceptForm({ token, invitation }: AcceptFormProps) {
  const { words, format } = useSpeech();
  const texts = words.invitation;
  const navigate = useNavigate();
  const { data: signedIn } = useQuery({ ...me, retry: false });
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const accept = useMutation({
    mutationFn: () =>
      ask('', acceptInvitation, {
        body: { token, ...(name.trim() === '' ? {} : { name: name.trim() }), ...(password === '' ? {} : { password }) },
      }),
    onSuccess: async (answer) => {
      queries.clear();
      queries.setQueryData(me.queryKey, answer);
      const party = answer.memberships.find(({ workspace, role }) => workspace.name === invitation.workspace && role === 'partner');
      const [agreement, ...others] = party?.agreements ?? [];
      // Whoever was invited to one contract came to read and sign it.
      if (party === undefined || agreement === undefined || others.length > 0) return navigate({ to: '/', replace: true });
      const params = { workspace: party.workspace.slug, agreement };
      return navigate({ to: '/w/$workspace/agreements/$agreement', params, replace: true });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    accept.mutate();
  };
  const isHim = signedIn?.person.email === invitation.email;
  return (
    <form className="stack prose" onSubmit={submit}>
      <p>{texts.lead(invitation.workspace, words.members.roles[invitation.role])}</p>
      <p className="soft">{words.members.may[invitation.role]}</p>
      {invitation.party === null ? null : <p>{texts.party(invitation.party)}</p>}
      <p className="soft">{texts.until(format.day(invitation.expiresAt, Intl.DateTimeFormat().resolvedOptions().timeZone))}</p>
      {invitation.known && !isHim ? (
        <Note title={texts.known} tone="review" icon="person">
          <p>{texts.knownText(invitation.email)}</p>
          <Link to="/sign-in">{words.shell.signIn}</Link>
        </Note>
      ) : (
        <>
          {isHim ? null : (
            <>
              <TextInput label={words.members.email} value={invitation.email} readOnly className="fill" autoComplete="username" />
              <TextInput
                label={texts.name}
                description={texts.nameHelp}
                value={name}
                onChange={(event) => setName(event.currentTarget.value)}
                className="fill"
                autoComplete="name"
              />
              <TextInput
                type="password"
                label={texts.password}
                description={texts.passwordHelp}
                value={password}
                onChange={(event) => setPassword(event.currentTarget.value)}
                className="fill"
                minLength={12}
                autoComplete="new-password"
              />
            </>
          )}
          {accept.isError ? <ErrorNote error={accept.error} /> : null}
          <Button type="submit" loading={accept.isPending} disabled={!isHim && name.trim() === ''}>
            {isHim ? texts.acceptAs(signedIn.person.name) : texts.accept}
          </Button>
        </>
      )}
    </form>
  );
}

import { Button, Modal, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { AgreementWire } from '#protocol/endpoints-agreements.ts';
import { inviteMember } from '#protocol/endpoints-sign-in.ts';
import { useSpeech } from '../i18n/speech.tsx';
import { CopyButton } from '../ui/copy-button.tsx';
import { Note } from '../ui/notes.tsx';
import { ErrorNote } from '../ui/refusal-note.tsx';
import { ask, refreshWorkspace } from '../wire/asking.ts';
import { useHere } from '../wire/here.ts';

/** The payee is asked to sign by a link that the payer hands over; nothing is mailed, so it works without a mail server. */
export function InviteParty({ agreement }: { readonly agreement: AgreementWire }) {
  const { words } = useSpeech();
  const texts = words.newAgreement;
  const here = useHere();
  const queries = useQueryClient();
  const [asked, setAsked] = useState(false);
  const [email, setEmail] = useState('');
  const { payee } = agreement;
  const invite = useMutation({
    mutationFn: () =>
      ask(here.slug, inviteMember, { body: { email: email.trim(), role: 'partner', party: payee.key, agreements: [agreement.id] } }),
    onSuccess: () => refreshWorkspace(queries, here.slug),
  });
  const close = () => {
    setAsked(false);
    setEmail('');
    invite.reset();
  };
  if (here.partner) return null;
  if (!here.may('members.manage')) return <p className="faint small no-print">{texts.inviteOwner(payee.name)}</p>;
  return (
    <>
      <Button variant="default" className="no-print" onClick={() => setAsked(true)}>
        {texts.inviteTitle(payee.name)}
      </Button>
      <Modal opened={asked} onClose={close} title={texts.inviteTitle(payee.name)} closeButtonProps={{ 'aria-label': words.shell.close }}>
        {invite.data === undefined ? (
          <form
            className="stack"
            onSubmit={(event: FormEvent) => {
              event.preventDefault();
              invite.mutate();
            }}
          >
            <p>{texts.inviteText}</p>
            <TextInput
              className="fill"
              type="email"
              label={texts.inviteEmail}
              value={email}
              onChange={(event) => setEmail(event.currentTarget.value)}
              autoComplete="off"
              data-autofocus
            />
            {invite.isError ? <ErrorNote error={invite.error} /> : null}
            <Button type="submit" loading={invite.isPending} disabled={email.trim() === ''}>
              {words.members.inviteSubmit}
            </Button>
          </form>
        ) : (
          <Link link={invite.data.link} email={invite.data.invitation.email} onDone={close} />
        )}
      </Modal>
    </>
  );
}

function Link({ link, email, onDone }: { readonly link: string; readonly email: string; readonly onDone: () => void }) {
  const { words } = useSpeech();
  const texts = words.members;
  return (
    <div className="stack">
      <p>
        {texts.linkTitle(email)}. {texts.linkText}
      </p>
      <TextInput className="fill" label={texts.linkLabel} value={link} readOnly onFocus={(event) => event.currentTarget.select()} />
      {isLocal(link) ? (
        <Note title={words.newAgreement.localTitle} tone="review" icon="warn">
          <p>{words.newAgreement.localLink}</p>
        </Note>
      ) : null}
      <div className="row">
        <CopyButton text={link} label={texts.copy} done={texts.copied} />
        <Button variant="default" onClick={onDone}>
          {texts.done}
        </Button>
      </div>
    </div>
  );
}

/** An address that leads nowhere but to this computer. */
function isLocal(link: string): boolean {
  return /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(new URL(link).hostname);
}

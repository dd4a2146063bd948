import { Button, Modal, NativeSelect, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { type Role, roles } from '#core/kernel/permissions.ts';
import { inviteMember } from '#protocol/endpoints-sign-in.ts';
import { useSpeech } from '../i18n/speech.tsx';
import { CopyButton } from '../ui/copy-button.tsx';
import { ErrorNote } from '../ui/refusal-note.tsx';
import { ask, refreshWorkspace } from '../wire/asking.ts';
import { useHere } from '../wire/here.ts';
import { PartnerChoice, type Partnership } from './partner-choice.tsx';

const nobody: Partnership = { party: '', agreements: [] };

/** Asks whom to invite as what; then shows the link, this one time. */
export function InviteDialog(props: { readonly opened: boolean; readonly onClose: () => void }) {
  const { words } = useSpeech();
  const texts = words.members;
  const here = useHere();
  const queries = useQueryClient();
  const [email, setEmail] = useState('');
  const [role, setRole] = useState<Role>('marketing');
  const [partner, setPartner] = useState(nobody);
  const invite = useMutation({
    mutationFn: () =>
      ask(here.slug, inviteMember, {
        body: { email: email.trim(), role, ...(role === 'partner' ? { party: partner.party, agreements: [...partner.agreements] } : {}) },
      }),
    onSuccess: () => refreshWorkspace(queries, here.slug),
  });
  const close = () => {
    props.onClose();
    setEmail('');
    setPartner(nobody);
    invite.reset();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    invite.mutate();
  };
  const incomplete = email.trim() === '' || (role === 'partner' && (partner.party === '' || partner.agreements.length === 0));
  return (
    <Modal
      opened={props.opened}
      onClose={close}
      title={invite.data === undefined ? texts.inviteTitle : texts.linkTitle(invite.data.invitation.email)}
      closeButtonProps={{ 'aria-label': words.shell.close }}
    >
      {invite.data === undefined ? (
        <form className="stack" onSubmit={submit}>
          <p className="soft">{texts.inviteText}</p>
          <TextInput
            className="fill"
            type="email"
            label={texts.email}
            value={email}
            onChange={(event) => setEmail(event.currentTarget.value)}
            autoComplete="off"
            data-autofocus
          />
          <NativeSelect
            className="fill"
            label={texts.role}
            description={texts.may[role]}
            value={role}
            data={roles.map((one) => ({ value: one, label: texts.roles[one] }))}
            onChange={(event) => setRole(roles.find((one) => one === event.currentTarget.value) ?? role)}
          />
          {role === 'partner' ? <PartnerChoice value={partner} onChange={setPartner} /> : null}
          {invite.isError ? <ErrorNote error={invite.error} /> : null}
          <div className="row">
            <Button type="submit" loading={invite.isPending} disabled={incomplete}>
              {texts.inviteSubmit}
            </Button>
            <Button variant="default" onClick={close}>
              {words.shell.cancel}
            </Button>
          </div>
        </form>
      ) : (
        <div className="stack">
          <p>{texts.linkText}</p>
          <TextInput
            className="fill"
            label={texts.linkLabel}
            value={invite.data.link}
            readOnly
            onFocus={(event) => event.currentTarget.select()}
          />
          <div className="row">
            <CopyButton text={invite.data.link} label={texts.copy} done={texts.copied} />
            <Button variant="default" onClick={close}>
              {texts.done}
            </Button>
          </div>
        </div>
      )}
    </Modal>
  );
}

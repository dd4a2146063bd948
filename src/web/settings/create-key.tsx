import './settings.css';
import { Button, Modal, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { type Scope, scopes } from '#core/kernel/permissions.ts';
import { createApiKey } from '#protocol/endpoints-workspaces.ts';
import { PartnerChoice, type Partnership } from '../forms/partner-choice.tsx';
import { useSpeech } from '../i18n/speech.tsx';
import { CopyButton } from '../ui/copy-button.tsx';
import { ErrorNote } from '../ui/refusal-note.tsx';
import { ask, refreshWorkspace } from '../wire/asking.ts';
import { useHere } from '../wire/here.ts';

/** Asks what the key is for; then shows its secret, this one time. */
export function CreateKeyDialog({ onClose }: { readonly onClose: () => void }) {
  const { words } = useSpeech();
  const texts = words.keys;
  const [secret, setSecret] = useState<string>();
  return (
    <Modal
      opened
      onClose={onClose}
      title={secret === undefined ? texts.create : texts.secretTitle}
      // A click beside the dialog would lose a secret that is never shown again.
      closeOnClickOutside={secret === undefined}
      closeButtonProps={{ 'aria-label': words.shell.close }}
    >
      {secret === undefined ? (
        <KeyForm onMade={setSecret} onClose={onClose} />
      ) : (
        <div className="stack">
          <p>{texts.secretText}</p>
          <TextInput
            className="fill"
            aria-label={texts.secretTitle}
            value={secret}
            readOnly
            onFocus={(event) => event.currentTarget.select()}
          />
          <div className="row">
            <CopyButton text={secret} label={texts.copy} done={texts.copied} />
            <Button variant="default" onClick={onClose}>
              {texts.done}
            </Button>
          </div>
        </div>
      )}
    </Modal>
  );
}

function KeyForm({ onMade, onClose }: { readonly onMade: (secret: string) => void; readonly onClose: () => void }) {
  const { words } = useSpeech();
  const texts = words.keys;
  const here = useHere();
  const queries = useQueryClient();
  const [name, setName] = useState('');
  const [granted, setGranted] = useState<readonly Scope[]>(['facts:write']);
  const [partnership, setPartnership] = useState<Partnership | null>(null);
  const create = useMutation({
    mutationFn: () =>
      ask(here.slug, createApiKey, {
        body: {
          name: name.trim(),
          scopes: [...granted],
          ...(partnership === null ? {} : { party: partnership.party, agreements: [...partnership.agreements] }),
        },
      }),
    onSuccess: async (made) => {
      onMade(made.secret);
      await refreshWorkspace(queries, here.slug);
    },
  });
  const toggle = (scope: Scope) => setGranted(granted.includes(scope) ? granted.filter((one) => one !== scope) : [...granted, scope]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    create.mutate();
  };
  const isIncomplete =
    name.trim() === '' ||
    granted.length === 0 ||
    (partnership !== null && (partnership.party === '' || partnership.agreements.length === 0));
  return (
    <form className="stack" onSubmit={submit}>
      <TextInput
        className="fill"
        label={texts.name}
        description={texts.nameHelp}
        value={name}
        maxLength={100}
        onChange={(event) => setName(event.currentTarget.value)}
        data-autofocus
      />
      <fieldset className="scope-choices">
        <legend>{texts.mayWhat}</legend>
        {scopes.map((scope) => (
          <label key={scope}>
            <input type="checkbox" checked={granted.includes(scope)} onChange={() => toggle(scope)} />
            {texts.scopes[scope]}
          </label>
        ))}
      </fieldset>
      <label className="row">
        <input
          type="checkbox"
          checked={partnership !== null}
          onChange={() => setPartnership(partnership === null ? { party: '', agreements: [] } : null)}
        />
        {texts.forPartner}
      </label>
      {partnership === null ? null : (
        <>
          <p className="soft small">{texts.forPartnerHelp}</p>
          <PartnerChoice value={partnership} onChange={setPartnership} />
        </>
      )}
      {create.isError ? <ErrorNote error={create.error} /> : null}
      <div className="row">
        <Button type="submit" loading={create.isPending} disabled={isIncomplete}>
          {texts.create}
        </Button>
        <Button variant="default" onClick={onClose}>
          {words.shell.cancel}
        </Button>
      </div>
    </form>
  );
}

import { Button, Modal, Textarea } from '@mantine/core';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useSpeech } from '../i18n/speech.tsx';
import { ErrorNote } from './refusal-note.tsx';

interface GroundsDialogProps {
  readonly opened: boolean;
  readonly title: string;
  readonly onClose: () => void;
  readonly label: string;
  readonly help?: string;
  readonly submit: string;
  readonly isPending: boolean;
  readonly error: Error | null;
  /** Called with what was written, trimmed. */
  readonly onSubmit: (grounds: string) => void;
  /** What happens, and further fields, above the grounds. */
  readonly children?: ReactNode;
  /** In characters, where it is less than usual. */
  readonly longest?: number;
  /** Words may be left out. */
  readonly optional?: boolean;
}

/** What a decision needs everywhere: what follows from it, a few words of grounds, and the button that says what happens. */
export function GroundsDialog(props: GroundsDialogProps) {
  const { words } = useSpeech();
  const [grounds, setGrounds] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    props.onSubmit(grounds.trim());
  };
  return (
    <Modal opened={props.opened} onClose={props.onClose} title={props.title} closeButtonProps={{ 'aria-label': words.shell.close }}>
      <form className="stack" onSubmit={submit}>
        {props.children}
        <Textarea
          className="fill"
          label={props.label}
          {...(props.help === undefined ? {} : { description: props.help })}
          required={props.optional !== true}
          maxLength={props.longest ?? 2_000}
          minRows={3}
          autosize={false}
          value={grounds}
          onChange={(event) => setGrounds(event.currentTarget.value)}
        />
        {props.error === null ? null : <ErrorNote error={props.error} />}
        <div className="row">
          <Button type="submit" loading={props.isPending}>
            {props.submit}
          </Button>
          <Button variant="default" onClick={props.onClose}>
            {words.shell.cancel}
          </Button>
        </div>
      </form>
    </Modal>
  );
}

interface ChoiceProps<Key extends string> {
  readonly label: string;
  readonly name: string;
  readonly choices: readonly { readonly key: Key; readonly text: string }[];
  readonly chosen: Key;
  readonly onChoose: (key: Key) => void;
}

/** A few large answers, one of which holds. */
export function Choice<Key extends string>(props: ChoiceProps<Key>) {
  return (
    <div className="reasons" role="radiogroup" aria-label={props.label}>
      {props.choices.map(({ key, text }) => (
        <label key={key}>
          <input type="radio" name={props.name} checked={props.chosen === key} onChange={() => props.onChoose(key)} />
          {text}
        </label>
      ))}
    </div>
  );
}

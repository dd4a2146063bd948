import { Button, Textarea } from '@mantine/core';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useSpeech } from '../i18n/speech.tsx';

export interface RejectionWords {
  readonly reason: string;
  readonly comment?: string;
  readonly evidence: string;
}

interface RejectionFormProps {
  /** What the contract names, in the language of the person. */
  readonly reasons: readonly { readonly key: string; readonly name: string }[];
  readonly submit: string;
  readonly onSubmit: (words: RejectionWords) => void;
  readonly onCancel: () => void;
  readonly isPending?: boolean;
  /** What was written before, where somebody comes back to change it. */
  readonly first?: RejectionWords;
  /** What it is about, above the reasons. */
  readonly children?: ReactNode;
}

/** The reason as large choices, the evidence, and a sentence where the reason needs one. */
export function RejectionForm(props: RejectionFormProps) {
  const { words } = useSpeech();
  const texts = words.claims;
  const { first, reasons } = props;
  const [reason, setReason] = useState(first?.reason ?? reasons[0]?.key ?? 'other');
  const [evidence, setEvidence] = useState(first?.evidence ?? '');
  const [comment, setComment] = useState(first?.comment ?? '');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    props.onSubmit({ reason, evidence: evidence.trim(), ...(comment.trim() === '' ? {} : { comment: comment.trim() }) });
  };
  return (
    <form className="stack" onSubmit={submit}>
      {props.children}
      <div className="reasons" role="radiogroup" aria-label={texts.reason}>
        {reasons.map((one) => (
          <label key={one.key}>
            <input type="radio" name="reason" checked={reason === one.key} onChange={() => setReason(one.key)} />
            {one.name}
          </label>
        ))}
      </div>
      {reason === 'other' ? <Words label={texts.comment} help={texts.commentNeeded} value={comment} onChange={setComment} /> : null}
      <Words label={texts.evidence} help={texts.evidenceHelp} value={evidence} onChange={setEvidence} />
      <div className="row">
        <Button type="submit" loading={props.isPending === true}>
          {props.submit}
        </Button>
        <Button variant="default" onClick={props.onCancel}>
          {words.shell.cancel}
        </Button>
      </div>
    </form>
  );
}

function Words(props: {
  readonly label: string;
  readonly help: string;
  readonly value: string;
  readonly onChange: (text: string) => void;
}) {
  return (
    <Textarea
      className="fill"
      label={props.label}
      description={props.help}
      required
      minRows={2}
      maxLength={2_000}
      autosize={false}
      value={props.value}
      onChange={(event) => props.onChange(event.currentTarget.value)}
    />
  );
}

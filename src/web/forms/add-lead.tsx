import { Button, Modal, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { submitForm } from '#protocol/endpoints-identity.ts';
import { listLeads } from '#protocol/endpoints-leads.ts';
import { useSpeech } from '../i18n/speech.tsx';
import { Answered } from '../ui/answered.tsx';
import { ErrorNote } from '../ui/refusal-note.tsx';
import { tell } from '../ui/tell.ts';
import { ask, asking, refreshWorkspace } from '../wire/asking.ts';
import { useHere } from '../wire/here.ts';

interface AddLeadProps {
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** A lead that no other system knows, written down by hand; the same person again is told apart as with every form. */
export function AddLead({ opened, onClose }: AddLeadProps) {
  const { words } = useSpeech();
  const here = useHere();
  return (
    <Modal opened={opened} onClose={onClose} title={words.leads.addTitle} closeButtonProps={{ 'aria-label': words.shell.close }}>
      {opened ? (
        <Answered of={asking(here.slug, listLeads, { query: { limit: 1 } })} lines={4}>
          {({ facets }) => <LeadForm known={facets?.sources.map(({ source }) => source) ?? []} onDone={onClose} />}
        </Answered>
      ) : null}
    </Modal>
  );
}

const OTHER = '\u0000other';
const texts0 = { name: '', company: '', email: '', phone: '', note: '' };
type Field = keyof typeof texts0;

function LeadForm({ known, onDone }: { readonly known: readonly string[]; readonly onDone: () => void }) {
  const { words } = useSpeech();
  const texts = words.leads;
  const here = useHere();
  const queries = useQueryClient();
  const navigate = useNavigate();
  // One number per opened form: sent twice, it is one lead.
  const [externalId] = useState(() => crypto.randomUUID());
  const [values, setValues] = useState(texts0);
  const [source, setSource] = useState('');
  const [ownSource, setOwnSource] = useState('');
  const own = source === OTHER ? ownSource.trim() : source;
  const said = (key: Field) => (values[key].trim() === '' ? {} : { [key]: values[key].trim() });
  const isEmpty = ['name', 'company', 'email', 'phone'].every((key) => values[key as Field].trim() === '');
  const add = useMutation({
    mutationFn: () =>
      ask(here.slug, submitForm, {
        body: {
          source: 'app',
          externalId,
          occurredAt: new Date().toISOString(),
          person: { ...said('name'), ...said('email'), ...said('phone') },
          ...(values.company.trim() === '' ? {} : { company: { name: values.company.trim() } }),
          lead: { source: own, ...(values.note.trim() === '' ? {} : { answers: said('note') }) },
        },
      }),
    onSuccess: async ({ became, lead }) => {
      onDone();
      tell(words, texts.became[became]);
      await refreshWorkspace(queries, here.slug);
      await navigate({ to: '/w/$workspace/leads/$lead', params: { workspace: here.slug, lead } });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!isEmpty) add.mutate();
  };
  const field = (key: Field) => ({
    className: 'fill',
    label: texts[key],
    value: values[key],
    onChange: (event: { currentTarget: { value: string } }) => {
      const { value } = event.currentTarget;
      setValues((before) => ({ ...before, [key]: value }));
    },
  });
  return (
    <form className="stack" onSubmit={submit}>
      <p className="soft">{texts.addText}</p>
      <TextInput {...field('name')} autoComplete="off" maxLength={200} data-autofocus />
      <TextInput {...field('company')} autoComplete="off" maxLength={200} />
      <TextInput {...field('email')} type="email" autoComplete="off" maxLength={200} />
      <TextInput {...field('phone')} type="tel" autoComplete="off" maxLength={40} />
      <NativeSelect
        className="fill"
        label={texts.source}
        description={texts.sourceHelp}
        required
        value={source}
        onChange={(event) => setSource(event.currentTarget.value)}
        data={[
          { value: '', label: '–' },
          ...known.filter((one) => one !== texts.unknownSource).map((one) => ({ value: one, label: one })),
          { value: texts.unknownSource, label: texts.unknownSource },
          { value: OTHER, label: texts.otherSource },
        ]}
      />
      {source === OTHER ? (
        <TextInput
          className="fill"
          label={texts.ownSource}
          required
          maxLength={200}
          value={ownSource}
          onChange={(event) => setOwnSource(event.currentTarget.value)}
        />
      ) : null}
      <Textarea {...field('note')} maxLength={2_000} minRows={2} autosize={false} />
      {isEmpty ? <p className="soft">{texts.addNeedsSomething}</p> : null}
      {add.isError ? <ErrorNote error={add.error} /> : null}
      <div className="row">
        <Button type="submit" loading={add.isPending} disabled={isEmpty}>
          {texts.addNow}
        </Button>
        <Button variant="default" onClick={onDone}>
          {words.shell.cancel}
        </Button>
      </div>
    </form>
  );
}

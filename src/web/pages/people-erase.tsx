import { Button, NativeSelect } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { type ErasureWire, erasePerson } from '#protocol/endpoints-people.ts';
import { useSpeech } from '../i18n/speech.tsx';
import { Icon } from '../ui/icon.tsx';
import { Note, Waiting } from '../ui/notes.tsx';
import { ErrorNote } from '../ui/refusal-note.tsx';
import { ask, refreshWorkspace } from '../wire/asking.ts';
import { useHere } from '../wire/here.ts';
import { type Found, nameOf } from './people.tsx';

const reasons = ['request', 'consent_withdrawn', 'left_company', 'other'] as const;
type Reason = (typeof reasons)[number];

/** What goes and what stays, side by side, before anything is erased. */
export function ErasePerson(props: { readonly person: Found; readonly onBack: () => void }) {
  const { words, format } = useSpeech();
  const texts = words.people;
  const here = useHere();
  const queries = useQueryClient();
  const [reason, setReason] = useState<Reason>('request');
  const { id } = props.person;
  const preview = useQuery({
    queryKey: [here.slug, erasePerson.name, id],
    queryFn: () => ask(here.slug, erasePerson, { params: { id }, body: { reason: 'request', dryRun: true } }),
    staleTime: 0,
  });
  const erase = useMutation({
    mutationFn: () => ask(here.slug, erasePerson, { params: { id }, body: { reason } }),
    onSuccess: () => refreshWorkspace(queries, here.slug),
  });
  const back = (
    <Button variant="subtle" leftSection={<Icon name="back" />} onClick={props.onBack}>
      {words.shell.close}
    </Button>
  );
  if (erase.isSuccess) {
    return (
      <Note title={texts.erased} tone="proven" icon="check">
        <p role="status">{texts.erasedText(format.count(erase.data.valueCount))}</p>
        {back}
      </Note>
    );
  }
  return (
    <section className="section" aria-live="polite">
      <h2>{texts.eraseTitle(nameOf(props.person))}</h2>
      {preview.isPending ? <Waiting lines={4} /> : null}
      {preview.isError ? <ErrorNote error={preview.error} /> : null}
      {preview.data === undefined ? null : <Preview erasure={preview.data} />}
      {erase.isError ? <ErrorNote error={erase.error} /> : null}
      <div className="row" style={{ paddingTop: 24 }}>
        {preview.data === undefined ? null : (
          <>
            <NativeSelect
              label={texts.reason}
              value={reason}
              onChange={(event) => setReason(reasons.find((one) => one === event.currentTarget.value) ?? 'other')}
              data={reasons.map((value) => ({ value, label: texts.reasons[value] }))}
            />
            <Button color="red" style={{ alignSelf: 'end' }} loading={erase.isPending} onClick={() => erase.mutate()}>
              {texts.confirm}
            </Button>
          </>
        )}
        <span style={{ alignSelf: 'end' }}>{back}</span>
      </div>
      <p className="soft" style={{ paddingTop: 12 }}>
        {texts.final}
      </p>
    </section>
  );
}

function Preview(props: { readonly erasure: ErasureWire }) {
  const { words, format } = useSpeech();
  const texts = words.people;
  const { erasure } = props;
  const count = (value: number) => format.count(value);
  const isContact = erasure.leads + erasure.appointments + erasure.deals + erasure.orders > 0;
  return (
    <div className="people-sides">
      <div>
        <h3>{texts.goes}</h3>
        <ul>
          {erasure.wasErased ? <li>{texts.wasErased}</li> : null}
          <li>
            <strong>{texts.values(count(erasure.valueCount))}</strong>
            <ul>
              {erasure.values.map(({ field, count: many }) => (
                <li key={field}>
                  {texts.fields[field] ?? field}: {count(many)}
                </li>
              ))}
            </ul>
          </li>
          {isContact ? (
            <li>{texts.reach(count(erasure.leads), count(erasure.appointments), count(erasure.deals), count(erasure.orders))}</li>
          ) : null}
          {erasure.subjects.length > 1 ? <li>{texts.merged(count(erasure.subjects.length))}</li> : null}
          {erasure.account === 'none' ? null : <li>{texts.account[erasure.account]}</li>}
        </ul>
      </div>
      <div>
        <h3>{texts.stays}</h3>
        <ul>
          <li>{texts.keptFacts(count(erasure.factsKept))}</li>
          <li>{texts.keptProof}</li>
          <li>{texts.keptContract}</li>
          {erasure.sharedDeals.length === 0 ? null : <li>{texts.shared(count(erasure.sharedDeals.length))}</li>}
        </ul>
      </div>
    </div>
  );
}

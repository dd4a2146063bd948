import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { keepApart, listMerges, type MergeProposalWire, mergePeople, proposeMerges, unmergePeople } from '#protocol/endpoints-identity.ts';
import { IdentitySettings } from '../forms/identity-settings.tsx';
import { useSpeech } from '../i18n/speech.tsx';
import { Answered } from '../ui/answered.tsx';
import { NoPermission } from '../ui/no-permission.tsx';
import { PageHead } from '../ui/page-head.tsx';
import { ErrorNote } from '../ui/refusal-note.tsx';
import { ask, asking, refreshWorkspace } from '../wire/asking.ts';
import { useHere } from '../wire/here.ts';

type Name = MergeProposalWire['personName'];

function called(id: string, { name, email, externalId }: Name): string {
  return name ?? email ?? externalId ?? id;
}

/** Contacts that look like one person, those that were merged, and how the workspace tells people apart. */
export function ContactsPage() {
  const { words } = useSpeech();
  const texts = words.contacts;
  const here = useHere();
  return (
    <>
      <PageHead title={texts.title} lead={texts.lead} />
      {here.may('people.manage') ? <SamePeople /> : <NoPermission />}
    </>
  );
}

function SamePeople() {
  const { words, format } = useSpeech();
  const texts = words.contacts;
  const here = useHere();
  return (
    <>
      <section className="section">
        <Answered of={asking(here.slug, proposeMerges, {})}>
          {({ proposals, merged }) => (
            <>
              {merged > 0 ? <p>{texts.mergedNow(format.count(merged))}</p> : null}
              {proposals.length === 0 ? <p className="soft">{texts.none}</p> : <Proposals proposals={proposals} />}
            </>
          )}
        </Answered>
      </section>
      <section className="section">
        <h2>{texts.merges}</h2>
        <Answered of={asking(here.slug, listMerges, {})} lines={2}>
          {({ merges }) =>
            merges.length === 0 ? (
              <p className="soft">{texts.noMerges}</p>
            ) : (
              merges.map(({ factId, person, into, personName, intoName }) => (
                <p key={factId} className="row">
                  <span>
                    {called(person, personName)} → {called(into, intoName)}
                  </span>
                  <Decide
                    label={texts.part}
                    decide={() => ask(here.slug, unmergePeople, { body: { person, reason: texts.grounds.part } })}
                  />
                </p>
              ))
            )
          }
        </Answered>
      </section>
      <IdentitySettings />
    </>
  );
}

function Proposals({ proposals }: { readonly proposals: readonly MergeProposalWire[] }) {
  const { words, format } = useSpeech();
  const texts = words.contacts;
  const here = useHere();
  return (
    <div className="table-wrap">
      <table className="table">
        <thead>
          <tr>
            <th>{texts.contact}</th>
            <th>{texts.into}</th>
            <th>{texts.certainty}</th>
            <th>{texts.because}</th>
            <th>{texts.decide}</th>
          </tr>
        </thead>
        <tbody>
          {proposals.map(({ person, into, certainty, reasons, personName, intoName }) => (
            <tr key={`${person} ${into}`}>
              <td>{called(person, personName)}</td>
              <td>{called(into, intoName)}</td>
              <td>{texts.sure[certainty]}</td>
              <td>{format.list(reasons.map((reason) => texts.reasons[reason]))}</td>
              <td>
                <div className="row">
                  <Decide
                    label={texts.merge}
                    decide={() => ask(here.slug, mergePeople, { body: { person, into, reason: texts.grounds.merge } })}
                  />
                  <Decide
                    label={texts.apart}
                    decide={() => ask(here.slug, keepApart, { body: { person, from: into, reason: texts.grounds.apart } })}
                  />
                </div>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Decide(props: { readonly label: string; readonly decide: () => Promise<unknown> }) {
  const here = useHere();
  const queries = useQueryClient();
  const made = useMutation({ mutationFn: props.decide, onSuccess: () => refreshWorkspace(queries, here.slug) });
  return (
    <>
      <Button variant="default" size="xs" loading={made.isPending} onClick={() => made.mutate()}>
        {props.label}
      </Button>
      {made.isError ? <ErrorNote error={made.error} /> : null}
    </>
  );
}

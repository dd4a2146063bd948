import '../ui/page.css';
import '../leads/leads.css';
import { Button } from '@mantine/core';
import { infiniteQueryOptions, useInfiniteQuery } from '@tanstack/react-query';
import { Link, useLocation, useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { listLeads, searchLeads } from '#protocol/endpoints-leads.ts';
import type { LeadWire } from '#protocol/lead-wire.ts';
import { AddLead } from '../forms/add-lead.tsx';
import { useSpeech } from '../i18n/speech.tsx';
import { LeadFilters } from '../leads/lead-filters.tsx';
import { LeadAnswer, LeadState, leadName, ownerText, sourceText } from '../leads/lead-marks.tsx';
import { hashOfSearch, type LeadSelection, queryOf, searchFromHash } from '../leads/lead-selection.ts';
import { NoPermission } from '../ui/no-permission.tsx';
import { Note, Waiting } from '../ui/notes.tsx';
import { PageHead } from '../ui/page-head.tsx';
import { ErrorNote } from '../ui/refusal-note.tsx';
import { ask } from '../wire/asking.ts';
import { useHere } from '../wire/here.ts';

/** Pages by time of receipt, as the endpoint hands them out. */
function leadPages(workspace: string, selection: LeadSelection, text: string) {
  return infiniteQueryOptions({
    queryKey: [workspace, 'leadPages', selection, text],
    queryFn: ({ pageParam, signal }) => {
      const query = { ...queryOf(selection), ...(pageParam === '' ? {} : { after: pageParam }) };
      return text === '' ? ask(workspace, listLeads, { query }, signal) : ask(workspace, searchLeads, { body: { ...query, text } }, signal);
    },
    initialPageParam: '',
    getNextPageParam: (page) => page.nextAfter,
  });
}

/** The company's leads, the newest first. */
export function LeadsPage() {
  const { words } = useSpeech();
  const here = useHere();
  const [adding, setAdding] = useState(false);
  const texts = words.leads;
  return (
    <>
      <PageHead title={texts.title} lead={texts.lead}>
        {here.may('facts.write') && here.may('facts.read') ? <Button onClick={() => setAdding(true)}>{texts.add}</Button> : null}
      </PageHead>
      {here.may('facts.read') ? <LeadList /> : <NoPermission />}
      <AddLead opened={adding} onClose={() => setAdding(false)} />
    </>
  );
}

function LeadList() {
  const { words, format } = useSpeech();
  const texts = words.leads;
  const here = useHere();
  const navigate = useNavigate();
  const selection = useSearch({ from: '/w/$workspace/leads' });
  const text = searchFromHash(useLocation({ select: ({ hash }) => hash }));
  const pages = useInfiniteQuery(leadPages(here.slug, selection, text));
  const first = pages.data?.pages[0];
  const leads = pages.data?.pages.flatMap((page) => page.leads) ?? [];
  const isNarrowed = text !== '' || Object.keys(selection).length > 0;
  const go = (next: LeadSelection, search: string) =>
    navigate({ to: '/w/$workspace/leads', params: { workspace: here.slug }, search: next, hash: hashOfSearch(search), replace: true });
  return (
    <>
      {first === undefined && !pages.isError && !isNarrowed ? null : (
        <LeadFilters key={text} selection={selection} text={text} page={first} onChange={(next, search) => void go(next, search)} />
      )}
      {pages.isError ? <ErrorNote error={pages.error} retry={() => void pages.refetch()} /> : null}
      {pages.isPending ? <Waiting lines={10} /> : null}
      {pages.isSuccess && leads.length === 0 ? <Nothing isNarrowed={isNarrowed} onReset={() => void go({}, '')} /> : null}
      {leads.length === 0 ? null : (
        <>
          <p className="soft" aria-live="polite">
            {first?.facets === undefined ? null : texts.count(first.facets.count, format.count(first.facets.count))}
          </p>
          <LeadTable leads={leads} />
          {pages.hasNextPage ? (
            <div style={{ paddingTop: 16 }}>
              <Button variant="default" loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
                {words.shell.loadMore}
              </Button>
            </div>
          ) : null}
        </>
      )}
    </>
  );
}

function Nothing(props: { readonly isNarrowed: boolean; readonly onReset: () => void }) {
  const { words } = useSpeech();
  const texts = words.leads;
  const here = useHere();
  if (props.isNarrowed) {
    return (
      <Note title={texts.noneFound}>
        <Button variant="default" onClick={props.onReset}>
          {texts.reset}
        </Button>
      </Note>
    );
  }
  return (
    <Note title={texts.none}>
      <p>{texts.noneText}</p>
      {here.may('imports.write') ? (
        <Link to="/w/$workspace/imports" params={{ workspace: here.slug }}>
          {texts.importThem}
        </Link>
      ) : null}
    </Note>
  );
}

function LeadTable({ leads }: { readonly leads: readonly LeadWire[] }) {
  const { words } = useSpeech();
  const texts = words.leads;
  return (
    <div className="table-wrap">
      <table className="table stacking lead-list">
        <thead>
          <tr>
            <th>{texts.who}</th>
            <th>{texts.source}</th>
            <th>{texts.when}</th>
            <th>{texts.state}</th>
            <th>{texts.answer}</th>
            <th>{texts.owner}</th>
            <th>{texts.lastContact}</th>
          </tr>
        </thead>
        <tbody>
          {leads.map((lead) => (
            <LeadRow key={lead.lead} lead={lead} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function LeadRow({ lead }: { readonly lead: LeadWire }) {
  const { words, format } = useSpeech();
  const texts = words.leads;
  const here = useHere();
  const { timeZone } = here.workspace;
  const person = lead.person === null ? texts.noPerson : (lead.person.name ?? texts.unnamed);
  return (
    <tr>
      <td>
        <Link to="/w/$workspace/leads/$lead" params={{ workspace: here.slug, lead: lead.lead }}>
          {leadName(words, lead)}
        </Link>
        <span className="faint small">
          {lead.company?.name == null ? null : `${person} · `}
          {lead.externalId ?? ''}
        </span>
      </td>
      <td>
        {sourceText(words, lead.source)}
        {lead.campaign === null ? null : <span className="faint small wide-only">{lead.campaign}</span>}
      </td>
      <td style={{ whiteSpace: 'nowrap' }}>{format.day(lead.capturedAt, timeZone)}</td>
      <td>
        <LeadState state={lead.state} />
      </td>
      <td>
        <LeadAnswer answer={lead.answer} />
      </td>
      <td className="wide-only">{ownerText(words, lead.owner)}</td>
      <td className="wide-only">
        {lead.contacts === null ? (
          <span className="soft">{texts.noContact}</span>
        ) : (
          <>
            {format.day(lead.contacts.lastAt, timeZone)}
            <span className="faint small">{texts.outcomes[lead.contacts.lastOutcome]}</span>
          </>
        )}
      </td>
    </tr>
  );
}

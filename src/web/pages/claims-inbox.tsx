import '../ui/page.css';
import '../claims/inbox.css';
import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import type { InboxClaimWire, InboxContractWire } from '#protocol/endpoints-claim-inbox.ts';
import { BulkBar } from '../claims/bulk-bar.tsx';
import { ClaimSheet } from '../claims/claim-sheet.tsx';
import { InboxFilters } from '../claims/inbox-filters.tsx';
import { InboxList } from '../claims/inbox-list.tsx';
import { claimName, inboxPages } from '../claims/inbox-query.ts';
import type { InboxSearch } from '../claims/inbox-search.ts';
import { useSendOnLeaving } from '../claims/pending-decisions.ts';
import { useSpeech } from '../i18n/speech.tsx';
import { NoPermission } from '../ui/no-permission.tsx';
import { Note, Waiting } from '../ui/notes.tsx';
import { PageHead } from '../ui/page-head.tsx';
import { ErrorNote } from '../ui/refusal-note.tsx';
import { useHere } from '../wire/here.ts';

/** The claims of all contracts, first what waits for the side of whoever looks. */
export function ClaimsInboxPage() {
  const { words } = useSpeech();
  const here = useHere();
  const texts = words.claimInbox;
  return (
    <>
      <PageHead title={texts.title} lead={here.partner ? texts.lead.other : texts.lead.payer} />
      {here.may('claims.read') ? <Inbox /> : <NoPermission />}
    </>
  );
}

function Inbox() {
  const { words } = useSpeech();
  const here = useHere();
  useSendOnLeaving();
  const search = useSearch({ from: '/w/$workspace/claims' });
  const navigate = useNavigate({ from: '/w/$workspace/claims' });
  const look = (next: InboxSearch) => void navigate({ search: next, replace: true });
  const pages = useInfiniteQuery(inboxPages(here.slug, search));
  const [selection, setSelection] = useState<ReadonlyMap<string, InboxClaimWire>>(new Map());
  if (pages.isPending) return <Waiting lines={10} />;
  if (pages.data === undefined) return <ErrorNote error={pages.error} retry={() => void pages.refetch()} />;
  const first = pages.data.pages[0];
  if (first === undefined) return null;
  const { contracts, counts } = first;
  if (contracts.length === 0) return <NoContracts />;
  const claims = pages.data.pages.flatMap((page) => page.claims);
  const shownCount = search.show === undefined ? counts.waiting : search.show === 'all' ? claimsInAll(counts) : counts[search.show];
  const opened = claims.find((claim) => claimName(claim) === search.claim);
  return (
    <div className="inbox" data-stale={pages.isPlaceholderData}>
      <InboxFilters search={search} contracts={contracts} counts={counts} onLook={look} />
      {pages.isError ? <ErrorNote error={pages.error} retry={() => void pages.refetch()} /> : null}
      {claims.length === 0 ? <Nothing search={search} onLook={look} /> : null}
      {claims.length === 0 ? null : (
        <InboxList
          claims={claims}
          contracts={contracts}
          now={first.now}
          selection={selection}
          onSelect={setSelection}
          onOpen={(claim) => look({ ...search, claim: claimName(claim) })}
        />
      )}
      {pages.hasNextPage ? (
        <p className="section">
          <Button variant="default" loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
            {words.shell.loadMore}
          </Button>
        </p>
      ) : null}
      <BulkBar selection={selection} onSelect={setSelection} contracts={contracts} search={search} count={shownCount} />
      <ClaimSheet
        claim={opened}
        contract={contractOf(contracts, opened)}
        now={first.now}
        onClose={() => {
          const { claim: _claim, ...rest } = search;
          look(rest);
        }}
      />
      {here.may('claims.decide') ? <p className="small faint inbox__undo">{words.claimInbox.undoText}</p> : null}
    </div>
  );
}

function contractOf(contracts: readonly InboxContractWire[], claim: InboxClaimWire | undefined): InboxContractWire | undefined {
  return contracts.find(({ id }) => id === claim?.agreementId);
}

function claimsInAll({ waiting: _waiting, ...states }: Readonly<Record<string, number>>): number {
  return Object.values(states).reduce((sum, n) => sum + n, 0);
}

function NoContracts() {
  const { words } = useSpeech();
  const here = useHere();
  const texts = words.claimInbox;
  return (
    <Note title={texts.noContracts} icon="contract">
      <p>{texts.noContractsText}</p>
      {here.may('agreements.read') ? (
        <Link to="/w/$workspace/agreements" params={{ workspace: here.slug }}>
          {words.statement.toAgreements}
        </Link>
      ) : null}
    </Note>
  );
}

/** Nothing to do is good news; nothing found has its way back. */
function Nothing({ search, onLook }: { readonly search: InboxSearch; readonly onLook: (next: InboxSearch) => void }) {
  const { words } = useSpeech();
  const here = useHere();
  const texts = words.claimInbox;
  const { contract, component, text, show } = search;
  if (contract !== undefined || component !== undefined || text !== undefined || show !== undefined) {
    return (
      <Note title={texts.nothingFound}>
        <Button variant="default" onClick={() => onLook({})}>
          {texts.resetFilters}
        </Button>
      </Note>
    );
  }
  return (
    <Note title={here.partner ? texts.nothing.other : texts.nothing.payer} icon="check" tone="proven">
      <p>{texts.nothingText}</p>
      <Button variant="default" onClick={() => onLook({ show: 'all' })}>
        {texts.showAll}
      </Button>
    </Note>
  );
}

import { infiniteQueryOptions } from '@tanstack/react-query';
import { type InboxClaimWire, readClaimInbox } from '#protocol/endpoints-claim-inbox.ts';
import { ask } from '../wire/asking.ts';
import type { InboxSearch } from './inbox-search.ts';

const PAGE = 50;

export function inboxQuery({ show, contract, component, text }: InboxSearch) {
  return {
    ...(show === undefined ? {} : { show }),
    ...(contract === undefined ? {} : { agreement: contract }),
    ...(component === undefined ? {} : { component }),
    ...(text === undefined ? {} : { text }),
  };
}

export function inboxPages(workspace: string, search: InboxSearch) {
  const query = inboxQuery(search);
  return infiniteQueryOptions({
    queryKey: [workspace, 'claimInboxPages', query],
    queryFn: ({ pageParam, signal }) =>
      ask(workspace, readClaimInbox, { query: { ...query, limit: PAGE, ...(pageParam === '' ? {} : { after: pageParam }) } }, signal),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextAfter,
    // Another filter keeps the list in sight until its own is there.
    placeholderData: (before) => before,
  });
}

export function claimName({ agreementId, component, subject }: Pick<InboxClaimWire, 'agreementId' | 'component' | 'subject'>): string {
  return `${agreementId}/${component}/${subject}`;
}

/** Accepting and rejecting can be done for many at once; objections and their decisions need words of their own. */
export function isSelectable({ acts }: Pick<InboxClaimWire, 'acts'>): boolean {
  return acts.includes('accept') || acts.includes('reject');
}

import type { InboxShow } from '#protocol/endpoints-claim-inbox.ts';

/** As the endpoint has them; written here too, because the first page knows every address and should not load every endpoint. */
const shows: readonly InboxShow[] = ['waiting', 'all', 'under_review', 'counted', 'rejected', 'disputed', 'outside_terms'];

/** What one looks at in the inbox; it stands in the address. */
export interface InboxSearch {
  readonly show?: InboxShow;
  readonly contract?: string;
  readonly component?: string;
  readonly text?: string;
  /** The claim whose sheet is open, as `agreement/component/subject`. */
  readonly claim?: string;
}

/** Whatever stands in an address that is no filter is left out. */
export function inboxSearch(raw: Readonly<Record<string, unknown>>): InboxSearch {
  const text = (name: string) => {
    const value = raw[name];
    return typeof value === 'string' && value !== ''
      ? { [name]: value.slice(0, 200) }
      : typeof value === 'number'
        ? { [name]: String(value) }
        : {};
  };
  const show = shows.find((one) => one === raw['show']);
  return {
    ...(show === undefined || show === 'waiting' ? {} : { show }),
    ...text('contract'),
    ...text('component'),
    ...text('text'),
    ...text('claim'),
  };
}

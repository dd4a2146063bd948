import { leadStates } from '#protocol/lead-states.ts';
import type { LeadStateWire } from '#protocol/lead-wire.ts';

export const answersAsked = ['yes', 'no', 'open'] as const;

/** What of the list is shown; it stands in the address of the page. */
export interface LeadSelection {
  readonly source?: string;
  readonly state?: LeadStateWire;
  readonly answer?: (typeof answersAsked)[number];
  readonly definition?: string;
  readonly owner?: string;
  readonly days?: number;
  readonly contact?: 'none';
}

const LONGEST_DAYS = 3_660;

/** Reads an address that anybody may have typed: what does not fit is left out. */
export function readSelection(raw: Record<string, unknown>): LeadSelection {
  const text = (key: string) => {
    const value = raw[key];
    // The router reads digits in an address as numbers.
    const written = typeof value === 'number' ? String(value) : value;
    return typeof written === 'string' && written !== '' && written.length <= 200 ? { [key]: written } : {};
  };
  const state = leadStates.find((one) => one === raw['state']);
  const answer = answersAsked.find((one) => one === raw['answer']);
  const days = Number(raw['days']);
  return {
    ...text('source'),
    ...text('definition'),
    ...text('owner'),
    ...(state === undefined ? {} : { state }),
    ...(answer === undefined ? {} : { answer }),
    ...(Number.isInteger(days) && days >= 1 && days <= LONGEST_DAYS ? { days } : {}),
    ...(raw['contact'] === 'none' ? { contact: 'none' } : {}),
  };
}

export function queryOf({ contact, ...selection }: LeadSelection) {
  return { ...selection, ...(contact === 'none' ? { notContacted: true } : {}) };
}

/** A search text may name a person. Behind the `#` it stays in the browser and reaches no log of any server. */
export function searchFromHash(hash: string): string {
  return new URLSearchParams(hash.replace(/^#/, '')).get('q') ?? '';
}

export function hashOfSearch(text: string): string {
  return text === '' ? '' : new URLSearchParams({ q: text }).toString();
}

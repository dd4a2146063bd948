import type { contacts as german } from '../de/contacts.ts';

export const contacts: typeof german = {
  title: 'Same people',
  lead: 'Contacts that look like the same person. You decide; every merge can be undone.',
  none: 'No two contacts look like the same person.',
  contact: 'Contact',
  into: 'Probably is',
  certainty: 'How sure',
  because: 'Because',
  sure: { certain: 'certain', likely: 'likely', shared: 'shared mailbox' },
  reasons: { email: 'same e-mail address', phone: 'same phone number', crm_id: 'same number in the CRM' },
  decide: 'Decision',
  merge: 'Merge',
  apart: 'Keep apart',
  merges: 'Merged',
  noMerges: 'Nobody has been merged yet.',
  part: 'Separate',
  grounds: { merge: 'same person', apart: 'two people', part: 'two people after all' },
  mergedNow: (count: string) => `${count} certain matches were merged.`,
};

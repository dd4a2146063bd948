import type { overlaps as german } from '../de/overlaps.ts';

export const overlaps: typeof german = {
  title: 'Claimed twice',
  lead: 'Leads that claims of several agreements go back to, the most money first.',
  link: 'What several agreements claim at once',
  none: 'Nothing is claimed twice',
  noneText: 'No lead leads to claims of two agreements.',
  from: 'Lead',
  claims: 'Claims',
  stake: 'together',
  sameResult: 'the same result',
  otherResults: 'different results',
  elsewhere: (where) => `Also claimed by: ${where}.`,
  elsewhereHidden: 'Another agreement claims this too.',
  chooseReason: (reason) => `If this one does not count, choose the reason "${reason}".`,
  noReason:
    'This agreement names no reason for duplicates. Use another one only if it is true; else raise an objection after the review period, which both sides decide.',
};

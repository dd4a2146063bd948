import type { Words } from '../words.ts';

export const demo: Words['demo'] = {
  seeAs: 'See as',
  ownSession: 'You are then signed in as this person. For your other workspaces you sign in again afterwards.',
  roles: {
    owner: 'management',
    marketing: 'marketing',
    sales: 'sales (phone)',
    partner: 'the agency',
    works_council: 'the works council',
    auditor: 'an auditor',
  },
  reset: 'Reset the sample',
  resetText:
    'Everything in this workspace is thrown away and made anew, with twelve months up to today. This takes some seconds. Members stay, API keys and invitations do not.',
  resetNow: 'Throw away and make anew',
  resetting: 'Being made anew',
  progress: (done, of) => `Step ${done} of ${of}`,
  resetDone: 'The sample company has been made anew.',
  stories: 'Stories to click',
  allStories: 'Six stories to click',
  storiesLead: 'What happened in a year between Kessler and the agency Nordlicht, and what Belegbar makes of it.',
  noStories: 'This sample was made by an older version. Reset it to find its stories here.',
};

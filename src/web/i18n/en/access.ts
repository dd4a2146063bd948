import type { Words } from '../words.ts';

export const access: Words['access'] = {
  title: 'Sign in',
  lead: 'Belegbar has no passwords anyone could guess. You sign in with a link that works exactly once.',
  howTitle: 'How to get a link',
  howOwner: 'On the machine that runs Belegbar:',
  howMember: 'You were invited? Then ask the person who runs the workspace for a new link.',
  pasteTitle: 'Paste a link or code',
  pasteLabel: 'Sign-in link',
  pasteHelp: 'The whole address, or only the part behind the # sign',
  submit: 'Sign in with this link',
  working: 'Signing you in …',
  unusable: 'This link no longer works',
  unusableText: 'Each link works once and only for a short time. Get a new one; it is valid at once.',
  without: 'Without signing in',
  withoutText: 'You can recompute a proof file without an account.',
  toRecompute: 'Recompute a proof file',
  promise: 'No money without proof.',
  promiseText: 'What counts is in the agreement. What happened is in the log. What is owed, each side can recompute for itself.',
  signedOut: 'You are signed out',
  noWorkspace: 'You do not belong to a workspace yet',
  noWorkspaceText: 'Ask the person who runs the workspace for an invitation. Or create one yourself:',
};

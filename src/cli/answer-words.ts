import type { Bilingual } from './language.ts';

/** What a definition says of a case, in words. */
export const answerWords: Readonly<Record<'yes' | 'no' | 'open' | 'failed', Bilingual>> = {
  yes: { de: 'zählt', en: 'counts' },
  no: { de: 'zählt nicht', en: 'does not count' },
  open: { de: 'offen', en: 'open' },
  failed: { de: 'wartet', en: 'waits' },
};

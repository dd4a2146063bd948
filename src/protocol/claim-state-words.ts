import type { RefusalParams } from '#core/kernel/result.ts';
import { plain } from './sentence.ts';

const words: Readonly<Record<string, { readonly de: string; readonly en: string }>> = {
  under_review: { de: 'in Prüfung', en: 'in review' },
  counted: { de: 'zählt bereits', en: 'already counts' },
  rejected: { de: 'zählt nicht', en: 'does not count' },
  disputed: { de: 'Einwand', en: 'objection' },
  outside_terms: { de: 'außerhalb der Bedingungen', en: 'outside the terms' },
};

/** The state of a claim that a refusal names, between two pieces of text; nothing if it names none. */
export function claimState(params: RefusalParams, language: 'de' | 'en', before: string, after = ''): string {
  const state = plain(params, 'state');
  return state === '' ? '' : `${before}${words[state]?.[language] ?? state}${after}`;
}

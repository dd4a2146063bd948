import type { Refusal } from '#core/kernel/result.ts';
import { refusalSentenceDe } from '#protocol/refusal-sentences.de.ts';
import { refusalSentenceEn } from '#protocol/refusal-sentences.en.ts';

export type Language = 'de' | 'en';

/** A text in both languages; the compiler asks for both. */
export interface Bilingual {
  readonly de: string;
  readonly en: string;
}

/** German if the environment says so (LC_ALL, LC_MESSAGES, LANG, in this order), else English. */
export function languageOf(env: Readonly<Record<string, string | undefined>>): Language {
  const locale = [env['LC_ALL'], env['LC_MESSAGES'], env['LANG']].find((value) => value !== undefined && value !== '') ?? '';
  return /^de([_.-]|$)/i.test(locale) ? 'de' : 'en';
}

export function refusalSentence(refusal: Refusal, language: Language): string {
  return language === 'de' ? refusalSentenceDe(refusal) : refusalSentenceEn(refusal);
}

import { deepEqual } from '#core/kernel/deep-equal.ts';
import type { Agreement, Bilingual } from './agreement.ts';
import { type DraftAnswers, type DraftText, draftTexts } from './draft-answers.ts';
import { standardTexts } from './draft-texts.ts';

/** The texts as they will stand: the person's own wording, else the standard. */
export function textsOf(answers: DraftAnswers): Readonly<Record<DraftText, Bilingual>> {
  const standard = usualTexts(answers);
  const own = Object.entries(answers.texts).flatMap(([name, text]): [string, Bilingual][] => {
    const usual = standard[name as DraftText];
    return [[name, { de: text.de.trim() === '' ? usual.de : text.de.trim(), en: text.en.trim() === '' ? usual.en : text.en.trim() }]];
  });
  return { ...standard, ...Object.fromEntries(own) };
}

/** Texts worded in one language while the other still says the usual: both are signed, so both have to say the same. */
export function halfWorded(answers: DraftAnswers): readonly DraftText[] {
  const usual = usualTexts(answers);
  const texts = textsOf(answers);
  const isOwn = (name: DraftText, language: keyof Bilingual) => texts[name][language] !== usual[name][language];
  return draftTexts.filter((name) => isOwn(name, 'de') !== isOwn(name, 'en'));
}

/**
 * Whether the texts that speak of the deadlines of review and exit are somebody's own words: nothing compares them with the terms, and what
 * is computed follows the terms.
 */
export function ownWording({ review, exit, obligations }: Agreement): { readonly review: boolean; readonly exit: boolean } {
  const usual = standardTexts({
    subject: undefined,
    result: undefined,
    partner: '',
    reviewDays: review.days,
    noticeDays: exit.noticeDays,
    hasArbiter: false,
  });
  const promise = obligations.payer.find(({ key }) => key === 'review')?.text;
  return { review: promise !== undefined && !deepEqual(promise, usual.payerReview), exit: !deepEqual(exit.text, usual.exit) };
}

function usualTexts(answers: DraftAnswers): Readonly<Record<DraftText, Bilingual>> {
  return standardTexts({
    subject: answers.result?.subject,
    result: answers.result?.title,
    partner: answers.payee.name.trim(),
    reviewDays: answers.reviewDays ?? 0,
    noticeDays: answers.noticeDays ?? 0,
    hasArbiter: answers.arbiter.trim() !== '',
  });
}

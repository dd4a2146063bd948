import { describe, expect, it } from 'vitest';
import { freshAnswers } from '#core/promises/agreements/draft-answers.ts';
import { mergedDraft } from './kept-draft.ts';

const payer = { key: 'kessler', name: 'Kessler Blechtechnik GmbH', business: true, vatId: '' };
const fresh = {
  answers: freshAnswers({ payer, currency: 'EUR', timeZone: 'Europe/Berlin', from: '2026-01-01', to: '2026-12-31' }),
  effectiveFrom: '',
};

describe('A draft kept in the browser', () => {
  it('comes back as it was left', () => {
    const left = { answers: { ...fresh.answers, amount: '180', sources: ['google_ads'], reviewDays: null }, effectiveFrom: '2026-02-01' };
    expect(mergedDraft(fresh, JSON.parse(JSON.stringify(left)))).toEqual(left);
  });

  it('takes nothing over that the page does not know or cannot read', () => {
    expect(mergedDraft(fresh, { answers: { amount: 5, sources: 'google', unheard: true, from: '2026-03-01' }, effectiveFrom: 1 })).toEqual({
      ...fresh,
      answers: { ...fresh.answers, from: '2026-03-01' },
    });
    expect(mergedDraft(fresh, ['something else'])).toEqual(fresh);
  });
});

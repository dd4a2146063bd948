import { describe, expect, it } from 'vitest';
import { definitionTemplates } from '#core/definitions/templates/registry.ts';
import { draftAgreement, silenceOf } from './draft-agreement.ts';
import { type DraftAnswers, fittingAnswers, freeKey, freshAnswers, shortKey, typedDecimal } from './draft-answers.ts';
import { ownWording } from './own-wording.ts';

const payer = { key: 'kessler', name: 'Kessler Blechtechnik GmbH', business: true, vatId: '' };
const fresh = freshAnswers({ payer, currency: 'EUR', timeZone: 'Europe/Berlin', from: '2026-01-01', to: '2026-12-31' });

const fresh30 = draftAgreement(fresh).agreement.exit.text;

function about(key: string): DraftAnswers {
  const definition = definitionTemplates.find((one) => one.key === key);
  if (definition === undefined) throw new Error(`no template ${key}`);
  const { version, subject, title } = definition;
  return fittingAnswers({ ...fresh, result: { key, version, subject, title } });
}

describe('Drafting a contract', () => {
  it('names every answer that is still missing by its field', () => {
    const fields = draftAgreement(fresh).gaps.map(({ field }) => field);
    expect(fields).toEqual(
      expect.arrayContaining(['result', 'payeeName', 'amount', 'capCount', 'sources', 'payerPerson', 'payeePerson', 'processingDocument']),
    );
    expect(fields).toHaveLength(8);
  });

  it('lets silence count only between businesses and with a week to answer', () => {
    expect(silenceOf(fresh)).toBe(true);
    expect(silenceOf({ ...fresh, reviewDays: 6 })).toBe(false);
    expect(silenceOf({ ...fresh, payee: { ...fresh.payee, business: false } })).toBe(false);
    const { review, obligations } = draftAgreement({ ...fresh, silence: false }).agreement;
    expect(review.silence).toBeUndefined();
    expect(obligations.payer.map(({ consequence }) => consequence?.kind)).not.toContain('silence_counts');
  });

  it('keeps a share of an order back until it is paid, and takes it back in proportion to a refund', () => {
    const [component] = draftAgreement({ ...about('order-placed'), price: 'percentage', percent: '3' }).agreement.components;
    expect(component?.price).toEqual({ model: 'percentage', of: 'net_revenue', rateBasisPoints: 300 });
    expect(component?.holdBack?.condition).toEqual({ when: 'paid', otherwise: 'forfeit' });
    expect(component?.clawBack).toEqual({ days: 180, events: ['refund', 'chargeback'], takes: 'proportional' });
  });

  it('makes a milestone of a result that is a milestone: one price, a deadline, no cap', () => {
    const [component] = draftAgreement({ ...about('milestone-evidenced'), amount: '2.400' }).agreement.components;
    expect(component?.price).toEqual({ model: 'fixed', amount: '2400.00' });
    expect(component?.milestone?.dueWithinDays).toBe(30);
    expect(component?.caps).toBeUndefined();
    expect(component?.dedup).toBeUndefined();
  });

  it('takes no price that does not fit what counts', () => {
    expect(fittingAnswers({ ...about('deal-won'), price: 'percentage' }).price).toBe('per_unit');
    expect(fittingAnswers({ ...about('deal-won'), price: 'per_unit', capBy: 'none' }).capBy).toBe('count');
    expect(fittingAnswers({ ...about('order-placed'), price: 'percentage', capBy: 'count' }).capBy).toBe('amount');
  });

  it('puts a person’s own words in the place of the standard text, and asks for both languages', () => {
    const worded = (de: string, en: string) => draftAgreement({ ...fresh, texts: { exit: { de, en } } });
    const half = { field: 'text-exit', problem: 'one_language' };
    const { agreement, gaps } = worded('Nur zum Jahresende.', ' At the end of a year only.');
    expect(agreement.exit.text).toEqual({ de: 'Nur zum Jahresende.', en: 'At the end of a year only.' });
    expect(gaps).not.toContainEqual(half);
    expect(worded('Nur zum Jahresende.', ' ').gaps).toContainEqual(half);
    expect(worded('Nur zum Jahresende.', fresh30.en).gaps).toContainEqual(half);
    expect(worded(' ', '').gaps).not.toContainEqual(half);
  });

  it('marks own words about review and exit, for they may say otherwise than the terms, also after an amendment of the days', () => {
    expect(ownWording(draftAgreement(fresh).agreement)).toEqual({ review: false, exit: false });
    const texts = {
      payerReview: { de: 'Binnen 90 Tagen; Schweigen gilt als Ablehnung.', en: 'Within 90 days; silence counts as rejection.' },
      exit: fresh30,
    };
    expect(ownWording(draftAgreement({ ...fresh, texts }).agreement)).toEqual({ review: true, exit: false });
    expect(ownWording(draftAgreement({ ...fresh, noticeDays: 60, texts }).agreement)).toEqual({ review: true, exit: true });
  });

  it.each([
    ['1.500', 'EUR', '1500'],
    ['1,500', 'EUR', '1500'],
    ['1.500', 'KWD', '1.500'],
    ['180,5', 'EUR', '180.5'],
    ['1.234,50 €', 'EUR', '1234.50'],
    ['1,234.50', 'EUR', '1234.50'],
    ['1.234.567', 'EUR', '1234567'],
    ['12.34.56', 'EUR', '12.34.56'],
    ['180', 'EUR', '180'],
    ['0,50', 'EUR', '0.50'],
    ['0,500', 'EUR', '0,500'],
    ['0.500,00', 'EUR', '0.500,00'],
    ['0,500', 'KWD', '0.500'],
  ])('reads the amount %s in %s as %s', (typed, currency, decimal) => {
    expect(typedDecimal(typed, currency)).toBe(decimal);
  });

  it.each(['0,500', '0,125', '0.500,00'])('asks again for the amount %s instead of making hundreds of euros of cents', (amount) => {
    expect(draftAgreement({ ...about('deal-won'), amount }).gaps).toContainEqual({ field: 'amount', problem: 'not_an_amount' });
  });

  it('makes short names of company names, and finds one that is free', () => {
    expect(shortKey('Agentur Nördlicht GmbH & Co. KG', 'agency')).toBe('agentur-noerdlicht');
    expect(shortKey('4711', 'agency')).toBe('agency');
    expect(freeKey('nordlicht', ['nordlicht', 'nordlicht-2'])).toBe('nordlicht-3');
  });
});

import { expect, it } from 'vitest';
import type { Agreement } from './agreement.ts';
import { agreementChanges } from './changes.ts';

const signed = {
  version: 1,
  components: [
    { key: 'lead', price: { model: 'per_unit', amount: '150.00' } },
    { key: 'order', price: { model: 'per_unit', amount: '20.00' } },
  ],
  review: { days: 14 },
} as unknown as Agreement;

it('an amendment reads as the places it changes, components by their key and not by their place', () => {
  const amended = {
    version: 2,
    effectiveFrom: '2026-07-01',
    components: [
      { key: 'order', price: { model: 'per_unit', amount: '20.00' } },
      { key: 'lead', price: { model: 'per_unit', amount: '180.00' } },
    ],
    review: { days: 14, silence: { noticeWithinDays: 3 } },
  } as unknown as Agreement;
  expect(agreementChanges(signed, amended)).toEqual([
    { path: 'components.lead.price.amount', before: '150.00', after: '180.00' },
    { path: 'review.silence', before: '', after: '{"noticeWithinDays":3}' },
  ]);
});

it('a version that changes nothing but its number changes nothing', () => {
  expect(agreementChanges(signed, { ...signed, version: 2 })).toEqual([]);
});

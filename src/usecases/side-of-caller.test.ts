import { expect, test } from 'vitest';
import { sideIn } from './side-of-caller.ts';

const party = (key: string) => ({ key, name: key, business: true });
const parties = { payer: party('shop'), payee: party('agency') };
const dispute = { text: { de: 'Streit', en: 'Dispute' }, payer: 'Pat', payee: 'Ada' };

test('an arbiter speaks for neither side, and only where the agreement names one', () => {
  const sides = [null, 'shop', 'agency', 'arbiter', 'stranger'].map((key) =>
    sideIn({ parties, dispute: { ...dispute, arbiter: 'Dr. Weiß' } }, key),
  );
  expect(sides).toEqual(['payer', 'payer', 'payee', 'arbiter', undefined]);
  expect(sideIn({ parties, dispute }, 'arbiter')).toBeUndefined();
});

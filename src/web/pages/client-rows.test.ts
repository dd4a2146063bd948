import { expect, it } from 'vitest';
import type { ClientWire, ContractMoneyWire } from '#protocol/endpoints-today.ts';
import { clientRows, totalsPerCurrency } from './client-rows.ts';

const title = { de: 'Vertrag', en: 'Agreement' };
const contract = (agreement: string, certainMinor: string, until: string | null, currency = 'EUR'): ContractMoneyWire => ({
  agreement,
  title,
  payer: { key: 'payer', name: 'Payer' },
  payee: { key: 'payee', name: 'Payee' },
  state: 'in_force',
  currency,
  timeZone: 'Europe/Berlin',
  certainMinor,
  settlesOn: '2026-11-30',
  inReview: { minor: '100', count: 1, from: until, until },
  contested: { minor: '0', count: 0 },
  heldMinor: '0',
  owed: { minor: '0', statements: 0, since: null, paymentsKnown: false },
  owingMinor: '0',
});
const client = (slug: string, contracts: readonly ContractMoneyWire[]): ClientWire => ({
  slug,
  name: slug,
  locked: false,
  contracts: [...contracts],
});

it('clients come by the review that ends next, then by the larger amount, and those without a contract last', () => {
  const clients = [
    client('empty', []),
    client('later', [contract('d', '900', '2026-12-02T00:00:00.000Z')]),
    client('quiet', [contract('c', '100', null), contract('e', '500', null)]),
    client('soon', [contract('a', '100', '2026-11-30T00:00:00.000Z')]),
  ];
  expect(clientRows(clients).map((row) => row.contract?.agreement ?? row.slug)).toEqual(['a', 'd', 'e', 'c', 'empty']);
});

it('amounts of different currencies are never added', () => {
  const rows = clientRows([
    client('one', [contract('a', '100', null)]),
    client('two', [contract('b', '70', null, 'CHF'), contract('c', '-30', null)]),
  ]);
  const certain = totalsPerCurrency(rows).map(({ currency, minors }) => [
    currency,
    minors.find(({ column }) => column === 'certain')?.minor,
  ]);
  expect(certain).toEqual([
    ['CHF', 70n],
    ['EUR', 70n],
  ]);
});

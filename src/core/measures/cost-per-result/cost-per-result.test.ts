import { expect, test } from 'vitest';
import { costPerLead, costPerOrder } from './cost-per-result.ts';

test.each([
  ['ten leads are enough to say what one costs', costPerLead(100_005n, 10), { state: 'known', minor: 10_001n, count: 10, enoughFrom: 10 }],
  ['nine leads are too few', costPerLead(90_000n, 9), { state: 'too_few', minor: 10_000n, count: 9, enoughFrom: 10 }],
  ['five orders are enough', costPerOrder(90_000n, 5), { state: 'known', minor: 18_000n, count: 5, enoughFrom: 5 }],
  ['four orders are too few', costPerOrder(90_000n, 4), { state: 'too_few', minor: 22_500n, count: 4, enoughFrom: 5 }],
  ['costs without an order have no average', costPerOrder(90_000n, 0), { state: 'none', minor: null, count: 0, enoughFrom: 5 }],
  [
    'without costs nothing is said, however many leads there are',
    costPerLead(0n, 99),
    { state: 'no_costs', minor: null, count: 99, enoughFrom: 10 },
  ],
] as const)('%s', (_, said, expected) => {
  expect(said).toEqual(expected);
});

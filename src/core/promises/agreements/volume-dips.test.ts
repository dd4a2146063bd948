import { expect, it } from 'vitest';
import { volumeDips } from './volume-dips.ts';

it('a volume price says where one result more brings less in all', () => {
  const tiers = [{ upTo: 10, amount: '50.00' }, { upTo: 100, amount: '40.00' }, { amount: '39.90' }];
  expect(volumeDips({ model: 'volume', tiers }, 'EUR')).toEqual([{ results: 10, totalMinor: 50_000n, nextTotalMinor: 44_000n }]);
});

it('tiers that each keep their own price punish nobody', () => {
  const tiers = [{ upTo: 10, amount: '50.00' }, { amount: '40.00' }];
  expect(volumeDips({ model: 'graduated', window: 'month', tiers }, 'EUR')).toEqual([]);
});

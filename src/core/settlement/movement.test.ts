import { describe, expect, it } from 'vitest';
import { type Movement, movementOf } from './movement.ts';

const line = { change: 'new', occurrence: '1', amountMinor: 180n, payableMinor: 180n, arithmetic: [{ step: 'unit' }] } as const;

describe('what a line of a statement means against those before', () => {
  it.each<[string, Partial<Parameters<typeof movementOf>[0]>, Movement]>([
    ['a result stated for the first time is new', {}, 'new'],
    ['one in review is new too', { payableMinor: 0n, arithmetic: [{ step: 'unit' }, { step: 'under_review' }] }, 'new'],
    ['another amount is a correction', { change: 'adjustment', amountMinor: -60n, payableMinor: -60n }, 'corrected'],
    ['the same amount, now payable, was accepted', { change: 'adjustment', amountMinor: 0n, payableMinor: 180n }, 'counted'],
    [
      'an objection holds it open',
      { change: 'adjustment', amountMinor: 0n, payableMinor: -180n, arithmetic: [{ step: 'disputed' }] },
      'contested',
    ],
    ['what does not count any more is taken back', { change: 'reversal', amountMinor: -180n, payableMinor: 0n }, 'taken_back'],
    ['a hold-back is released', { occurrence: 'release', amountMinor: 0n }, 'released'],
    ['a hold-back is forfeited', { occurrence: 'forfeit', amountMinor: -40n, payableMinor: 0n }, 'forfeited'],
    ['a refund claws back', { occurrence: 'refund:f1', amountMinor: -90n, payableMinor: -90n }, 'clawed_back'],
    ['a minimum is filled', { occurrence: 'floor:2026-05' }, 'filled'],
    ['a late decision counts it', { occurrence: 'decided', amountMinor: 0n }, 'counted'],
    ['a late decision takes it back', { occurrence: 'decided', amountMinor: -180n, payableMinor: 0n }, 'taken_back'],
  ])('%s', (_title, changed, movement) => {
    expect(movementOf({ ...line, ...changed })).toBe(movement);
  });
});

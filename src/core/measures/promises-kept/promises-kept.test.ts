import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Promised, tally } from './promises-kept.ts';

const promised = (dueAt: number, doneAt?: number): Promised => ({
  side: 'payer',
  what: 'requests_answered',
  dueAt,
  ...(doneAt === undefined ? {} : { doneAt }),
});

it('a promise done at the very instant it is due is kept, and one done a moment later is missed', () => {
  expect(tally([promised(10, 10)], 20)).toEqual({ kept: 1, missed: 0, open: 0 });
  expect(tally([promised(10, 11)], 20)).toEqual({ kept: 0, missed: 1, open: 0 });
});

it('a promise that is not done is open up to and including its due time', () => {
  expect(tally([promised(10)], 10)).toEqual({ kept: 0, missed: 0, open: 1 });
  expect(tally([promised(10)], 11)).toEqual({ kept: 0, missed: 1, open: 0 });
});

it('kept, missed and open are all promises there are', () => {
  const any = fc.record({ dueAt: fc.nat(30), doneAt: fc.option(fc.nat(30), { nil: undefined }) });
  fc.assert(
    fc.property(fc.array(any), fc.nat(30), (all, now) => {
      const { kept, missed, open } = tally(
        all.map(({ dueAt, doneAt }) => promised(dueAt, doneAt)),
        now,
      );
      expect(kept + missed + open).toBe(all.length);
    }),
  );
});

import { expect, it } from 'vitest';
import { waitedMs } from './waited.ts';

const day = (n: number) => new Date(Date.UTC(2026, 0, n)).toISOString();
const DAY_MS = 86_400_000;
const asked = (due: number, answered?: number) => ({
  to: 'payer' as const,
  milestone: 'launch',
  dueAt: day(due),
  state: answered === undefined ? ('overdue' as const) : ('answered' as const),
  ...(answered === undefined ? {} : { answeredAt: day(answered) }),
});

it('a milestone moves by the time that the client was late, overlapping requests once', () => {
  expect(waitedMs([asked(1, 4), asked(2, 6)], 'launch', Date.parse(day(10)))).toBe(5 * DAY_MS);
});

it('an answer in time, a request for another milestone or to the partner moves nothing', () => {
  const others = [asked(5, 3), { ...asked(1, 4), milestone: 'concept' }, { ...asked(1, 4), to: 'payee' as const }];
  expect(waitedMs([...others, { ...asked(1), state: 'withdrawn' as const }], 'launch', Date.parse(day(10)))).toBe(0);
});

it('an answer that is still owed moves it until now', () => {
  expect(waitedMs([asked(8)], 'launch', Date.parse(day(10)))).toBe(2 * DAY_MS);
});

import { expect, it } from 'vitest';
import { readSnapshot, writeSnapshot } from '../snapshot.ts';
import { exampleFrom } from './example-from.ts';

const known = {
  lead: { id: 'lead:1', source: 'messe', capturedAt: '2026-03-04T09:00:00.000Z' },
  company: { name: 'Adler GmbH', employees: 80 },
  grades: { need: 'A', budget: 'B' },
  engagement: { demo: 2, visit: 9 },
  appointments: [{ id: 'appointment:1', cancelled: false, channel: 'video' }],
};

it('an example from a real case keeps only what the rule looks at', () => {
  const rule = 'company.employees > 50 && grades[parameters.first] == "A" && touched("demo") > 1 && appointments.exists(a, !a.cancelled)';
  expect(exampleFrom({ rule, parameters: { first: 'need' } }, known)).toEqual({
    company: { employees: 80 },
    grades: { need: 'A' },
    engagement: { demo: 2 },
    appointments: [{ cancelled: false }],
  });
});

it('what is known of a case is the same after it was written as an example and read again', () => {
  const problems: string[] = [];
  const snapshot = readSnapshot('lead', { ...known, deals: [{ amountMinor: '900719925474099312' }] }, 'example', problems);
  expect(problems).toEqual([]);
  expect(readSnapshot('lead', writeSnapshot(snapshot), 'example', problems)).toEqual(snapshot);
  expect(writeSnapshot(snapshot)).toEqual({ ...known, deals: [{ amountMinor: '900719925474099312' }] });
});

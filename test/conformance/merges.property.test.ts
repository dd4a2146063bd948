import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { edgesAmong, factsInScope, scopeOf } from '#core/definitions/scope.ts';
import { present } from '#core/kernel/assert.ts';
import { fromIso, HOUR_MS, toIso } from '#core/kernel/instant.ts';
import { valueOrThrow } from '#core/kernel/result.ts';
import { claimHistories } from '#core/settlement/claim-history.ts';
import { contractOf } from '#core/settlement/contract.ts';
import { isNumbered, type SettledLine, type StatementLine } from '#core/settlement/line.ts';
import { settle } from '#core/settlement/settle.ts';
import { linesInForce, statementLines } from '#core/settlement/statement.ts';
import { documentsOf, knownDefinitions, type Story, type StoryFact } from '../scenarios/story.ts';
import { factsOf } from '../scenarios/story-facts.ts';

const START = fromIso('2026-01-02T09:00:00.000Z');
const people = ['person:a', 'person:b', 'person:c', 'person:d'];
const at = (hours: number) => toIso(START + hours * HOUR_MS);

const documents = valueOrThrow(
  documentsOf({
    title: { de: '', en: '' },
    agreement: {
      extends: 'agency',
      changes: {
        components: {
          lead: {
            price: { model: 'graduated', window: 'month', tiers: [{ upTo: 2, amount: '100.00' }, { amount: '60.00' }] },
            dedup: { by: 'contact', days: 30 },
          },
        },
      },
    },
    facts: [],
    statements: [],
  }),
);
const [agreement] = documents;
const contract = valueOrThrow(contractOf(present(agreement, 'agreement'), knownDefinitions, '2026-01-01T00:00:00.000Z'));

const lead = fc.record({ person: fc.constantFrom(...people), hours: fc.integer({ min: 0, max: 2_000 }) });
const merge = fc.record({
  person: fc.constantFrom(...people),
  other: fc.constantFrom(...people),
  hours: fc.integer({ min: 0, max: 4_000 }),
  merges: fc.boolean(),
});
const cut = fc.record({ through: fc.integer({ min: 0, max: 5 }), hours: fc.integer({ min: 100, max: 5_000 }) });

const place = ({ period, component, subject, occurrence }: SettledLine) => `${period} ${component} ${subject} ${occurrence}`;

test('whatever is merged and parted between cuts, statements sum to one settlement from scratch and no line is doubled or orphaned', () => {
  fc.assert(
    fc.property(
      fc.array(lead, { minLength: 2, maxLength: 8 }),
      fc.array(merge, { maxLength: 8 }),
      fc.array(cut, { minLength: 1, maxLength: 5 }),
      (leads, merges, cuts) => {
        const facts: StoryFact[] = leads.map(({ person, hours }, index) => ({
          kind: 'lead.captured',
          subject: `lead:${index}`,
          at: at(hours),
          data: { source: 'agency', person },
        }));
        for (const { person, other, hours, merges: joins } of merges) {
          if (person === other) continue;
          const data = joins ? { into: other, reason: 'same' } : { from: other, reason: 'two' };
          facts.push({ kind: joins ? 'person.merged' : 'person.unmerged', subject: person, at: at(hours), data });
        }
        const log = factsOf({ facts, statements: [] } as unknown as Story, documents).filter(
          ({ subject }) => !subject.startsWith('agreement:'),
        );
        const edges = edgesAmong(log);
        const claims = leads.flatMap((_, index) => {
          const subject = `lead:${index}`;
          return claimHistories(contract, subject, factsInScope(log, scopeOf(subject, edges))).map(({ history }) => history);
        });
        const throughs = cuts.map(({ through }) => through).sort((a, b) => a - b);
        const hours = cuts.map((one) => one.hours).sort((a, b) => a - b);
        let stated: readonly StatementLine[] = [];
        const settledAt = (index: number) =>
          settle(contract.versions, claims, throughs[index] ?? 0, START + (hours[index] ?? 0) * HOUR_MS).lines;
        for (const index of cuts.keys()) stated = [...stated, ...statementLines(settledAt(index), stated)];
        const inForce = [...linesInForce(stated).values()];
        const once = statementLines(settledAt(cuts.length - 1), []);
        const told = (lines: readonly SettledLine[]) =>
          lines.map((line) => `${place(line)}: ${line.amountMinor} ${line.payableMinor}`).sort();
        expect(told(inForce)).toEqual(told(once));
        // A lead has one place for all time, and whatever stands in force has a claim behind it.
        const numbered = inForce.filter(isNumbered).map(({ subject }) => subject);
        expect(new Set(numbered).size).toBe(numbered.length);
        for (const subject of numbered)
          present(
            claims.find((claim) => claim.subject === subject),
            'claim',
          );
      },
    ),
    { numRuns: Number(process.env['FC_RUNS'] ?? 200) },
  );
});

import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { fromIso, toIso } from '#core/kernel/instant.ts';
import { type Fact, targetOf } from './fact.ts';
import { byOccurrence, effectiveSpans, hashed, isEffectiveAt, viewAsOf } from './view.ts';

const start = fromIso('2026-01-01T00:00:00Z');

/** Facts that correct or retract facts recorded before them; several may fall on one instant. */
const logs: fc.Arbitrary<readonly Fact[]> = fc
  .array(
    fc.record({
      step: fc.integer({ min: 0, max: 3 }),
      occurred: fc.integer({ min: 0, max: 5 }),
      kind: fc.constantFrom('lead.captured', 'lead.graded', 'deal.won'),
      against: fc.option(fc.record({ which: fc.nat(20), retracts: fc.boolean() })),
    }),
    { minLength: 1, maxLength: 14 },
  )
  .map((drawn) => {
    const facts: Fact[] = [];
    let recorded = start;
    for (const { step, occurred, kind, against } of drawn) {
      recorded += step * 1_000;
      const id = `f${facts.length}`;
      const target = against === null ? undefined : facts[against.which % Math.max(1, facts.length)];
      const place = {
        workspace: 'w',
        seq: facts.length,
        id,
        version: 1,
        recordedAt: toIso(recorded),
        source: 's',
        revision: 1,
        actor: 'a',
      };
      const occurredAt = toIso(start + occurred * 1_000);
      if (target === undefined) facts.push({ ...place, kind, subject: `lead:${facts.length}`, occurredAt, data: {} });
      else if (against?.retracts === true)
        facts.push({ ...place, kind: 'fact.retracted', subject: `fact:${target.id}`, occurredAt, data: { fact: target.id } });
      else facts.push({ ...place, kind: target.kind, subject: target.subject, occurredAt, data: target.data, supersedes: target.id });
    }
    return facts;
  });

const view = fc.integer({ min: -1, max: 60 }).map((step) => start + step * 1_000);

/** The definition by itself: among the facts known by then, a fact is effective unless an effective one is directed against it. */
function effectiveByDefinition(facts: readonly Fact[], at: number): readonly string[] {
  const known = facts.filter((fact) => fromIso(fact.recordedAt) <= at);
  const effective = (fact: Fact): boolean => !known.some((other) => targetOf(other) === fact.id && effective(other));
  return known.filter(effective).map(({ id }) => id);
}

test('the spans say for every view what the definition of effective says', () => {
  fc.assert(
    fc.property(logs, view, (facts, at) => {
      const spans = effectiveSpans(facts);
      const effective = facts.filter(({ id }) => isEffectiveAt(spans.get(id), at)).map(({ id }) => id);
      expect(effective).toEqual(effectiveByDefinition(facts, at));
    }),
  );
});

test('retracting the newest fact restores the view as it was before that fact', () => {
  fc.assert(
    fc.property(logs, (facts) => {
      const last = facts.at(-1);
      if (last === undefined) return;
      const later = toIso(fromIso(last.recordedAt) + 1_000);
      const retraction: Fact = {
        ...last,
        id: 'undo',
        seq: facts.length,
        kind: 'fact.retracted',
        subject: `fact:${last.id}`,
        recordedAt: later,
        data: { fact: last.id },
      };
      const { supersedes: _, ...undo } = retraction;
      const without = effectiveByDefinition(facts.slice(0, -1), fromIso(later));
      const after = viewAsOf([...facts, undo].map(hashed), fromIso(later)).map(({ fact }) => fact.id);
      expect(after.filter((id) => id !== 'undo').sort()).toEqual([...without].sort());
    }),
  );
});

test('the view does not depend on the order of arrival', () => {
  const shuffled = logs.chain((facts) =>
    fc.shuffledSubarray([...facts], { minLength: facts.length, maxLength: facts.length }).map((order) => ({ facts, order })),
  );
  fc.assert(
    fc.property(shuffled, view, ({ facts, order }, at) => {
      const ids = (log: readonly Fact[]) => viewAsOf(log.map(hashed), at).map(({ contentHash }) => contentHash);
      expect(ids(order)).toEqual(ids(facts));
    }),
  );
});

test('spans are ascending, apart from each other and never empty, and later facts change no earlier view', () => {
  fc.assert(
    fc.property(logs, fc.nat(14), (facts, count) => {
      const whole = effectiveSpans(facts);
      for (const spans of whole.values()) {
        for (const [index, span] of spans.entries()) {
          expect(span.from).toBeLessThan(span.until);
          if (index > 0) expect(span.from).toBeGreaterThanOrEqual(spans[index - 1]?.until ?? 0);
        }
      }
      const earlier = facts.slice(0, count);
      const next = facts[count];
      if (next === undefined) return;
      const before = effectiveSpans(earlier);
      const at = fromIso(next.recordedAt) - 1;
      for (const { id } of earlier) expect(isEffectiveAt(whole.get(id), at)).toBe(isEffectiveAt(before.get(id), at));
    }),
  );
});

test('facts of one instant are ordered by kind and then by content, never by place in the log', () => {
  const fact = (kind: string, seq: number, subject = 'lead:1'): Fact => ({
    workspace: 'w',
    seq,
    id: `f${seq}`,
    kind,
    version: 1,
    subject,
    occurredAt: toIso(start),
    recordedAt: toIso(start + seq),
    source: 's',
    revision: 1,
    actor: 'a',
    data: {},
  });
  const facts = [fact('deal.won', 0), fact('lead.rejected', 1), fact('lead.accepted', 2), fact('lead.captured', 3)].map(hashed);
  expect(facts.sort(byOccurrence).map((one) => one.fact.kind)).toEqual(['lead.captured', 'lead.accepted', 'lead.rejected', 'deal.won']);
  const [a, b] = [hashed(fact('lead.captured', 4, 'lead:a')), hashed(fact('lead.captured', 5, 'lead:b'))];
  expect(Math.sign(byOccurrence(a, b))).toBe(a.contentHash < b.contentHash ? -1 : 1);
  expect(hashed(fact('lead.captured', 9)).contentHash).toBe(hashed(fact('lead.captured', 3)).contentHash);
});

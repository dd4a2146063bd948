import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { edgesAmong, factsInScope, scopeOf } from '#core/definitions/scope.ts';
import type { Fact, FactDraft } from '#core/facts/fact.ts';
import { effectiveSpans } from '#core/facts/view.ts';
import type { Store } from '#store/store.ts';
import type { Asker } from '#usecases/ports.ts';
import { everyServer, newWorkspace, testStore } from '../database.ts';
import { draft, retraction } from './drafts.ts';

const small = fc.integer({ min: 1, max: 4 });
const money = fc.integer({ min: 1, max: 9_999 }).map((minor) => ({ minor: String(minor), currency: 'EUR' }));
const at = fc.integer({ min: 1, max: 28 }).map((day) => `2026-02-${String(day).padStart(2, '0')}T08:00:00.000Z`);

/** One thing that happens: something new, or something against the n-th fact recorded so far. */
const happening = fc.oneof(
  { weight: 6, arbitrary: fc.record({ new: newFact() }) },
  { weight: 2, arbitrary: fc.record({ retract: fc.nat(60) }) },
  { weight: 2, arbitrary: fc.record({ correct: fc.nat(60), at }) },
);

function newFact(): fc.Arbitrary<FactDraft> {
  const kinds = [
    fc.tuple(small, small).map(([n, p]) => draft('lead.captured', `lead:${n}`, undefined, { source: `s${p}`, person: `person:${p}` })),
    small.map((n) => draft('lead.accepted', `lead:${n}`, undefined, {})),
    small.map((n) => draft('lead.rejected', `lead:${n}`, undefined, { reason: 'budget' })),
    fc.tuple(small, small).map(([n, l]) => draft('deal.opened', `deal:${n}`, undefined, { leads: [`lead:${l}`], stage: 'new' })),
    fc.tuple(small, small, money).map(([n, l, amount]) => draft('deal.won', `deal:${n}`, undefined, { leads: [`lead:${l}`], amount })),
    small.map((n) => draft('deal.lost', `deal:${n}`, undefined, { reason: 'price' })),
    small.map((n) => draft('deal.reopened', `deal:${n}`, undefined, { reason: 'called back' })),
    fc.tuple(small, small, money).map(([n, d, net]) => draft('order.placed', `order:${n}`, undefined, { deal: `deal:${d}`, net })),
    fc.tuple(small, money).map(([n, net]) => draft('order.refunded', `order:${n}`, undefined, { net, reason: 'broken' })),
    fc.tuple(small, money).map(([n, amount]) => draft('payment.received', `order:${n}`, undefined, { amount })),
    fc
      .tuple(small, small)
      .map(([n, l]) =>
        draft('appointment.booked', `appointment:${n}`, undefined, { lead: `lead:${l}`, starts: '2026-02-01T08:00:00.000Z' }),
      ),
    fc.tuple(small, small).map(([a, b]) => draft('person.merged', `person:${a}`, undefined, { into: `person:${b}`, reason: 'same' })),
  ];
  return fc.tuple(fc.oneof(...kinds), at).map(([fact, occurredAt]) => ({ ...fact, occurredAt }));
}

type Happening = { new: FactDraft } | { retract: number } | { correct: number; at: string };

/** Records a history; retractions and corrections the log refuses are no part of it. */
async function record(store: Store, asker: Asker, history: readonly Happening[]): Promise<readonly Fact[]> {
  for (const one of history) {
    const { facts } = await store.log.page(asker, -1, 1_000);
    if ('new' in one) await store.log.append(asker, [one.new]);
    else if (facts.length > 0) {
      const target = facts[('retract' in one ? one.retract : one.correct) % facts.length];
      if (target === undefined) continue;
      if ('retract' in one) await store.log.append(asker, [retraction(target.id)]);
      else if (target.kind !== 'fact.retracted') {
        const { kind, subject, data } = target;
        await store.log.append(asker, [draft(kind, subject, undefined, data, { supersedes: target.id, occurredAt: one.at })]);
      }
    }
  }
  return (await store.log.page(asker, -1, 1_000)).facts;
}

const claimTypes = ['lead', 'appointment', 'deal', 'order'];

describe.each(everyServer)('what is derived from the facts on $name', (server) => {
  test('projections kept up with every fact equal a rebuild, and rebuilding changes nothing', { timeout: 120_000 }, async () => {
    const { store } = await testStore(server);
    await fc.assert(
      fc.asyncProperty(fc.array(happening, { maxLength: 25 }), async (history) => {
        const asker = await newWorkspace(store);
        const facts = await record(store, asker, history);
        const spans = effectiveSpans(facts);
        const out = facts.filter((fact) => !spans.get(fact.id)?.some((span) => span.until === Number.POSITIVE_INFINITY)).length;
        const { tables } = await store.upkeep.rebuild(asker, 'verify');
        expect(tables.filter((table) => table.differences > 0)).toEqual([]);
        expect(tables.find(({ table }) => table === 'fact_out_of_force')?.rows).toBe(out);
        const before = await store.upkeep.funnel(asker);
        await store.upkeep.rebuild(asker, 'replace');
        expect(await store.upkeep.funnel(asker)).toEqual(before);
      }),
      { numRuns: 15 },
    );
  });

  test('the scope of a subject in the database is the walk of the core, and whatever changes a scope names its subject', {
    timeout: 120_000,
  }, async () => {
    const { store } = await testStore(server);
    await fc.assert(
      fc.asyncProperty(fc.array(happening, { minLength: 5, maxLength: 25 }), fc.nat(20), async (history, cut) => {
        const asker = await newWorkspace(store);
        const facts = await record(store, asker, history);
        const subjects = [...new Set(facts.map((fact) => fact.subject))].filter((subject) =>
          claimTypes.includes(subject.split(':')[0] ?? ''),
        );
        const scopes = await store.log.factsOfScopes(asker, subjects);
        const edges = edgesAmong(facts);
        const ids = (list: readonly Fact[] | undefined) => list?.map((fact) => fact.seq);
        const scopeIn = (known: readonly Fact[], subject: string) => factsInScope(known, scopeOf(subject, edgesAmong(known)));
        for (const subject of subjects) expect(ids(scopes.get(subject))).toEqual(ids(factsInScope(facts, scopeOf(subject, edges))));
        const before = facts.filter((fact) => fact.seq < cut);
        const changed = subjects.filter((subject) => scopeIn(facts, subject).length !== scopeIn(before, subject).length);
        const touched: string[] = [];
        for await (const page of store.claims.subjectsTouched(asker, claimTypes, cut, facts.length)) touched.push(...page);
        expect(changed.filter((subject) => !touched.includes(subject))).toEqual([]);
      }),
      { numRuns: 15 },
    );
  });

  test('a projection that was tampered with is found and put right', async () => {
    const { store, asker, connection } = await testStore(server);
    await store.log.append(asker, [
      draft('lead.captured', 'lead:1', '1', { source: 'ads' }),
      draft('lead.captured', 'lead:2', '2', { source: 'ads' }),
    ]);
    const { Client } = await import('pg');
    const owner = new Client(connection);
    await owner.connect();
    await owner.query(`update lead set source = 'fair' where subject = 'lead:1'`);
    await owner.end();
    const leads = async (mode: 'verify' | 'replace') =>
      (await store.upkeep.rebuild(asker, mode)).tables.find(({ table }) => table === 'lead');
    expect(await leads('verify')).toEqual({ table: 'lead', rows: 2, differences: 2 });
    await leads('replace');
    expect(await leads('verify')).toEqual({ table: 'lead', rows: 2, differences: 0 });
  });
});

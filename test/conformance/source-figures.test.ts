import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Fact, FactDraft } from '#core/facts/fact.ts';
import { effectiveSpans } from '#core/facts/view.ts';
import type { Store } from '#store/store.ts';
import type { Asker } from '#usecases/ports.ts';
import { everyServer, newWorkspace, testStore } from '../database.ts';
import { draft, retraction } from './drafts.ts';

const some = fc.integer({ min: 1, max: 5 });
const minor = fc.integer({ min: 1, max: 9_999 });
const currency = fc.constantFrom('EUR', 'EUR', 'EUR', 'CHF');
const at = fc.integer({ min: 1, max: 28 }).map((day) => `2026-02-${String(day).padStart(2, '0')}T08:00:00.000Z`);
const leads = fc.array(some, { minLength: 1, maxLength: 3 }).map((all) => [...new Set(all)].map((n) => `lead:${n}`));

const happening = fc.oneof(
  { weight: 8, arbitrary: fc.record({ new: newFact() }) },
  { weight: 1, arbitrary: fc.record({ retract: fc.nat(60) }) },
);

function newFact(): fc.Arbitrary<FactDraft> {
  const money = fc.tuple(minor, currency).map(([n, unit]) => ({ minor: String(n), currency: unit }));
  const kinds = [
    // Half of the leads stand outside of the range that is asked for.
    fc
      .tuple(some, some)
      .map(([n, s]) => draft('lead.captured', `lead:${n}`, undefined, { source: `s${s % 3}`, ...(s > 2 ? { campaign: 'c' } : {}) })),
    some.map((n) => draft('lead.contacted', `lead:${n}`, undefined, { channel: 'phone', direction: 'out', outcome: 'reached' })),
    some.map((n) => draft('lead.rejected', `lead:${n}`, undefined, { reason: 'budget' })),
    fc.tuple(some, leads).map(([n, of]) => draft('deal.opened', `deal:${n}`, undefined, { leads: of })),
    fc.tuple(some, leads, money).map(([n, of, amount]) => draft('deal.won', `deal:${n}`, undefined, { leads: of, amount })),
    some.map((n) => draft('deal.lost', `deal:${n}`, undefined, { reason: 'price' })),
    fc.tuple(some, some, money).map(([n, d, net]) => draft('order.placed', `order:${n}`, undefined, { deal: `deal:${d}`, net })),
    fc.tuple(some, money).map(([n, net]) => draft('order.refunded', `order:${n}`, undefined, { net, reason: 'broken' })),
    fc.tuple(some, money).map(([n, amount]) => draft('payment.received', `order:${n}`, undefined, { amount })),
    fc
      .tuple(some, money, fc.integer({ min: 1, max: 28 }))
      .map(([n, amount, day]) =>
        draft('cost.recorded', `source:s${n % 3}`, undefined, { on: `2026-02-${String(day).padStart(2, '0')}`, amount, cost: 'media' }),
      ),
  ];
  return fc.tuple(fc.oneof(...kinds), at).map(([fact, occurredAt]) => ({ ...fact, occurredAt }));
}

type Happening = { new: FactDraft } | { retract: number };

async function record(store: Store, asker: Asker, history: readonly Happening[]): Promise<readonly Fact[]> {
  for (const one of history) {
    if ('new' in one) await store.log.append(asker, [one.new]);
    else {
      const { facts } = await store.log.page(asker, -1, 1_000);
      const target = facts[one.retract % Math.max(1, facts.length)];
      if (target !== undefined) await store.log.append(asker, [retraction(target.id)]);
    }
  }
  const { facts } = await store.log.page(asker, -1, 1_000);
  const spans = effectiveSpans(facts);
  return facts.filter((fact) => spans.get(fact.id)?.some(({ until }) => until === Number.POSITIVE_INFINITY) === true);
}

const range = {
  from: '2026-02-08T00:00:00.000Z',
  until: '2026-03-01T00:00:00.000Z',
  fromDay: '2026-02-08',
  untilDay: '2026-02-28',
  currency: 'EUR',
  definitionHash: null,
};

describe.each(everyServer)('figures by source on $name', (server) => {
  test('leads, steps and campaigns are what counting the facts in memory comes to', { timeout: 120_000 }, async () => {
    const { store } = await testStore(server);
    await fc.assert(
      fc.asyncProperty(fc.array(happening, { minLength: 5, maxLength: 30 }), async (history) => {
        const asker = await newWorkspace(store);
        const facts = await record(store, asker, history);
        // What each lead and deal is now is the business of its own projection, checked elsewhere; what figures make of it is checked here.
        const all = await store.leads.list(asker, { definitionHash: null, limit: 100 });
        const inRange = all.filter(({ capturedAt }) => capturedAt >= range.from && capturedAt < range.until);
        const contacted = new Set(facts.filter(({ kind }) => kind === 'lead.contacted').map(({ subject }) => subject));
        const rows = await store.sourceFigures.leads(asker, range);
        const expected = new Map<string, { leads: number; won: number; furthest: number[]; ended: number; withCampaign: number }>();
        for (const lead of inRange) {
          const { deals } = await store.leads.course(asker, lead.lead, lead.person, 1);
          const won = deals.some(({ wonAt }) => wonAt !== null);
          const lost = deals.length > 0 && deals.every(({ lostAt }) => lostAt !== null);
          const step = won ? 4 : deals.length > 0 ? 3 : contacted.has(lead.lead) ? 1 : 0;
          const sum = expected.get(lead.source) ?? { leads: 0, won: 0, furthest: [0, 0, 0, 0, 0], ended: 0, withCampaign: 0 };
          sum.leads += 1;
          sum.won += won ? 1 : 0;
          sum.furthest[step] = (sum.furthest[step] ?? 0) + 1;
          sum.ended += !won && (lost || lead.state === 'rejected') ? 1 : 0;
          sum.withCampaign += lead.campaign === null ? 0 : 1;
          expected.set(lead.source, sum);
        }
        const found = rows.map(({ source, leads: n, won, furthest, ended, withCampaign }) => {
          return [source, { leads: n, won, furthest, ended: ended.reduce((sum, one) => sum + one, 0), withCampaign }] as const;
        });
        expect(new Map(found)).toEqual(expected);
      }),
      { numRuns: 15 },
    );
  });

  test('the money of all sources is the money of all deals with a lead, each counted once', { timeout: 120_000 }, async () => {
    const { store } = await testStore(server);
    const ever = { ...range, from: '2000-01-01T00:00:00.000Z', until: '2100-01-01T00:00:00.000Z' };
    await fc.assert(
      fc.asyncProperty(fc.array(happening, { minLength: 5, maxLength: 30 }), async (history) => {
        const asker = await newWorkspace(store);
        await record(store, asker, history);
        const deals = new Map<string, { minor: bigint; received: bigint; orders: number }>();
        for (const { lead, person } of await store.leads.list(asker, { definitionHash: null, limit: 100 })) {
          const course = await store.leads.course(asker, lead, person, 1);
          for (const { deal, wonAt, amountMinor, currency: unit } of course.deals) {
            const own = course.orders.filter((order) => order.deal === deal);
            const ordered = own
              .filter((order) => order.currency === 'EUR')
              .reduce((sum, { netMinor, refundedMinor }) => sum + netMinor - refundedMinor, 0n);
            const received = own.filter((order) => order.currency === 'EUR').reduce((sum, { receivedMinor }) => sum + receivedMinor, 0n);
            const stated = wonAt !== null && unit === 'EUR' ? (amountMinor ?? 0n) : 0n;
            const unordered = { minor: stated, received: 0n, orders: wonAt === null ? 0 : 1 };
            deals.set(deal, own.length > 0 ? { minor: ordered, received, orders: own.length } : unordered);
          }
        }
        const rows = await store.sourceFigures.leads(asker, ever);
        expect(rows.reduce((sum, { netMinor }) => sum + netMinor, 0n)).toBe([...deals.values()].reduce((sum, one) => sum + one.minor, 0n));
        const receivedMinor = [...deals.values()].reduce((sum, one) => sum + one.received, 0n);
        expect(rows.reduce((sum, row) => sum + row.receivedMinor, 0n)).toBe(receivedMinor);
        expect(rows.reduce((sum, { orders }) => sum + orders, 0)).toBe([...deals.values()].reduce((sum, one) => sum + one.orders, 0));
      }),
      { numRuns: 15 },
    );
  });

  test('costs are those of the days that are asked for, other currencies counted beside them', { timeout: 120_000 }, async () => {
    const { store } = await testStore(server);
    await fc.assert(
      fc.asyncProperty(fc.array(happening, { minLength: 5, maxLength: 30 }), async (history) => {
        const asker = await newWorkspace(store);
        const facts = await record(store, asker, history);
        const expected = new Map<string, { minor: bigint; facts: number; otherCurrency: number }>();
        for (const { kind, subject, data } of facts) {
          const { on, amount } = data as { readonly on: string; readonly amount: { readonly minor: string; readonly currency: string } };
          if (kind !== 'cost.recorded' || on < range.fromDay || on > range.untilDay) continue;
          const sum = expected.get(subject) ?? { minor: 0n, facts: 0, otherCurrency: 0 };
          sum.facts += 1;
          if (amount.currency === 'EUR') sum.minor += BigInt(amount.minor);
          else sum.otherCurrency += 1;
          expected.set(subject, sum);
        }
        const found = await store.sourceFigures.costs(asker, range);
        expect(new Map(found.map(({ subject, minor, facts: n, otherCurrency }) => [subject, { minor, facts: n, otherCurrency }]))).toEqual(
          expected,
        );
      }),
      { numRuns: 15 },
    );
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FactDraft } from '#core/facts/fact.ts';
import { hashed, viewAsOf } from '#core/facts/view.ts';
import { fromIso } from '#core/kernel/instant.ts';
import { moneyMoved, movedFigures } from '#core/measures/money-back/money-moved.ts';
import type { Store } from '#store/store.ts';
import type { Asker } from '#usecases/ports.ts';
import { everyServer, newWorkspace, testStore } from '../database.ts';
import { draft, retraction } from './drafts.ts';

const few = fc.integer({ min: 1, max: 3 });
const currency = fc.constantFrom('EUR', 'EUR', 'EUR', 'CHF');
const money = fc.record({ minor: fc.integer({ min: -900, max: 99_999 }).map(String), currency });
const back = fc.record({ minor: fc.integer({ min: 0, max: 9_999 }).map(String), currency });
const taxed = fc.record({ net: money, vat: fc.option(back, { nil: undefined }) }, { requiredKeys: ['net'] });
const at = fc.integer({ min: 1, max: 28 }).map((day) => `2026-02-${String(day).padStart(2, '0')}T08:00:00.000Z`);
const stretch = { from: '2026-02-08T08:00:00.000Z', until: '2026-02-20T08:00:00.000Z' };

type Made = readonly [string, string, object];
const subject = (type: string) => few.map((n) => `${type}:${n}`);
const paid = fc.oneof(subject('order'), subject('deal'), subject('statement'));
const fact: fc.Arbitrary<Made> = fc.oneof(
  fc.tuple(
    fc.constant('cost.recorded'),
    subject('source'),
    money.map((amount) => ({ on: '2026-02-10', amount, cost: 'media' })),
  ),
  fc.tuple(
    fc.constant('order.placed'),
    subject('order'),
    fc.tuple(taxed, few).map(([sums, deal]) => ({ ...sums, deal: `deal:${deal}` })),
  ),
  fc.tuple(fc.constant('order.placed'), subject('order'), taxed),
  fc.tuple(
    fc.constant('invoice.issued'),
    paid.filter((one) => !one.startsWith('statement')),
    taxed.map((sums) => ({ ...sums, number: 'R1' })),
  ),
  fc.tuple(
    fc.constant('order.refunded'),
    subject('order'),
    back.map((net) => ({ net, reason: 'broken' })),
  ),
  fc.tuple(
    fc.constant('deal.opened'),
    subject('deal'),
    money.map((amount) => ({ leads: [], amount })),
  ),
  fc.tuple(
    fc.constant('deal.won'),
    subject('deal'),
    fc.option(money, { nil: undefined }).map((amount) => (amount === undefined ? {} : { amount })),
  ),
  fc.tuple(fc.constant('deal.lost'), subject('deal'), fc.constant({ reason: 'price' })),
  fc.tuple(fc.constant('deal.reopened'), subject('deal'), fc.constant({ reason: 'called back' })),
  fc.tuple(
    fc.constant('payment.received'),
    paid,
    money.map((amount) => ({ amount })),
  ),
  fc.tuple(
    fc.constant('payment.reversed'),
    paid,
    back.map((amount) => ({ amount })),
  ),
);

const happening = fc.oneof(
  { weight: 8, arbitrary: fc.tuple(fact, at).map(([made, occurredAt]) => ({ made, occurredAt })) },
  { weight: 1, arbitrary: fc.record({ retract: fc.nat(60) }) },
);
type Happening = { readonly made: Made; readonly occurredAt: string } | { readonly retract: number };

async function record(store: Store, asker: Asker, history: readonly Happening[]) {
  const facts: FactDraft[] = [];
  for (const one of history) {
    if (!('made' in one)) continue;
    const [kind, about, data] = one.made;
    facts.push(draft(kind, about, undefined, JSON.parse(JSON.stringify(data)), { occurredAt: one.occurredAt }));
  }
  if (facts.length > 0) await store.log.append(asker, facts);
  const recorded = (await store.log.page(asker, -1, 1_000)).facts;
  for (const one of history) {
    const target = 'retract' in one ? recorded[one.retract % Math.max(recorded.length, 1)] : undefined;
    if (target !== undefined) await store.log.append(asker, [retraction(target.id)]);
  }
  return (await store.log.page(asker, -1, 1_000)).facts;
}

describe.each(everyServer)('money that moved, on $name', (server) => {
  test('the query adds up exactly the movements that the facts in force mean, per figure and currency', { timeout: 120_000 }, async () => {
    const { store } = await testStore(server);
    await fc.assert(
      fc.asyncProperty(fc.array(happening, { maxLength: 40 }), async (history) => {
        const asker = await newWorkspace(store);
        const facts = await record(store, asker, history);
        const inForce = viewAsOf(facts.map(hashed), Number.MAX_SAFE_INTEGER);
        const moved = moneyMoved(inForce, fromIso(stretch.from), fromIso(stretch.until));
        const sums = await store.today.moneyMoved(asker, stretch);
        for (const figure of movedFigures) {
          for (const unit of ['EUR', 'CHF']) {
            const own = moved.filter((one) => one.figure === figure && one.currency === unit);
            const sum = sums.find((one) => one.figure === figure && one.currency === unit);
            expect({
              minor: sum?.minor ?? 0n,
              net: sum?.netMinor ?? 0n,
              count: sum?.count ?? 0,
              withoutTax: sum?.withoutTax ?? 0,
            }).toEqual({
              minor: own.reduce((total, { minor }) => total + minor, 0n),
              net: own.reduce((total, { netMinor }) => total + netMinor, 0n),
              count: own.length,
              withoutTax: own.filter(({ taxKnown }) => !taxKnown).length,
            });
          }
          const cases = await store.today.movedCases(asker, stretch, figure, 100);
          const named = (all: readonly { readonly factId: string; readonly minor: bigint | null }[]) =>
            all.map(({ factId, minor }) => `${factId} ${minor}`).sort();
          expect(named(cases)).toEqual(named(moved.filter((one) => one.figure === figure)));
        }
      }),
      { numRuns: 40 },
    );
  });

  test('an overdue invoice is open by its gross less refunds in proportion and everything received', async () => {
    const { store, asker } = await testStore(server);
    const eur = (minor: number) => ({ minor: String(minor), currency: 'EUR' });
    const invoice = (order: string, number: string, net: number, dueOn: string, kind = 'invoice.issued') =>
      draft(
        kind,
        order,
        `${number}/${kind}`,
        { number, net: eur(net), vat: eur((net * 19) / 100), dueOn },
        { occurredAt: '2026-01-10T09:00:00.000Z' },
      );
    await store.log.append(asker, [
      invoice('order:1', 'R1', 10_000, '2026-02-01'),
      draft('payment.received', 'order:1', 'p1', { amount: eur(5_000) }),
      draft('order.refunded', 'order:1', 'r1', { net: eur(2_500), reason: 'broken' }),
      // Paid, not due yet, and corrected down to what was paid.
      invoice('order:2', 'R2', 10_000, '2026-02-01'),
      draft('payment.received', 'order:2', 'p2', { amount: eur(11_900) }),
      invoice('order:3', 'R3', 10_000, '2026-04-01'),
      invoice('order:4', 'R4', 10_000, '2026-02-01'),
      { ...invoice('order:4', 'R4', 1_000, '2026-02-01', 'invoice.corrected'), occurredAt: '2026-01-12T09:00:00.000Z' },
      draft('payment.received', 'order:4', 'p4', { amount: eur(1_190) }),
    ]);
    // 119.00 less a quarter of it less 50.00.
    const open = [{ currency: 'EUR', minor: 3_925n, count: 1 }];
    expect(await store.today.unpaidInvoices(asker, '2025-03-01T00:00:00.000Z', '2026-03-01')).toEqual(open);
    const stretchOfCases = { from: '2025-03-01T00:00:00.000Z', until: '2026-03-01T00:00:00.000Z' };
    const cases = await store.today.leakCases(asker, 'unpaid_invoices', stretchOfCases, '2026-03-01', 10);
    expect(cases).toMatchObject([{ subject: 'order:1', externalId: 'R1', minor: 3_925n }]);
  });

  test('payments and refunds pay the invoices of an order the first due first, whenever those were issued', async () => {
    const { store, asker } = await testStore(server);
    const eur = (minor: number) => ({ minor: String(minor), currency: 'EUR' });
    const invoice = (order: string, number: string, dueOn: string, occurredAt: string) =>
      draft('invoice.issued', order, number, { number, net: eur(10_000), dueOn }, { occurredAt });
    const [longAgo, lately] = ['2024-12-01T09:00:00.000Z', '2026-01-10T09:00:00.000Z'];
    await store.log.append(asker, [
      // Paid long before the stretch that is asked for.
      invoice('order:1', 'R1', '2024-12-15', longAgo),
      draft('payment.received', 'order:1', 'p1', { amount: eur(10_000) }, { occurredAt: longAgo }),
      invoice('order:1', 'R2', '2026-02-01', lately),
      // What came in early pays what is overdue.
      invoice('order:2', 'R3', '2026-02-02', lately),
      invoice('order:2', 'R4', '2026-04-01', lately),
      draft('payment.received', 'order:2', 'p2', { amount: eur(4_000) }),
      // Two are overdue, and more than the first is paid; a refund in another currency pays nothing.
      invoice('order:3', 'R5', '2026-02-03', lately),
      invoice('order:3', 'R6', '2026-02-04', lately),
      draft('payment.received', 'order:3', 'p3', { amount: eur(13_000) }),
      draft('order.refunded', 'order:3', 'r3', { net: { minor: '5000', currency: 'CHF' }, reason: 'broken' }),
    ]);
    const since = '2025-03-01T00:00:00.000Z';
    expect(await store.today.unpaidInvoices(asker, since, '2026-03-01')).toEqual([{ currency: 'EUR', minor: 23_000n, count: 3 }]);
    const cases = await store.today.leakCases(
      asker,
      'unpaid_invoices',
      { from: since, until: '2026-03-01T00:00:00.000Z' },
      '2026-03-01',
      10,
    );
    expect(cases.map(({ externalId, minor }) => [externalId, minor])).toEqual([
      ['R2', 10_000n],
      ['R3', 6_000n],
      ['R6', 7_000n],
    ]);
  });

  test('a deal that was won at the instant of its lead says nothing about how long deals take', async () => {
    const { store, asker } = await testStore(server);
    const eur = { minor: '5000', currency: 'EUR' };
    const deal = (n: number, wonAt: string) => [
      draft('lead.captured', `lead:${n}`, `L${n}`, { source: 'ads' }, { occurredAt: '2026-01-05T09:00:00.000Z' }),
      draft('deal.won', `deal:${n}`, `D${n}`, { leads: [`lead:${n}`], amount: eur }, { occurredAt: wonAt }),
    ];
    await store.log.append(asker, [
      ...[1, 2, 3].flatMap((n) => deal(n, '2026-01-05T09:00:00.000Z')),
      ...deal(4, '2026-01-25T09:00:00.000Z'),
    ]);
    const measured = await store.today.cycle(asker, '2025-01-01T00:00:00.000Z');
    expect(measured).toEqual({ won: 1, daysToWon: 20, paid: 0, daysToMoney: null });
  });

  test('a lead that was called, met, offered to or judged is not untouched, and an offer that was decided is not old', async () => {
    const { store, asker } = await testStore(server);
    const lead = (n: number) => draft('lead.captured', `lead:${n}`, `L${n}`, { source: 'ads' });
    const eur = { minor: '5000', currency: 'EUR' };
    await store.log.append(asker, [
      ...[1, 2, 3, 4, 5].map(lead),
      draft('lead.contacted', 'lead:2', undefined, { channel: 'phone', direction: 'out', outcome: 'reached' }),
      draft('lead.rejected', 'lead:3', undefined, { reason: 'budget' }),
      draft('deal.opened', 'deal:1', 'D1', { leads: ['lead:4'], amount: eur }),
      draft('appointment.booked', 'appointment:1', undefined, { lead: 'lead:5', starts: '2026-02-01T08:00:00.000Z' }),
      draft('deal.opened', 'deal:2', 'D2', { leads: [], amount: eur }),
      draft('deal.lost', 'deal:2', undefined, { reason: 'price' }),
    ]);
    const january = { from: '2026-01-01T00:00:00.000Z', until: '2026-02-01T00:00:00.000Z' };
    expect(await store.today.untouchedLeads(asker, january)).toEqual({ count: 1, firstAt: '2026-01-05T09:00:00.000Z' });
    expect(await store.today.staleOffers(asker, january)).toEqual([{ currency: 'EUR', minor: 5_000n, count: 1 }]);
    expect(await store.today.leakCases(asker, 'stale_offers', january, '2026-02-01', 10)).toMatchObject([
      { externalId: 'D1', minor: 5_000n },
    ]);
  });
});

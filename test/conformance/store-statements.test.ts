import { describe, expect, test } from 'vitest';
import type { StatementLine } from '#core/settlement/line.ts';
import type { Statement, StoredClaim } from '#usecases/ports.ts';
import { everyServer, testStore } from '../database.ts';
import { draft, touch } from './drafts.ts';

const AGREEMENT = 'agreement:a1';

function line(n: number, amountMinor: bigint, rest: Partial<StatementLine> = {}): StatementLine {
  const heldMinor = rest.heldMinor ?? 0n;
  const underReviewMinor = rest.underReviewMinor ?? 0n;
  return {
    component: 'lead',
    subject: `lead:${n}`,
    occurrence: '1',
    period: 0,
    change: 'new',
    amountMinor,
    underReviewMinor,
    heldMinor,
    payableMinor: amountMinor - heldMinor - underReviewMinor,
    arithmetic: [{ step: 'unit', amountMinor: String(amountMinor) }],
    ...rest,
  };
}

function statement(number: number, totals: Statement['totals']): Omit<Statement, 'lineCount'> {
  const cut = `2026-0${number + 1}-01T00:00:00.000Z`;
  const at = { through: `2026-0${number}`, throughIndex: number - 1, cut, closedAt: cut };
  return {
    id: `statement:s${number}`,
    agreementId: AGREEMENT,
    number,
    ...at,
    currency: 'EUR',
    totals,
    hash: 'b'.repeat(64),
    sealedSize: 0,
  };
}

const closed = draft('statement.closed', 'statement:s1', 's1', { agreement: AGREEMENT, period: '2026-01' });

describe.each(everyServer)('statements on $name', (server) => {
  test('a statement is written with lines, postings, facts and hand-over, and its postings sum to zero', async () => {
    const { store, asker } = await testStore(server);
    const lines = [line(1, 15_000n, { heldMinor: 3_000n }), line(2, 12_000n, { underReviewMinor: 12_000n }), line(3, -500n), line(4, 0n)];
    const totals = { openingMinor: 0n, totalMinor: 11_500n, payableMinor: 0n, closingMinor: 11_500n };
    await store.statements.close(asker, statement(1, totals), lines, [closed], { counters: { a: 1 } });
    expect(await store.statements.lines(asker, 'statement:s1')).toEqual(lines);
    expect(await store.statements.lines(asker, 'statement:s1', { afterLine: 0, limit: 2 })).toEqual(lines.slice(1, 3));
    expect(await store.statements.byId(asker, 'statement:s1')).toEqual({ ...statement(1, totals), lineCount: 4 });
    expect(await store.statements.checkpoint(asker, AGREEMENT)).toEqual({ counters: { a: 1 } });
    expect((await store.log.factsOfSubject(asker, 'statement:s1')).map(({ kind }) => kind)).toEqual(['statement.closed']);
    const next = { openingMinor: 11_500n, totalMinor: 100n, payableMinor: 11_600n, closingMinor: 0n };
    await store.statements.close(asker, statement(2, next), [line(1, 100n, { change: 'adjustment', period: 1 })], [], {});
    const balances = await store.statements.balances(asker, AGREEMENT);
    expect(balances).toEqual([
      { account: 'carried', currency: 'EUR', minor: 0n },
      { account: 'expense', currency: 'EUR', minor: 26_600n },
      { account: 'held_back', currency: 'EUR', minor: -3_000n },
      { account: 'payable', currency: 'EUR', minor: -11_600n },
      { account: 'under_review', currency: 'EUR', minor: -12_000n },
    ]);
    expect(balances.reduce((sum, { minor }) => sum + minor, 0n)).toBe(0n);
    expect(await store.statements.stated(asker, AGREEMENT)).toHaveLength(5);
    expect(await store.statements.stated(asker, AGREEMENT, 1)).toHaveLength(1);
    expect(await store.statements.statedOf(asker, AGREEMENT, ['lead:1'], 1)).toEqual([lines[0]]);
  });

  test('a statement whose lines or facts cannot be written leaves nothing behind', async () => {
    const { store, asker } = await testStore(server);
    const totals = { openingMinor: 0n, totalMinor: 0n, payableMinor: 0n, closingMinor: 0n };
    const crooked = { ...line(1, 100n), payableMinor: 99n };
    await expect(store.statements.close(asker, statement(1, totals), [crooked], [closed], {})).rejects.toThrow();
    await store.log.append(asker, [{ ...closed, data: { ...closed.data, period: '2026-02' } }]);
    await expect(store.statements.close(asker, statement(1, totals), [], [closed], {})).rejects.toThrow();
    expect(await store.statements.list(asker)).toEqual([]);
    expect((await store.log.head(asker)).size).toBe(1);
  });

  test('after a statement the time of recording can no longer be stated', async () => {
    const { store, asker } = await testStore(server);
    const totals = { openingMinor: 0n, totalMinor: 0n, payableMinor: 0n, closingMinor: 0n };
    await store.statements.close(asker, statement(1, totals), [], [], {});
    const late = touch('1', undefined, { recordedAt: '2020-01-01T00:00:00.000Z' });
    expect(await store.log.append(asker, [late])).toMatchObject([{ refusal: { code: 'fact.backfill_after_seal' } }]);
  });

  test('claims are kept as they were determined and found by result or change', async () => {
    const { store, asker } = await testStore(server);
    const claim = (n: number): StoredClaim => ({
      history: {
        component: 'lead',
        subject: `lead:${n}`,
        states: [{ knownAt: 1, result: { resultAt: 5, netMinor: 12n, inWindow: true } }, { knownAt: 9 }],
        decisions: [],
        refunds: [{ rootFactId: 'x', occurredAt: 1, recordedAt: 2, spans: [{ from: 2, until: Number.POSITIVE_INFINITY }], net: 3n }],
        notices: [],
        endings: [],
      },
      determination: { answer: 'yes' },
      firstResultAt: `2026-01-0${n}T00:00:00.000Z`,
      lastResultAt: `2026-01-0${n}T00:00:00.000Z`,
      changedAt: `2026-02-0${n}T00:00:00.000Z`,
      factIds: ['a', 'b'],
    });
    await store.claims.save(asker, AGREEMENT, ['lead:1', 'lead:2', 'lead:3'], [claim(1), claim(2), claim(3)], {
      upToSeq: 7,
      contract: 'v1',
    });
    expect(await store.claims.list(asker, AGREEMENT)).toEqual([claim(1), claim(2), claim(3)]);
    expect(await store.claims.progress(asker, AGREEMENT)).toEqual({ upToSeq: 7, contract: 'v1' });
    const settling = async (since: string | null, changed: string | null, carried?: readonly string[]) =>
      (await store.claims.forSettlement(asker, AGREEMENT, since, changed, carried)).map(({ subject }) => subject);
    expect(await settling('2026-01-03T00:00:00.000Z', '2026-02-03T00:00:00.000Z')).toEqual(['lead:3']);
    expect(await settling('2026-01-03T00:00:00.000Z', '2026-02-01T00:00:00.000Z')).toEqual(['lead:2', 'lead:3']);
    expect(await settling('2026-01-03T00:00:00.000Z', '2026-02-03T00:00:00.000Z', ['lead:1'])).toEqual(['lead:1', 'lead:3']);
    expect(await settling(null, null)).toEqual(['lead:1', 'lead:2', 'lead:3']);
    await store.claims.save(asker, AGREEMENT, ['lead:2'], [], { upToSeq: 8, contract: 'v1' });
    expect(await store.claims.bySubject(asker, AGREEMENT, 'lead:2')).toEqual([]);
  });
});

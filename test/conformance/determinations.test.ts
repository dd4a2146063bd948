import { describe, expect, test } from 'vitest';
import type { Definition } from '#core/definitions/definition.ts';
import { present } from '#core/kernel/assert.ts';
import { valueOrThrow } from '#core/kernel/result.ts';
import { draftThreads } from '#main/draft-threads.ts';
import { adoptDefinition } from '#usecases/adopt-definition.ts';
import { listQuarantine } from '#usecases/list-quarantine.ts';
import { listOverrides, overrideDetermination, takeBackOverride } from '#usecases/override-determination.ts';
import type { Asker, Ports } from '#usecases/ports.ts';
import { everyServer, type TestServer, testStore } from '../database.ts';
import { draft } from './drafts.ts';

const both = { de: 'Guter Lead', en: 'Good lead' };
const example = (name: string, answer: 'yes' | 'no', rating: number) => ({ name, answer, snapshot: { lead: { rating } } });

/** Fails for the rating 3, since a remainder by nothing is no number. */
const fragile: Definition = {
  key: 'good-lead',
  version: 1,
  subject: 'lead',
  title: both,
  wording: both,
  rule: '12 / (lead.rating - 3) > 5',
  overrides: { quotaPercent: 50 },
  examples: [example('four', 'yes', 4), example('one', 'no', 1)],
};

async function setting(server: TestServer) {
  let now = Date.UTC(2026, 2, 10, 9);
  const clock = { now: () => new Date(now).toISOString() };
  const { store, asker } = await testStore(server, { clock });
  const ports: Ports = { ...store, drafts: draftThreads, clock };
  const adopt = async (definition: Definition) => valueOrThrow(await adoptDefinition(ports, asker, { text: JSON.stringify(definition) }));
  await adopt(fragile);
  const lead = async (name: string, rating?: number) => {
    now += 60_000;
    const subject = `lead:${name}`;
    await store.log.append(asker, [draft('lead.captured', subject, undefined, { source: 'web' })]);
    if (rating !== undefined)
      await store.log.append(asker, [
        draft('lead.rated', subject, undefined, { quality: rating, by: 'sales' }, { occurredAt: clock.now() }),
      ]);
    return subject;
  };
  const decide = (who: Asker, subject: string, answer: 'yes' | 'no') =>
    overrideDetermination(ports, who, {
      definition: 'good-lead@1',
      subject,
      answer,
      reason: 'facts_incomplete',
      comment: 'told on the phone',
      timeZone: 'Europe/Berlin',
    });
  return { ports, asker, lead, decide, adopt, wait: (ms: number) => (now += ms) };
}

describe.each(everyServer)('$name', (server) => {
  test('a subject whose rule fails is listed with what it met, and leaves by itself once the fact is mended', async () => {
    const { ports, asker, lead } = await setting(server);
    await lead('anna', 4);
    const bert = await lead('bert', 3);
    await lead('cora');
    const before = await listQuarantine(ports, asker);
    expect(before.definitions).toEqual([{ definition: 'good-lead@1', counts: { yes: 1, no: 0, open: 1, failed: 1 } }]);
    expect(before.subjects).toMatchObject([{ subject: bert, message: 'division by zero', cause: { kind: 'lead.rated', subject: bert } }]);
    await ports.log.append(asker, [draft('lead.rated', bert, undefined, { quality: 5, by: 'sales' }, { occurredAt: ports.clock.now() })]);
    const after = await listQuarantine(ports, asker);
    expect(after.definitions[0]?.counts).toEqual({ yes: 2, no: 0, open: 1, failed: 0 });
    expect(after.subjects).toEqual([]);
  });

  test('a person decides otherwise within the quota of the month, and what it takes back it may decide anew', async () => {
    const { ports, asker, lead, decide } = await setting(server);
    const leads = [await lead('anna', 1), await lead('bert', 1), await lead('cora', 1), await lead('dora', 1)];
    const [anna = '', bert = '', cora = ''] = leads;
    const first = valueOrThrow(await decide(asker, anna, 'yes'));
    expect(first.quota).toEqual({ month: '2026-03', used: 1, quota: 2, subjects: 4 });
    expect((await listQuarantine(ports, asker)).definitions[0]?.counts).toEqual({ yes: 1, no: 3, open: 0, failed: 0 });
    expect((await decide(asker, anna, 'yes')).ok).toBe(false);
    valueOrThrow(await decide(asker, bert, 'yes'));
    expect(await decide(asker, cora, 'yes')).toMatchObject({
      refusal: { code: 'determination.quota_used', params: { used: 2, quota: 2, subjects: 4, month: '2026-03' } },
    });
    // Another person has a quota of its own.
    expect((await decide({ ...asker, actor: 'member:otto' }, cora, 'yes')).ok).toBe(true);
    const mine = (await listOverrides(ports, asker, { definition: 'good-lead@1' })).filter(({ fact }) => fact.actor === asker.actor);
    expect(mine.map(({ fact }) => fact.subject)).toEqual([bert, anna]);
    valueOrThrow(await takeBackOverride(ports, asker, { factId: present(first.factId ?? undefined, 'fact'), reason: 'wrong person' }));
    expect(valueOrThrow(await decide(asker, anna, 'yes')).quota.used).toBe(2);
  });

  test('a new month brings a new quota', async () => {
    const { asker, lead, decide, wait } = await setting(server);
    const anna = await lead('anna', 1);
    const bert = await lead('bert', 1);
    valueOrThrow(await decide(asker, anna, 'yes'));
    expect((await decide(asker, bert, 'yes')).ok).toBe(false);
    wait(30 * 86_400_000);
    expect(valueOrThrow(await decide(asker, bert, 'yes')).quota).toMatchObject({ month: '2026-04', used: 1, quota: 1 });
  });

  test('two decisions at once never take the same last place of the quota', async () => {
    const { asker, lead, decide } = await setting(server);
    const leads = [await lead('anna', 1), await lead('bert', 1), await lead('cora', 1)];
    const answers = await Promise.all(leads.map((subject) => decide(asker, subject, 'yes')));
    expect(answers.filter(({ ok }) => ok).length).toBe(1);
  });

  test('where the definition does not allow it, nobody decides, and about what is not known nobody either', async () => {
    const { ports, asker, lead, decide, adopt } = await setting(server);
    const anna = await lead('anna', 1);
    expect(await decide(asker, 'lead:nobody', 'yes')).toMatchObject({ refusal: { code: 'determination.unknown' } });
    const { overrides: _, ...strict } = { ...fragile, key: 'strict-lead' };
    await adopt(strict);
    const request = { definition: 'strict-lead', subject: anna, answer: 'yes', reason: 'other', comment: 'x', timeZone: 'UTC' } as const;
    expect(await overrideDetermination(ports, asker, request)).toMatchObject({ refusal: { code: 'determination.override_not_allowed' } });
  });
});

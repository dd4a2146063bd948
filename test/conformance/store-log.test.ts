import { describe, expect, test } from 'vitest';
import { factContentHash, factIdFromKey } from '#core/facts/fact.ts';
import { present } from '#core/kernel/assert.ts';
import type { AppendAnswer } from '#usecases/ports.ts';
import { anotherStore, everyServer, newWorkspace, testStore } from '../database.ts';
import { draft, retraction, touch } from './drafts.ts';

function idOf(answer: AppendAnswer | undefined): string {
  return answer === undefined || answer.status === 'refused' ? '' : answer.id;
}

describe.each(everyServer)('the fact log on $name', (server) => {
  test('a fact that is recorded can be read back as it was said', async () => {
    const { store, asker } = await testStore(server);
    const said = touch('1', { touch: 'visit', source: 'Müller "&" \\ Söhne\n' }, { precision: 'day' });
    expect(await store.log.append(asker, [said])).toMatchObject([{ status: 'recorded', seq: 0 }]);
    expect((await store.log.page(asker, -1, 10)).facts).toMatchObject([{ ...said, seq: 0, workspace: asker.workspace }]);
  });

  test('no reader can skip a fact while two processes append at once, and places have no gap', async () => {
    const { store, asker, connection } = await testStore(server);
    const other = await anotherStore(connection);
    const seen: number[] = [];
    let done = false;
    const reading = (async () => {
      for (let last = false; !last; ) {
        last = done;
        for (let more = true; more; ) {
          const page = await other.log.page(asker, seen.at(-1) ?? -1, 50);
          seen.push(...page.facts.map((fact) => fact.seq));
          more = page.nextAfterSeq !== undefined;
        }
      }
    })();
    const appending = [store, other].flatMap((one, process) =>
      Array.from({ length: 60 }, (_, n) => one.log.append(asker, [touch(`${process}-${n}`), touch(`${process}-${n}-b`)])),
    );
    const answers = (await Promise.all(appending)).flat();
    done = true;
    await reading;
    expect(answers.every((answer) => answer.status === 'recorded')).toBe(true);
    expect(seen).toEqual(Array.from({ length: 240 }, (_, n) => n));
    const { facts } = await store.log.page(asker, -1, 1_000);
    expect(facts.map((fact) => fact.recordedAt)).toEqual(facts.map((fact) => fact.recordedAt).sort());
    expect((await store.log.head(asker)).size).toBe(240);
  });

  test('the same key recorded by two processes at once is recorded once', async () => {
    const { store, asker, connection } = await testStore(server);
    const other = await anotherStore(connection);
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, n) => (n % 2 === 0 ? store : other).log.append(asker, [touch(`${Math.floor(n / 4)}`)])),
    );
    const recorded = answers.flat().filter((answer) => answer.status === 'recorded');
    expect(recorded).toHaveLength(10);
    expect(answers.flat().every((answer) => answer.status !== 'refused')).toBe(true);
    expect((await store.log.head(asker)).size).toBe(10);
  });

  test('the same fact again is answered as the first time, other content is refused with both contents named', async () => {
    const { store, asker } = await testStore(server);
    const [first] = await store.log.append(asker, [touch('1')]);
    const [again, other, twin] = await store.log.append(asker, [touch('1'), touch('1', { touch: 'call' }), touch('2')]);
    expect(again).toEqual({ ...first, status: 'repeated' });
    expect(other).toMatchObject({ status: 'refused', refusal: { code: 'fact.conflict', params: { externalId: '1' } } });
    const { params } = present(other?.status === 'refused' ? other.refusal : undefined, 'refusal');
    expect(params['recorded']).toContain('"visit"');
    expect(params['given']).toContain('"call"');
    expect(twin).toMatchObject({ status: 'recorded', seq: 1 });
  });

  test('within one batch a repeated key is answered as repeated or refused like one recorded before', async () => {
    const { store, asker } = await testStore(server);
    const answers = await store.log.append(asker, [touch('1'), touch('2'), touch('1'), touch('2', { touch: 'call' }), touch('3')]);
    expect(answers.map((answer) => answer.status)).toEqual(['recorded', 'recorded', 'repeated', 'refused', 'recorded']);
    expect((await store.log.head(asker)).size).toBe(3);
  });

  test('a correction takes the next revision and must name the head of its chain', async () => {
    const { store, asker } = await testStore(server);
    const [first] = await store.log.append(asker, [touch('1')]);
    const corrected = touch('1', { touch: 'call' }, { supersedes: idOf(first) });
    const [second] = await store.log.append(asker, [corrected]);
    expect(await store.log.append(asker, [corrected])).toEqual([{ ...second, status: 'repeated' }]);
    const [late] = await store.log.append(asker, [touch('1', { touch: 'chat' }, { supersedes: idOf(first) })]);
    expect(late).toMatchObject({ status: 'refused', refusal: { code: 'fact.not_head_of_chain', params: { head: idOf(second) } } });
    const unknown = touch('1', { touch: 'chat' }, { supersedes: '00000000-0000-8000-8000-000000000000' });
    expect(await store.log.append(asker, [unknown])).toMatchObject([{ refusal: { code: 'fact.supersedes_unknown' } }]);
    const [byRevision] = await store.log.append(asker, [touch('1', { touch: 'demo' }, { revision: 3 })]);
    expect(byRevision).toMatchObject({ status: 'recorded' });
    const { facts } = await store.log.page(asker, -1, 10);
    expect(facts.map(({ revision, supersedes }) => [revision, supersedes])).toEqual([
      [1, undefined],
      [2, idOf(first)],
      [3, idOf(second)],
    ]);
  });

  test('retracting a correction restores what it corrected, and after an undo the same key records again', async () => {
    const { store, asker } = await testStore(server);
    const lead = draft('lead.captured', 'lead:1', 'l1', { source: 'ads' });
    const [first] = await store.log.append(asker, [lead]);
    const [second] = await store.log.append(asker, [{ ...lead, data: { source: 'fair' }, supersedes: idOf(first) }]);
    expect(await store.upkeep.funnel(asker)).toMatchObject([{ source: 'fair', leads: 1 }]);
    const [undo] = await store.log.append(asker, [retraction(idOf(second))]);
    expect(await store.upkeep.funnel(asker)).toMatchObject([{ source: 'ads', leads: 1 }]);
    expect(await store.log.append(asker, [lead])).toEqual([{ ...first, status: 'repeated' }]);
    await store.log.append(asker, [retraction(idOf(undo))]);
    expect(await store.upkeep.funnel(asker)).toMatchObject([{ source: 'fair', leads: 1 }]);
    await store.log.append(asker, [retraction(idOf(second)), retraction(idOf(first))]);
    expect(await store.upkeep.funnel(asker)).toEqual([]);
    const [again] = await store.log.append(asker, [lead]);
    expect(again).toMatchObject({ status: 'recorded' });
    expect((await store.log.factsById(asker, [idOf(again)]))[0]?.revision).toBe(3);
    expect(await store.upkeep.funnel(asker)).toMatchObject([{ source: 'ads', leads: 1 }]);
  });

  test('a dry run answers everything and keeps nothing; an atomic batch with one refusal keeps nothing either', async () => {
    const { store, asker } = await testStore(server);
    await store.log.append(asker, [touch('1')]);
    const batch = [touch('1', { touch: 'call' }), touch('2')];
    const statuses = async (options: object) => (await store.log.append(asker, batch, options)).map((answer) => answer.status);
    expect(await statuses({ dryRun: true })).toEqual(['refused', 'recorded']);
    expect((await store.log.head(asker)).size).toBe(1);
    expect(await statuses({ atomic: true })).toEqual(['refused', 'refused']);
    expect((await store.log.head(asker)).size).toBe(1);
    expect(await statuses({})).toEqual(['refused', 'recorded']);
    expect((await store.log.head(asker)).size).toBe(2);
  });

  test('a decision is refused if its subject has moved on meanwhile', async () => {
    const { store, asker } = await testStore(server);
    const decision = draft('lead.accepted', 'lead:1', undefined, {});
    const expecting = (lastSeq: number | null) => store.log.append(asker, [decision], { expected: [{ subject: 'lead:1', lastSeq }] });
    expect(await expecting(null)).toMatchObject([{ status: 'recorded', seq: 0 }]);
    expect(await expecting(null)).toMatchObject([
      { status: 'refused', refusal: { code: 'fact.revision_unexpected', params: { found: 0 } } },
    ]);
    expect(await expecting(0)).toMatchObject([{ status: 'recorded', seq: 1 }]);
  });

  test('the time of recording may be stated only until the first seal and never goes back for other facts', async () => {
    const { store, asker } = await testStore(server);
    const [early] = await store.log.append(asker, [touch('1', undefined, { recordedAt: '2020-01-01T00:00:00.000Z' }), touch('2')]);
    expect(early).toMatchObject({ status: 'recorded', recordedAt: '2020-01-01T00:00:00.000Z' });
    expect((await store.log.factsById(asker, [idOf(early)]))[0]?.backfilled).toBe(true);
    await store.seals.take(asker);
    const [late] = await store.log.append(asker, [touch('3', undefined, { recordedAt: '2020-01-01T00:00:00.000Z' })]);
    expect(late).toMatchObject({ status: 'refused', refusal: { code: 'fact.backfill_after_seal' } });
  });

  test('after closing up to a cut every fact is recorded later than it', async () => {
    const { store, asker } = await testStore(server);
    const cut = new Date(Date.now() + 60_000).toISOString();
    await store.log.closeUpTo(asker, cut);
    const [one] = await store.log.append(asker, [touch('1')]);
    const [two] = await store.log.append(asker, [touch('2'), touch('3')]);
    for (const answer of [one, two]) expect(answer?.status === 'recorded' && answer.recordedAt > cut).toBe(true);
  });

  test('a personal value stands in no fact, and the same value said again has the same commitment', async () => {
    const { store, asker } = await testStore(server);
    const person = draft('person.recorded', 'person:1', 'p1', { email: 'ada@example.org', name: 'Ada' });
    const [first] = await store.log.append(asker, [person]);
    expect(await store.log.append(asker, [person])).toEqual([{ ...first, status: 'repeated' }]);
    const [fact] = await store.log.factsById(asker, [idOf(first)]);
    expect(JSON.stringify(fact)).not.toContain('example.org');
    expect(fact?.data['email']).toMatch(/^hmac-sha256:[0-9a-f]{64}$/);
    await store.log.append(asker, [{ ...person, data: { email: 'ada@example.com', name: 'Ada' }, supersedes: idOf(first) }]);
    expect(await store.log.personalValues(asker, ['person:1'])).toEqual(new Map([['person:1', { email: 'ada@example.com', name: 'Ada' }]]));
    const elsewhere = await newWorkspace(store);
    const [there] = await store.log.append(elsewhere, [person]);
    expect((await store.log.factsById(elsewhere, [idOf(there)]))[0]?.data['email']).not.toBe(fact?.data['email']);
  });

  test('two processes that commit to the same new personal value at once agree on one salt', async () => {
    const { store, asker, connection } = await testStore(server);
    const other = await anotherStore(connection);
    const person = draft('person.recorded', 'person:1', 'p1', { email: 'ada@example.org' });
    const answers = await Promise.all([store, other, store, other].map((one) => one.log.append(asker, [person])));
    expect(
      answers
        .flat()
        .map((answer) => answer.status)
        .sort(),
    ).toEqual(['recorded', 'repeated', 'repeated', 'repeated']);
  });

  test('a request the database cannot take fails alone, whatever it travelled with', async () => {
    const { store, asker } = await testStore(server);
    const requests = [touch('1'), touch('2'), touch('3', {}, { revision: 3_000_000_000 }), touch('4', { touch: '\u0000' }), touch('5')].map(
      (one) => store.log.append(asker, [one]),
    );
    const outcomes = await Promise.allSettled(requests);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'rejected', 'fulfilled']);
    expect((await store.log.head(asker)).size).toBe(3);
  });

  test('id and content hash are those of the core', async () => {
    const { store, asker, connection } = await testStore(server);
    const said = touch('ä"1', { touch: 'visit', url: 'https://example.org/?q=\u2028"' }, { precision: 'day', revision: 1 });
    const [answer] = await store.log.append(asker, [said]);
    expect(idOf(answer)).toBe(factIdFromKey(asker.workspace, 'crm', 'touch.recorded', 'ä"1', 1));
    const { Client } = await import('pg');
    const client = new Client(connection);
    await client.connect();
    const { rows } = await client.query('select encode(content_hash, $1) as hash from fact', ['hex']);
    await client.end();
    expect(rows).toEqual([{ hash: factContentHash(asker.workspace, said) }]);
  });
});

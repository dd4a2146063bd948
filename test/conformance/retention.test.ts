import { randomUUID } from 'node:crypto';
import { describe, expect, onTestFinished, test } from 'vitest';
import { valueOrThrow } from '#core/kernel/result.ts';
import { openOn } from '#main/wiring.ts';
import { applyRetention, monthsBefore } from '#usecases/apply-retention.ts';
import { erasePerson } from '#usecases/erase-person.ts';
import { exportPerson } from '#usecases/export-person.ts';
import { findPeople } from '#usecases/find-people.ts';
import { retentionPeriods, setRetention } from '#usecases/set-retention.ts';
import { everyServer, type TestServer } from '../database.ts';
import { draft } from './drafts.ts';

const LONG_AGO = { occurredAt: '2020-03-01T09:00:00.000Z' };
const RECENTLY = { occurredAt: '2026-10-01T09:00:00.000Z' };

async function workspaceOn(server: TestServer) {
  const product = await openOn(await server.database(), () => 'http://belegbar.test');
  onTestFinished(() => product.close());
  const id = randomUUID();
  await product.ports.workspaces.create({ id, slug: 'w', name: 'W', currency: 'EUR', timeZone: 'UTC', purpose: 'test' });
  const asker = { workspace: id, actor: 'member:test' };
  const ports = { ...product.ports, clock: { now: () => '2026-11-22T12:00:00.000Z' }, people: product.personal, access: product.access };
  const say = async (...drafts: ReturnType<typeof draft>[]) => {
    const answers = await ports.log.append(asker, drafts);
    expect(answers.map(({ status }) => status)).toEqual(drafts.map(() => 'recorded'));
  };
  return { ports, asker, say, product };
}

const person = (n: number, name: string, when: object) =>
  draft('person.recorded', `person:${n}`, `p${n}`, { name, email: `${n}@a.test` }, when);
const lead = (n: number, of: number, when: object) =>
  draft(
    'lead.captured',
    `lead:${n}`,
    `l${n}`,
    { person: `person:${of}`, source: 'web', answers: { message: `call ${n}`, budget: 5000 } },
    when,
  );

describe.each(everyServer)('retention periods on $name', { timeout: 60_000 }, (server) => {
  test('erase nothing until somebody sets one, then only what is older, and leave a record of every run', async () => {
    const { ports, asker, say } = await workspaceOn(server);
    await say(
      person(1, 'Anna Alt', LONG_AGO),
      lead(1, 1, LONG_AGO),
      person(2, 'Bert Kunde', LONG_AGO),
      lead(2, 2, LONG_AGO),
      draft('deal.won', 'deal:2', 'd2', { leads: ['lead:2'], owner: 'Sven Sales' }, LONG_AGO),
      person(3, 'Cora Neu', LONG_AGO),
      lead(3, 3, RECENTLY),
      person(4, 'Dora Ohne', LONG_AGO),
      draft('lead.assigned', 'lead:3', 'a3', { to: 'Nina Noch' }, RECENTLY),
      draft('lead.contacted', 'lead:2', 'c2', { channel: 'phone', direction: 'out', outcome: 'reached', note: 'an old note' }, LONG_AGO),
    );
    expect(await applyRetention(ports, asker)).toEqual([]);
    const preview = await applyRetention(ports, asker, { dryRun: true, periods: { leads_not_won: 24 } });
    expect(preview).toMatchObject([{ rule: 'leads_not_won', people: 1, values: 3, before: '2024-11-22T12:00:00.000Z' }]);
    expect(valueOrThrow(await findPeople(ports, asker, 'Anna'))).toHaveLength(1);

    for (const rule of ['leads_not_won', 'contacts_without_lead', 'employee_names', 'free_text'] as const) {
      valueOrThrow(await setRetention(ports, asker, { rule, months: 24 }));
    }
    const runs = await applyRetention(ports, asker);
    expect(runs.map(({ rule, people, values }) => [rule, people, values])).toEqual([
      ['leads_not_won', 1, 3],
      ['contacts_without_lead', 1, 2],
      ['employee_names', 1, 1],
      ['free_text', 0, 2],
    ]);
    const left = async (text: string) => valueOrThrow(await findPeople(ports, asker, text)).length;
    expect(await Promise.all(['Anna', 'Bert', 'Cora', 'Dora', 'Sven', 'Nina'].map(left))).toEqual([0, 1, 1, 0, 0, 1]);
    expect(await ports.people.runs(asker, 10)).toHaveLength(4);
    // The table is imported again: known rows bring nobody back, a new enquiry does.
    expect(await ports.log.append(asker, [person(1, 'Anna Alt', LONG_AGO)])).toMatchObject([{ status: 'repeated' }]);
    expect(await left('Anna')).toBe(0);
    await say(draft('lead.captured', 'lead:9', 'l9', { person: 'person:1', source: 'web', answers: { message: 'Anna again' } }, RECENTLY));
    const again = await applyRetention({ ...ports, clock: { now: () => '2026-11-23T12:00:00.000Z' } }, asker);
    expect(again.map(({ people, values }) => people + values)).toEqual([0, 0, 0, 0]);
    expect(await ports.people.runs(asker, 10)).toHaveLength(8);
    valueOrThrow(await setRetention(ports, asker, { rule: 'free_text', months: null }));
    expect((await retentionPeriods(ports, asker)).map(({ months }) => months)).toEqual([24, 24, 24, null]);
  });

  test('people merged into one are erased together, and one whose merge was undone stays', async () => {
    const { ports, asker, say } = await workspaceOn(server);
    const merge = (kind: string, from: number, to: number, at: string) =>
      draft(
        kind,
        `person:${from}`,
        `${kind}${from}`,
        kind === 'person.merged' ? { into: `person:${to}`, reason: 'same' } : { from: `person:${to}`, reason: 'not the same' },
        { occurredAt: at },
      );
    await say(
      person(1, 'Eva Eins', LONG_AGO),
      person(2, 'Eva Zwei', LONG_AGO),
      person(3, 'Uwe Anders', LONG_AGO),
      merge('person.merged', 2, 1, '2021-01-01T00:00:00.000Z'),
      merge('person.merged', 3, 1, '2021-01-02T00:00:00.000Z'),
      merge('person.unmerged', 3, 1, '2021-01-03T00:00:00.000Z'),
      lead(1, 2, LONG_AGO),
    );
    const erased = valueOrThrow(await erasePerson(ports, asker, { person: 'person:1', reason: 'request' }));
    // Why they were merged goes with them.
    expect(erased).toMatchObject({ subjects: ['person:1', 'person:2'], leads: 1, valueCount: 6 });
    expect(valueOrThrow(await findPeople(ports, asker, 'Uwe'))).toHaveLength(1);
    expect(valueOrThrow(await findPeople(ports, asker, 'Eva'))).toEqual([]);
    // Nothing personal about them comes back; what is not personal still does.
    const back = draft('lead.answered', 'lead:1', 'x1', { question: 'when', answer: 'call me, Eva' }, RECENTLY);
    expect(await ports.log.append(asker, [back])).toMatchObject([{ status: 'refused', refusal: { code: 'person.erased' } }]);
    await say(draft('lead.graded', 'lead:1', 'g1', { criterion: 'need', grade: 'A', by: 'person' }, RECENTLY));
    const own = valueOrThrow(await exportPerson(ports, asker, 'person:2'));
    expect(JSON.stringify(own)).not.toMatch(/Eva|@a\.test|call 1/);
    expect(own.summary.en.at(-1)).toContain('was erased');
  });

  test('an unmerge ends every merge of that person, so whoever it was merged into is not erased with it', async () => {
    const { ports, asker, say } = await workspaceOn(server);
    const decided = (kind: string, key: string, data: Readonly<Record<string, string>>, occurredAt: string) =>
      draft(kind, 'person:1', key, { ...data, reason: 'decided' }, { occurredAt });
    await say(
      person(1, 'Eva Eins', LONG_AGO),
      person(2, 'Uwe Zwei', LONG_AGO),
      person(3, 'Ida Drei', LONG_AGO),
      decided('person.merged', 'm2', { into: 'person:2' }, '2021-01-01T00:00:00.000Z'),
      decided('person.merged', 'm3', { into: 'person:3' }, '2021-01-02T00:00:00.000Z'),
      decided('person.unmerged', 'u3', { from: 'person:3' }, '2021-01-03T00:00:00.000Z'),
    );
    const erased = valueOrThrow(await erasePerson(ports, asker, { person: 'person:1', reason: 'request' }));
    expect(erased.subjects).toEqual(['person:1']);
    expect(valueOrThrow(await findPeople(ports, asker, 'Uwe'))).toHaveLength(1);
  });

  test('texts of one employee are grouped by one stand-in, and an erased name stays erased when its facts are imported again', async () => {
    const { ports, asker, say } = await workspaceOn(server);
    const assigned = (n: number) => draft('lead.assigned', `lead:${n}`, `a${n}`, { to: 'Sven Sales' }, LONG_AGO);
    await say(assigned(1), assigned(2), draft('lead.assigned', 'lead:3', 'a3', { to: 'member:0815' }, LONG_AGO));
    const page = await ports.log.page(asker, -1, 10);
    const [first, second, third] = page.facts.map(({ data }) => data['to']);
    expect(first).toMatch(/^hmac-sha256:/);
    expect(second).toBe(first);
    expect(third).toBe('member:0815');
    const [sven] = valueOrThrow(await findPeople(ports, asker, 'sven'));
    expect(valueOrThrow(await erasePerson(ports, asker, { person: sven?.id ?? '', reason: 'left_company' }))).toMatchObject({
      factsKept: 2,
    });
    expect(await ports.log.append(asker, [assigned(1)])).toMatchObject([{ status: 'repeated' }]);
    expect(valueOrThrow(await findPeople(ports, asker, 'sven'))).toEqual([]);
  });
});

test('months are counted back by the calendar', () => {
  expect(monthsBefore('2026-03-31T10:00:00.000Z', 1)).toBe('2026-02-28T10:00:00.000Z');
  expect(monthsBefore('2026-01-15T10:00:00.000Z', 13)).toBe('2024-12-15T10:00:00.000Z');
});

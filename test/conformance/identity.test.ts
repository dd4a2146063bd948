import { describe, expect, test } from 'vitest';
import type { Fact } from '#core/facts/fact.ts';
import { valueOrThrow } from '#core/kernel/result.ts';
import { draftThreads } from '#main/draft-threads.ts';
import { changeIdentitySettings, keepApart, listMerges, mergePeople, proposeMerges, unmergePeople } from '#usecases/merge-people.ts';
import type { Ports, Workspace } from '#usecases/ports.ts';
import { type Submission, submitForm } from '#usecases/submit-form.ts';
import { everyServer, type TestServer, testStore } from '../database.ts';
import { draft } from './drafts.ts';

const START = Date.UTC(2026, 0, 5, 9);

async function setting(server: TestServer) {
  let now = START;
  const clock = { now: () => new Date(now).toISOString() };
  const { store, asker, connection } = await testStore(server, { clock });
  const ports: Ports = { ...store, clock, drafts: draftThreads };
  const workspace: Workspace = {
    id: asker.workspace,
    slug: 'w',
    name: 'W',
    currency: 'EUR',
    timeZone: 'Europe/Berlin',
    region: null,
    purpose: 'test',
    createdAt: clock.now(),
  };
  const person = async (name: string, data: Record<string, string>) => {
    now += 60_000;
    await store.log.append(asker, [draft('person.recorded', `person:${name}`, undefined, data)]);
    return `person:${name}`;
  };
  const submit = async (externalId: string, afterMs: number, changes: Partial<Submission> = {}) => {
    const submission = {
      source: 'website',
      externalId,
      occurredAt: new Date(START + afterMs).toISOString(),
      person: { email: 'Anna.Muster@example.com' },
      lead: { source: 'paid_search', form: 'contact' },
      ...changes,
    };
    return valueOrThrow(await submitForm({ ...ports, externalIds: store.externalIds }, asker, workspace, submission));
  };
  const facts = async (kind: string): Promise<readonly Fact[]> => (await store.log.page(asker, -1, 1_000, { kind })).facts;
  return { ports, asker, workspace, store, connection, person, submit, facts, propose: () => proposeMerges(ports, asker, workspace) };
}

describe.each(everyServer)('$name', (server) => {
  test('contacts that share an address, a number or a number in the CRM are proposed, the surest first, and a shared mailbox is only shown', async () => {
    const { person, propose } = await setting(server);
    await person('a', { name: 'Anna', email: 'Anna+news@Example.com', phone: '089 1234567' });
    await person('b', { name: 'A. Muster', email: 'anna@example.com' });
    await person('c', { name: 'Family', phone: '+49 (0)89 1234567', email: 'info@other.com' });
    await person('d', { email: 'INFO@other.com', crmId: '4711' });
    await person('e', { crmId: '4711' });
    const { proposals, merged } = await propose();
    expect(merged).toBe(0);
    expect(proposals.map(({ person: one, into, certainty, reasons }) => [one, into, certainty, reasons.join()])).toEqual([
      ['person:b', 'person:a', 'certain', 'email'],
      ['person:e', 'person:d', 'certain', 'crm_id'],
      ['person:c', 'person:a', 'likely', 'phone'],
      ['person:d', 'person:c', 'shared', 'email'],
    ]);
    expect(proposals[0]?.intoName).toMatchObject({ name: 'Anna', email: 'Anna+news@Example.com' });
  });

  test('certain matches are merged by themselves only where the workspace says so, and every merge can be undone', async () => {
    const { ports, asker, person, propose } = await setting(server);
    await person('a', { email: 'anna@example.com', phone: '089 1234567' });
    await person('b', { email: 'anna@example.com' });
    await person('c', { phone: '089 1234567' });
    await changeIdentitySettings(ports, asker, { mergeCertain: true, repeatDays: 90 });
    const first = await propose();
    expect(first).toMatchObject({ merged: 1, proposals: [{ person: 'person:c', certainty: 'likely' }] });
    expect((await listMerges(ports, asker)).map(({ fact }) => [fact.subject, fact.data['into'], fact.actor])).toEqual([
      ['person:b', 'person:a', 'system'],
    ]);
    await changeIdentitySettings(ports, asker, { mergeCertain: false, repeatDays: 90 });
    valueOrThrow(await unmergePeople(ports, asker, { person: 'person:b', reason: 'sisters' }));
    expect((await propose()).proposals.map(({ person: one }) => one)).toEqual(['person:b', 'person:c']);
    expect(await unmergePeople(ports, asker, { person: 'person:b', reason: 'again' })).toMatchObject({
      refusal: { code: 'person.not_merged' },
    });
    valueOrThrow(await keepApart(ports, asker, { person: 'person:b', from: 'person:a', reason: 'sisters' }));
    expect((await propose()).proposals.map(({ person: one }) => one)).toEqual(['person:c']);
  });

  test('merging follows groups, never goes in a circle and knows only contacts that exist', async () => {
    const { ports, asker, person } = await setting(server);
    for (const name of ['a', 'b', 'c']) await person(name, { name });
    const merge = (one: string, into: string) =>
      mergePeople(ports, asker, { person: `person:${one}`, into: `person:${into}`, reason: 'same' });
    valueOrThrow(await merge('a', 'b'));
    valueOrThrow(await merge('a', 'c'));
    expect(await merge('c', 'a')).toMatchObject({ refusal: { code: 'person.already_merged' } });
    expect(await merge('a', 'nobody')).toMatchObject({ refusal: { code: 'person.unknown' } });
    const merges = (await listMerges(ports, asker)).map(({ fact }) => `${fact.subject} ${fact.data['into']}`);
    expect(merges).toEqual(['person:b person:c', 'person:a person:b']);
  });

  test('what was corrected away or erased recognises nobody any more', async () => {
    const { store, asker, person, propose } = await setting(server);
    await person('a', { email: 'anna@example.com' });
    const other = await person('b', { email: 'anna@example.com' });
    await person('c', { email: 'anna@example.com' });
    expect((await propose()).proposals.length).toBe(2);
    const [recorded] = await store.log.factsOfSubject(asker, other);
    await store.log.append(asker, [
      draft('fact.retracted', `fact:${recorded?.id}`, undefined, { fact: recorded?.id ?? '', reason: 'mistyped', by: 'x' }),
    ]);
    expect((await propose()).proposals.map(({ person: one }) => one)).toEqual(['person:c']);
    await store.people.erase(asker, { subjects: ['person:c'], commitments: [] }, () => []);
    expect((await propose()).proposals).toEqual([]);
  });

  test('an address leads to the one company that has its domain, and a free mail service to none', async () => {
    const { store, asker, person, propose } = await setting(server);
    await store.log.append(asker, [
      draft('company.recorded', 'company:w', undefined, { name: 'Werk', domain: 'https://www.Werk.example/' }),
    ]);
    await person('a', { email: 'anna@werk.example' });
    await person('b', { email: 'bert@gmx.de' });
    expect((await propose()).employers).toMatchObject([{ person: 'person:a', company: 'company:w', companyName: 'Werk' }]);
  });

  const DAY = 86_400_000;

  test('a second form of the same person is a touch of its lead up to and including day 90, and later a new lead that names the old one', async () => {
    const { submit, facts } = await setting(server);
    const first = await submit('f1', 0);
    expect(first).toMatchObject({ became: 'lead', follows: null });
    expect(await submit('f2', 90_000)).toEqual({ became: 'touch', lead: first.lead, follows: null, person: first.person });
    expect(await submit('f3', 90 * DAY)).toMatchObject({ became: 'touch', lead: first.lead });
    const later = await submit('f4', 90 * DAY + 1);
    expect(later).toMatchObject({ became: 'follow_up', follows: first.lead, person: first.person });
    expect(await submit('f5', 91 * DAY)).toMatchObject({ became: 'touch', lead: later.lead });
    // Nothing was dropped, and sending all of it again records nothing new.
    const count = async () => [(await facts('lead.captured')).length, (await facts('touch.recorded')).length];
    expect(await count()).toEqual([2, 3]);
    await submit('f1', 0);
    await submit('f2', 90_000);
    await submit('f4', 90 * DAY + 1);
    expect(await count()).toEqual([2, 3]);
  });

  test('a form whose number is an address leaves no address in the log, and sent again it is the same form', async () => {
    const { submit, store, asker } = await setting(server);
    const first = await submit('anna.muster@example.com', 0);
    expect(await submit('anna.muster@example.com', 0)).toEqual(first);
    const { facts } = await store.log.page(asker, -1, 1_000);
    expect(facts.length).toBeGreaterThan(1);
    expect(JSON.stringify(facts)).not.toContain('@');
    expect(facts[0]?.externalId).toMatch(/^hmac-sha256:/);
  });

  test('why people are merged may name them: it is read in the list of merges, and the log holds a stand-in', async () => {
    const { ports, asker, person } = await setting(server);
    for (const name of ['a', 'b']) await person(name, { name });
    const reason = 'Anna Muster, 0171 2345678, is both';
    const { factId } = valueOrThrow(await mergePeople(ports, asker, { person: 'person:a', into: 'person:b', reason }));
    expect((await listMerges(ports, asker)).map((merge) => merge.reason)).toEqual([reason]);
    const [fact] = await ports.log.factsById(asker, [factId]);
    expect(fact?.data['reason']).toMatch(/^hmac-sha256:/);
    valueOrThrow(await unmergePeople(ports, asker, { person: 'person:a', reason }));
  });

  test('a shared mailbox and a name make nobody known', async () => {
    const { submit } = await setting(server);
    const one = await submit('f1', 0, { person: { name: 'Anna', email: 'info@example.com' } });
    const other = await submit('f2', 90_000, { person: { name: 'Anna', email: 'info@example.com' } });
    expect([one.became, other.became]).toEqual(['lead', 'lead']);
    expect(other.person).not.toBe(one.person);
  });

  test('no digest can be tried out without the key of the workspace', async () => {
    const { person, propose, connection } = await setting(server);
    await person('a', { email: 'anna@example.com' });
    await propose();
    const { Client } = await import('pg');
    const { createHash } = await import('node:crypto');
    const client = new Client(connection);
    await client.connect();
    const { rows } = await client.query("select encode(digest, 'hex') as digest from match_value where kind = 'email'");
    await client.end();
    expect(rows.length).toBe(1);
    for (const text of ['anna@example.com', 'email:anna@example.com']) {
      expect(rows[0].digest).not.toBe(createHash('sha256').update(text).digest('hex'));
    }
  });
});

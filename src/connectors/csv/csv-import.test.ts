import { describe, expect, it } from 'vitest';
import { subjectId } from '#core/facts/fact.ts';
import { readPayload } from '#core/facts/fact-kind.ts';
import { findFactKind } from '#core/facts/registry.ts';
import { present } from '#core/kernel/assert.ts';
import { leads, orders, readAll, WORKSPACE } from './csv-import.fixture.ts';

describe('a row of a file', () => {
  it('becomes a fact with the subject its id stands for everywhere', async () => {
    const { drafts } = await readAll(leads('{ source: { column: origin } }'), {
      'rows.csv': 'id,at,origin\n7,2026-07-31 10:00:00, fair \n',
    });
    expect(drafts).toEqual([
      {
        kind: 'lead.captured',
        version: 1,
        subject: subjectId(WORKSPACE, 'crm', 'lead', '7'),
        occurredAt: '2026-07-31T08:00:00.000Z',
        source: 'crm',
        externalId: '7',
        revision: 1,
        actor: 'member:1',
        data: { source: 'fair' },
      },
    ]);
  });

  it('keeps that only the day was known', async () => {
    const { drafts } = await readAll(leads('{ source: fair }'), { 'rows.csv': 'id;at\n7;31.07.2026\n8;31.07.2026 00:00\n' });
    expect(drafts.map((draft) => [draft.occurredAt, draft.precision])).toEqual([
      ['2026-07-30T22:00:00.000Z', 'day'],
      ['2026-07-30T22:00:00.000Z', undefined],
    ]);
  });

  it('carries the payload that the vocabulary reads', async () => {
    const data =
      '{ net: { column: net, money: "1.234,56" }, customer: { type: person, externalId: { column: who } }, lines: [{ object: { product: { column: p }, quantity: { column: q, integer: plain }, net: { column: net, money: "1.234,56" } } }] }';
    const { drafts } = await readAll(orders(data), { 'rows.csv': 'id;at;net;who;p;q\n1;01.02.2026;"1.234,50";k 5; chair ;2\n' });
    const draft = present(drafts[0], 'draft');
    expect(draft.data).toEqual({
      net: { minor: '123450', currency: 'EUR' },
      customer: subjectId(WORKSPACE, 'crm', 'person', 'k 5'),
      lines: [{ product: 'chair', quantity: 2, net: { minor: '123450', currency: 'EUR' } }],
    });
    expect(readPayload(present(findFactKind(draft.kind), 'kind'), draft.subject, draft.data)).toEqual({ ok: true, value: draft.data });
  });

  it('may give several facts, each under its own condition', async () => {
    const mapping = `
mapping: deals
source: crm
files: { rows: rows.csv }
facts:
  - { from: rows, kind: deal.opened, subject: { type: deal, externalId: { column: id } }, externalId: { column: id }, occurredAt: { column: opened }, data: { leads: [{ type: lead, externalId: { column: lead } }] } }
  - from: rows
    kind: deal.won
    when: [{ column: won, blank: false }, { not: { column: stage, oneOf: [test, demo] } }]
    subject: { type: deal, externalId: { column: id } }
    externalId: { column: id }
    occurredAt: { column: won }
`;
    const { drafts, rowsRead, refused } = await readAll(mapping, {
      'rows.csv': 'id,lead,opened,won,stage\n1,a,2026-01-01,2026-01-05,closed\n2,b,2026-01-02,,open\n3,c,2026-01-02,2026-01-03,test\n',
    });
    expect(drafts.map((draft) => `${draft.kind} ${draft.externalId}`)).toEqual([
      'deal.opened 1',
      'deal.won 1',
      'deal.opened 2',
      'deal.opened 3',
    ]);
    expect([rowsRead, refused]).toEqual([3, []]);
  });

  it('gives no fact at all where one of its facts cannot be read', async () => {
    const mapping = leads('{ source: { column: origin } }').concat(`
  - { from: rows, kind: lead.graded, subject: { type: lead, externalId: { column: id } }, externalId: { column: id }, occurredAt: { column: at }, data: { criterion: fit, grade: { column: grade }, by: data } }
`);
    const { drafts, places, refused } = await readAll(mapping, {
      'rows.csv': 'id,at,origin,grade\n1,2026-01-01,fair,Z\n2,2026-01-01,fair,A\n',
    });
    expect(drafts.map((draft) => draft.kind)).toEqual(['lead.captured', 'lead.graded']);
    expect(places).toEqual([
      { file: 'rows.csv', line: 3 },
      { file: 'rows.csv', line: 3 },
    ]);
    expect(refused).toEqual([
      {
        file: 'rows.csv',
        line: 2,
        code: 'fact.payload_invalid',
        params: { kind: 'lead.graded', field: 'grade', expects: 'one of: A, B, C, D' },
      },
    ]);
  });

  it('may have no id of its own: equal rows are the same fact, others are not', async () => {
    const mapping = leads('{ source: fair }').replace(
      'externalId: { column: id }\n    occurredAt',
      'externalId: { rowHash: true }\n    occurredAt',
    );
    const { drafts } = await readAll(mapping, { 'rows.csv': 'id,at\n1,2026-01-01\n1,2026-01-01\n1,2026-01-02\n' });
    const [first, second, third] = drafts.map((draft) => draft.externalId);
    expect(first).toBe(second);
    expect(first).not.toBe(third);
  });

  it('never carries an address as an id, neither of the fact nor behind the subject', async () => {
    const { drafts } = await readAll(leads('{ source: fair, person: { type: person, externalId: { column: id } } }'), {
      'rows.csv': 'id,at\nanna@example.org,2026-01-01\n',
    });
    expect(drafts[0]?.externalId).toBe('masked');
    expect(drafts[0]?.subject).toBe(subjectId(WORKSPACE, 'crm', 'lead', 'masked'));
    expect(drafts[0]?.data['person']).toBe(subjectId(WORKSPACE, 'crm', 'person', 'masked'));
  });
});

describe('a blank', () => {
  const rows = { 'rows.csv': 'id,at,origin,form\n1,2026-01-01,,x\n2,2026-01-01, ,NULL\n3,2026-01-01,unknown,\n' };

  it('is replaced where the mapping says by what', async () => {
    const { drafts } = await readAll(leads('{ source: { column: origin, blank: (blank) } }'), rows);
    expect(drafts.map((draft) => draft.data['source'])).toEqual(['(blank)', '(blank)', 'unknown']);
  });

  it('is refused where the value is needed', async () => {
    const { drafts, refused } = await readAll(leads('{ source: { column: origin } }'), rows);
    expect(drafts).toHaveLength(1);
    expect(refused.map(({ line, code, params }) => [line, code, params['column'], params['expects']])).toEqual([
      [2, 'import.value_unreadable', 'origin', 'not blank'],
      [3, 'import.value_unreadable', 'origin', 'not blank'],
    ]);
  });

  it('is left out where the value is optional, and may be written as a word', async () => {
    const { drafts } = await readAll(leads('{ source: a, form: { column: form } }', 'blanks: ["NULL"]'), rows);
    expect(drafts.map((draft) => draft.data)).toEqual([{ source: 'a', form: 'x' }, { source: 'a' }, { source: 'a' }]);
  });
});

describe('a value that is not what the mapping says', () => {
  it.each([
    ['a time', leads('{ source: a }'), 'id,at\n1,soon\n', 'import.value_unreadable', 'at'],
    ['an amount', orders('{ net: { column: net, money: plain } }'), 'id,at,net\n1,2026-01-01,"1,5"\n', 'money.unreadable', 'net'],
    [
      'an amount of too many digits',
      orders('{ net: { column: net, money: plain } }'),
      'id,at,net\n1,2026-01-01,1.555\n',
      'money.too_many_digits',
      'net',
    ],
    [
      'a currency',
      orders('{ net: { column: net, money: plain, currency: { column: cur } } }'),
      'id,at,net,cur\n1,2026-01-01,1,Euro\n',
      'import.value_unreadable',
      'net',
    ],
    [
      'a word of a list',
      leads('{ source: { column: s, values: { FB: facebook } } }'),
      'id,at,s\n1,2026-01-01,TV\n',
      'import.value_unreadable',
      's',
    ],
  ])('%s is refused with line and column', async (_, mapping, rows, code, column) => {
    const { drafts, refused } = await readAll(mapping, { 'rows.csv': rows });
    expect(drafts).toEqual([]);
    expect(refused).toEqual([{ file: 'rows.csv', line: 2, code, params: expect.objectContaining({ column }) }]);
  });
});

describe('when the system learned of it', () => {
  const rows = { 'rows.csv': 'id,at,seen\n1,2026-01-01,2026-01-09 12:00:00\n' };
  it.each([
    ['is now, unless something is said', '', undefined, undefined],
    ['is the moment of the event', 'recordedAt: occurredAt', undefined, '2025-12-31T23:00:00.000Z'],
    ['is a column', 'recordedAt: { column: seen }', undefined, '2026-01-09T11:00:00.000Z'],
    ['is what the person who imports says', 'recordedAt: occurredAt', 'seen', '2026-01-09T11:00:00.000Z'],
    ['is the moment of the event if that person says so', '', 'occurredAt', '2025-12-31T23:00:00.000Z'],
  ])('%s', async (_, more, recordedAtRule, recordedAt) => {
    const { drafts } = await readAll(leads('{ source: a }', more), rows, { recordedAtRule });
    expect(drafts[0]?.recordedAt).toBe(recordedAt);
  });
});

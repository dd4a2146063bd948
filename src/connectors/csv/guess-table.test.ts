import { describe, expect, it } from 'vitest';
import { present } from '#core/kernel/assert.ts';
import { valueOrThrow } from '#core/kernel/result.ts';
import { row, workbookOf } from '../xlsx/workbook.fixture.ts';
import { readAll } from './csv-import.fixture.ts';
import { guessColumn } from './guess-columns.ts';
import { outcomeMeaning, stageMeaning } from './guess-meanings.ts';
import { lookAtTable, openAnswers } from './guess-table.ts';
import { parseMapping } from './mapping.ts';
import { ownTableMapping } from './own-table-mapping.ts';
import { fileOf } from './text-file.fixture.ts';

const place = { timeZone: 'Europe/Berlin', currency: 'EUR' };
const look = async (text: string | Uint8Array, name = 'leads.csv') => valueOrThrow(await lookAtTable(fileOf(name, text), place));
const column = (table: Awaited<ReturnType<typeof look>>, name: string) =>
  present(
    table.columns.find((one) => one.name === name),
    name,
  );

const GERMAN = `Lead-Nr;Erstkontakt;Quelle;Firma;Mitarbeiter;E-Mail;Webinar;Aktionen;Phase;Abschlussdatum;Auftragswert (EUR)
L-1;13.02.2026;Google Ads;Adler GmbH;120;a@adler.example;ja;Preisseite, Download;Gewonnen;31.03.2026;12.500,00
L-2;14.02.2026;;Berg KG;8;;nein;;Neu;;
L-3;15.02.2026;Messe;Cordes AG;60;c@cordes.example;nein;Anruf;Angebot;;7.300,50
L-4;16.02.2026;Messe;Adler GmbH;120;;ja;Download;Verloren;02.03.2026;
`;

describe('looking at a table somebody brings along', () => {
  it('knows a German export by its names and values, and leaves nothing open', async () => {
    const table = await look(GERMAN);
    expect(table).toMatchObject({ delimiter: ';', encoding: 'utf-8', rowsLookedAt: 4, unusable: [] });
    expect(table.proposed).toMatchObject({
      roles: {
        leadNumber: 'Lead-Nr',
        firstContact: 'Erstkontakt',
        source: 'Quelle',
        company: 'Firma',
        employees: 'Mitarbeiter',
        email: 'E-Mail',
        stage: 'Phase',
        closed: 'Abschlussdatum',
        amount: 'Auftragswert (EUR)',
      },
      stages: { Gewonnen: 'won', Neu: 'new', Angebot: 'offer', Verloren: 'lost' },
      times: { Erstkontakt: 'DD.MM.YYYY', Abschlussdatum: 'DD.MM.YYYY' },
      amounts: { 'Auftragswert (EUR)': '1.234,56' },
    });
    expect(table.proposed.actions).toEqual([
      { column: 'Webinar', how: 'yes', touch: 'webinar' },
      { column: 'Aktionen', how: 'list', touches: { Download: 'download', Anruf: 'call', Preisseite: 'pricing_page' } },
    ]);
    expect(openAnswers(table, table.proposed)).toEqual([]);
  });

  it('knows an export in everyday words: where an enquiry came from, and that somebody asked for the brochure', async () => {
    const table = await look(
      'Anfrage-Nr;Datum;Woher;Prospekt angefordert\nA1;13.02.2026;Messe;ja\nA2;14.02.2026;Website;nein\nA3;15.02.2026;Messe;x\n',
    );
    expect(table.proposed.roles).toMatchObject({ leadNumber: 'Anfrage-Nr', source: 'Woher', firstContact: 'Datum' });
    expect(table.proposed.actions).toEqual([{ column: 'Prospekt angefordert', how: 'yes', touch: 'download' }]);
  });

  it('says that day and month cannot be told apart, and asks instead of choosing', async () => {
    const table = await look('id,created,source\n1,03/04/2026,a\n2,05/06/2026,b\n3,07/07/2026,a\n');
    expect(column(table, 'created')).toMatchObject({ kind: 'day', undecided: true, reason: 'day_and_month_undecided' });
    expect(column(table, 'created').times).toEqual(['DD/MM/YYYY', 'MM/DD/YYYY']);
    expect(openAnswers(table, { ...table.proposed, roles: { ...table.proposed.roles, firstContact: 'created' } })).toContainEqual({
      what: 'time',
      column: 'created',
    });
    const decided = await look('id,created,source\n1,03/04/2026,a\n2,05/16/2026,b\n');
    expect(column(decided, 'created')).toMatchObject({ undecided: false, times: ['MM/DD/YYYY'] });
  });

  it.each([
    [
      'HubSpot',
      'Record ID,Create Date,Original Source,Lifecycle Stage,Company name\n11,2026-03-04 10:15,ORGANIC_SEARCH,lead,Adler\n12,2026-03-05 11:00,PAID,lead,Berg\n',
    ],
    [
      'Pipedrive',
      'ID,Lead created,Source channel,Stage,Organization,Value,Won time\n11,2026-03-04 10:15:00,Web,Qualified,Adler,1200,\n12,2026-03-05 11:00:00,Web,Won,Berg,900,2026-04-01 09:00:00\n',
    ],
    [
      'Salesforce',
      'Lead ID,Created Date,Lead Source,Lead Status,Company / Account\n00Q1,14.03.2026,Web,Open,Adler\n00Q2,15.03.2026,Partner,Qualified,Berg\n',
    ],
    [
      'Dynamics',
      'Lead ID,Created On,Lead Source,Status,Company Name\nA1,3/14/2026 10:15 AM,Web,New,Adler\nA2,3/15/2026 1:05 PM,Web,Qualified,Berg\n',
    ],
    [
      'Odoo',
      'ID,Created on,Source,Stage,Customer,Expected Revenue\nx_1,2026-03-14 10:15:00,Web,New,Adler,1200.00\nx_2,2026-03-15 10:15:00,Fair,Won,Berg,900.00\n',
    ],
    ['Olist', 'mql_id,first_contact_date,landing_page_id,origin\na1,2018-02-01,p1,social\na2,2018-02-02,p1,email\n'],
  ])('recognises number, first contact and source in an export of %s', async (_, text) => {
    const { proposed } = await look(text);
    expect(Object.keys(proposed.roles)).toEqual(expect.arrayContaining(['leadNumber', 'firstContact', 'source']));
  });

  it('leaves out columns without a name and names that stand twice', async () => {
    const table = await look('id;;x;x\n1;a;b;c\n2;a;b;d\n');
    expect(table.unusable).toEqual(['', 'x']);
    expect(table.columns.map(({ name }) => name)).toEqual(['id']);
  });

  it('takes dates and amounts of a workbook as the workbook says them', async () => {
    const day = (serial: number) => ({ mark: `<c s="1"><v>${serial}</v></c>` });
    const rows = [
      row(1, 'Nr', 'Erstkontakt', 'Quelle', 'Auftragswert'),
      row(2, 'L-1', day(46_066), 'Messe', 1234.5),
      row(3, 'L-2', day(46_067), 'Web', 99),
    ];
    const bytes = workbookOf({ sheets: { Leads: rows.join('') }, formats: ['dd.mm.yyyy'] });
    const table = await look(bytes, 'leads.xlsx');
    expect(table).toMatchObject({ isWorkbook: true, delimiter: null });
    expect(table.proposed.roles).toMatchObject({ leadNumber: 'Nr', firstContact: 'Erstkontakt', source: 'Quelle', amount: 'Auftragswert' });
    const { drafts } = await readAll(ownTableMapping(table, table.proposed), { 'leads.xlsx': bytes });
    expect(drafts.map(({ occurredAt }) => occurredAt)).toEqual(['2026-02-12T23:00:00.000Z', '2026-02-13T23:00:00.000Z']);
  });
});

describe('guesses about cells that mislead', () => {
  it('looks at a very long cell without holding up the server, in every kind of column', async () => {
    const tails = [`a@${'.'.repeat(200_000)}@`, `${'1'.repeat(200_000)}x`, '1,'.repeat(100_000), `${'_'.repeat(200_000)}!`];
    const started = performance.now();
    for (const cell of tails)
      for (const name of ['Kontakt', 'E-Mail', 'Betrag', 'Phase', 'Telefon', 'Datum']) guessColumn(name, [cell, `${cell}x`], false, 'EUR');
    expect(performance.now() - started).toBeLessThan(2_000);
    expect(guessColumn('Kontakt', ['a@b.example', 'x.y@mail.b.example'], false, 'EUR').kind).toBe('email');
    expect(guessColumn('Kontakt', ['a@b', 'a@.example@', '@b.example', 'a@b.'], false, 'EUR').kind).not.toBe('email');
  });

  it.each([
    'Nicht gewonnen',
    'kein Auftrag',
    'Kein Kunde',
    'not won',
    'NotWon',
    "won't buy",
    'wont buy',
    'Potenzieller Kunde',
    'Wiedervorlage Kunde',
    'Disclosed',
    'Assigned',
    'Unqualifiziert',
    'Nicht kontaktiert',
    'nicht abgelehnt',
  ])('asks what the stage “%s” means instead of taking it for the word it denies', async (word) => {
    const table = await look(`Datum;Phase\n13.02.2026;${word}\n14.02.2026;Gewonnen\n15.02.2026;${word}\n`);
    expect(table.proposed.stages).toEqual({ Gewonnen: 'won' });
    expect(openAnswers(table, table.proposed)).toContainEqual({ what: 'stage', column: 'Phase', value: word });
  });

  it.each([
    ['Closed Won', 'won'],
    ['closedwon', 'won'],
    ['Kunde', 'won'],
    ['Neukunde', 'won'],
    ['Auftrag erteilt', 'won'],
    ['Contract signed', 'won'],
    ['Closed Lost', 'lost'],
    ['Nicht qualifiziert', 'lost'],
    ['Unqualified', 'lost'],
    ['Kein Bedarf', 'lost'],
    ['Angebot abgelehnt', 'lost_after_offer'],
    ['contractsent', 'offer'],
    ['Noch offen', 'new'],
    ['Unternehmen kontaktiert', 'new'],
  ])('takes the stage “%s” for %s', (word, meaning) => {
    expect(stageMeaning(word)).toBe(meaning);
  });

  it('takes no appointment for held that is said not to have taken place', () => {
    expect(['Nicht stattgefunden', 'not held', 'nicht erschienen', 'no-show', 'stattgefunden'].map(outcomeMeaning)).toEqual([
      'unknown',
      'unknown',
      'no_show_guest',
      'no_show_guest',
      'held',
    ]);
  });
});

describe('the mapping made of the answers', () => {
  it('reads the table as the answers say, and an empty source as the value somebody chose', async () => {
    const table = await look(GERMAN);
    const mapping = ownTableMapping(table, table.proposed);
    expect(parseMapping(mapping).ok).toBe(true);
    const { drafts, refused } = await readAll(mapping, { 'leads.csv': GERMAN });
    expect(refused).toEqual([]);
    const of = (kind: string) => drafts.filter((draft) => draft.kind === kind);
    expect(of('lead.captured').map(({ data }) => data['source'])).toEqual(['Google Ads', 'unbekannt', 'Messe', 'Messe']);
    expect(
      of('touch.recorded')
        .map(({ data }) => data['touch'])
        .sort(),
    ).toEqual(['call', 'download', 'download', 'pricing_page', 'webinar', 'webinar']);
    expect(of('deal.stage_changed').map(({ data }) => data['stage'])).toEqual(['offer', 'offer', 'qualified']);
    expect(of('deal.won')).toMatchObject([
      { data: { amount: { minor: '1250000', currency: 'EUR' } }, occurredAt: '2026-03-30T22:00:00.000Z' },
    ]);
    expect(of('deal.lost')).toMatchObject([{ data: { reason: 'unbekannt' } }]);
    expect(new Set(of('company.recorded').map(({ subject }) => subject)).size).toBe(3);
  });

  it('refuses a row with a stage nobody explained, and a won deal without its date unless the first contact may stand in', async () => {
    const table = await look(GERMAN);
    const later = `${GERMAN}L-5;17.02.2026;Web;Dorn;5;;nein;;Pausiert;;\nL-6;18.02.2026;Web;Eck;5;;nein;;Gewonnen;;100,00\n`;
    const strict = await readAll(ownTableMapping(table, table.proposed), { 'leads.csv': later });
    expect(strict.refused.map(({ line, params }) => [line, params['column']])).toEqual([
      [6, 'Phase'],
      [7, 'Abschlussdatum'],
    ]);
    const lenient = await readAll(ownTableMapping(table, { ...table.proposed, closedMissing: 'first_contact' }), { 'leads.csv': later });
    expect(lenient.refused.map(({ line }) => line)).toEqual([6]);
  });

  it('names rows by their content where no column numbers them, so that each keeps all of its actions', async () => {
    const text = 'Datum;Kanal;Webinar;Downloads\n13.02.2026;Messe;ja;5\n14.02.2026;Web;nein;1\n15.02.2026;Web;ja;0\n';
    const table = await look(text);
    expect(table.proposed.roles.leadNumber).toBeUndefined();
    const { drafts } = await readAll(ownTableMapping(table, table.proposed), { 'leads.csv': text });
    const touches = drafts.filter(({ kind }) => kind === 'touch.recorded');
    expect(touches.map(({ data }) => data['touch'])).toEqual(['webinar', 'download', 'download', 'download', 'download', 'webinar']);
    expect(new Set(touches.map(({ externalId }) => externalId)).size).toBe(6);
  });

  it('counts actions by whole numbers only: a cell that says anything else adds none', async () => {
    const counts = [
      '5',
      '1',
      '0',
      '2',
      '3',
      '4',
      '1',
      '2',
      '3',
      '0',
      '0',
      '1',
      '2',
      '1',
      '1',
      '2',
      '2',
      '1',
      '3',
      '0',
      '0',
      '1',
      '1',
      '2',
      '1',
    ];
    const said = [...counts, 'k.A.', '-1'];
    const text = `Nr;Datum;Downloads\n${said.map((count, index) => `N-${index};13.02.2026;${count}\n`).join('')}`;
    const table = await look(text);
    expect(table.proposed.actions).toEqual([{ column: 'Downloads', how: 'count', touch: 'download' }]);
    const { drafts, refused } = await readAll(ownTableMapping(table, table.proposed), { 'leads.csv': text });
    expect(refused).toEqual([]);
    const counted = counts.reduce((sum, count) => sum + Math.min(3, Number(count)), 0);
    expect(drafts.filter(({ kind }) => kind === 'touch.recorded')).toHaveLength(counted);
  });
});

import { deflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { leads, open } from '../csv/csv-import.fixture.ts';
import { fileOf } from '../csv/text-file.fixture.ts';
import { type Part, partsOf, row, workbookOf, zipOf } from './workbook.fixture.ts';

const mapping = leads('{ source: fair }').replace('rows.csv', 'rows.xlsx');
const header = row(1, 'id', 'at');
const parts = partsOf({ sheets: { S: header + row(2, 'o-1', '2025-02-03') } });
const SHEET = 'xl/worksheets/sheet1.xml';

const changed = (name: string, change: (part: Part) => Part) => zipOf(parts.map((part) => (part.name === name ? change(part) : part)));
const withText = (name: string, content: string) => changed(name, () => ({ name, content }));
const sheetOf = (marks: string) => withText(SHEET, `<worksheet><sheetData>${marks}</sheetData></worksheet>`);
const plain = zipOf(parts);
/** Sound XML that is the same over and over. */
const endless = (root: string, megabytes: number) =>
  deflateRawSync(Buffer.concat([Buffer.from(root), Buffer.alloc(megabytes << 20, '<a></a>')]));

function patched(at: (whole: Buffer) => number, write: (whole: Buffer, at: number) => void): Uint8Array {
  const whole = Buffer.from(plain);
  write(whole, at(whole));
  return whole;
}
const endOf = (whole: Buffer) => whole.lastIndexOf(Buffer.from('PK\u0005\u0006', 'latin1'));

const attacks: readonly (readonly [what: string, reason: string, file: () => Uint8Array])[] = [
  [
    'a sheet that unfolds a thousandfold',
    'packed_too_much',
    () => changed(SHEET, (part) => ({ ...part, packed: endless('<worksheet>', 100) })),
  ],
  [
    'a list of texts that does',
    'packed_too_much',
    () => changed('xl/sharedStrings.xml', (part) => ({ ...part, packed: endless('<sst>', 100) })),
  ],
  [
    'styles larger than any',
    'too_large_inside',
    () => withText('xl/styles.xml', `<styleSheet>${`<a x="${random(1_000_000)}"/>`.repeat(9)}</styleSheet>`),
  ],
  ['one cell of three megabytes', 'too_large_inside', () => sheetOf(`<row r="1"><c t="str"><v>${random(3_000_000)}</v></c></row>`)],
  ['one attribute of three megabytes', 'too_large_inside', () => sheetOf(`<row r="1" x="${random(3_000_000)}"/>`)],
  ['marks within marks without end', 'damaged', () => sheetOf('<a>'.repeat(100_000))],
  [
    'more sheets than anybody has',
    'too_many_sheets',
    () => workbookOf({ sheets: Object.fromEntries(Array.from({ length: 101 }, (_, n) => [`s${n}`, ''])) }),
  ],
  ['thousands of parts', 'too_large_inside', () => zipOf(Array.from({ length: 5_001 }, (_, n) => ({ name: `p${n}`, content: '' })))],
  [
    'an entity that is a file',
    'doctype',
    () => workbookOf({ sheets: { S: header }, prologue: '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>' }),
  ],
  [
    'entities of entities',
    'doctype',
    () => workbookOf({ sheets: { S: header }, prologue: '<!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>' }),
  ],
  ['an entity nobody declared', 'damaged', () => sheetOf('<row r="1"><c t="str"><v>&x;</v></c></row>')],
  ['half of a mark', 'damaged', () => sheetOf('<row r="1"><c')],
  ['bytes that are no text', 'damaged', () => changed(SHEET, (part) => ({ ...part, content: Uint8Array.of(0x3c, 0xff, 0xfe, 0) }))],
  ['rows in a circle', 'damaged', () => sheetOf('<row r="5"/><row r="4"/>')],
  ['a row beyond the last', 'damaged', () => sheetOf('<row r="99999999"/>')],
  ['a column beyond the last', 'damaged', () => sheetOf('<row r="1"><c r="ZZZ1"><v>1</v></c></row>')],
  ['a text that is not in the list', 'damaged', () => sheetOf('<row r="1"><c t="s"><v>7</v></c></row>')],
  ['a number that is none', 'damaged', () => sheetOf('<row r="1"><c><v>1e9999999</v></c></row>')],
  ['a table wider than any', 'too_many_columns', () => sheetOf('<row r="1"><c r="XFD1"><v>1</v></c></row>')],
  ['a merged cell for every cell', 'too_many_merged', () => workbookOf({ sheets: { S: header }, merged: ['A2:B1048576'] })],
  [
    'merged cells without end',
    'too_many_merged',
    () => workbookOf({ sheets: { S: header }, merged: Array.from({ length: 10_001 }, () => 'H1:H2') }),
  ],
  ['a part behind a password', 'encrypted', () => changed(SHEET, (part) => ({ ...part, flags: 1 }))],
  ['content that is not what was packed', 'damaged', () => changed(SHEET, (part) => ({ ...part, packed: deflateRawSync('<worksheet/>') }))],
  ['content that cannot be unpacked', 'damaged', () => changed(SHEET, (part) => ({ ...part, packed: Buffer.from('never deflated') }))],
  ['an archive without its end', 'damaged', () => plain.subarray(0, -30)],
  ['a directory beyond the end', 'damaged', () => patched(endOf, (whole, at) => whole.writeUInt32LE(0x7fffffff, at + 16))],
  ['a directory of two gigabytes', 'too_large_inside', () => patched(endOf, (whole, at) => whole.writeUInt32LE(0x7fffffff, at + 12))],
  ['the same part twice', 'damaged', () => zipOf([...parts, ...parts])],
  ['a sheet outside of the archive', 'damaged', () => withText('xl/_rels/workbook.xml.rels', relationTo('../../../../etc/passwd'))],
  [
    'a sheet on another machine',
    'damaged',
    () => withText('xl/_rels/workbook.xml.rels', relationTo('http://example.test/s.xml" TargetMode="External')),
  ],
  ['an archive of something else', 'no_workbook', () => zipOf([{ name: 'mimetype', content: 'application/zip' }])],
  ['nothing but an end', 'damaged', () => Buffer.from('PK\u0003\u0004', 'latin1')],
  ['a workbook of before 2007', 'old_workbook', () => Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600)])],
];

function relationTo(target: string): string {
  return `<Relationships><Relationship Id="r0" Type="x/worksheet" Target="${target}"/></Relationships>`;
}

/** Text that cannot be packed well, so that only its length is hostile. */
function random(length: number): string {
  return Array.from({ length: length / 10 }, () => Math.random().toString(36).slice(2).padEnd(10, 'x').slice(0, 10)).join('');
}

describe('a workbook made to harm', () => {
  it.each(attacks)('by %s is refused: %s', async (_, reason, file) => {
    const content = file();
    const beforeBytes = process.memoryUsage().rss;
    const opened = await open(mapping, {}, { files: [fileOf('rows.xlsx', content, 65_536)] });
    expect(opened).toMatchObject({ ok: false, refusal: { code: 'import.file_unreadable', params: { file: 'rows.xlsx', reason } } });
    expect(process.memoryUsage().rss - beforeBytes).toBeLessThan(150_000_000);
  });

  it('is no reason to give up the rows of a sound one with odd marks in it', async () => {
    const odd = `<!-- --><?x y?>${header}<row/><row r="9"><c t="x"><v>o-9</v></c><c r="B9" t="inlineStr"><is/></c></row>`;
    const opened = await open(mapping, { 'rows.xlsx': sheetOf(odd) });
    expect(opened).toMatchObject({ ok: true });
  });
});

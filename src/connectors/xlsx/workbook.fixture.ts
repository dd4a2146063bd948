import { crc32, deflateRawSync } from 'node:zlib';

export interface Part {
  readonly name: string;
  readonly content: string | Uint8Array;
  /** Packed already, for content that is too large to be held: its checksum is that of `content`. */
  readonly packed?: Uint8Array;
  readonly flags?: number;
}

/** A ZIP archive of parts, as programs write it: a directory at the end. */
export function zipOf(parts: readonly Part[]): Uint8Array {
  const local: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const { name, content, packed: given, flags = 0 } of parts) {
    const bytes = typeof content === 'string' ? Buffer.from(content) : Buffer.from(content);
    const packed = given === undefined ? deflateRawSync(bytes) : Buffer.from(given);
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(flags, 2);
    fields.writeUInt16LE(8, 4);
    fields.writeUInt32LE(crc32(bytes), 10);
    fields.writeUInt32LE(packed.length, 14);
    fields.writeUInt32LE(bytes.length, 18);
    fields.writeUInt16LE(Buffer.byteLength(name), 22);
    const head = Buffer.concat([Buffer.from('PK\u0003\u0004', 'latin1'), fields, Buffer.from(name)]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(at, 10);
    directory.push(Buffer.from('PK\u0001\u0002\u0014\u0000', 'latin1'), fields, tail, Buffer.from(name));
    local.push(head, packed);
    at += head.length + packed.length;
  }
  const index = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(parts.length, 4);
  end.writeUInt16LE(parts.length, 6);
  end.writeUInt32LE(index.length, 8);
  end.writeUInt32LE(at, 12);
  return Buffer.concat([...local, index, Buffer.from('PK\u0005\u0006', 'latin1'), end]);
}

const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';

export interface Written {
  /** The marks within `sheetData`, by the name of the sheet. */
  readonly sheets: Readonly<Record<string, string>>;
  readonly hidden?: readonly string[];
  readonly texts?: readonly string[];
  /** Format codes; a cell names its place here, from 1, as its style. */
  readonly formats?: readonly string[];
  readonly is1904?: boolean;
  readonly merged?: readonly string[];
  /** Before the first mark of every sheet. */
  readonly prologue?: string;
}

/** The parts of a workbook; a test may change them before they are packed. */
export function partsOf({
  sheets,
  hidden = [],
  texts = [],
  formats = [],
  is1904 = false,
  merged = [],
  prologue = '',
}: Written): readonly Part[] {
  const names = Object.keys(sheets);
  const relation = (n: number, type: string, target: string) => `<Relationship Id="r${n}" Type="${OFFICE}/${type}" Target="${target}"/>`;
  const listed = names.map(
    (name, n) => `<sheet name="${name}" sheetId="${n + 1}" r:id="r${n}"${hidden.includes(name) ? ' state="hidden"' : ''}/>`,
  );
  const mergeCells = merged.length === 0 ? '' : `<mergeCells>${merged.map((ref) => `<mergeCell ref="${ref}"/>`).join('')}</mergeCells>`;
  const relations = [
    ...names.map((_, n) => relation(n, 'worksheet', `worksheets/sheet${n + 1}.xml`)),
    relation(names.length, 'sharedStrings', '/xl/sharedStrings.xml'),
    relation(names.length + 1, 'styles', 'styles.xml'),
  ];
  return [
    { name: '_rels/.rels', content: `<Relationships>${relation(0, 'officeDocument', 'xl/workbook.xml')}</Relationships>` },
    {
      name: 'xl/workbook.xml',
      content: `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><workbookPr date1904="${is1904 ? 1 : 0}"/><sheets>${listed.join('')}</sheets></workbook>`,
    },
    { name: 'xl/_rels/workbook.xml.rels', content: `<Relationships>${relations.join('')}</Relationships>` },
    { name: 'xl/sharedStrings.xml', content: `<sst>${texts.map((text) => `<si><t>${text}</t></si>`).join('')}</sst>` },
    {
      name: 'xl/styles.xml',
      content:
        `<styleSheet><numFmts>${formats.map((code, n) => `<numFmt numFmtId="${n + 164}" formatCode="${code}"/>`).join('')}</numFmts>` +
        `<cellXfs><xf numFmtId="0"/>${formats.map((_, n) => `<xf numFmtId="${n + 164}"/>`).join('')}</cellXfs></styleSheet>`,
    },
    ...names.map((name, n) => ({
      name: `xl/worksheets/sheet${n + 1}.xml`,
      content: `<?xml version="1.0" encoding="UTF-8"?>${prologue}<worksheet xmlns="${MAIN}"><sheetData>${sheets[name]}</sheetData>${mergeCells}</worksheet>`,
    })),
  ];
}

export function workbookOf(written: Written): Uint8Array {
  return zipOf(partsOf(written));
}

/** A row of marks: texts stand as they are, numbers as numbers, anything else is the mark itself. */
export function row(line: number, ...cells: readonly (string | number | { readonly mark: string } | undefined)[]): string {
  const marks = cells.map((cell, n) => {
    const place = `r="${String.fromCharCode(65 + n)}${line}"`;
    if (cell === undefined) return '';
    if (typeof cell === 'number') return `<c ${place}><v>${cell}</v></c>`;
    if (typeof cell === 'string') return `<c ${place} t="inlineStr"><is><t>${cell}</t></is></c>`;
    return cell.mark.replace('<c', `<c ${place}`);
  });
  return `<row r="${line}">${marks.join('')}</row>`;
}

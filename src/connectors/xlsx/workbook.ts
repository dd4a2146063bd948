import type { GivenFile } from '../csv/table-file.ts';
import { unreadable, WORKBOOK_BOUNDS } from './bounds.ts';
import { builtInShown, type Shown, shownByCode } from './cell-text.ts';
import { readAllMarks } from './xml-marks.ts';
import { openZip, type ZipArchive } from './zip-archive.ts';

export interface Sheet {
  readonly name: string;
  /** Where it lies in the archive. */
  readonly part: string;
  readonly isHidden: boolean;
}

/** A workbook with all that its sheets refer to. */
export interface Workbook {
  readonly archive: ZipArchive;
  readonly sheets: readonly Sheet[];
  /** Whether days are counted from 1904, as old Macintosh versions did. */
  readonly is1904: boolean;
  readonly texts: readonly string[];
  /** By the number a cell names as its style. */
  readonly shown: readonly Shown[];
}

/** Throws a RefusalError (import.file_unreadable). */
export async function openWorkbook(given: GivenFile): Promise<Workbook> {
  const archive = await openZip(given);
  const main = await relations(given.name, archive, '');
  const mainPart = [...main.values()].find(({ type }) => type.endsWith('/officeDocument'))?.part ?? 'xl/workbook.xml';
  // Other kinds of spreadsheets come as archives as well: OpenDocument, and the binary form of Excel.
  if (!archive.has(mainPart) || !mainPart.endsWith('.xml')) throw unreadable(given.name, 'no_workbook');
  const parts = await relations(given.name, archive, mainPart);
  const ofType = (kind: string) => [...parts.values()].find(({ type }) => type.endsWith(`/${kind}`))?.part;
  const { sheets, is1904 } = await readSheets(given.name, archive, mainPart, parts);
  return {
    archive,
    sheets,
    is1904,
    texts: await readTexts(given.name, archive, ofType('sharedStrings')),
    shown: await readStyles(given.name, archive, ofType('styles')),
  };
}

interface Relation {
  readonly type: string;
  readonly part: string;
}

/** What a part refers to inside of the archive, by id; what lies outside is nobody's business here. */
async function relations(file: string, archive: ZipArchive, part: string): Promise<ReadonlyMap<string, Relation>> {
  const slash = part.lastIndexOf('/');
  const folder = part.slice(0, slash + 1);
  const name = `${folder}_rels/${part.slice(slash + 1)}.rels`;
  const found = new Map<string, Relation>();
  if (!archive.has(name)) return found;
  await readAllMarks(file, archive.read(name, WORKBOOK_BOUNDS.otherPartBytes), {
    open(mark, attributes) {
      const { Id: id, Type: type, Target: target, TargetMode: mode } = attributes;
      if (mark !== 'Relationship' || id === undefined || type === undefined || target === undefined || mode === 'External') return;
      found.set(id, { type, part: partOf(target, folder) });
    },
  });
  return found;
}

/** Targets are relative to the folder of the part, or begin with a slash. The result is only looked up in the directory of the archive. */
function partOf(target: string, folder: string): string {
  const path = target.startsWith('/') ? target.slice(1) : folder + target;
  const steps: string[] = [];
  for (const step of path.replaceAll('\\', '/').split('/')) {
    if (step === '..') steps.pop();
    else if (step !== '.' && step !== '') steps.push(step);
  }
  return steps.join('/');
}

async function readSheets(file: string, archive: ZipArchive, part: string, parts: ReadonlyMap<string, Relation>) {
  const sheets: Sheet[] = [];
  let is1904 = false;
  await readAllMarks(file, archive.read(part, WORKBOOK_BOUNDS.otherPartBytes), {
    open(mark, attributes) {
      if (mark === 'workbookPr') is1904 = isOn(attributes['date1904']);
      if (mark !== 'sheet') return;
      const relation = parts.get(relationId(attributes));
      if (relation === undefined) throw unreadable(file, 'damaged');
      // Charts and dialogues are listed among the sheets and have no cells.
      if (!relation.type.endsWith('/worksheet')) return;
      sheets.push({ name: attributes['name'] ?? '', part: relation.part, isHidden: (attributes['state'] ?? 'visible') !== 'visible' });
      if (sheets.length > WORKBOOK_BOUNDS.sheets) throw unreadable(file, 'too_many_sheets', { max: WORKBOOK_BOUNDS.sheets });
    },
  });
  return { sheets, is1904 };
}

/** The prefix of its namespace is the writer's choice. */
function relationId(attributes: Readonly<Record<string, string>>): string {
  return Object.entries(attributes).find(([name]) => name.endsWith(':id'))?.[1] ?? '';
}

function isOn(value: string | undefined): boolean {
  return value === '1' || value === 'true';
}

/** Texts that cells share. Readings for Japanese (`rPh`) are no part of them. */
async function readTexts(file: string, archive: ZipArchive, part: string | undefined): Promise<readonly string[]> {
  const texts: string[] = [];
  if (part === undefined || !archive.has(part)) return texts;
  let text = '';
  let chars = 0;
  let isText = false;
  let inReading = false;
  await readAllMarks(file, archive.read(part, WORKBOOK_BOUNDS.textsBytes), {
    open(mark) {
      if (mark === 'si') text = '';
      if (mark === 'rPh') inReading = true;
      isText = mark === 't' && !inReading;
    },
    text(piece) {
      if (isText) text += piece;
    },
    close(mark) {
      isText = false;
      if (mark === 'rPh') inReading = false;
      if (mark !== 'si') return;
      chars += text.length;
      if (texts.push(withoutEscapes(text)) > WORKBOOK_BOUNDS.texts || chars > WORKBOOK_BOUNDS.textsChars)
        throw unreadable(file, 'too_large_inside');
    },
  });
  return texts;
}

/** Characters that XML cannot carry stand as `_x000D_`. */
export function withoutEscapes(text: string): string {
  return text.includes('_x')
    ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    : text;
}

async function readStyles(file: string, archive: ZipArchive, part: string | undefined): Promise<readonly Shown[]> {
  const codes = new Map<number, string>();
  const shown: Shown[] = [];
  if (part === undefined || !archive.has(part)) return shown;
  let inCellStyles = false;
  await readAllMarks(file, archive.read(part, WORKBOOK_BOUNDS.otherPartBytes), {
    open(mark, attributes) {
      const id = Number(attributes['numFmtId'] ?? 0);
      if (mark === 'numFmt') codes.set(id, attributes['formatCode'] ?? '');
      if (mark === 'cellXfs') inCellStyles = true;
      if (mark !== 'xf' || !inCellStyles) return;
      const code = codes.get(id);
      shown.push(code === undefined ? builtInShown(id) : shownByCode(code));
    },
    close(mark) {
      if (mark === 'cellXfs') inCellStyles = false;
    },
  });
  return shown;
}

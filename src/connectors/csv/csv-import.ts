import type { FactDraft } from '#core/facts/fact.ts';
import { present } from '#core/kernel/assert.ts';
import { contentHashOf } from '#core/kernel/hash.ts';
import type { RefusalCode } from '#core/kernel/refusal-codes.ts';
import { ok, type RefusalParams, type Result, refuse } from '#core/kernel/result.ts';
import { inspectWorkbook } from '../xlsx/workbook-file.ts';
import type { UnreadableRow } from './csv-rows.ts';
import { type RecordedAtRule, rowReader } from './fact-rows.ts';
import { type LookUpTable, loadLookUp } from './look-up.ts';
import { invalid, type Mapping, parseMapping } from './mapping.ts';
import { columnsWithComma, headerProblems, vocabularyProblems, wantedColumns } from './mapping-check.ts';
import type { Reading } from './reading.ts';
import { type GivenFile, inspectFile, isArchive, type TableFile } from './table-file.ts';

export interface CsvImportRequest {
  readonly mapping: string;
  readonly files: readonly GivenFile[];
  readonly workspace: string;
  readonly actor: string;
  /** Where the mapping names none. */
  readonly timeZone: string;
  readonly currency: string | undefined;
  /** Overrules the mapping: `occurredAt` or the name of a column. */
  readonly recordedAtRule: string | undefined;
  /** What stands in for an external id that names a person. */
  readonly replaceExternalId: (externalId: string) => string;
}

export interface RowRefusal {
  readonly file: string;
  readonly line: number;
  readonly code: RefusalCode;
  readonly params: RefusalParams;
}

/** Facts of some rows; `places[i]` says where `drafts[i]` comes from. */
export interface FactBatch {
  readonly rowsRead: number;
  readonly drafts: readonly FactDraft[];
  readonly places: readonly { readonly file: string; readonly line: number }[];
  readonly refused: readonly RowRefusal[];
}

export interface OpenedImport {
  readonly mappingName: string;
  /** Of the document, whatever its comments and its order of keys. */
  readonly mappingHash: string;
  readonly files: readonly { readonly name: string; readonly bytes: number; readonly hash: string }[];
  /** Reads the rows, from the first one again at each call. */
  batches(): AsyncIterable<FactBatch>;
}

const FACTS_PER_BATCH = 5_000;

/**
 * Checks a mapping against the vocabulary and the given files and opens them for reading.
 * Refusals: import.mapping_invalid, import.file_missing, import.file_unreadable, input.too_large.
 */
export async function openCsvImport(request: CsvImportRequest): Promise<Result<OpenedImport>> {
  const parsed = parseMapping(request.mapping);
  if (!parsed.ok) return parsed;
  const mapping = parsed.value;
  const problems = vocabularyProblems(mapping, mapping.currency ?? request.currency);
  if (problems.length > 0) return invalid(problems);
  const recordedAt = recordedAtOf(request.recordedAtRule);
  const wanted = wantedColumns(mapping, typeof recordedAt === 'object' ? recordedAt.column : undefined);
  const tables = await openTables(mapping, request.files, wanted);
  if (!tables.ok) return tables;
  const lookUps = await openLookUps(tables.value, wanted);
  if (!lookUps.ok) return lookUps;
  return ok({
    mappingName: mapping.mapping,
    mappingHash: contentHashOf(JSON.parse(JSON.stringify(mapping))),
    files: [...tables.value.values()].flat().map(({ name, bytes, hash }) => ({ name, bytes, hash })),
    batches: () => batches(mapping, request, tables.value, lookUps.value, recordedAt),
  });
}

function recordedAtOf(rule: string | undefined): RecordedAtRule | undefined {
  return rule === undefined || rule === 'occurredAt' ? rule : { column: rule };
}

type Wanted = ReturnType<typeof wantedColumns>;
/** The given files by the name of the file in the mapping; a name with `*` may stand for several. */
type Tables = ReadonlyMap<string, readonly TableFile[]>;

async function openTables(mapping: Mapping, given: readonly GivenFile[], wanted: Wanted): Promise<Result<Tables>> {
  const tables = new Map<string, TableFile[]>();
  const problems: string[] = [];
  for (const [key, spec] of Object.entries(mapping.files)) {
    const matching = given.filter((file) => matches(spec.file, file.name));
    if (matching.length === 0) return refuse('import.file_missing', { file: spec.file, given: given.map((file) => file.name) });
    const columns = wantedOf(key, wanted);
    const opened: TableFile[] = [];
    for (const file of matching) {
      const table = await inspectTable(mapping, key, file, new Set(columns.keys()));
      if (!table.ok) return table;
      problems.push(...headerProblems(file.name, table.value.header, columns));
      opened.push(table.value);
    }
    tables.set(key, opened);
  }
  return problems.length > 0 ? invalid(problems) : ok(tables);
}

/** What a file is shows in its first bytes; its name may say anything. */
async function inspectTable(mapping: Mapping, key: string, file: GivenFile, columns: ReadonlySet<string>): Promise<Result<TableFile>> {
  const spec = present(mapping.files[key], 'the file of the mapping');
  if (!(await isArchive(file))) return inspectFile(file, spec, columns);
  return inspectWorkbook(file, { columns, withComma: columnsWithComma(mapping, key), sheet: spec.sheet });
}

function wantedOf(key: string, wanted: Wanted): ReadonlyMap<string, string> {
  const columns = new Map(wanted.ofRows.get(key));
  for (const [by, values] of wanted.ofLookUps.get(key) ?? []) {
    for (const column of [by, ...values]) columns.set(column, columns.get(column) ?? `look-ups in ${key}`);
  }
  return columns;
}

/** Files are matched by their name without folders; upper and lower case are the same. */
function matches(pattern: string, name: string): boolean {
  const base = name.split(/[/\\]/).at(-1) ?? name;
  const parts = pattern.split('*').map((part) => part.replace(/[\\^$.|?+()[\]{}]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`, 'i').test(base);
}

interface LookUps {
  readonly tables: ReadonlyMap<string, LookUpTable>;
  readonly refused: readonly RowRefusal[];
}

async function openLookUps(tables: Tables, wanted: Wanted): Promise<Result<LookUps>> {
  const loaded = new Map<string, LookUpTable>();
  const refused: RowRefusal[] = [];
  for (const [key, byColumn] of wanted.ofLookUps) {
    // One look-up searches one file: two files of one name would have to agree on every key.
    const [file, second] = tables.get(key) ?? [];
    if (file === undefined || second !== undefined) return invalid([`files.${key}: a look-up needs exactly one file`]);
    for (const [by, columns] of byColumn) {
      const table = await loadLookUp(file, by, [...columns]);
      if (!table.ok) return table;
      loaded.set(`${key} ${by}`, table.value.table);
      if (!wanted.ofRows.has(key) && refused.length === 0) refused.push(...table.value.refused.map((row) => rowRefusal(file.name, row)));
    }
  }
  return ok({ tables: loaded, refused });
}

function rowRefusal(file: string, { line, reason, found, expects }: UnreadableRow): RowRefusal {
  return {
    file,
    line,
    code: 'import.row_unreadable',
    params: { reason, ...(found !== undefined && { found }), ...(expects !== undefined && { expects }) },
  };
}

async function* batches(
  mapping: Mapping,
  request: CsvImportRequest,
  tables: Tables,
  lookUps: LookUps,
  recordedAt: RecordedAtRule | undefined,
): AsyncGenerator<FactBatch> {
  if (lookUps.refused.length > 0) yield { rowsRead: 0, drafts: [], places: [], refused: lookUps.refused };
  for (const [key, files] of tables) {
    const rules = mapping.facts.filter((rule) => rule.from === key);
    if (rules.length === 0) continue;
    for (const table of files) {
      const reading = readingOf(mapping, request, table, lookUps);
      yield* batchesOf(table, reading, rowReader(rules, reading, request.actor, recordedAt));
    }
  }
}

function readingOf(mapping: Mapping, request: CsvImportRequest, table: TableFile, lookUps: LookUps): Reading {
  return {
    mapping,
    workspace: request.workspace,
    timeZone: mapping.timeZone ?? request.timeZone,
    currency: mapping.currency ?? request.currency,
    replaceExternalId: request.replaceExternalId,
    indexOf: (column) => table.header.indexOf(column),
    lookUp: (file, by) => present(lookUps.tables.get(`${file} ${by}`), 'the look-up table'),
    blanks: new Set(mapping.blanks),
    isWorkbook: table.isWorkbook,
    refusal: undefined,
    dayOnly: false,
  };
}

async function* batchesOf(table: TableFile, reading: Reading, readRow: ReturnType<typeof rowReader>): AsyncGenerator<FactBatch> {
  let batch = emptyBatch();
  for await (const block of table.rows()) {
    for (const row of block.refused) batch.refused.push(rowRefusal(table.name, row));
    batch.rowsRead += block.refused.length + block.rows.length;
    for (let i = 0; i < block.rows.length; i += 1) {
      const line = block.lines[i] ?? 0;
      const count = readRow(block.rows[i] ?? [], batch.drafts);
      if (reading.refusal !== undefined) batch.refused.push({ file: table.name, line, ...reading.refusal });
      if (count > 0) {
        const place = { file: table.name, line };
        for (let n = 0; n < count; n += 1) batch.places.push(place);
      }
      if (batch.drafts.length >= FACTS_PER_BATCH) {
        // The rows of this block that are still to come count with the next batch.
        const ahead = block.rows.length - i - 1;
        batch.rowsRead -= ahead;
        yield inOrderOfLines(batch);
        batch = emptyBatch();
        batch.rowsRead = ahead;
      }
    }
  }
  if (batch.rowsRead > 0) yield inOrderOfLines(batch);
}

function emptyBatch() {
  return { rowsRead: 0, drafts: [] as FactDraft[], places: [] as { file: string; line: number }[], refused: [] as RowRefusal[] };
}

/** Broken rows are known before the others of their block are read. */
function inOrderOfLines(batch: ReturnType<typeof emptyBatch>): FactBatch {
  batch.refused.sort((a, b) => a.line - b.line);
  return batch;
}

import type { ColumnKind, ColumnRole } from '#core/kernel/own-table-words.ts';
import { ok, RefusalError, type Result } from '#core/kernel/result.ts';
import type { ColumnGuess, OpenAnswer, OwnTable, OwnTableAction, OwnTableAnswers, OwnTables } from '#usecases/own-table-ports.ts';
import { inspectWorkbook } from '../xlsx/workbook-file.ts';
import { guessColumn } from './guess-columns.ts';
import { outcomeMeaning, stageMeaning } from './guess-meanings.ts';
import { plainName, roleOfName, touchNamed, touchOfName } from './guess-roles.ts';
import { ownTableMapping } from './own-table-mapping.ts';
import { type GivenFile, inspectFile, isArchive, type TableFile, type TextTable } from './table-file.ts';

/** Enough to know a column by, few enough to answer while somebody waits. */
const ROWS_LOOKED_AT = 5_000;

export const ownTables: OwnTables = { look: lookAtTable, openAnswers, mapping: ownTableMapping };

/** Looks at the first rows of a CSV file or workbook and says what each column seems to be. Refusal: import.file_unreadable. */
export async function lookAtTable(
  given: GivenFile,
  place: { readonly timeZone: string; readonly currency: string },
): Promise<Result<OwnTable>> {
  const opened = (await isArchive(given))
    ? await inspectWorkbook(given, { columns: new Set(), withComma: new Set(), sheet: undefined })
    : await inspectFile(given, { file: given.name, encoding: 'auto', delimiter: 'auto' }, new Set());
  if (!opened.ok) return opened;
  const table: TableFile & Partial<TextTable> = opened.value;
  try {
    const rows = await firstRows(table);
    const names = table.header;
    const unusable = names.filter((name, index) => name === '' || names.indexOf(name) !== index);
    const usable = names
      .map((name, index) => ({ name, index }))
      .filter(({ name, index }) => name !== '' && names.indexOf(name) === index && !unusable.includes(name));
    const columns = usable.map(({ name, index }) =>
      guessColumn(
        name,
        rows.map((row) => (row[index] ?? '').trim()),
        table.isWorkbook,
        place.currency,
      ),
    );
    const looked = {
      isWorkbook: table.isWorkbook,
      delimiter: table.delimiter ?? null,
      encoding: table.encoding ?? null,
      rowsLookedAt: rows.length,
      unusable: [...new Set(unusable)],
      columns,
    };
    return ok({ ...looked, proposed: proposedAnswers(given.name, columns, place) });
  } catch (error) {
    if (error instanceof RefusalError) return { ok: false, refusal: error.refusal };
    throw error;
  }
}

async function firstRows(table: TableFile): Promise<readonly (readonly string[])[]> {
  const rows: (readonly string[])[] = [];
  for await (const block of table.rows()) {
    for (const row of block.rows) if (rows.length < ROWS_LOOKED_AT) rows.push(row);
    if (rows.length >= ROWS_LOOKED_AT) break;
  }
  return rows;
}

/** The kinds a column must have to be proposed for a role; roles that are not named take any column that says something. */
const KINDS_OF: Readonly<Partial<Record<ColumnRole, readonly ColumnKind[]>>> = {
  firstContact: ['day', 'instant'],
  closed: ['day', 'instant'],
  appointment: ['day', 'instant'],
  amount: ['money', 'integer'],
  employees: ['integer'],
  email: ['email'],
  phone: ['phone', 'integer'],
  leadNumber: ['id'],
  stage: ['category', 'text', 'yes_no'],
  budget: ['category', 'text'],
  authority: ['category', 'text'],
  need: ['category', 'text'],
  timeline: ['category', 'text'],
};
const GRADE = /^[a-d]$/i;
const GRADED: ReadonlySet<ColumnRole> = new Set(['budget', 'authority', 'need', 'timeline']);

/** A proposal from names and kinds alone; whatever is undecided stays out of it. */
export function proposedAnswers(
  file: string,
  columns: readonly ColumnGuess[],
  place: { readonly timeZone: string; readonly currency: string },
): OwnTableAnswers {
  const roles: Partial<Record<ColumnRole, string>> = {};
  const best = new Map<ColumnRole, number>();
  for (const column of columns) {
    const named = roleOfName(column.name);
    if (named === undefined || !mayBe(column, named.role) || (best.get(named.role) ?? Number.POSITIVE_INFINITY) <= named.rank) continue;
    best.set(named.role, named.rank);
    roles[named.role] = column.name;
  }
  // A table with one column of dates has said when the contact came, whatever it calls it.
  const dated = columns.filter(({ kind }) => kind === 'day' || kind === 'instant');
  if (roles.firstContact === undefined && dated.length === 1 && dated[0] !== undefined && roles.closed !== dated[0].name)
    roles.firstContact = dated[0].name;
  roles.email ??= columns.find(({ kind }) => kind === 'email')?.name as string;
  if (roles.email === undefined) delete roles.email;
  const taken = new Set(Object.values(roles));
  const stage = columns.find(({ name }) => name === roles.stage);
  const outcome = columns.find(({ name }) => name === roles.appointmentOutcome);
  const system = nameOf(file);
  return {
    name: system,
    system,
    ...place,
    unknown: 'unbekannt',
    roles,
    actions: columns.flatMap((column) => (taken.has(column.name) ? [] : actionOf(column))).slice(0, 20),
    stages: Object.fromEntries(
      (stage?.values ?? []).flatMap(({ value }) => {
        const meaning = stageMeaning(value);
        return meaning === undefined ? [] : [[value, meaning]];
      }),
    ),
    closedMissing: 'refuse',
    outcomes: Object.fromEntries((outcome?.values ?? []).map(({ value }) => [value, outcomeMeaning(value)])),
    times: Object.fromEntries(
      columns.flatMap(({ name, times: [pattern], undecided }) => (pattern === undefined || undecided ? [] : [[name, pattern]])),
    ),
    amounts: Object.fromEntries(
      columns.flatMap(({ name, amounts: [writing], undecided }) => (writing === undefined || undecided ? [] : [[name, writing]])),
    ),
  };
}

function mayBe(column: ColumnGuess, role: ColumnRole): boolean {
  if (column.kind === 'empty') return false;
  if (GRADED.has(role)) return column.values.length > 0 && column.values.every(({ value }) => GRADE.test(value));
  return KINDS_OF[role]?.includes(column.kind) ?? true;
}

/** What somebody refused, and scores made of actions, are no actions. */
const NO_ACTION = /donot|nicht|kein|optout|abgemeldet|unsubscri|index|score|notable|grund|reason/;

function actionOf(column: ColumnGuess): readonly OwnTableAction[] {
  if (NO_ACTION.test(plainName(column.name))) return [];
  const touch = touchOfName(column.name);
  if (column.kind === 'list' || column.kind === 'category') {
    const isAboutActions = /aktion|aktivitaet|touch|activit|interaktion|kontaktpunkt|engagement|conversion|event/.test(
      plainName(column.name),
    );
    const known = column.values.flatMap(({ value }) => {
      const one = touchOfName(value);
      return one === undefined ? [] : [[value, one] as const];
    });
    if (!isAboutActions && known.length < Math.max(2, column.values.length / 2)) return [];
    const touches = Object.fromEntries(
      isAboutActions ? column.values.map(({ value }) => [value, touchOfName(value) ?? touchNamed(value)]) : known,
    );
    return [{ column: column.name, how: 'list', touches }];
  }
  if (touch === undefined) return [];
  if (column.kind === 'yes_no') return [{ column: column.name, how: 'yes', touch }];
  if (column.kind === 'integer') return [{ column: column.name, how: 'count', touch }];
  if ((column.kind === 'day' || column.kind === 'instant') && !column.undecided) return [{ column: column.name, how: 'time', touch }];
  return [];
}

/** A name for the mapping and the system from that of the file, without what changes from export to export. */
function nameOf(file: string): string {
  const base = file
    .replace(/\.[a-z]+$/i, '')
    .toLowerCase()
    .replaceAll('ä', 'ae')
    .replaceAll('ö', 'oe')
    .replaceAll('ü', 'ue')
    .replaceAll('ß', 'ss');
  const name = base
    .replaceAll(/\d{2,}/g, '')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^[^a-z]+|-+$/g, '')
    .slice(0, 50);
  return name === '' ? 'tabelle' : name;
}

/** What has to be said before the table can be read, first things first. */
export function openAnswers({ columns }: Pick<OwnTable, 'columns'>, answers: OwnTableAnswers): readonly OpenAnswer[] {
  const { roles } = answers;
  const byName = new Map(columns.map((column) => [column.name, column]));
  const used = [...new Set([...Object.values(roles), ...answers.actions.map(({ column }) => column)])];
  const gone = used.filter((column) => !byName.has(column)).map((column) => ({ what: 'column_gone', column }) as const);
  const open: OpenAnswer[] = [...gone];
  if (roles.firstContact === undefined) open.push({ what: 'first_contact' });
  for (const column of timeColumns(answers))
    if (byName.has(column) && answers.times[column] === undefined) open.push({ what: 'time', column });
  for (const role of ['amount', 'employees'] as const) {
    const column = roles[role];
    if (column !== undefined && byName.has(column) && answers.amounts[column] === undefined) open.push({ what: 'amount', column });
  }
  const stage = roles.stage === undefined ? undefined : byName.get(roles.stage);
  for (const { value } of stage?.values ?? []) {
    if (answers.stages[value] === undefined) open.push({ what: 'stage', column: stage?.name ?? '', value });
  }
  return open;
}

function timeColumns({ roles, actions }: OwnTableAnswers): readonly string[] {
  const ofRoles = [roles.firstContact, roles.closed, roles.appointment].filter((column) => column !== undefined);
  return [...new Set([...ofRoles, ...actions.flatMap((action) => (action.how === 'time' ? [action.column] : []))])];
}

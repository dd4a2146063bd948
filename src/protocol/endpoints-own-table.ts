import * as z from 'zod';
import {
  amountWritings,
  appointmentOutcomes,
  columnKinds,
  columnRoles,
  guessReasons,
  stageMeanings,
} from '#core/kernel/own-table-words.ts';
import { endpoint } from './endpoint.ts';
import { importReportWire } from './endpoints-imports.ts';
import { currencyWire, idParam } from './wire.ts';

export const columnRoleWire = z.enum(columnRoles);
export type ColumnRoleWire = z.infer<typeof columnRoleWire>;

const columnKindWire = z.enum(columnKinds);
export const stageMeaningWire = z.enum(stageMeanings);
export type StageMeaningWire = z.infer<typeof stageMeaningWire>;
export const amountWritingWire = z.enum(amountWritings);
const guessReasonWire = z.enum(guessReasons);
const outcomeWire = z.enum(appointmentOutcomes);

export const columnGuessWire = z.object({
  name: z.string(),
  kind: columnKindWire,
  reason: guessReasonWire,
  filled: z.number().int(),
  misfits: z.number().int(),
  samples: z.array(z.string()).readonly(),
  values: z.array(z.object({ value: z.string(), rows: z.number().int() })).readonly(),
  times: z.array(z.string()).readonly(),
  amounts: z.array(amountWritingWire).readonly(),
  undecided: z.boolean().meta({ description: 'Several readings fit equally well and mean different things: a person has to say' }),
  role: columnRoleWire.nullable(),
});
export type ColumnGuessWire = z.infer<typeof columnGuessWire>;

const columnName = z.string().min(1).max(500);
const shortName = z.string().regex(/^[a-z][a-z0-9_-]{0,59}$/);
const touchName = z.string().trim().min(1).max(60);

const actionWire = z.union([
  z.object({ column: columnName, how: z.enum(['yes', 'count', 'time']), touch: touchName }),
  z.object({ column: columnName, how: z.literal('list'), touches: z.record(z.string().min(1).max(200), touchName) }),
]);
export type OwnTableActionWire = z.infer<typeof actionWire>;

export const ownTableAnswersWire = z.object({
  name: shortName,
  system: shortName,
  timeZone: z.string().min(1).max(60),
  currency: currencyWire,
  unknown: z.string().trim().min(1).max(100),
  roles: z.partialRecord(columnRoleWire, columnName),
  actions: z.array(actionWire).max(20).readonly(),
  stages: z.record(z.string().max(200), stageMeaningWire),
  closedMissing: z.enum(['refuse', 'first_contact']),
  outcomes: z.record(z.string().max(200), outcomeWire),
  times: z.record(columnName, z.string().min(1).max(60)),
  amounts: z.record(columnName, amountWritingWire),
});
export type OwnTableAnswersWire = z.infer<typeof ownTableAnswersWire>;

const openAnswerWire = z.union([
  z.object({ what: z.literal('first_contact') }),
  z.object({ what: z.enum(['time', 'amount', 'column_gone']), column: z.string() }),
  z.object({ what: z.literal('stage'), column: z.string(), value: z.string() }),
]);
export type OpenAnswerWire = z.infer<typeof openAnswerWire>;

export const ownTableWire = z.object({
  isWorkbook: z.boolean(),
  delimiter: z.string().nullable(),
  encoding: z.string().nullable(),
  rowsLookedAt: z.number().int(),
  unusable: z.array(z.string()).readonly().meta({ description: 'Columns without a name, or with the name of another' }),
  columns: z.array(columnGuessWire).readonly(),
  proposed: ownTableAnswersWire,
  answers: ownTableAnswersWire.meta({ description: 'Those given, or those proposed' }),
  open: z.array(openAnswerWire).readonly().meta({ description: 'What has to be said before the table can be read' }),
  mapping: z.string().nullable().meta({ description: 'The mapping document (YAML) that says the same; null while an answer is open' }),
  report: importReportWire.nullable().meta({ description: 'What importing the file by this mapping would do' }),
  suited: z.array(z.string()).readonly().meta({ description: 'Up to three definitions that what the table tells can answer' }),
});
export type OwnTableWire = z.infer<typeof ownTableWire>;

export const lookAtOwnTable = endpoint({
  name: 'lookAtOwnTable',
  area: 'imports',
  method: 'POST',
  path: '/api/own-table',
  summary:
    'Looks at a table somebody brings along (CSV or XLSX): what each column seems to be, a mapping from answers in plain words, and what importing would do. Keeps nothing. Parts: `answers` (JSON, optional; what is proposed unless given), then `files` (one); at most 200 MB.',
  access: { who: 'workspace', permission: 'imports.write' },
  request: { type: 'files', before: 'answers' },
  response: { type: 'json', schema: ownTableWire },
  refusals: ['import.file_unreadable', 'import.mapping_invalid', 'import.file_missing', 'workspace.mixed_with_demo', 'input.too_large'],
});

export const readImportMapping = endpoint({
  name: 'readImportMapping',
  area: 'imports',
  method: 'GET',
  path: '/api/imports/{id}/mapping',
  summary: 'The mapping an import was made by, as it was handed in: to look at, to keep, to use again.',
  access: { who: 'workspace', permission: 'imports.read' },
  params: z.object({ id: idParam }),
  response: { type: 'file', mediaType: 'application/yaml', describes: 'A mapping document' },
  refusals: ['import.unknown', 'import.mapping_not_kept'],
});

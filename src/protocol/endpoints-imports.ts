import * as z from 'zod';
import { endpoint } from './endpoint.ts';
import { dryRunQuery, factWire, hashWire, idParam, instantWire, refusalParamsWire } from './wire.ts';

export const importRunWire = z.object({
  id: z.string(),
  mappingName: z.string(),
  mappingHash: hashWire,
  files: z.array(z.object({ name: z.string(), bytes: z.number().int(), hash: hashWire })),
  state: z.enum(['running', 'done', 'undone']),
  read: z.number().int(),
  recorded: z.number().int(),
  repeated: z.number().int(),
  refused: z.number().int(),
  startedAt: instantWire,
  finishedAt: instantWire.nullable(),
  actor: z.string(),
});
export type ImportRunWire = z.infer<typeof importRunWire>;

export const importRefusalWire = z.object({ file: z.string(), line: z.number().int(), code: z.string(), params: refusalParamsWire });

/** One of the first facts an import would record, before the log gives it place and time. */
export const importPreviewWire = factWire.partial().omit({ workspace: true, seq: true });

export const importReportWire = z.object({
  importId: z.string().nullable().meta({ description: 'null for a dry run' }),
  read: z.number().int(),
  recorded: z.number().int(),
  repeated: z.number().int(),
  refusedCount: z.number().int(),
  refused: z.array(importRefusalWire).meta({ description: 'The first refusals by line' }),
  preview: z.array(importPreviewWire),
  byKind: z.record(z.string(), z.number().int()),
});
export type ImportReportWire = z.infer<typeof importReportWire>;

export const importFiles = endpoint({
  name: 'importFiles',
  area: 'imports',
  method: 'POST',
  path: '/api/imports',
  summary:
    'Imports files by a mapping. Importing the same files again changes nothing; the list of imports shows how far a running one is. Parts: `mapping` (YAML), then `files` (one part each, named as in the mapping); at most 200 MB.',
  access: { who: 'workspace', permission: 'imports.write' },
  query: z.object({ dryRun: dryRunQuery }),
  request: { type: 'files' },
  response: { type: 'json', schema: importReportWire },
  refusals: [
    'import.mapping_invalid',
    'import.file_missing',
    'import.file_unreadable',
    'workspace.mixed_with_demo',
    'fact.backfill_after_seal',
    'input.too_large',
  ],
});

export const listImports = endpoint({
  name: 'listImports',
  area: 'imports',
  method: 'GET',
  path: '/api/imports',
  summary: 'All imports, newest first.',
  access: { who: 'workspace', permission: 'imports.read' },
  response: { type: 'json', schema: z.object({ imports: z.array(importRunWire) }) },
  refusals: [],
});

export const readImport = endpoint({
  name: 'readImport',
  area: 'imports',
  method: 'GET',
  path: '/api/imports/{id}',
  summary: 'One import and how far it is.',
  access: { who: 'workspace', permission: 'imports.read' },
  params: z.object({ id: idParam }),
  response: { type: 'json', schema: importRunWire },
  refusals: ['import.unknown'],
});

export const undoImport = endpoint({
  name: 'undoImport',
  area: 'imports',
  method: 'POST',
  path: '/api/imports/{id}/undo',
  summary: 'Retracts every fact this import recorded. Importing the files again afterwards records them again.',
  access: { who: 'workspace', permission: 'imports.write' },
  params: z.object({ id: idParam }),
  request: { type: 'json', schema: z.object({ reason: z.string().trim().min(1).max(200) }) },
  response: { type: 'json', schema: z.object({ retracted: z.number().int() }) },
  refusals: ['import.unknown'],
});

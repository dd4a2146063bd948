import { type CsvImportRequest, type FactBatch, openCsvImport } from './csv-import.ts';
import { fileOf } from './text-file.fixture.ts';

export const WORKSPACE = '00000000-0000-8000-8000-000000000001';

/** Opens an import in one workspace, in Berlin and in euros. */
export function open(mapping: string, files: Readonly<Record<string, string | Uint8Array>>, changes: Partial<CsvImportRequest> = {}) {
  return openCsvImport({
    mapping,
    files: Object.entries(files).map(([name, content]) => fileOf(name, content)),
    workspace: WORKSPACE,
    actor: 'member:1',
    timeZone: 'Europe/Berlin',
    currency: 'EUR',
    recordedAtRule: undefined,
    replaceExternalId: (externalId) => (externalId.includes('@') ? 'masked' : externalId),
    ...changes,
  });
}

/** All that an import reads from its files. */
export async function readAll(
  mapping: string,
  files: Readonly<Record<string, string | Uint8Array>>,
  changes: Partial<CsvImportRequest> = {},
) {
  const opened = await open(mapping, files, changes);
  if (!opened.ok) throw new Error(JSON.stringify(opened.refusal));
  const batches: FactBatch[] = [];
  for await (const batch of opened.value.batches()) batches.push(batch);
  return {
    rowsRead: batches.reduce((sum, batch) => sum + batch.rowsRead, 0),
    drafts: batches.flatMap((batch) => batch.drafts),
    places: batches.flatMap((batch) => batch.places),
    refused: batches.flatMap((batch) => batch.refused),
  };
}

const mappingOf = (rule: string, more = '') => `
mapping: test
source: crm
${more}
files: { rows: rows.csv }
facts:
  - from: rows
    externalId: { column: id }
    occurredAt: { column: at }
${rule}`;

/** A mapping of rows with `id` and `at` to leads. */
export const leads = (data: string, more = '') =>
  mappingOf(`    kind: lead.captured\n    subject: { type: lead, externalId: { column: id } }\n    data: ${data}`, more);
/** The same to orders. */
export const orders = (data: string, more = '') =>
  mappingOf(`    kind: order.placed\n    subject: { type: order, externalId: { column: id } }\n    data: ${data}`, more);

import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ok, type Result, refuse } from '#core/kernel/result.ts';
import * as endpoints from '#protocol/endpoints-imports.ts';
import { type GivenFile, type ImportReport, importFiles } from '#usecases/import-files.ts';
import { listImports, readImport } from '#usecases/list-imports.ts';
import type { ImportRun } from '#usecases/ports.ts';
import { undoImport } from '#usecases/undo-import.ts';
import { type Mounted, on } from '../mount.ts';
import { type Part, readParts } from '../multipart.ts';
import type { ApiParts } from '../parts.ts';
import { JSON_LIMIT_BYTES, UPLOAD_LIMIT_BYTES } from '../request-body.ts';

export function importRoutes({ ports, importing, uploadDir }: ApiParts): readonly Mounted[] {
  const importPorts = { ...ports, ...importing };
  return [
    on(endpoints.importFiles, async ({ request, caller, query }) => {
      await mkdir(uploadDir, { recursive: true, mode: 0o700 });
      const folder = await mkdtemp(join(uploadDir, 'upload-'));
      try {
        const upload = await receive(request, folder);
        if (!upload.ok) return upload;
        const report = await importFiles(importPorts, caller.asker, { ...upload.value, dryRun: query.dryRun ?? false });
        if (!report.ok) return report;
        return ok(reportWire(report.value));
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    }),
    on(endpoints.listImports, async ({ caller }) => ok({ imports: (await listImports(ports, caller.asker)).map(runWire) })),
    on(endpoints.readImport, async ({ caller, params }) => {
      const run = await readImport(ports, caller.asker, params.id);
      return run.ok ? ok(runWire(run.value)) : run;
    }),
    on(endpoints.undoImport, ({ caller, params, body }) => undoImport(ports, caller.asker, { importId: params.id, reason: body.reason })),
  ];
}

/** A report of an import as it stands on the wire. */
export function reportWire({ refused, preview, byKind, ...counts }: ImportReport) {
  const refusals = refused.map((one) => ({ ...one, params: { ...one.params } as Record<string, string | number | boolean | string[]> }));
  return { ...counts, refused: refusals, preview: [...preview], byKind: { ...byKind } };
}

function runWire(run: ImportRun) {
  return { ...run, files: [...run.files] };
}

/** Writes the files of an upload into a folder, as they arrive. Refusals: input.invalid, input.too_large. */
async function receive(
  request: Request,
  folder: string,
): Promise<Result<{ readonly mapping: string; readonly files: readonly GivenFile[] }>> {
  let mapping: string | undefined;
  const files: GivenFile[] = [];
  for await (const part of readParts(request, UPLOAD_LIMIT_BYTES)) {
    if (part.name === 'mapping') {
      const text = await shortText(part);
      if (text === undefined) return refuse('input.too_large', { limitBytes: JSON_LIMIT_BYTES });
      mapping = text;
    } else if (part.name === 'files' && part.fileName !== undefined) {
      const path = join(folder, `file-${files.length}`);
      await pipeline(Readable.from(part.content), createWriteStream(path, { mode: 0o600 }));
      files.push({ name: basename(part.fileName.replaceAll('\\', '/')), open: () => createReadStream(path) });
    }
  }
  if (mapping === undefined) return refuse('input.invalid', { at: 'mapping', expects: 'the part with the mapping' });
  if (files.length === 0) return refuse('input.invalid', { at: 'files', expects: 'at least one file' });
  return ok({ mapping, files });
}

/** The text of a part that must be short; undefined if it is not. */
export async function shortText({ content }: Part): Promise<string | undefined> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of content) {
    bytes += chunk.length;
    if (bytes > JSON_LIMIT_BYTES) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

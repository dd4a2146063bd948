import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ok, type Result, refuse } from '#core/kernel/result.ts';
import * as endpoints from '#protocol/endpoints-own-table.ts';
import type { GivenFile } from '#usecases/import-files.ts';
import { readImportMapping } from '#usecases/list-imports.ts';
import { lookAtOwnTable } from '#usecases/look-at-own-table.ts';
import type { OwnTableAnswers } from '#usecases/own-table-ports.ts';
import { type Mounted, on } from '../mount.ts';
import { readParts } from '../multipart.ts';
import type { ApiParts } from '../parts.ts';
import { JSON_LIMIT_BYTES, parseJson, UPLOAD_LIMIT_BYTES } from '../request-body.ts';
import { reportWire, shortText } from './imports.ts';

export function ownTableRoutes({ ports, importing, uploadDir }: ApiParts): readonly Mounted[] {
  return [
    on(endpoints.lookAtOwnTable, async ({ request, caller }) => {
      await mkdir(uploadDir, { recursive: true, mode: 0o700 });
      const folder = await mkdtemp(join(uploadDir, 'upload-'));
      try {
        const given = await receive(request, folder);
        if (!given.ok) return given;
        const looked = await lookAtOwnTable({ ...ports, ...importing }, caller.asker, given.value);
        if (!looked.ok) return looked;
        const { report, ...table } = looked.value;
        return ok({ ...mutable(table), report: report === null ? null : reportWire(report) });
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    }),
    on(endpoints.readImportMapping, async ({ caller, params }) => {
      const mapping = await readImportMapping(ports, caller.asker, params.id);
      if (!mapping.ok) return mapping;
      const headers = {
        'content-type': 'application/yaml; charset=utf-8',
        'content-disposition': `attachment; filename="${mapping.value.name}.mapping.yaml"`,
      };
      return new Response(mapping.value.text, { headers });
    }),
  ];
}

function mutable<T extends { readonly proposed: OwnTableAnswers; readonly answers: OwnTableAnswers }>(table: T) {
  const open = (answers: OwnTableAnswers) => ({
    ...answers,
    roles: { ...answers.roles },
    actions: answers.actions.map((action) => (action.how === 'list' ? { ...action, touches: { ...action.touches } } : action)),
    stages: { ...answers.stages },
    outcomes: { ...answers.outcomes },
    times: { ...answers.times },
    amounts: { ...answers.amounts },
  });
  return { ...table, proposed: open(table.proposed), answers: open(table.answers) };
}

/** Writes the one file of an upload into a folder, as it arrives. Refusals: input.invalid, input.too_large. */
async function receive(
  request: Request,
  folder: string,
): Promise<Result<{ readonly file: GivenFile; readonly answers?: OwnTableAnswers }>> {
  let answers: OwnTableAnswers | undefined;
  let file: GivenFile | undefined;
  for await (const part of readParts(request, UPLOAD_LIMIT_BYTES)) {
    if (part.name === 'answers') {
      const text = await shortText(part);
      if (text === undefined) return refuse('input.too_large', { limitBytes: JSON_LIMIT_BYTES });
      const read = readAnswers(text);
      if (!read.ok) return read;
      answers = read.value;
    } else if (part.name === 'files' && part.fileName !== undefined && file === undefined) {
      const path = join(folder, 'file');
      await pipeline(Readable.from(part.content), createWriteStream(path, { mode: 0o600 }));
      file = { name: basename(part.fileName.replaceAll('\\', '/')), open: () => createReadStream(path) };
    }
  }
  if (file === undefined) return refuse('input.invalid', { at: 'files', expects: 'one file' });
  return ok(answers === undefined ? { file } : { file, answers });
}

function readAnswers(text: string): Result<OwnTableAnswers> {
  const json = parseJson(text);
  if (!json.ok) return json;
  const read = endpoints.ownTableAnswersWire.safeParse(json.value);
  if (read.success) return ok(read.data as OwnTableAnswers);
  const [issue] = read.error.issues;
  return refuse('input.invalid', { at: `answers.${issue?.path.join('.') ?? ''}`, expects: issue?.message ?? '' });
}

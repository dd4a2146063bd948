import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { valueOrThrow } from '#core/kernel/result.ts';
import { type ImportReport, importFiles, type RowRefusal } from '#usecases/import-files.ts';
import type { Command } from '../command.ts';
import type { Context } from '../context.ts';
import { countText } from '../format.ts';
import { refusalSentence } from '../language.ts';
import { readableFile, readTextFile } from '../read-file.ts';
import { pairs, table } from '../table.ts';

const REFUSALS_SHOWN = 10;

function textOf(report: ImportReport, dryRun: boolean, context: Context): string {
  const count = (value: number) => countText(value, context.language);
  const counts = pairs([
    [context.say({ de: 'Zeilen gelesen', en: 'Rows read' }), count(report.read)],
    [
      dryRun ? context.say({ de: 'würden aufgezeichnet', en: 'Would be recorded' }) : context.say({ de: 'aufgezeichnet', en: 'Recorded' }),
      count(report.recorded),
    ],
    [context.say({ de: 'schon bekannt', en: 'Known already' }), count(report.repeated)],
    [context.say({ de: 'abgewiesen', en: 'Refused' }), count(report.refusedCount)],
    ...Object.entries(report.byKind).map(([kind, value]): [string, string] => [`  ${kind}`, count(value)]),
    ...(report.importId === null ? [] : [[context.say({ de: 'Import', en: 'Import' }), report.importId] as const]),
  ]);
  return [
    counts,
    ...(dryRun ? [previewOf(report, context)] : []),
    ...(report.refusedCount === 0 ? [] : [refusalsOf(report, context)]),
  ].join('\n\n');
}

function previewOf(report: ImportReport, context: Context): string {
  return table(
    [
      { title: context.say({ de: 'Art', en: 'Kind' }), cell: (draft) => draft.kind },
      { title: context.say({ de: 'Zeitpunkt', en: 'Happened' }), cell: (draft) => draft.occurredAt },
      { title: context.say({ de: 'Kennung', en: 'Id' }), cell: (draft) => draft.externalId ?? '–' },
      { title: context.say({ de: 'Inhalt', en: 'Content' }), cell: (draft) => JSON.stringify(draft.data) },
    ],
    report.preview,
    context.say({ de: 'Aus diesen Dateien würde kein Ereignis.', en: 'These files would give no event.' }),
  );
}

function refusalsOf(report: ImportReport, context: Context): string {
  const shown = report.refused
    .slice(0, REFUSALS_SHOWN)
    .map((row) => `${row.file}:${row.line}  ${row.code}: ${refusalSentence(row, context.language)}`);
  const more = report.refusedCount - shown.length;
  if (more > 0) shown.push(context.say({ de: `… und ${countText(more, 'de')} weitere`, en: `… and ${countText(more, 'en')} more` }));
  return shown.join('\n');
}

function refusedJson(row: RowRefusal, context: Context) {
  return { file: row.file, line: row.line, code: row.code, message: refusalSentence(row, context.language), params: { ...row.params } };
}

export const importCommand: Command = {
  name: 'import',
  summary: {
    de: 'importiert Dateien nach einer Zuordnung; noch einmal importieren ändert nichts',
    en: 'imports files by a mapping; importing again changes nothing',
  },
  arguments: [
    {
      name: 'mapping',
      help: { de: 'Zuordnung (YAML): welche Spalten welche Ereignisse ergeben', en: 'mapping (YAML): which columns give which events' },
    },
    {
      name: 'files',
      count: 'many',
      help: {
        de: 'CSV-Dateien oder Arbeitsmappen (.xlsx), wie in der Zuordnung benannt',
        en: 'CSV files or workbooks (.xlsx), named as in the mapping',
      },
    },
  ],
  options: {
    'dry-run': { help: { de: 'alles lesen und prüfen, nichts aufzeichnen', en: 'read and check everything, record nothing' } },
    'recorded-at': {
      value: '<column|rule>',
      help: {
        de: 'wann das System davon wusste: eine Spalte oder occurredAt; nur vor dem ersten Prüfsiegel',
        en: 'when the system knew: a column or occurredAt; only before the first seal',
      },
    },
  },
  async run(typed, context) {
    const { ports, importing } = await context.product();
    const dryRun = typed.isSet('dry-run');
    const recordedAtRule = typed.option('recorded-at');
    const mapping = readTextFile(typed.argument('mapping'));
    const files = typed.all('files').map((path) => ({ name: basename(path), open: () => createReadStream(readableFile(path)) }));
    const report = valueOrThrow(
      await importFiles({ ...ports, ...importing }, await context.asker(), {
        mapping,
        files,
        dryRun,
        ...(recordedAtRule === undefined ? {} : { recordedAtRule }),
        onProgress: ({ read, refused }) =>
          context.progress.show(
            context.say({
              de: `${countText(read, 'de')} Zeilen gelesen, ${countText(refused, 'de')} abgewiesen …`,
              en: `${countText(read, 'en')} rows read, ${countText(refused, 'en')} refused …`,
            }),
          ),
      }),
    );
    return {
      json: {
        ...report,
        dryRun,
        refused: report.refused.map((row) => refusedJson(row, context)),
        preview: report.preview.map((draft) => ({ ...draft })),
      },
      text: textOf(report, dryRun, context),
      failed: report.refusedCount > 0 && report.recorded + report.repeated === 0,
    };
  },
};

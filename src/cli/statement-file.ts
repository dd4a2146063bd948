import { closeSync, openSync, writeSync } from 'node:fs';
import { valueOrThrow } from '#core/kernel/result.ts';
import { CSV_START } from '#protocol/csv-text.ts';
import { statementCsvHead, statementCsvRow } from '#protocol/statement-csv.ts';
import { readStatementLines } from '#usecases/read-statement.ts';
import type { Answer } from './command.ts';
import type { Context } from './context.ts';
import { countText } from './format.ts';

const PAGE = 1_000;

/** Writes the lines of a statement as CSV in the language of the command. */
export async function writeStatementCsv(context: Context, statementId: string, to: string): Promise<Answer> {
  const [ports, asker] = [await context.ports(), await context.asker()];
  const { language } = context;
  let page = valueOrThrow(await readStatementLines(ports, asker, { statementId, limit: PAGE }));
  const file = openSync(to, 'w', 0o600);
  let rows = 0;
  try {
    writeSync(file, CSV_START + statementCsvHead(language));
    for (;;) {
      const { lines, nextAfter } = page;
      writeSync(file, lines.map((line) => statementCsvRow(line, page, language)).join(''));
      rows += lines.length;
      if (nextAfter === undefined) break;
      page = valueOrThrow(await readStatementLines(ports, asker, { statementId, limit: PAGE, after: nextAfter }));
    }
  } finally {
    closeSync(file);
  }
  const text = context.say({ de: `${to}: ${countText(rows, 'de')} Zeilen.`, en: `${to}: ${countText(rows, 'en')} lines.` });
  return { json: { statementId, to, rows }, text };
}

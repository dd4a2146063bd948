import { CSV_START } from '#protocol/csv-text.ts';
import { readStatementCsv } from '#protocol/endpoints-statement-files.ts';
import { statementCsvHead, statementCsvRow } from '#protocol/statement-csv.ts';
import { mayReadStatement } from '#usecases/confine-partner.ts';
import { type LinePage, readStatementLines } from '#usecases/read-statement.ts';
import { type Mounted, on } from '../mount.ts';
import type { ApiParts } from '../parts.ts';

const PAGE = 1_000;

export function statementFileRoutes({ ports }: ApiParts): readonly Mounted[] {
  return [
    on(readStatementCsv, async ({ caller, params, query }) => {
      const may = await mayReadStatement(ports, caller.asker, params.id);
      if (!may.ok) return may;
      const language = query.language ?? 'de';
      const page = (after: number | undefined) =>
        readStatementLines(ports, caller.asker, { statementId: params.id, limit: PAGE, ...(after === undefined ? {} : { after }) });
      const first = await page(undefined);
      if (!first.ok) return first;
      const rowsOf = (of: LinePage) => of.lines.map((line) => statementCsvRow(line, of, language)).join('');
      const pieces = async function* () {
        yield CSV_START + statementCsvHead(language) + rowsOf(first.value);
        for (let after = first.value.nextAfter; after !== undefined; ) {
          const next = await page(after);
          if (!next.ok) throw new Error(`the statement ended between two pages: ${next.refusal.code}`);
          yield rowsOf(next.value);
          after = next.value.nextAfter;
        }
      };
      const encoder = new TextEncoder();
      const iterator = pieces();
      const body = new ReadableStream<Uint8Array>({
        async pull(controller) {
          const next = await iterator.next();
          if (next.done === true) controller.close();
          else controller.enqueue(encoder.encode(next.value));
        },
      });
      const name = `belegbar-${params.id.replaceAll(/[^0-9a-zA-Z-]/g, '')}.csv`;
      return new Response(body, {
        headers: { 'content-type': 'text/csv; charset=utf-8', 'content-disposition': `attachment; filename="${name}"` },
      });
    }),
  ];
}

import { valueOrThrow } from '#core/kernel/result.ts';
import { readWholeStatement } from '#usecases/read-statement.ts';
import type { Command } from '../command.ts';
import { statementJson, statementText } from '../statement-answer.ts';
import { writeStatementCsv } from '../statement-file.ts';

export const statement: Command = {
  name: 'statement',
  summary: { de: 'zeigt eine abgeschlossene Abrechnung mit ihren Zeilen', en: 'shows a closed statement with its lines' },
  arguments: [{ name: 'id', help: { de: 'Kennung aus `statements`', en: 'id from `statements`' } }],
  options: {
    csv: {
      value: '<file>',
      help: { de: 'die Zeilen als CSV-Datei für Tabellenprogramme', en: 'the lines as a CSV file for spreadsheets' },
    },
  },
  async run(typed, context) {
    const to = typed.option('csv');
    if (to !== undefined) return writeStatementCsv(context, typed.argument('id'), to);
    const [ports, asker] = [await context.ports(), await context.asker()];
    const read = valueOrThrow(await readWholeStatement(ports, asker, typed.argument('id')));
    const closed = read.statement;
    const stated = {
      statementId: closed.id,
      through: closed.through,
      asOf: closed.cut,
      currency: closed.currency,
      totals: closed.totals,
      lines: await ports.statements.lines(asker, closed.id),
      periodKeys: read.periodKeys,
      taxes: read.taxes,
    };
    return {
      json: {
        ...statementJson(stated),
        agreementId: closed.agreementId,
        number: closed.number,
        closedAt: closed.closedAt,
        hash: closed.hash,
        sealedSize: closed.sealedSize,
        underReviewMinor: String(read.outstanding.underReviewMinor),
        heldMinor: String(read.outstanding.heldMinor),
      },
      text: statementText(stated, context),
    };
  },
};

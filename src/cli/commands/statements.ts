import { listStatements } from '#usecases/read-statement.ts';
import type { Command } from '../command.ts';
import { countText, instantText, moneyText } from '../format.ts';
import { table } from '../table.ts';

export const statements: Command = {
  name: 'statements',
  summary: { de: 'zeigt alle abgeschlossenen Abrechnungen', en: 'shows all closed statements' },
  arguments: [{ name: 'agreement', count: 'optional', help: { de: 'nur die dieses Vertrags', en: 'only those of this agreement' } }],
  async run(typed, context) {
    const closed = await listStatements(await context.ports(), await context.asker(), typed.optionalArgument('agreement'));
    return {
      json: {
        statements: closed.map(({ totals, ...statement }) => ({
          ...statement,
          openingMinor: String(totals.openingMinor),
          totalMinor: String(totals.totalMinor),
          payableMinor: String(totals.payableMinor),
          closingMinor: String(totals.closingMinor),
        })),
      },
      text: table(
        [
          { title: context.say({ de: 'Kennung', en: 'Id' }), cell: (row) => row.id },
          { title: context.say({ de: 'Vertrag', en: 'Agreement' }), cell: (row) => row.agreementId },
          { title: 'Nr.', cell: (row) => String(row.number), align: 'right' },
          { title: context.say({ de: 'bis', en: 'Through' }), cell: (row) => row.through },
          { title: context.say({ de: 'Stand vom', en: 'As of' }), cell: (row) => instantText(row.cut) },
          { title: context.say({ de: 'Zeilen', en: 'Lines' }), cell: (row) => countText(row.lineCount, context.language), align: 'right' },
          {
            title: context.say({ de: 'Summe', en: 'Total' }),
            cell: (row) => moneyText(row.totals.totalMinor, row.currency, context.language),
            align: 'right',
          },
          {
            title: context.say({ de: 'Auszahlung', en: 'Payable' }),
            cell: (row) => moneyText(row.totals.payableMinor, row.currency, context.language),
            align: 'right',
          },
        ],
        closed,
        context.say({ de: 'Es ist noch nichts abgerechnet.', en: 'Nothing has been settled yet.' }),
      ),
    };
  },
};

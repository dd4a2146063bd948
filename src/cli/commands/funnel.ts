import { readFunnel } from '#usecases/read-funnel.ts';
import type { Command } from '../command.ts';
import { countText } from '../format.ts';
import { table } from '../table.ts';

export const funnel: Command = {
  name: 'funnel',
  summary: { de: 'zählt Leads und gewonnene Geschäfte je Quelle', en: 'counts leads and won deals by source' },
  async run(_, context) {
    const rows = await readFunnel(await context.ports(), await context.asker());
    const count = (value: number) => countText(value, context.language);
    return {
      json: { rows: rows.map((row) => ({ ...row })) },
      text: table(
        [
          {
            title: context.say({ de: 'Quelle', en: 'Source' }),
            cell: (row) => (row.source === '' ? context.say({ de: '(leer)', en: '(blank)' }) : row.source),
          },
          { title: 'Leads', cell: (row) => count(row.leads), align: 'right' },
          { title: context.say({ de: 'gewonnen', en: 'Won' }), cell: (row) => count(row.won), align: 'right' },
          {
            title: context.say({ de: 'davon vor dem Lead', en: 'Before the lead' }),
            cell: (row) => count(row.wonBeforeCapture),
            align: 'right',
          },
          {
            title: context.say({ de: 'mittlere Tage', en: 'Median days' }),
            cell: (row) => (row.medianDaysToWon === null ? '–' : count(row.medianDaysToWon)),
            align: 'right',
          },
        ],
        rows,
        context.say({ de: 'Es gibt noch keine Leads.', en: 'There are no leads yet.' }),
      ),
    };
  },
};

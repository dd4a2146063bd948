import { rebuildProjections } from '#usecases/rebuild-projections.ts';
import type { Command } from '../command.ts';
import { countText } from '../format.ts';
import { table } from '../table.ts';

export const rebuild: Command = {
  name: 'rebuild',
  summary: {
    de: 'leitet aus den Ereignissen neu ab, was Seiten zeigen; mit --verify wird nur verglichen',
    en: 'derives again from the events what pages show; with --verify it only compares',
  },
  options: {
    verify: {
      help: {
        de: 'nichts ersetzen, jeden Unterschied nennen; Unterschiede enden mit 1',
        en: 'replace nothing, name every difference; differences end with 1',
      },
    },
  },
  async run(typed, context) {
    const mode = typed.isSet('verify') ? 'verify' : 'replace';
    const tables = await rebuildProjections(await context.ports(), await context.asker(), mode);
    const differences = tables.reduce((sum, row) => sum + row.differences, 0);
    const count = (value: number) => countText(value, context.language);
    return {
      json: { mode, differences, tables: tables.map((row) => ({ ...row })) },
      text: table(
        [
          { title: context.say({ de: 'Tabelle', en: 'Table' }), cell: (row) => row.table },
          { title: context.say({ de: 'Zeilen', en: 'Rows' }), cell: (row) => count(row.rows), align: 'right' },
          { title: context.say({ de: 'Unterschiede', en: 'Differences' }), cell: (row) => count(row.differences), align: 'right' },
        ],
        tables,
        context.say({ de: 'Es gibt nichts abzuleiten.', en: 'There is nothing to derive.' }),
      ),
      failed: mode === 'verify' && differences > 0,
    };
  },
};

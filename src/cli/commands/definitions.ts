import { checkNumber } from '#core/kernel/hash.ts';
import { listDefinitions } from '#usecases/list-definitions.ts';
import type { Command } from '../command.ts';
import { instantText } from '../format.ts';
import { table } from '../table.ts';

export const definitions: Command = {
  name: 'definitions',
  summary: { de: 'zeigt alle übernommenen Definitionen', en: 'shows all adopted definitions' },
  async run(_, context) {
    const adopted = await listDefinitions(await context.ports(), await context.asker());
    const rows = adopted.map(({ definition, hash, adoptedAt }) => ({
      key: definition.key,
      version: definition.version,
      hash,
      checkNumber: checkNumber(hash),
      adoptedAt,
    }));
    return {
      json: { definitions: rows },
      text: table(
        [
          { title: 'Definition', cell: (row) => `${row.key}@${row.version}` },
          { title: context.say({ de: 'Prüfnummer', en: 'Check number' }), cell: (row) => row.checkNumber },
          { title: context.say({ de: 'übernommen', en: 'Adopted' }), cell: (row) => instantText(row.adoptedAt) },
        ],
        rows,
        context.say({ de: 'Es ist noch keine Definition übernommen.', en: 'No definition has been adopted yet.' }),
      ),
    };
  },
};

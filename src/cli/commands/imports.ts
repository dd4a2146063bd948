import { listImports } from '#usecases/list-imports.ts';
import type { Command } from '../command.ts';
import { countText, instantText } from '../format.ts';
import { table } from '../table.ts';

const states = {
  running: { de: 'läuft', en: 'running' },
  done: { de: 'fertig', en: 'done' },
  undone: { de: 'rückgängig', en: 'undone' },
};

export const imports: Command = {
  name: 'imports',
  summary: { de: 'zeigt alle Importe', en: 'shows all imports' },
  async run(_, context) {
    const runs = await listImports(await context.ports(), await context.asker());
    const count = (value: number) => countText(value, context.language);
    return {
      json: { imports: runs.map((run) => ({ ...run, files: run.files.map((file) => ({ ...file })) })) },
      text: table(
        [
          { title: context.say({ de: 'Kennung', en: 'Id' }), cell: (run) => run.id },
          { title: context.say({ de: 'Zuordnung', en: 'Mapping' }), cell: (run) => run.mappingName },
          { title: context.say({ de: 'Stand', en: 'State' }), cell: (run) => context.say(states[run.state]) },
          { title: context.say({ de: 'gelesen', en: 'Read' }), cell: (run) => count(run.read), align: 'right' },
          { title: context.say({ de: 'aufgezeichnet', en: 'Recorded' }), cell: (run) => count(run.recorded), align: 'right' },
          { title: context.say({ de: 'wiederholt', en: 'Repeated' }), cell: (run) => count(run.repeated), align: 'right' },
          { title: context.say({ de: 'abgewiesen', en: 'Refused' }), cell: (run) => count(run.refused), align: 'right' },
          { title: context.say({ de: 'begonnen', en: 'Started' }), cell: (run) => instantText(run.startedAt) },
        ],
        runs,
        context.say({ de: 'Es wurde noch nichts importiert.', en: 'Nothing has been imported yet.' }),
      ),
    };
  },
};

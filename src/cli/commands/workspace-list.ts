import type { Command } from '../command.ts';
import { instantText } from '../format.ts';
import { table } from '../table.ts';

export const workspaceList: Command = {
  name: 'workspace list',
  summary: { de: 'zeigt alle Arbeitsbereiche des Datenordners', en: 'shows all workspaces of the data folder' },
  async run(_, context) {
    const workspaces = await (await context.ports()).workspaces.list();
    return {
      json: { workspaces: workspaces.map((workspace) => ({ ...workspace })) },
      text: table(
        [
          { title: context.say({ de: 'Name', en: 'Name' }), cell: (workspace) => workspace.slug },
          { title: context.say({ de: 'voller Name', en: 'Title' }), cell: (workspace) => workspace.name },
          { title: context.say({ de: 'Währung', en: 'Currency' }), cell: (workspace) => workspace.currency },
          { title: context.say({ de: 'Zeitzone', en: 'Time zone' }), cell: (workspace) => workspace.timeZone },
          { title: context.say({ de: 'Zweck', en: 'Purpose' }), cell: (workspace) => workspace.purpose },
          { title: context.say({ de: 'angelegt', en: 'Created' }), cell: (workspace) => instantText(workspace.createdAt) },
        ],
        workspaces,
        context.say({ de: 'Es gibt noch keinen Arbeitsbereich.', en: 'There is no workspace yet.' }),
      ),
    };
  },
};

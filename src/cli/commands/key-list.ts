import type { Command } from '../command.ts';
import { instantText } from '../format.ts';
import { table } from '../table.ts';

export const keyList: Command = {
  name: 'key list',
  summary: { de: 'zeigt die Zugangsschlüssel, ohne ihr Geheimnis', en: 'shows the keys, without their secrets' },
  async run(_, context) {
    const { access } = await context.product();
    const keys = await access.keys.list((await context.workspace()).id);
    return {
      json: { keys: keys.map((key) => ({ ...key })) },
      text: table(
        [
          { title: context.say({ de: 'Kennung', en: 'Id' }), cell: (key) => key.id },
          { title: context.say({ de: 'Name', en: 'Name' }), cell: (key) => key.name },
          { title: context.say({ de: 'Berechtigungen', en: 'Scopes' }), cell: (key) => key.scopes.join(', ') },
          { title: context.say({ de: 'beginnt mit', en: 'Starts with' }), cell: (key) => key.startsWith },
          { title: context.say({ de: 'angelegt', en: 'Created' }), cell: (key) => instantText(key.createdAt) },
          { title: context.say({ de: 'zuletzt benutzt', en: 'Last used' }), cell: (key) => instantText(key.lastUsedAt) },
        ],
        keys,
        context.say({ de: 'Es gibt noch keinen Zugangsschlüssel.', en: 'There is no key yet.' }),
      ),
    };
  },
};

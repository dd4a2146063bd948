import type { Command } from '../command.ts';
import { countText, instantText } from '../format.ts';
import { pairs } from '../table.ts';

export const seal: Command = {
  name: 'seal',
  summary: {
    de: 'nimmt ein Prüfsiegel über alle Ereignisse; anderswo verwahrt, macht es spätere Änderungen sichtbar',
    en: 'takes a seal over all events; kept elsewhere, it makes later changes visible',
  },
  async run(_, context) {
    const taken = await (await context.ports()).seals.take(await context.asker());
    return {
      json: { ...taken },
      text: pairs([
        [context.say({ de: 'Prüfsiegel', en: 'Seal' }), taken.root],
        [context.say({ de: 'über Ereignisse', en: 'over events' }), countText(taken.size, context.language)],
        [context.say({ de: 'genommen', en: 'taken' }), instantText(taken.at)],
      ]),
    };
  },
};

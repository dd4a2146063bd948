import { valueOrThrow } from '#core/kernel/result.ts';
import { removeMember } from '#usecases/change-member.ts';
import type { Command } from '../command.ts';

export const memberRemove: Command = {
  name: 'member remove',
  summary: { de: 'nimmt jemanden sofort aus dem Arbeitsbereich', en: 'takes somebody out of the workspace at once' },
  arguments: [{ name: 'member', help: { de: 'E-Mail-Adresse oder Kennung', en: 'e-mail address or id' } }],
  async run(typed, context) {
    const { ports, access } = await context.product();
    const { member, keys } = valueOrThrow(await removeMember(ports, access, await context.asker(), typed.argument('member')));
    const left = context.say({
      de: 'Diese Schlüssel hat die Person angelegt; sie gelten weiter, bis Sie sie mit `belegbar key revoke` sperren:',
      en: 'This person made these keys; they work until you revoke them with `belegbar key revoke`:',
    });
    const text = [`${member.name}, ${member.email}`, ...(keys.length === 0 ? [] : [left]), ...keys.map(({ id, name }) => `${id}  ${name}`)];
    return { json: { member: { ...member }, keys: keys.map((key) => ({ ...key })) }, text: text.join('\n') };
  },
};

import { valueOrThrow } from '#core/kernel/result.ts';
import { revokeApiKey } from '#usecases/revoke-api-key.ts';
import type { Command } from '../command.ts';

export const keyRevoke: Command = {
  name: 'key revoke',
  summary: { de: 'macht einen Zugangsschlüssel sofort ungültig', en: 'ends a key at once' },
  arguments: [{ name: 'id', help: { de: 'Kennung aus `key list`', en: 'id from `key list`' } }],
  async run(typed, context) {
    const { access } = await context.product();
    const id = typed.argument('id');
    valueOrThrow(await revokeApiKey(access, await context.asker(), id));
    return { json: { revoked: id }, text: context.say({ de: 'Der Schlüssel gilt nicht mehr.', en: 'The key is no longer valid.' }) };
  },
};
